"""What is fuzzed: functions of any bytes, which return where the bytes are handled as they should be, else raise.

Hypothesis tries them in the tests, atheris in `make bench-fuzz`.
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
BESIDE = ("countries", "people", "site.yml")
SHORT = 10_000
"""Up to so many bytes a file is formatted twice; longer ones are there to see what it costs once."""
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
    """Return the records to read a hostile one beside: few, since all are checked each time."""
    found = find_files(SAMPLE)
    return replace(found, files=tuple(file for file in found.files if file.relative_path.parts[0] in BESIDE))


def record(raw: bytes) -> None:
    """Any bytes as a record, of the kind that the first says: read, structured, checked beside others, reported."""
    kind, rest = KINDS[raw[0] % len(KINDS) if raw else 0], raw[1:]
    place = Path(kind.folder) / "any.yml"
    found = ContentFiles(SAMPLE, (*sample().files, ContentFile(SAMPLE / place, place, rest)))
    content = load(found, {}, sound())
    problems = check(content, AS_OF)
    key = f"{kind.folder}/any"
    source = content.sources[key]
    assert key not in content.invalid or any(p.place and p.place.file == source.file for p in problems)
    told = format_text(problems, {source.file: source.lines})
    assert told.splitlines() == told.removesuffix("\n").split("\n")[: len(told)]
    format_json(problems).encode()


def many(raw: bytes) -> None:
    """Any bytes as a record that is checked beside thousands of others, of which it may misspell each."""
    kind, place = KINDS[raw[0] % len(KINDS) if raw else 0], Path("any.yml")
    source = parse_source(raw[1:], place.as_posix())
    record, problems, references = structure(kind.record, source, {"id": "any"})
    key, named = f"{kind.folder}/any", [*references_in(record)] if record else references
    found = [*problems, *check_references_resolve(CheckContext(people(), {key: named}, key=key))]
    located = limit_per_rule(source.locate(problem) for problem in found)
    format_text(located, {source.file: source.lines})


@cache
def people() -> Archive:
    """As many as a ministry knows."""
    known = [Person.model_validate({"id": f"person-of-number-{n}", "name": f"Number {n}"}) for n in range(10_000)]
    return Archive(Site(), known, {}, AS_OF.day, "internal", None)


@cache
def sound() -> ValidRecords:
    """Return the records of the sample, loaded once."""
    return load(sample(), {}).valid


def prose(raw: bytes) -> None:
    """Any text as prose, and as text that is shown as it is."""
    text = raw.decode("utf-8", "replace")
    Md.escape(text)
    try:
        said = PROSE.validate_python(text)
    except ValidationError as error:
        assert all(extract_problems(dict(detail)) for detail in error.errors())
        return
    parse_prose.cache_clear()
    for phrase in said.phrases():
        assert "<script" not in blocks(phrase.text, _to_record)
        plain_text(inline(phrase.text, _to_record))
    assert len(said.links) <= len(text)


def _to_record(reference: Reference, text: str) -> Md:
    return Md("[{}]({})").format(text or reference.text, reference.id)


def table(suffix: str) -> Target:
    """Return a target that reads any bytes as a table of a format."""

    def read(raw: bytes) -> None:
        _read(suffix, raw)

    return read


def _read(suffix: str, raw: bytes) -> Table:
    """Read a table, if only an empty one. Every cell and message can be encoded."""
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
    """Any bytes as the sheet of a spreadsheet that is sound otherwise: chance packs no ZIP."""
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
    """Any bytes as a map."""
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
    """Any bytes as a CSV file that is imported by a map."""
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
    """Any bytes in canonical form, which says the same and stays as it is; or left alone, with the reason."""
    path = Path(PurePosixPath("content", KINDS[raw[0] % len(KINDS) if raw else 0].folder, "any.yml"))
    (made,) = format_files([(path, raw[1:])])
    if made.has_failed:
        assert made.after == made.before
        return
    before, after = parse_source(made.before, "any.yml"), parse_source(made.after, "any.yml")
    assert (after.problems, after.values) == ((), before.values)
    if len(raw) > SHORT:
        return
    (again,) = format_files([(path, made.after)])
    assert again.after == made.after, "formatting it again changes it"


def day(raw: bytes) -> None:
    """Any text as a date of a record, and as one of a table."""
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
"""By the name that the bench prints."""
