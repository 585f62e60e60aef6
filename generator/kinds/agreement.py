"""Agreements: the record class and the kind.

History and status: `agreement_history.py`. Rules of the history: `agreement_checks.py`.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from generator.kinds.agreement_checks import check_order, check_parties
from generator.kinds.agreement_history import HistoryEvent, Standing, derive_standing, had_entered_into_force
from generator.kinds.commitment import Commitment, check_commitments
from generator.kinds.kind import Event, Fact, Kind, Lookup, Naming, PageTraits, Timeline, refers
from generator.kinds.record import Entry, Fields, OnlyOnOwnPage, Record
from generator.problems import Problem
from generator.values.codes import Amount, Count, CurrencyCode, LanguageCode, Line, Url
from generator.values.dates import When
from generator.values.labels import Word, word_unless_other
from generator.values.languages import gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Prose, Text


class Value(Fields):
    """A sum of money."""

    amount: Amount
    """How much."""
    currency: CurrencyCode
    """The currency, as its ISO 4217 code."""


class Registration(Entry):
    """An entry in a register of treaties."""

    register_: Annotated[Line, Field(alias="register")]
    """The register: UNTS, a national treaty series, a command paper."""
    number: Line
    """The number there."""


class AgreementText(Entry):
    """The text of an agreement in one language."""

    language: LanguageCode
    """The language."""
    url: Url
    """Where it can be read."""


class Agreement(Record):
    """A treaty, memorandum, contract, joint statement or any other text that parties agreed on."""

    title: Text
    """Its title."""
    type: Literal[
        "treaty",
        "agreement",
        "memorandum",
        "protocol",
        "joint-statement",
        "declaration",
        "roadmap",
        "contract",
        "loan",
        "grant",
        "exchange-of-notes",
        "package",
        "other",
    ] = "other"
    """What it is. A `package` stands for several documents that are not known one by one."""
    count: Count | None = None
    """How many documents a package holds."""
    parties: tuple[Annotated[Reference, To("party", back="Agreements")], ...] = ()
    """The parties to it."""
    sectors: tuple[Annotated[Reference, To("sector", back="Agreements")], ...] = ()
    """The sectors it covers."""
    history: tuple[HistoryEvent, ...] = ()
    """What happened to it, with dates. Its status is derived from this."""
    expires: When | None = None
    """Until when it is in force."""
    renewal: Text | None = None
    """How it is renewed."""
    value: Value | None = None
    """The sum it is about."""
    registration: tuple[Registration, ...] = ()
    """Where it is registered."""
    texts: tuple[AgreementText, ...] = ()
    """Where its text can be read."""
    depositary: Annotated[Reference, To("party", back="Depositary of")] | None = None
    """The party that keeps the original."""
    amends: Annotated[Reference, To("agreement", back="Amended by")] | None = None
    """The agreement it amends."""
    supersedes: Annotated[Reference, To("agreement", back="Superseded by")] | None = None
    """The agreement it replaces."""
    implements: Annotated[Reference, To("agreement", back="Implemented by")] | None = None
    """The agreement it carries out."""
    commitments: tuple[Commitment, ...] = ()
    """What was promised in it."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""

    @property
    def documents(self) -> int:
        """Return the number of its documents: `count` of a package, else 1."""
        return 1 if self.count is None else self.count


def standing(agreement: Agreement, lookup: Lookup) -> Standing:
    """Derive its status on the day, as a whole and for each party."""
    successors = (
        other
        for other in lookup.records_referring_to(agreement, Agreement)
        if refers(other.supersedes, agreement, lookup)
    )
    superseded = any(had_entered_into_force(other.history, lookup.day) for other in successors)
    return derive_standing(agreement.history, agreement.parties, agreement.expires, superseded, lookup.day)


def first_day(agreement: Agreement) -> When | None:
    """Return the date of its signature, else the first date of its history."""
    signatures = [event.date for event in agreement.history if event.event == "signed"]
    return min(signatures or [event.date for event in agreement.history], key=lambda when: when.sort_key, default=None)


def facts(agreement: Agreement, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Status", standing(agreement, lookup).status),
        Fact("Type", word_unless_other(agreement.type), ("type",)),
        Fact("Documents", agreement.count, ("count",)),
        Fact("Parties", agreement.parties, ("parties",)),
        Fact("Sectors", agreement.sectors, ("sectors",)),
        Fact("Expires", agreement.expires, ("expires",)),
        Fact("Renewal", agreement.renewal, ("renewal",)),
        Fact("Value", agreement.value, ("value",)),
        *(
            Fact("Registration", (entry.register_, entry.number), ("registration", number))
            for number, entry in enumerate(agreement.registration)
        ),
        Fact("Depositary", agreement.depositary, ("depositary",)),
        Fact("Amends", agreement.amends, ("amends",)),
        Fact("Supersedes", agreement.supersedes, ("supersedes",)),
        Fact("Implements", agreement.implements, ("implements",)),
    )


def check_history(agreement: Agreement, lookup: Lookup) -> Iterator[Problem]:
    """Check the rules between the events of its history."""
    yield from check_order(agreement.history, agreement.expires, agreement.parties)
    yield from check_parties(agreement.history, agreement.parties, lookup)


def events(agreement: Agreement) -> tuple[Event, ...]:
    """Return the events of its history.

    The signature has an anniversary every five years.
    """
    return tuple(
        Event(
            event.date, Word(event.event), ("history", number, "date"), anniversary=5 if event.event == "signed" else 0
        )
        for number, event in enumerate(agreement.history)
    )


AGREEMENT = Kind(
    record=Agreement,
    name="agreement",
    folder="agreements",
    label="Agreement",
    plural="Agreements",
    section=gettext_noop("Agreements"),
    day=first_day,
    facts=facts,
    detail=lambda agreement, lookup: (standing(agreement, lookup).status, word_unless_other(agreement.type)),
    checks=(
        check_history,
        lambda agreement, lookup: check_commitments(agreement.commitments, first_day(agreement)),
    ),
    fields_asked_by_new=("parties", "type", "history"),
    naming=Naming(other_names=lambda agreement: tuple(entry.number for entry in agreement.registration)),
    timeline=Timeline(events=events, fields_known_after=("summary", "commitments")),
    pages=PageTraits(derive=standing),
)
