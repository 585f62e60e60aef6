"""`InternalMarks`: where records are marked as internal, also records with errors.

For the preview of the public edition. What cannot be read as a record may be internal. A misspelt mark counts, too:
somebody means to hide something.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from generator.content.load import Content
from generator.content.yaml_parser import YamlValue
from generator.incremental.fingerprint import digest
from generator.kinds import KINDS, key_of
from generator.kinds.record import Fields
from generator.kinds.traversal import INTERNAL, fields_of, is_always_internal, is_internal
from generator.problems import FieldPath
from generator.problems.suggest import closest_match

AUDIENCE = "audience"
PUBLIC = "public"
Marks = Mapping[str, frozenset[FieldPath]]
"""The paths of internal records (the empty path) and entries, by key."""


class InternalMarks:
    """The marks in a content folder, and those of before in files that cannot be read."""

    def __init__(self) -> None:
        self.marks: Marks = {}
        self._of_valid: dict[tuple[str, str], frozenset[FieldPath]] = {}
        """The marks of valid records, by the name and digest of their files."""

    def update(self, content: Content) -> None:
        """Take in what was loaded."""
        valid = self._of_valid
        self._of_valid = {
            at: valid[at] if at in valid else frozenset(_marks_of_record(record, ()))
            for at, (_, record) in content.valid.items()
        }
        marks = {key_of(record): self._of_valid[at] for at, (_, record) in content.valid.items()}
        for key, source in content.sources.items():
            if key not in marks:
                last = self.marks.get(key, frozenset())
                marks[key] = last if source.values is None else frozenset(marks_of_values(source.values))
        self.marks = {key: paths for key, paths in marks.items() if paths}

    @property
    def digest(self) -> str:
        """The digest of all marks."""
        return digest(repr(sorted((key, sorted(map(str, paths))) for key, paths in self.marks.items())).encode())


def has_new_marks(marks: Marks, earlier: Marks) -> bool:
    """Tell if something is marked that was not."""
    return any(paths - earlier.get(key, frozenset()) for key, paths in marks.items())


def _marks_of_record(value: Any, path: FieldPath) -> Iterator[FieldPath]:
    """Yield the paths of a valid record, and of entries in it, that are internal."""
    if is_internal(value):
        yield path
    if isinstance(value, Fields):
        for _, name, below, _ in fields_of(value, Fields):
            yield from _marks_of_record(below, (*path, name))
    elif isinstance(value, tuple):
        for position, below in enumerate(value):
            yield from _marks_of_record(below, (*path, position))


def marks_of_values(value: YamlValue, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the paths of mappings with a mark, in values that may be wrong."""
    if isinstance(value, dict):
        if any(_is_mark(str(name), below) for name, below in value.items()):
            yield path
        for name, below in value.items():
            yield from marks_of_values(below, (*path, str(name)))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from marks_of_values(below, (*path, position))


def _is_mark(name: str, value: YamlValue) -> bool:
    """Tell if a field marks its mapping as internal, or may be meant to."""
    if isinstance(value, str) and value.casefold() == INTERNAL:
        return True
    return value != PUBLIC and (name == AUDIENCE or _resembles_mark(name))


@cache
def _resembles_mark(name: str) -> bool:
    return closest_match(name, [AUDIENCE]) is not None


@cache
def internal_fields() -> frozenset[str]:
    """Return the names of the fields that are always internal, of any kind."""
    return frozenset(name for kind in KINDS for name in _internal_fields_of(kind.record))


def _internal_fields_of(mapping: type[Fields]) -> Iterator[str]:
    for name, field in mapping.model_fields.items():
        if is_always_internal(field.metadata):
            yield field.alias or name
