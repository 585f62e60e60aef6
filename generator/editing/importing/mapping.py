"""`ImportMapping` and `ValueRule`: a map file, validated like a record. It says how columns become fields."""

import re
import warnings
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from generator.checks.map_rules import INVALID_MAP
from generator.content.source import SourceFile, parse_source, read_file
from generator.content.structure import structure
from generator.content.validation_errors import MISSING_FIELD, UNKNOWN_VALUE, WRONG_SHAPE
from generator.content.yaml_parser import describe_type
from generator.editing.importing.date_formats import is_format
from generator.editing.importing.table import Layout
from generator.incremental.processor_watch import ProcessorWatch, StepTooLongError
from generator.kinds import KINDS
from generator.kinds.record import Fields
from generator.problems import FieldPath, Problem, quote
from generator.problems.suggest import did_you_mean
from generator.values.codes import ID_EXPECTED, INVALID_ID, LanguageCode, Line, is_id
from generator.values.date_notations import NAMED_NOTATIONS
from generator.values.refusal import refusal

KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
CITED = next(kind for kind in KINDS if kind.is_citable)
"""The kind of record that is cited: sources."""
FOR_EACH, EACH = "for_each", "each"
"""Beside the fields of an entry: the list to go through, and the column that holds each of its entries."""
LONGEST_PATTERN = 1_000
"""The most characters of a regular expression."""
MOST_LISTED = 1_000
"""The most entries of a list of columns, templates or texts: each cell goes through them."""
MOST_SEPARATORS = 20
"""The most texts that separate entries of a list: each is looked for at each character of a cell."""
SECONDS_TO_READ = 10
"""The most processor time to read a map: long patterns may take long to be prepared."""
ORIGINS = ("column", "template", "value")
"""The fields for the origin of a value. A rule has exactly one."""


def _as_list(value: Any) -> Any:
    """Return one text as a list; return a list unchanged."""
    return [value] if isinstance(value, str) else value


def _at_most(number: int) -> AfterValidator:
    """Return a validator of a list with at most so many entries."""

    def refuse_longer(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) > number:
            raise refusal(INVALID_MAP, f"at most {number:,} entries are expected, found {len(entries):,}")
        return entries

    return AfterValidator(refuse_longer)


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    for number, name in enumerate(names):
        if not is_format(name):
            expected = f"a format such as {', '.join(NAMED_NOTATIONS)}, DD/MM/YYYY or %d %B %Y is expected"
            raise refusal(
                INVALID_MAP, f"{expected}, found {quote(name)}", did_you_mean(name, NAMED_NOTATIONS), (number,)
            )
    return names


def _patterns(written: tuple[Any, ...]) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for number, text in enumerate(written):
        if not isinstance(text, str):
            raise refusal(WRONG_SHAPE, f"text is expected, found {describe_type(text)}", at=(number,))
        if len(text) > LONGEST_PATTERN:
            message = f"at most {LONGEST_PATTERN:,} characters are expected, found {len(text):,}"
            raise refusal(INVALID_MAP, message, at=(number,))
        try:
            with warnings.catch_warnings(action="error"):  # of what a later Python reads otherwise
                pattern = re.compile(text)
        except (re.error, OverflowError, RecursionError, Warning) as error:
            message = f"a regular expression is expected, found {quote(text)}: {error}"
            raise refusal(INVALID_MAP, message, at=(number,)) from None
        if pattern.groups != 1:
            message = f"one part in round brackets is expected, found {pattern.groups} in {quote(text)}"
            hint = "write (?:…) for brackets that only hold together"
            raise refusal(INVALID_MAP, message, hint, (number,))
        patterns.append(pattern)
    return tuple(patterns)


def _target(name: str) -> str:
    words = {word for kind in KINDS for word in kind.reference_names}
    if name not in words:
        message = f"one of {', '.join(sorted(words))} is expected, found {quote(name)}"
        raise refusal(UNKNOWN_VALUE, message, did_you_mean(name, words))
    return name


def _encoding(name: str) -> str:
    try:
        "a".encode(name)  # of nothing, Python does not ask whether it is an encoding of text
    except (LookupError, ValueError):
        message = f"an encoding such as utf-8 or cp1252 is expected, found {quote(name)}"
        raise refusal(INVALID_MAP, message) from None
    return name


def _tree(value: Any) -> "Tree":
    """Validate the fields of a map.

    Any name is allowed: a field of a record may be named like a word of maps.
    """
    problems: list[Problem] = []
    tree = _fields(value, (), problems) if isinstance(value, dict) else None
    if tree is None:
        problems.append(
            Problem(WRONG_SHAPE, f"fields and what they are made of are expected, found {describe_type(value)}")
        )
    if problems:
        raise PydanticCustomError("refused", "{problems}", {"problems": problems})
    return tree or {}


def _value_rules(value: Any) -> "Tree":
    tree = _tree(value)
    for name, node in tree.items():
        if not isinstance(node, ValueRule):
            raise refusal(WRONG_SHAPE, "a column is expected, found fields of a record", at=(name,))
    return tree


def _fields(value: dict[str, Any], path: FieldPath, problems: list[Problem]) -> "Tree":
    return {name: _node(below, (*path, name), problems) for name, below in value.items()}


def _node(value: Any, path: FieldPath, problems: list[Problem]) -> "Node":
    if isinstance(value, list):
        return tuple(_node(entry, (*path, number), problems) for number, entry in enumerate(value))
    if isinstance(value, dict) and not {*ORIGINS} & value.keys():
        return _fields(value, path, problems)
    rule, rule_problems, _ = structure(
        ValueRule, SourceFile("", values={"column": value} if isinstance(value, str) else value), {}
    )
    problems += [
        Problem(each.rule, each.message, (*path, *each.field), each.hint, at_key=each.at_key) for each in rule_problems
    ]
    return rule or {}


Several = Annotated[tuple[Line, ...], BeforeValidator(_as_list), _at_most(MOST_LISTED)]
Target = Annotated[Line, AfterValidator(_target)]


class ValueRule(Fields):
    """A value: where it is from, and how it is read."""

    column: Several = ()
    """The column it is from; of several, the first in which something is known."""
    template: Several = ()
    """A text with columns in it, as "{Minister}: {Reason}"; of several, the first whose columns all have something."""
    value: Line | None = None
    """The value itself, the same in every row."""
    take: Annotated[tuple[Any, ...], BeforeValidator(_as_list), _at_most(MOST_LISTED), AfterValidator(_patterns)] = ()
    """Regular expressions: of a text that one of them fits, what stands in its round brackets is taken."""
    empty: Several = ()
    """Texts that mean that nothing is known."""
    split: Annotated[tuple[str, ...], BeforeValidator(_as_list), _at_most(MOST_SEPARATORS)] = ()
    """What stands between the entries of a list; `lines` where each has a line."""
    one_line: bool = False
    """Whether line breaks in a cell count as blanks."""
    words: dict[str, str] = Field({})
    """Words of the table, each with the word that the record has for it. For one that is not among them the default
    stands; without a default it is refused."""
    spell: dict[str, str] = Field({})
    """Other spellings, each with the usual one. A text that is not among them stays as it is."""
    date: Annotated[Several, AfterValidator(_formats)] = ()
    """The formats that a date may be in."""
    refer: Target | None = None
    """The kind of the record that is meant: looked for by its names, its id or its ISO code."""
    create: Target | None = None
    """The kind in which a record is written where there is none of that name."""
    with_: Annotated[Any, PlainValidator(_tree)] = Field({}, alias="with")
    """What such a record says beside its name."""
    language: LanguageCode | None = None
    """The language of the text."""
    default: Line | None = None
    """The value where there is none in the row."""

    @model_validator(mode="after")
    def _is_whole(self) -> "ValueRule":
        origins = [name for name in ORIGINS if getattr(self, name)]
        if len(origins) != 1:
            raise refusal(INVALID_MAP, f"one of {', '.join(ORIGINS)} is expected, found {' and '.join(origins)}")
        if self.create and not self.refer:
            raise refusal(MISSING_FIELD, '"refer" is expected beside "create", found no such field')
        if self.create and self.refer and self.refer not in KINDS_BY_NAME[self.create].reference_names:
            expected = f"a kind that is a {self.refer} is expected"
            raise refusal(INVALID_MAP, f"{expected}, found {quote(self.create)}", at=("create",))
        return self


Node: TypeAlias = "ValueRule | dict[str, Node] | tuple[Node, ...]"
Tree: TypeAlias = dict[str, Node]
"""Fields of a record: each has a rule for its value, or fields and entries below it."""


class Skip(Fields):
    """Rows that are no records."""

    column: Line
    """The column that shows it."""
    is_: Annotated[tuple[str, ...], BeforeValidator(_as_list), _at_most(MOST_LISTED), Field(alias="is")] = ()
    """The texts that stand there in such rows; by default none does."""


def _cited(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refusal(WRONG_SHAPE, f"a mapping is expected, found {describe_type(value)}")
    identifier = value.get("id", "")
    if not isinstance(identifier, str) or not is_id(identifier):
        actual = quote(identifier) if "id" in value else "no such field"
        raise refusal(INVALID_ID, f'{ID_EXPECTED} as "id", found {actual}', at=("id",) if "id" in value else ())
    fields = {name: below for name, below in value.items() if name != "id"}
    problems = structure(CITED.record, SourceFile("", values=fields), {"id": identifier}).problems
    if problems:
        raise PydanticCustomError("refused", "{problems}", {"problems": problems})
    return value


class ImportMapping(Fields):
    """What becomes of the columns of a table."""

    fields: Annotated[Any, PlainValidator(_tree)]
    """The fields of the record, as they are named and nested in its file."""
    columns: Annotated[Any, PlainValidator(_value_rules)] = Field({})
    """Columns that are made of others, before anything else."""
    key: Line | None = None
    """The column by which a record is known again; rows that have the same there are one record."""
    source: Annotated[Any, PlainValidator(_cited)] = Field({})
    """The source that every record cites: its id and its fields. It is written where there is none."""
    skip: tuple[Skip, ...] = ()
    """Rows that are left out."""
    encoding: Annotated[Line, AfterValidator(_encoding)] | None = None
    """The encoding of a CSV file: utf-8, cp1252."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """What stands between the cells of a CSV file."""
    sheet: Line | None = None
    """The sheet of a spreadsheet."""
    header: Annotated[int, Field(ge=1, le=1000)] = 1
    """The row with the names of the columns."""

    def layout(self, time_zone: str) -> Layout:
        """Return the layout of the file. Times without a zone are in `time_zone`."""
        return Layout(self.encoding or "", self.delimiter or "", self.sheet or "", self.header, time_zone)


def read_map(path: Path) -> tuple[ImportMapping | None, SourceFile, list[Problem]]:
    """Read a map file.

    Return the map, or None if it is invalid; the file; and the problems.
    """
    content = read_file(path, path.as_posix())
    source = content if isinstance(content, SourceFile) else parse_source(content, path.as_posix())
    with ProcessorWatch(SECONDS_TO_READ) as watch:
        watch.start()
        try:
            return _validate(source)
        except StepTooLongError:
            message = f"a map that is read in {SECONDS_TO_READ} seconds is expected, found one that takes longer"
            hint = "are there very long or very many patterns?"
            return None, source, [source.locate(Problem(INVALID_MAP, message, hint=hint))]


def _validate(source: SourceFile) -> tuple[ImportMapping | None, SourceFile, list[Problem]]:
    problems = list(source.problems)
    if source.values is None:
        return None, source, problems
    mapping, map_problems, _ = structure(ImportMapping, source, {})
    problems += [source.locate(problem) for problem in map_problems]
    return mapping, source, problems
