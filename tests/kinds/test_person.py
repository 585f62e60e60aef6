"""People: their office on a day, by their positions."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.person import PERSON, Person, offices_on
from generator.kinds.site import Site
from generator.problems import format_field_path


def person(*positions: dict[str, Any], **fields: Any) -> Person:
    given = {"id": "example-ada", "name": "Ada Example", "positions": positions}
    return Person.model_validate(given | fields)


def titles(of: Person, day: str) -> list[str]:
    return [office.title.phrase("en", "en").text for office in offices_on(of, date.fromisoformat(day))]


def problems(of: Person) -> list[tuple[str, str]]:
    archive = Archive(Site(), (of,), {}, date(2024, 1, 1), "internal")
    breaches = [problem for check in PERSON.checks for problem in check(of, archive)]
    return [(problem.rule.code, format_field_path(problem.field)) for problem in breaches]


@pytest.mark.parametrize(
    ("start", "end", "held", "not_held"),
    [
        ("2020-03-01", "2023-05-31", ["2020-03-01", "2023-05-31"], ["2020-02-29", "2023-06-01"]),
        ("2020-03", "2023-05", ["2020-03-01", "2023-05-31"], ["2020-02-29", "2023-06-01"]),
        ("2020", "2023", ["2020-01-01", "2023-12-31"], ["2019-12-31", "2024-01-01"]),
        ("2020", None, ["2020-01-01", "2099-01-01"], ["2019-12-31"]),
        (None, "2023-05", ["1900-01-01", "2023-05-31"], ["2023-06-01"]),
        (None, None, ["1900-01-01", "2099-01-01"], []),
        ("2020", "2023-05~", ["2023-07-01"], ["2023-07-02"]),
    ],
)
def test_an_office_is_held_from_its_first_day_to_its_last(
    start: str | None, end: str | None, held: list[str], not_held: list[str]
) -> None:
    dates = {name: day for name, day in (("from", start), ("to", end)) if day}
    ada = person({"title": "Minister", **dates})
    assert [titles(ada, day) for day in held] == [["Minister"]] * len(held)
    assert [titles(ada, day) for day in not_held] == [[]] * len(not_held)


def test_on_the_day_of_a_change_both_offices_are_held_in_the_order_of_the_record() -> None:
    ada = person({"title": "Minister", "from": "2023-05-31"}, {"title": "Deputy Minister", "to": "2023-05-31"})
    assert titles(ada, "2023-05-30") == ["Deputy Minister"]
    assert titles(ada, "2023-05-31") == ["Minister", "Deputy Minister"]
    assert titles(ada, "2023-06-01") == ["Minister"]


def test_a_list_tells_the_office_of_the_day_and_the_country() -> None:
    ada = person({"title": "Minister", "organisation": "xa-ministry", "from": "2020", "to": "2022"}, country="xa")

    def detail(day: date) -> tuple[Any, ...]:
        return PERSON.detail(ada, Archive(Site(), (ada,), {}, day, "internal"))

    office = ada.positions[0]
    assert detail(date(2021, 1, 1)) == (office.title, office.organisation, ada.country)
    assert detail(date(2024, 1, 1)) == (None, None, ada.country)


@pytest.mark.parametrize(("end", "bites"), [("2020-02-29", True), ("2020-03-01", False), ("2020", False)])
def test_a_position_ends_on_or_after_the_day_it_starts(end: str, bites: bool) -> None:
    ada = person({"title": "Deputy"}, {"title": "Minister", "from": "2020-03-01", "to": end})
    assert problems(ada) == ([("ends-before-start", "positions[1].to")] if bites else [])
