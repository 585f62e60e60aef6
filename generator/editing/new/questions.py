"""The questions for a kind of record: its required fields, the fields it asks for, and a source.

`answers.py` turns answers into values; `interview.py` puts the questions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.kinds.fields import Field, fields_in_order, find_field
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.problems import FieldPath, format_field_path
from generator.values.reference import To

STEPS = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True)
class Question:
    """A question for one field."""

    path: FieldPath
    field: Field
    must: bool
    of_list: Field | None = None
    """The list whose entries need only this field, so that one answer may name several entries."""

    @property
    def label(self) -> str:
        """The name of the field in words."""
        names = [str(step) for step in self.path if isinstance(step, str)]
        plain = names[-1] if self.of_list else " – ".join(names)
        return plain.replace("_", " ").capitalize()

    @property
    def option(self) -> str:
        """The field path for the option `--set`."""
        return format_field_path(self.path[:1] if self.of_list else self.path)

    @property
    def about(self) -> str:
        """The description of the field, or of its list."""
        return (self.of_list or self.field).description

    @property
    def several(self) -> bool:
        """Whether several answers are allowed, with commas between them."""
        return self.field.is_list or self.of_list is not None

    @property
    def to(self) -> To | None:
        """The kind of reference, if the field is one."""
        return self.field.to


def questions(kind: Kind[Any]) -> Iterator[Question]:
    """Yield the questions for a kind.

    Its required fields, the fields it asks for, and a source.
    """
    record: type[Record] = kind.record
    required = [field.name for field in fields_in_order(record) if field.required]
    cites = () if kind.is_citable or kind.naming.restates_a_standard else ("sources",)
    for name in dict.fromkeys((*required, *kind.fields_asked_by_new, *cites)):
        if field := find_field(record, name):
            yield from questions_for(field)


def questions_for(field: Field) -> Iterator[Question]:
    """Yield the question for a field, or for each required field of its entries."""
    below = (
        [each for each in fields_in_order(field.mapping) if each.required] if field.mapping and field.is_list else []
    )
    if len(below) == 1:
        yield Question((field.name, 0, below[0].name), below[0], field.required, field)
    for number, each in enumerate(below if len(below) > 1 else ()):
        yield Question((field.name, 0, each.name), each, field.required or number > 0)
    if not below:
        yield Question((field.name,), field, field.required)


def parse_path(written: str) -> FieldPath:
    """Parse a field path as an option spells it: `history[0].date`, `title.ja`."""
    return tuple(int(step) if step.isdecimal() else step for step in STEPS.findall(written))
