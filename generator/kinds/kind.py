"""What a kind is: its record class, and the questions the other stages may ask of it instead of its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from generator.kinds.record import Citation, R, Record
from generator.problems import FieldPath, Problem
from generator.values.dates import When
from generator.values.family_name import FamilyName
from generator.values.labels import Label, Status, Word
from generator.values.languages import Language
from generator.values.reference import Reference
from generator.values.text import Phrase, Text

if TYPE_CHECKING:
    from generator.kinds.commitment import Commitment


class Fact(NamedTuple):
    """A line in the facts of a record. `value` may be anything that pages can show; nothing is shown for None or ()."""

    label: str
    value: Any
    field: FieldPath = ()
    """The field it is from, for its citations."""


class Event(NamedTuple):
    """Something that happened on a date and belongs on a timeline."""

    when: When
    what: Text | Label | Word | None
    """A text of the record, or a label; None where the record's title says it."""
    field: FieldPath
    anniversary: int = 0
    """Every how many years its anniversary is kept; 0 where it is not."""


R_co = TypeVar("R_co", bound=Record, covariant=True)


class Cited(NamedTuple):
    """A citation, the record it is in, and the field it stands with; no field where it is one of the whole record."""

    record: Record
    field: FieldPath
    citation: Citation


class Lookup(Protocol):
    """What a kind may ask of the other records when it derives a fact."""

    @property
    def day(self) -> date:
        """The day the facts are derived for."""

    @property
    def today(self) -> date:
        """The day up to which the records may tell what happened: the same, unless an earlier day is looked back on."""

    @property
    def briefs(self) -> Literal["all", "planned"]:
        """Which meetings have a brief."""

    def get(self, reference: Reference) -> Record | None:
        """The record referred to."""

    def referring(self, record: Record, by: type[R]) -> tuple[R, ...]:
        """The records of a class that refer to a record."""

    def citing(self, record: Record) -> tuple[Cited, ...]:
        """The citations of a source, record by record; the latest first."""

    def phrase(self, text: Text, language: Language) -> Phrase:
        """A text in a language, or in the one it falls back to."""

    def title(self, record: Record, language: Language) -> Phrase:
        """What a record is called."""


def refers(reference: Reference | None, record: Record, lookup: Lookup) -> bool:
    """Whether a field refers to a record, by its id or by one it had formerly."""
    found = lookup.get(reference) if reference else None
    return found is not None and type(found) is type(record) and found.id == record.id


def own_title(record: Record) -> Text | None:
    """The title or name that an editor gave a record."""
    # Where a kind has no such field pydantic takes long to say so: `vars` has those that are there.
    text: Text | None = vars(record).get("title") or vars(record).get("name")
    return text


def _title(record: Record, lookup: Lookup, language: Language) -> Phrase:
    text = own_title(record)
    return lookup.phrase(text, language) if text else Phrase(record.id)


def _day(record: Record) -> When | None:
    when: When | None = vars(record).get("date")
    return when


def _coming(record: Record, day: date) -> bool:
    when = _day(record)
    return when is not None and when.after(day)


def _no_names(record: Record) -> "tuple[str | Text | None, ...]":
    return ()


def _parties(record: Record) -> tuple[Reference, ...]:
    found: tuple[Reference, ...] = vars(record).get("parties") or vars(record).get("between") or ()
    return found


def _no_other(record: Record) -> Reference | None:
    return None


def _commitments(record: Record) -> "tuple[Commitment, ...]":
    return vars(record).get("commitments") or ()


def _nothing(record: Record, lookup: Lookup) -> tuple[Any, ...]:
    return ()


def _no_status(record: Record) -> Status | None:
    return None


def _never(record: Record, lookup: Lookup) -> bool:
    return False


def _no_events(record: Record) -> tuple[Event, ...]:
    return ()


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of record. Folder, index page, checks and navigation follow from it."""

    record: type[R]
    name: str
    folder: str
    label: str
    plural: str
    section: str = ""
    """The heading under which navigation lists its index."""
    space: str = ""
    """The id space, where it is shared with other kinds."""
    title: Callable[[R, Lookup, Language], Phrase] = _title
    """What a record is called."""
    names: Callable[[R], tuple[str | Text | None, ...]] = _no_names
    """What else readers look for it by: other names, an acronym, a number in a register."""
    identified: Callable[[str], str | None] = lambda name: None
    """The id that a standard gives to what is called so; its record need not repeat the name."""
    day: Callable[[R], When | None] = _day
    """The date that its records are sorted and grouped by; None for kinds sorted by title."""
    parties: Callable[[R], tuple[Reference, ...]] = _parties
    """The parties concerned."""
    stands_for: Callable[[R], Reference | None] = _no_other
    """The party that its records act for: organisations, which are parties themselves, and people."""
    coming: Callable[[R, date], bool] = _coming
    """Whether it is still to come on a day."""
    status: Callable[[R], Status | None] = _no_status
    """A status that a list must say, as that it was cancelled."""
    commitments: "Callable[[R], tuple[Commitment, ...]]" = _commitments
    """The commitments made in it."""
    detail: Callable[[R, Lookup], tuple[Any, ...]] = _nothing
    """A few values that tell a record from its neighbours in a list."""
    facts: Callable[[R, Lookup], tuple[Fact, ...]] = _nothing
    """The facts on its page."""
    events: Callable[[R], tuple[Event, ...]] = _no_events
    """What it adds to a timeline."""
    derive: Callable[[R, Lookup], Any] = _nothing
    """What its template needs beside the record."""
    checks: tuple[Callable[[R, Lookup], Iterator[Problem]], ...] = field(default=())
    """The rules of its records: between their fields, with the day, and with the records they refer to."""
    outcome: tuple[str, ...] = ()
    """The fields that only its day brings."""
    beforehand: tuple[tuple[str, Any], ...] = ()
    """What fields held before its day. A kind that has some is known of beforehand; others are not."""
    briefed: Callable[[R, Lookup], bool] = _never
    """Whether a record of it has a brief of its own."""
    evidence: bool = False
    """Whether its records are there to be cited."""
    dossier: bool = False
    """Whether the page of its records gathers all that their parties have with each other."""
    retells: bool = False
    """Whether its events are those of the records it refers to, told again: a timeline has them once."""
    minor: bool = False
    """Whether the search shows its records after others that answer as well."""
    asked: tuple[str, ...] = ()
    """The fields that whoever starts a record is asked for, beside those that it must have."""
    id_words: Callable[[R, Lookup], tuple[str, ...]] = _nothing
    """What its id may be proposed from, the best first; by default its title."""
    family: Callable[[R], FamilyName | None] = lambda record: None
    """What may be the family name of whom it is about, for which `new` asks: ids begin with it."""
    personal: bool = False
    """Whether its records are people, whose names are written in several orders and with honorifics."""
    standard: bool = False
    """Whether its records restate a standard: one that is not referred to and cites nothing is no oversight."""

    @property
    def dated(self) -> bool:
        """Whether its records are sorted and grouped by date."""
        return self.day is not _day or "date" in self.record.model_fields

    def ahead(self, record: R, today: date) -> dict[str, Any]:
        """What fields hold that nobody has filled in, where the day of a record is still to come."""
        when = self.day(record)
        return dict(self.beforehand) if when and when.after(today) else {}

    @property
    def words(self) -> frozenset[str]:
        """The words by which a reference may target it."""
        return frozenset(filter(None, (self.name, self.space)))
