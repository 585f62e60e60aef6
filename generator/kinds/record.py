"""`Record`, `Entry`, `Citation`: the fields of every record; and marks of fields. Kinds: `kind.py`."""

import sys
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from generator.kinds.docstrings import read_docstring
from generator.values.codes import FieldName, Id, Line, Url
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text

Audience: TypeAlias = Literal["public", "internal"]


class Internal:
    """Mark of a field that only the internal edition has: `Annotated[Prose, Internal()]`."""


class OnlyOnOwnPage:
    """Mark of a field that only the record's own page shows: `Annotated[Prose | None, OnlyOnOwnPage()]`."""


@dataclass(frozen=True)
class DateOfEvent:
    """Mark of the date of an event, unknown before that day: `Annotated[When, DateOfEvent()]`."""

    dates_entry: bool = False
    """True if it dates the whole entry of a list rather than one field."""
    dates_record: bool = False
    """True if the subject of the record begins on it."""


class Fields(BaseModel):
    """A mapping in a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Keep the docstring of a mapping for editors, also under `python -OO`."""
        if sys.flags.optimize > 1:
            cls.__doc__ = read_docstring(cls)


class Entry(Fields):
    """A mapping in a list of a record, which may be internal by itself."""

    audience: Audience = "public"
    """Write `internal` to keep this entry out of the public edition."""


CITED_BY = "Cited by"


class Citation(Entry):
    """A source, and what it is cited for."""

    source: Annotated[Reference, To("source", back=CITED_BY)]
    """The id of the source."""
    quote: Line | None = None
    """The source's own words, where the wording matters. Keep it short."""
    locator: Line | None = None
    """Where in the source: a page, paragraph or minute."""
    supports: tuple[FieldName, ...] = ()
    """The fields of this record that the source supports, such as `date` or `participants[0].position`."""


class WebLink(Entry):
    """A page elsewhere that a reader may want."""

    title: Text
    """What the page is."""
    url: Url
    """Its address."""


class Record(Fields):
    """What every record may say."""

    id: Annotated[str, Field(exclude=True)]
    sources: tuple[Citation, ...] = ()
    """Where the facts are from."""
    inferred: dict[FieldName, Prose] = {}
    """Facts that no source states, by field, each with the reason why it is held to be so."""
    caveats: Annotated[tuple[Prose, ...], OnlyOnOwnPage()] = ()
    """What the sources leave open or get wrong. Readers see it."""
    notes: Annotated[Prose | None, Internal(), OnlyOnOwnPage()] = None
    """Notes of the desk. Always internal."""
    audience: Audience = "public"
    """Write `internal` to keep the record out of the public edition."""
    formerly: tuple[Id, ...] = ()
    """Ids that this record had before; readers who follow an old address are led here."""
    links: Annotated[tuple[WebLink, ...], OnlyOnOwnPage()] = ()
    """Pages elsewhere."""


class Locality(Fields):
    """A city and its country."""

    city: Text | None = None
    """The city."""
    country: Annotated[Reference, To("country", back="Took place here")] | None = None
    """The id of the country, its ISO 3166-1 code in lower case."""


R = TypeVar("R", bound=Record)
