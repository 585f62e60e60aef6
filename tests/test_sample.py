"""The sample: a small, invented content set in which every field, every word and every derived status occurs.

The tests read it on two days, a year apart. In between, meetings are held, agreements enter into force and people
change office.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

import pytest

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content.load import Content, load_folder
from generator.kinds import key_of
from generator.kinds.agreement import Agreement, standing
from generator.kinds.agreement_history import PARTY_STATUSES, STATUSES
from generator.kinds.commitment import CommitmentStatus
from generator.kinds.mechanism import Mechanism, find_sessions
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person, offices_on
from generator.kinds.record import Audience, Fields, R
from generator.kinds.traversal import values_in
from generator.values.dates import When
from tests.support.record_classes import RECORD_CLASSES, annotation_parts
from tests.support.sample import SAMPLE

EARLIER, LATER = date(2024, 6, 1), date(2025, 6, 1)
LAST_YEAR = 2025
NOT_OF_A_PARTY = "partly-ratified"  # one party has ratified, or has not
ONE_SITE_CANNOT_SAY = ("Site.briefs: planned",)  # it says "all"


@pytest.fixture(scope="module")
def content() -> Content:
    return load_folder(SAMPLE)


@pytest.fixture(scope="module")
def archives(content: Content) -> tuple[Archive, Archive]:
    """Return the public edition on the earlier and on the later day."""
    earlier, later = (Archive(content.site, content.records, content.files, day, "public") for day in (EARLIER, LATER))
    return earlier, later


def mappings_in(value: Any) -> Iterator[Fields]:
    """Yield a record and the mappings in it, at any depth."""
    if isinstance(value, Fields):
        yield value
        for attribute in type(value).model_fields:
            yield from mappings_in(getattr(value, attribute))
    elif isinstance(value, tuple):
        for entry in value:
            yield from mappings_in(entry)


def unused_fields(models: Iterable[type[Fields]], records: Iterable[Fields]) -> list[str]:
    """Return the fields of `models` without a value in any of `records`. False and empty are none."""
    used = {
        (type(mapping), attribute)
        for record in records
        for mapping in mappings_in(record)
        for attribute in mapping.model_fields_set
        if getattr(mapping, attribute) not in (None, (), {}, False)
    }
    return [
        f"{model.__name__}.{declared.alias or attribute}"
        for model in models
        for attribute, declared in model.model_fields.items()
        if (model, attribute) not in used
    ]


def unused_words(models: Iterable[type[Fields]], records: Iterable[Fields]) -> list[str]:
    """Return the words of enumerations that no record has, each with its field."""
    used = {
        (type(mapping), attribute, getattr(mapping, attribute))
        for record in records
        for mapping in mappings_in(record)
        for attribute in type(mapping).model_fields
        if isinstance(getattr(mapping, attribute), str)
    }
    return [
        f"{model.__name__}.{declared.alias or attribute}: {word}"
        for model in models
        for attribute, declared in model.model_fields.items()
        for part in annotation_parts(declared.annotation)
        if get_origin(part) is Literal
        for word in get_args(part)
        if (model, attribute, word) not in used
    ]


def everything(content: Content, without: str = "") -> list[Fields]:
    """Return the site and its records, without the one with a key."""
    return [content.site, *(record for record in content.records if key_of(record) != without)]


def records_of(archive: Archive, record_class: type[R]) -> list[R]:
    return [record for record in archive.records if isinstance(record, record_class)]


@pytest.mark.parametrize("audience", get_args(Audience))
def test_the_sample_is_without_a_problem(content: Content, audience: Audience) -> None:
    assert not [f"{problem.place}: {problem.message}" for problem in check(content, Edition(LATER, audience))]


def test_every_field_is_used(content: Content) -> None:
    assert not unused_fields(RECORD_CLASSES, everything(content))


def test_every_word_of_every_enumeration_is_used(content: Content) -> None:
    assert tuple(unused_words(RECORD_CLASSES, everything(content))) == ONE_SITE_CANNOT_SAY


def test_a_field_that_only_one_record_uses_is_missed_without_it(content: Content) -> None:
    unused = unused_fields(RECORD_CLASSES, everything(content, without="agreements/1995-03-20-friendship-treaty"))
    assert {"Agreement.renewal", "Registration.number", "AgreementText.audience"} <= set(unused)
    assert "Agreement.title" not in unused


def test_a_word_that_only_one_record_uses_is_missed_without_it(content: Content) -> None:
    unused = unused_words(RECORD_CLASSES, everything(content, without="meetings/2025-03-25-joint-commission"))
    assert set(unused) == {*ONE_SITE_CANNOT_SAY, "Meeting.status: postponed"}


def test_what_is_false_or_left_at_its_default_does_not_count_as_used() -> None:
    meeting = Meeting.model_validate({"id": "m", "title": "Talks", "date": "2024", "place": {"online": "false"}})
    unused = unused_fields(RECORD_CLASSES, [meeting])
    assert {"Venue.online", "Meeting.status", "Meeting.audience"} <= set(unused)
    assert not {"Meeting.title", "Meeting.date", "Meeting.place"} & set(unused)


def test_every_status_of_an_agreement_occurs_on_one_of_the_two_days(archives: tuple[Archive, Archive]) -> None:
    standings = [standing(agreement, archive) for archive in archives for agreement in records_of(archive, Agreement)]
    assert {each.status for each in standings} == set(STATUSES)
    assert {party.status for each in standings for party in each.by_party} == set(PARTY_STATUSES) - {NOT_OF_A_PARTY}


def test_agreements_change_their_status_between_the_two_days(archives: tuple[Archive, Archive]) -> None:
    earlier, later = (
        {each.id: standing(each, archive).status for each in records_of(archive, Agreement)} for archive in archives
    )
    assert {(earlier[each], later[each]) for each in later if earlier[each] != later[each]} == {
        ("in-negotiation", "signed"),
        ("in-negotiation", "provisionally-applied"),
        ("signed", "in-force"),
        ("partly-ratified", "in-force"),
        ("in-force", "suspended"),
        ("in-force", "terminated"),
        ("in-force", "expired"),
        ("in-force", "superseded"),
    }


def test_every_status_of_a_commitment_occurs_on_one_of_the_two_days(archives: tuple[Archive, Archive]) -> None:
    commitments = [(each.commitment, archive.day) for archive in archives for each in archive.commitments]
    assert {commitment.status_on(day) for commitment, day in commitments} == set(get_args(CommitmentStatus))
    overdue = [
        {each.id for each, day in commitments if day == on and each.is_overdue_on(on)} for on in (EARLIER, LATER)
    ]
    assert overdue == [{"port-dues-table"}, {"weighbridge-readings", "visa-paper"}]


def test_a_mechanism_becomes_overdue_and_others_are_planned_or_never_due(archives: tuple[Archive, Archive]) -> None:
    earlier, later = (
        {mechanism.id: find_sessions(mechanism, archive) for mechanism in records_of(archive, Mechanism)}
        for archive in archives
    )
    assert [name for name, held in earlier.items() if held.overdue] == []
    assert [name for name, held in later.items() if held.overdue] == ["joint-commission"]
    assert {name for name, held in later.items() if held.planned and held.due} == {"political-consultations"}
    assert [name for name, held in later.items() if held.last and not held.due] == ["basin-meetings"]


def test_meetings_are_held_between_the_two_days_and_planned_after_them(archives: tuple[Archive, Archive]) -> None:
    meetings = records_of(archives[0], Meeting)
    held = [each for each in meetings if each.status == "held"]
    assert any(each.date.is_after(EARLIER) for each in held)
    assert not any(each.date.is_after(LATER) for each in held)
    assert any(each.date.is_before(EARLIER) for each in held)
    assert all(each.date.is_after(LATER) for each in meetings if each.status == "planned")


def test_people_change_office_between_the_two_days(archives: tuple[Archive, Archive]) -> None:
    changed = {
        each.id for each in records_of(archives[1], Person) if offices_on(each, EARLIER) != offices_on(each, LATER)
    }
    assert changed == {"brovik-senna", "corrowe-liane", "ederlin-tomas", "hallane-davin", "valdis-irena"}


def test_nothing_but_an_expiry_is_later_than_the_last_year(content: Content) -> None:
    dates = [
        (key_of(record), path[-1], value)
        for record in content.records
        for path, value in values_in(record)
        if isinstance(value, When)
    ]
    late = [(key, field) for key, field, when in dates if when.end and when.last.year > LAST_YEAR]
    assert late == [("agreements/1995-03-20-friendship-treaty", "expires")]
