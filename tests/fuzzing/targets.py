"""The targets of fuzzing: functions of any bytes. They raise if the bytes are not handled as they should be.

Hypothesis calls them in the tests, atheris in `make bench-fuzz`.
"""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath

from openpyxl import Workbook
from pydantic import TypeAdapter, ValidationError

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks.context import CheckContext
from generator.checks.references import check_references_resolve
from generator.checks.run import check
from generator.content.files import ContentFile, ContentFiles, find_files
from generator.content.format import format_files
from generator.content.load import Content, ValidRecords, load
from generator.content.source import parse_source
from generator.content.structure import structure
from generator.editing.importing.date_formats import NoDateError, convert_date
from generator.editing.importing.formats import BY_SUFFIX
from generator.editing.importing.mapping import KINDS_BY_NAME, ImportMapping
from generator.editing.importing.report import preview, rejected_rows
from generator.editing.importing.run import plan_import
from generator.editing.importing.table import Layout, NoTableError, Table
from generator.editing.importing.write import encode, rejects_csv
from generator.incremental.stages import Stages
from generator.kinds import KINDS
from generator.kinds.person import Person
from generator.kinds.site import Site
from generator.kinds.traversal import references_in
from generator.pages.markdown import Md, blocks, inline, plain_text
from generator.problems import Problem, limit_per_rule
from generator.problems.report import format_json, format_text
from generator.values.date_notations import NAMED_NOTATIONS
from generator.values.date_point import InvalidDateError
from generator.values.dates import When
from generator.values.reference import Reference
from generator.values.refusal import extract_problems
from generator.values.text import Prose, parse_prose

Target = Callable[[bytes], None]

SAMPLE = Path(__file__).parents[1] / "sample" / "content"
AS_OF = Edition(date(2024, 1, 26))
LAYOUT = Layout()
OTHER_FILES = ("countries", "people", "site.yml")
MAX_FORMATTED_TWICE = 10_000
"""The most bytes of a file that is formatted twice; longer ones only show the cost of one time."""
PROSE = TypeAdapter(Prose)
MAP = b"""\
fields:
  name: Name
  also_known_as: {column: [Name, Other], split: [";", lines], one_line: true}
  positions: [{title: Title, organisation: {column: Of, refer: organisation, create: organisation}, from: {column: Day,
    date: [iso, day-month-year, in-words, serial, "%d %b %y"]}}]
"""


@cache
def sample() -> ContentFiles:
    """Return the records to check with a hostile one: few, as all are checked again."""
    files = find_files(SAMPLE)
    return replace(files, files=tuple(file for file in files.files if file.relative_path.parts[0] in OTHER_FILES))


def record(raw: bytes) -> None:
    """Parse, check and report any bytes as a record; the first byte is the kind."""
    kind, rest = KINDS[raw[0] % len(KINDS) if raw else 0], raw[1:]
    path = Path(kind.folder) / "any.yml"
    files = ContentFiles(SAMPLE, (*sample().files, ContentFile(SAMPLE / path, path, rest)))
    content = load(files, {}, valid_records())
    problems = check(content, AS_OF)
    key = f"{kind.folder}/any"
    source = content.sources[key]
    assert key not in content.invalid or any(p.place and p.place.file == source.file for p in problems)
    report = format_text(problems, {source.file: source.lines})
    assert report.splitlines() == report.removesuffix("\n").split("\n")[: len(report)]
    format_json(problems).encode()


def many(raw: bytes) -> None:
    """Check any bytes as a record among thousands; it may misspell the id of each."""
    kind = KINDS[raw[0] % len(KINDS) if raw else 0]
    source = parse_source(raw[1:], "any.yml")
    record, problems, references = structure(kind.record, source, {"id": "any"})
    key, named = f"{kind.folder}/any", [*references_in(record)] if record else references
    found_problems = [*problems, *check_references_resolve(CheckContext(people(), {key: named}, key=key))]
    located = limit_per_rule(source.locate(problem) for problem in found_problems)
    format_text(located, {source.file: source.lines})


@cache
def people() -> Archive:
    """Return an archive with as many people as a ministry may have."""
    records = [Person.model_validate({"id": f"person-of-number-{n}", "name": f"Number {n}"}) for n in range(10_000)]
    return Archive(Site(), records, {}, AS_OF.day, "internal", None)


@cache
def valid_records() -> ValidRecords:
    """Return the records of the sample, loaded once."""
    return load(sample(), {}).valid


def prose(raw: bytes) -> None:
    """Format any text as prose, and as text."""
    text = raw.decode("utf-8", "replace")
    Md.escape(text)
    try:
        parsed = PROSE.validate_python(text)
    except ValidationError as error:
        assert all(extract_problems(dict(detail)) for detail in error.errors())
        return
    parse_prose.cache_clear()
    for phrase in parsed.phrases():
        assert "<script" not in blocks(phrase.text, _to_record)
        plain_text(inline(phrase.text, _to_record))
    assert len(parsed.links) <= len(text)


def _to_record(reference: Reference, text: str) -> Md:
    return Md("[{}]({})").format(text or reference.text, reference.id)


def table(suffix: str) -> Target:
    """Return a target that reads any bytes as a table of a format."""

    def read(raw: bytes) -> None:
        _read(suffix, raw)

    return read


def _read(suffix: str, raw: bytes) -> Table:
    """Read a table, which may be empty; encode every cell and message."""
    try:
        read = BY_SUFFIX[suffix].read(raw, LAYOUT)
    except NoTableError as error:
        assert str(error)
        return Table(())
    assert all(isinstance(cell, str) for row in read.rows for cell in row.cells.values())
    assert all(row.cells.keys() <= {*read.columns} for row in read.rows[:100])
    assert all(rejection.reason for rejection in read.unread)
    rejected_rows(read.unread)
    encode(rejects_csv(read, read.unread, LAYOUT), LAYOUT.encoding)
    return read


def sheet(raw: bytes) -> None:
    """Read any bytes as the sheet of a valid spreadsheet: chance packs no ZIP."""
    _read(".xlsx", with_sheet(raw))


@lru_cache(1)
def _book() -> bytes:
    book, out = Workbook(), BytesIO()
    book.active.append(["Name", 1])
    book.save(out)
    return out.getvalue()


def with_sheet(xml: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return a spreadsheet with one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, xml)
    return out.getvalue()


def import_map(raw: bytes) -> None:
    """Read any bytes as a map."""
    source = parse_source(raw, "map.yml")
    if source.values is None:
        assert source.problems
        return
    by, problems, _ = structure(ImportMapping, source, {})
    assert by or problems or source.problems
    located = [source.locate(problem) for problem in problems]
    format_text(located, {source.file: source.lines})
    if by and not problems:
        try:
            BY_SUFFIX[".csv"].read(b"Name,Day\nA,2024\n", by.layout("UTC"))
        except NoTableError:
            return


def importing(raw: bytes) -> None:
    """Import any bytes as a CSV file by a map."""
    read = _read(".csv", raw)
    source = parse_source(MAP, "map.yml")
    by, problems, _ = structure(ImportMapping, source, {})
    assert by, problems
    result = plan_import(
        KINDS_BY_NAME["person"], read, by, Content(folder="content"), _unchecked, Stages(None), date(2024, 2, 1)
    )
    rejected = result.plan.rejected
    encode(rejects_csv(read, rejected, LAYOUT), LAYOUT.encoding)
    preview(result.plan.written, "content")
    for ready in result.plan.written:
        again = parse_source(ready.source.text.encode(), ready.path)
        assert again.problems == ()


def _unchecked(content: Content) -> list[Problem]:
    return []


def layout(raw: bytes) -> None:
    """Format any bytes as a record: the values stay, and so does the result."""
    path = Path(PurePosixPath("content", KINDS[raw[0] % len(KINDS) if raw else 0].folder, "any.yml"))
    (result,) = format_files([(path, raw[1:])])
    if result.has_failed:
        assert result.after == result.before
        return
    before, after = parse_source(result.before, "any.yml"), parse_source(result.after, "any.yml")
    assert (after.problems, after.values) == ((), before.values)
    if len(raw) > MAX_FORMATTED_TWICE:
        return
    (again,) = format_files([(path, result.after)])
    assert again.after == result.after, "formatting it again changes it"


def day(raw: bytes) -> None:
    """Parse any text as a date of a record, and as one of a table."""
    text = raw.decode("utf-8", "replace")
    try:
        when = When.parse(text)
    except InvalidDateError as error:
        assert str(error)
    else:
        assert when.first <= when.last
        assert when.earliest <= when.first
        assert when.latest >= when.last
    try:
        When.parse(convert_date(text, (*NAMED_NOTATIONS, "DD/MM/YYYY", "%d %B %Y")))
    except NoDateError as error:
        assert str(error)


TARGETS: dict[str, Target] = {
    "record": record,
    "many": many,
    "layout": layout,
    "prose": prose,
    "date": day,
    "map": import_map,
    "csv": table(".csv"),
    "xlsx": table(".xlsx"),
    "sheet": sheet,
    "ics": table(".ics"),
    "json": table(".json"),
    "importing": importing,
}
"""The targets by name, as the benchmark prints it."""
