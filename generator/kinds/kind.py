"""`Kind`: the record class of a kind, and its answers to other packages, so that none asks for its name.

Each kind is a module with one constant. `Lookup`: the questions of a kind about other records, answered by `archive/`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol

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
    """A line in the facts of a record. `value`: anything that pages can show. None and () are left out."""

    label: str
    value: Any
    field: FieldPath = ()
    """The path of its field, for citations."""


class Event(NamedTuple):
    """An event on a timeline."""

    when: When
    what: Text | Label | Word | None
    """A text of the record, or a label. None: the title of the record."""
    field: FieldPath
    anniversary: int = 0
    """The number of years between its anniversaries; 0 for none."""


class CitationInRecord(NamedTuple):
    """A citation, its record, and the field beside it; an empty path for a citation of the whole record."""

    record: Record
    field: FieldPath
    citation: Citation


class Lookup(Protocol):
    """The questions that a kind may ask of other records, answered by the archive."""

    @property
    def day(self) -> date:
        """Return the day for which facts are derived."""

    @property
    def today(self) -> date:
        """Return the last day of past events. It is after `day` when looking back."""

    @property
    def briefs(self) -> Literal["all", "planned"]:
        """Return the setting of the site: meetings with a brief."""

    def get(self, reference: Reference) -> Record | None:
        """Return the record of a reference."""

    def records_referring_to(self, record: Record, record_class: type[R]) -> tuple[R, ...]:
        """Return the records of a class that refer to `record`."""

    def citations_of(self, record: Record) -> tuple[CitationInRecord, ...]:
        """Return the citations of a source, the latest record first."""

    def phrase(self, text: Text, language: Language) -> Phrase:
        """Return a text in a language, or in the language that it falls back to."""

    def title(self, record: Record, language: Language) -> Phrase:
        """Return the title of a record."""


def refers(reference: Reference | None, record: Record, lookup: Lookup) -> bool:
    """Return True if `reference` names `record`, by its id or a former id."""
    target = lookup.get(reference) if reference else None
    return target is not None and type(target) is type(record) and target.id == record.id


def own_title(record: Record) -> Text | None:
    """Return the title or name in the record itself."""
    # `vars`, because pydantic is slow to report a missing attribute.
    text: Text | None = vars(record).get("title") or vars(record).get("name")
    return text


def _default_title(record: Record, lookup: Lookup, language: Language) -> Phrase:
    text = own_title(record)
    return lookup.phrase(text, language) if text else Phrase(record.id)


def _default_day(record: Record) -> When | None:
    when: When | None = vars(record).get("date")
    return when


def _is_dated_after(record: Record, day: date) -> bool:
    when = _default_day(record)
    return when is not None and when.is_after(day)


def _no_values(record: Record, lookup: Lookup) -> tuple[Any, ...]:
    return ()


@dataclass(frozen=True)
class Naming(Generic[R]):
    """Traits of a kind that concern the names and ids of its records. Each has a default."""

    other_names: Callable[[R], tuple[str | Text | None, ...]] = lambda record: ()
    """Return the names beside its title that readers look for: an acronym, a number in a register."""
    standard_id: Callable[[str], str | None] = lambda name: None
    """Return the id that a standard gives to a name, or None. The record need not repeat such a name."""
    restates_a_standard: bool = False
    """True if the records restate a standard. Checks accept such a record without references to it and sources."""
    is_known_by_references: bool = False
    """True if the records are there because others refer to them. A public one needs a public reference."""
    has_personal_names: bool = False
    """True if the records bear names of people: written in several orders, with honorifics."""
    family_name: Callable[[R], FamilyName | None] = lambda record: None
    """Return candidates for the family name, for which `new` asks. Proposed ids begin with it."""
    id_words: Callable[[R, Lookup], tuple[str, ...]] = _no_values
    """Return the texts to propose an id from, the best first. Empty: its title."""


@dataclass(frozen=True)
class Timeline(Generic[R]):
    """Traits of a kind that concern the time before, on and after the day of a record. Each has a default."""

    events: Callable[[R], tuple[Event, ...]] = lambda record: ()
    """Return the events that a record adds to a timeline."""
    repeats_events_of_others: bool = False
    """True if its events repeat events of records that it refers to. A timeline shows them once."""
    is_upcoming: Callable[[R, date], bool] = _is_dated_after
    """Return True if a record is still to come on a day."""
    status: Callable[[R], Status | None] = lambda record: None
    """Return a status that every list must show, such as cancelled."""
    fields_known_after: tuple[str, ...] = ()
    """The fields that nobody can fill in before the day of a record."""
    values_before_day: tuple[tuple[str, Any], ...] = ()
    """Fields, each with its value before the day of a record. Without any, a record is unknown before its day."""


@dataclass(frozen=True)
class PageTraits(Generic[R]):
    """Traits of a kind that concern its pages and their search results. Each has a default."""

    derive: Callable[[R, Lookup], Any] = _no_values
    """Return values for its template beside the record, there called `derived`."""
    has_brief: Callable[[R, Lookup], bool] = lambda record, lookup: False
    """Return True if a record has a pre-meeting brief."""
    has_dossier_page: bool = False
    """True if its page gathers everything that the parties of a record share."""
    rank_last_in_search: bool = False
    """True if search results show its records after others that match as well."""


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of record. Folder, index page, checks and navigation follow from it.

    A small kind gives the fields up to `fields_asked_by_new`. The rest is for few kinds.
    """

    record: type[R]
    """The record class."""
    name: str
    """The name that references and commands use, such as `person`."""
    folder: str
    """The folder below `content/`, such as `people`."""
    label: str
    """The heading of one record, translated by the catalogs, such as `Person`."""
    plural: str
    """The heading of its index, translated by the catalogs, such as `People`."""
    section: str = ""
    """The heading under which navigation lists its index."""
    title: Callable[[R, Lookup, Language], Phrase] = _default_title
    """Return the title of a record. Default: its field `title` or `name`."""
    day: Callable[[R], When | None] = _default_day
    """Return the date to sort and group by; None for kinds sorted by title. Default: the field `date`."""
    facts: Callable[[R, Lookup], tuple[Fact, ...]] = _no_values
    """Return the facts at the top of its page."""
    detail: Callable[[R, Lookup], tuple[Any, ...]] = _no_values
    """Return a few values that tell a record from its neighbours in a list."""
    checks: tuple[Callable[[R, Lookup], Iterator[Problem]], ...] = ()
    """The rules of its records: between fields, with the day, and with the records they refer to."""
    fields_asked_by_new: tuple[str, ...] = ()
    """The optional fields for which `new` asks. It asks for required fields anyway."""

    shared_id_space: str = ""
    """The id space that several kinds share, such as `party`. Default: ids of its own."""
    represents: Callable[[R], Reference | None] = lambda record: None
    """Return the party that a person or an organisation acts for."""
    is_citable: bool = False
    """True if its records exist to be cited."""
    naming: Naming[R] = Naming()
    timeline: Timeline[R] = Timeline()
    pages: PageTraits[R] = PageTraits()

    @property
    def is_dated(self) -> bool:
        """Return True if its records are sorted and grouped by date."""
        return self.day is not _default_day or "date" in self.record.model_fields

    @property
    def id_space(self) -> str:
        """Return the name of the space in which an id is unique."""
        return self.shared_id_space or self.name

    @property
    def reference_names(self) -> frozenset[str]:
        """Return the names by which `To` may target it: its own, and that of its id space."""
        return frozenset((self.name, self.id_space))

    def parties(self, record: R) -> tuple[Reference, ...]:
        """Return the parties that a record names in `parties` or `between`."""
        return vars(record).get("parties") or vars(record).get("between") or ()

    def commitments(self, record: R) -> "tuple[Commitment, ...]":
        """Return the commitments that a record holds."""
        return vars(record).get("commitments") or ()

    def defaults_before_day(self, record: R, today: date) -> dict[str, Any]:
        """Return values for fields left out of a record whose day is after `today`."""
        when = self.day(record)
        return dict(self.timeline.values_before_day) if when and when.is_after(today) else {}
