"""Organisations: open on a day, events on a timeline, and closing after opening."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.organisation import ORGANISATION, Organisation
from generator.kinds.site import Site
from generator.problems import format_field_path
from generator.values.labels import Address, Label

ARCHIVE = Archive(Site(), (), {}, date(2024, 2, 1), "internal")


def embassy(**fields: Any) -> Organisation:
    given = {"id": "embassy", "name": "Embassy of Exampleland", "type": "embassy", "country": "xa"}
    return Organisation.model_validate(given | fields)


@pytest.mark.parametrize(
    ("fields", "day", "there"),
    [
        ({}, date(1, 1, 1), True),
        ({}, date(9999, 12, 31), True),
        ({"opened": "1994-05-01"}, date(1994, 4, 30), False),
        ({"opened": "1994-05-01"}, date(1994, 5, 1), True),
        ({"opened": "1994-05"}, date(1994, 4, 30), False),
        ({"opened": "1994-05"}, date(1994, 5, 1), True),
        ({"opened": "1994"}, date(1994, 1, 1), True),
        ({"closed": "2020-06-30"}, date(2020, 6, 30), True),
        ({"closed": "2020-06-30"}, date(2020, 7, 1), False),
        ({"closed": "2020-06"}, date(2020, 6, 30), True),
        ({"closed": "2020-06"}, date(2020, 7, 1), False),
        ({"closed": "2020-06-30~"}, date(2020, 7, 1), True),
        ({"closed": "2020-06-30~"}, date(2020, 7, 2), False),
        ({"closed": "2020-06-30/.."}, date(2030, 1, 1), True),
        ({"opened": "1994-05-01", "closed": "2020"}, date(1994, 4, 30), False),
        ({"opened": "1994-05-01", "closed": "2020"}, date(2020, 12, 31), True),
        ({"opened": "1994-05-01", "closed": "2020"}, date(2021, 1, 1), False),
    ],
)
def test_it_is_there_from_the_day_it_may_have_opened_to_the_last_it_may_have_been_open(
    fields: dict[str, str], day: date, there: bool
) -> None:
    assert embassy(**fields).is_open_on(day) is there


def test_its_events_are_its_opening_whose_anniversary_is_kept_and_its_closing() -> None:
    events = ORGANISATION.timeline.events(embassy(opened="1994-05-01", closed="2020"))
    assert [(event.when.text, event.what, event.field, event.anniversary) for event in events] == [
        ("1994-05-01", Label("Opened"), ("opened",), 5),
        ("2020", Label("Closed"), ("closed",), 0),
    ]
    assert [type(event.what) for event in events] == [Label, Label]


@pytest.mark.parametrize(
    ("fields", "events"), [({}, []), ({"closed": "2020"}, ["2020"]), ({"opened": "1994"}, ["1994"])]
)
def test_what_is_not_known_of_its_lifetime_is_no_event(fields: dict[str, str], events: list[str]) -> None:
    assert [event.when.text for event in ORGANISATION.timeline.events(embassy(**fields))] == events


@pytest.mark.parametrize(
    ("opened", "closed", "bites"),
    [("1994-05-01", "1994-04-30", True), ("1994-05-01", "1994-05-01", False), ("1994-05-01", "1994", False)],
)
def test_it_closes_after_it_opened(opened: str, closed: str, bites: bool) -> None:
    of = embassy(opened=opened, closed=closed)
    breaches = [problem for check in ORGANISATION.checks for problem in check(of, ARCHIVE)]
    expected = [("ends-before-start", "closed")] if bites else []
    assert [(problem.rule.code, format_field_path(problem.field)) for problem in breaches] == expected


@pytest.mark.parametrize("fields", [{}, {"opened": "1994"}, {"closed": "1994"}])
def test_a_lifetime_that_is_half_known_is_no_problem(fields: dict[str, str]) -> None:
    assert [problem for check in ORGANISATION.checks for problem in check(embassy(**fields), ARCHIVE)] == []


def test_it_stands_for_its_country_where_it_has_one() -> None:
    of = embassy()
    assert ORGANISATION.represents(of) is of.country
    assert ORGANISATION.represents(Organisation.model_validate({"id": "bank", "name": "Bank"})) is None


def test_its_facts_tell_what_is_known_and_its_site_is_a_link() -> None:
    of = embassy(website="https://xa.example/", opened="1994-05-01", acronym="EXA")
    facts = {fact.label: fact.value for fact in ORGANISATION.facts(of, ARCHIVE) if fact.value}
    assert facts == {
        "Type": "embassy",
        "Acronym": "EXA",
        "Country": of.country,
        "Opened": of.opened,
        "Website": "https://xa.example/",
    }
    assert type(facts["Website"]) is Address


def test_a_type_that_only_says_none_of_these_is_not_told() -> None:
    assert ORGANISATION.detail(embassy(type="other"), ARCHIVE)[1] is None
    assert ORGANISATION.detail(embassy(), ARCHIVE)[1] == "embassy"
