"""References: an editor writes an id, the field declares which records it may name and what the way back is called."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

ANY = "record"
"""Stands, as a target, for every kind: the editor writes `folder/id`."""
LONGEST = 200
TARGETS = "x-targets"
"""Has in a schema what a reference may name, for whoever puts it in words."""


@dataclass(frozen=True)
class To:
    """Declares a reference on a field: `Annotated[Reference, To("party", back="Mechanisms")]`.

    The targets are kinds or the id space that kinds share (`party`).
    """

    targets: tuple[str, ...]
    back: str
    """The heading under which the record referred to lists those that refer to it."""
    _made: dict[str, "Reference"] = field(compare=False, repr=False)
    """A few records are named in many places: for each there is one reference."""

    def __init__(self, *targets: str, back: str) -> None:
        object.__setattr__(self, "targets", targets)
        object.__setattr__(self, "back", back)
        object.__setattr__(self, "_made", {})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            self.refer,
            core_schema.str_schema(max_length=LONGEST),
            serialization=core_schema.plain_serializer_function_ser_schema(attrgetter("text")),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "maxLength": LONGEST, TARGETS: list(self.targets)}

    def refer(self, text: str) -> "Reference":
        """The reference that a text is in a field declared so."""
        if text not in self._made:
            folder, slash, identifier = text.partition("/")
            self._made[text] = Reference(identifier, self, folder) if slash else Reference(text, self)
        return self._made[text]


@dataclass(frozen=True)
class Reference:
    """A reference to a record: its id, how it was declared, and the kind or folder where the editor wrote one."""

    id: str
    to: To
    folder: str = ""

    @property
    def text(self) -> str:
        """As it stands in the file."""
        return f"{self.folder}/{self.id}" if self.folder else self.id
