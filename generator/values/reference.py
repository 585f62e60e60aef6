"""`Reference`: the id of another record, as an editor wrote it. `To`: its declaration on a field.

The archive finds the record: `archive/links.py`.
"""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

ANY = "record"
"""The target of fields that may name any kind of record. The editor writes `folder/id`."""
MAX_LENGTH = 200
TARGETS = "x-targets"
"""The key of `To.targets` in a JSON Schema, read by `kinds/json_schema.py`."""


@dataclass(frozen=True)
class To:
    """Declaration of a reference on a field: `Annotated[Reference, To("party", back="Mechanisms")]`.

    A target is a kind, or an id space shared by kinds (`party`).
    """

    targets: tuple[str, ...]
    back: str
    """The heading of the backlinks on the page of the other record."""
    _by_text: dict[str, "Reference"] = field(compare=False, repr=False)
    """One reference for each text, since many fields name the same few records."""

    def __init__(self, *targets: str, back: str) -> None:
        object.__setattr__(self, "targets", targets)
        object.__setattr__(self, "back", back)
        object.__setattr__(self, "_by_text", {})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            self.refer,
            core_schema.str_schema(max_length=MAX_LENGTH),
            serialization=core_schema.plain_serializer_function_ser_schema(attrgetter("text")),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "maxLength": MAX_LENGTH, TARGETS: list(self.targets)}

    def refer(self, text: str) -> "Reference":
        """Parse `id` or `folder/id`."""
        if text not in self._by_text:
            folder, slash, identifier = text.partition("/")
            self._by_text[text] = Reference(identifier, self, folder) if slash else Reference(text, self)
        return self._by_text[text]


@dataclass(frozen=True)
class Reference:
    """A reference to a record: its id, its declaration, and the kind or folder if the editor wrote one."""

    id: str
    to: To
    folder: str = ""

    @property
    def text(self) -> str:
        """Return it as the editor wrote it."""
        return f"{self.folder}/{self.id}" if self.folder else self.id
