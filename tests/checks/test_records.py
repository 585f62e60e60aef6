"""The rules between records at their limits. What `check` prints for a breach is in `cases/`."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.checks import records, references
from generator.checks.context import CheckContext
from generator.kinds import BY_FOLDER, key_of
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site
from generator.problems import MAX_PROBLEMS, Problem, format_field_path

MEETING = {"title": "Talks", "date": "2024-01-26"}


def record(key: str, **fields: Any) -> Record:
    folder, _, identifier = key.partition("/")
    validated: Record = BY_FOLDER[folder].record.model_validate({"id": identifier} | fields)
    return validated


def meeting(identifier: str = "talks", **fields: Any) -> Record:
    return record(f"meetings/{identifier}", **(MEETING | fields))


def places_of_problems(
    check: Callable[[CheckContext], Iterator[Problem]],
    *checked: Record,
    site: Site | None = None,
    audience: Audience = "public",
) -> list[str]:
    """Return the places of the problems that a check yields: `talks: parties[1]`."""
    files = {key_of(record): "x.yml" for record in checked}
    archive = Archive(site or Site(), checked, files, date(2024, 2, 1), "internal")
    problems = check(CheckContext(archive, public=audience == "public"))
    return [f"{problem.record}: {format_field_path(problem.field)}".removesuffix(": ") for problem in problems]


# References are public

SECRET = (
    record("people/secret", name="S", audience="internal"),
    record("sources/cable", title="C", audience="internal"),
    record("relations/hidden", between=["xa", "xb"], audience="internal"),
)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"hosts": ["secret"]}, "hosts[0]"),
        ({"participants": [{"name": "A"}, {"person": "secret"}]}, "participants[1].person"),
        ({"summary": "With [[people/secret|somebody]]."}, "summary"),
        ({"caveats": ["One.", "- See [[people/secret]]"]}, "caveats[1]"),
        ({"outcomes": [{"fr": "[[people/secret]]"}]}, "outcomes[0]"),
        ({"inferred": {"date": "By [[people/secret]]."}}, "inferred.date"),
        ({"sources": [{"source": "cable"}]}, "sources[0].source"),
        (
            {"commitments": [{"id": "x", "text": "X.", "updates": [{"date": "2024", "text": "[[people/secret]]"}]}]},
            "commitments[0].updates[0].text",
        ),
    ],
)
def test_a_public_field_wherever_it_stands_refers_to_nothing_internal(fields: dict[str, Any], where: str) -> None:
    assert places_of_problems(references.check_references_are_public, *SECRET, meeting(**fields)) == [
        f"meetings/talks: {where}"
    ]
    assert (
        places_of_problems(references.check_references_are_public, *SECRET, meeting(**fields), audience="internal")
        == []
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "[[people/secret]]"},
        {"talking_points": ["[[people/secret]]"]},
        {"participants": [{"person": "secret", "audience": "internal"}]},
        {"sources": [{"source": "cable", "audience": "internal"}]},
        {"hosts": ["secret"], "audience": "internal"},
        {
            "commitments": [
                {"id": "x", "text": "X.", "by": ["secret"], "updates": [{"date": "2024", "text": "[[people/secret]]"}]}
                | {"audience": "internal"}
            ]
        },
    ],
)
def test_what_is_internal_may_refer_to_what_is_internal(fields: dict[str, Any]) -> None:
    assert places_of_problems(references.check_references_are_public, *SECRET, meeting(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"description": "See [[people/secret]]."}, "description"), ({"home_relation": "hidden"}, "home_relation")],
)
def test_the_site_itself_refers_to_nothing_internal(fields: dict[str, Any], where: str) -> None:
    site = Site.model_validate(fields)
    assert places_of_problems(references.check_references_are_public, *SECRET, site=site) == [f"site: {where}"]


# References are named once


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"parties": ["xa", "xb", "xa", "xa"]}, ["parties[2]", "parties[3]"]),
        ({"parties": ["xa", "countries/xa"]}, ["parties[1]"]),
        ({"parties": ["xa", "old-xa"]}, ["parties[1]"]),
        ({"parties": ["xa"], "hosts": ["xa"]}, []),
        ({"participants": [{"person": "ada"}, {"person": "ada"}]}, []),
        ({"outcomes": ["[[people/ada]] came; [[people/ada]] left.", "[[people/ada]] wrote."]}, []),
    ],
)
def test_a_list_names_a_record_once_however_it_is_written(fields: dict[str, Any], where: list[str]) -> None:
    others = (record("countries/xa", name="X", formerly=["old-xa"]), record("people/ada", name="A"))
    places = places_of_problems(references.check_references_are_named_once, *others, meeting(**fields))
    assert places == [f"meetings/talks: {place}" for place in where]


# Nothing leads back to itself


def chain(*links: tuple[str, str], field: str = "parent") -> list[Record]:
    return [record(f"organisations/{start}", name=start, **{field: end}) for start, end in links]


def test_a_chain_is_no_circle_however_many_lead_into_it() -> None:
    chained = chain(("a", "b"), ("b", "c"), ("x", "b"), ("y", "c"))
    assert (
        places_of_problems(references.check_nothing_leads_back_to_itself, *chained, record("organisations/c", name="c"))
        == []
    )


def test_a_circle_is_told_once_and_not_of_what_leads_into_it() -> None:
    circle = chain(("a", "b"), ("b", "c"), ("c", "b"))
    assert places_of_problems(references.check_nothing_leads_back_to_itself, *circle) == ["organisations/b: parent"]
    assert places_of_problems(references.check_nothing_leads_back_to_itself, *chain(("a", "a"))) == [
        "organisations/a: parent"
    ]


def test_a_circle_through_two_fields_is_none() -> None:
    one = record("agreements/one", title="1", amends="two")
    two = record("agreements/two", title="2", implements="one")
    assert places_of_problems(references.check_nothing_leads_back_to_itself, one, two) == []


def test_a_circle_through_a_former_id_is_one() -> None:
    one = record("sectors/one", name="1", parent="old", formerly=["old"])
    assert places_of_problems(references.check_nothing_leads_back_to_itself, one) == ["sectors/one: parent"]


# Citations support fields


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("date", True),
        ("participants", True),
        ("participants[0].name", True),
        ("participants[0].side", False),
        ("participants[1]", False),
        ("participants.name", False),
        ("date[0]", False),
        ("summary", False),
        ("agenda", False),
    ],
)
def test_what_is_supported_or_inferred_has_a_value(path: str, there: bool) -> None:
    cited = meeting(participants=[{"name": "A"}], sources=[{"source": "report", "supports": [path]}])
    inferred = meeting(participants=[{"name": "A"}], inferred={path: "By guess."})
    assert (places_of_problems(records.check_citations_support_fields, cited) == []) is there
    assert (places_of_problems(records.check_citations_support_fields, inferred) == []) is there


# Records differ


@pytest.mark.parametrize(
    ("fields", "alike"),
    [
        ({}, True),
        ({"title": "talks!"}, True),
        ({"parties": ["xb", "xa"]}, True),
        ({"parties": ["xa"]}, False),
        ({"date": "2024-01-27"}, False),
        ({"title": "Signing of a treaty"}, False),
    ],
)
def test_records_are_alike_by_day_parties_and_title(fields: dict[str, Any], alike: bool) -> None:
    one, other = meeting("one", parties=["xa", "xb"]), meeting("other", **({"parties": ["xa", "xb"]} | fields))
    assert places_of_problems(records.check_records_differ, one, other) == (["meetings/other: title"] if alike else [])


def test_records_of_a_month_or_of_two_kinds_may_be_alike() -> None:
    month = [meeting(name, date="2024-01") for name in ("one", "other")]
    assert places_of_problems(records.check_records_differ, *month) == []
    assert places_of_problems(records.check_records_differ, meeting(), record("milestones/talks", **MEETING)) == []


# Languages and connections


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": {"uz-Cyrl": "X", "en": "X"}}, []),
        ({"title": {"ja": "X"}}, ["title.ja"]),
        ({"participants": [{"name": "X", "position": {"en": "X", "ja": "X"}}]}, ["participants[0].position.ja"]),
    ],
)
def test_texts_are_in_the_languages_of_the_site(fields: dict[str, Any], where: list[str]) -> None:
    places = places_of_problems(
        records.check_languages_are_of_the_site, meeting(**fields), site=Site(languages=("en", "uz"))
    )
    assert places == [f"meetings/talks: {place}" for place in where]


def test_names_are_in_any_language() -> None:
    ada = record("people/ada", name={"ja": "エイダ"})
    assert places_of_problems(records.check_languages_are_of_the_site, ada) == []


def test_a_record_that_only_refers_to_itself_is_not_connected_but_a_country_needs_no_connection() -> None:
    own = record("people/ada", name="A", summary="[[people/ada]]")
    assert places_of_problems(records.check_records_are_connected, own, record("countries/xa", name="X")) == [
        "people/ada"
    ]


def test_a_source_is_used_by_being_cited() -> None:
    report, citing = record("sources/report", title="R"), meeting(sources=[{"source": "report"}])
    assert places_of_problems(records.check_records_are_connected, report) == ["sources/report"]
    assert places_of_problems(records.check_records_are_connected, report, citing) == []


def test_an_id_that_is_none_is_not_proposed() -> None:
    names = (record("people/Ada-Example", name="Ada"), record("people/ada-example", name="Ada"))
    records = (*names, meeting(participants=[{"person": "ada-exampel"}]))
    archive = Archive(Site(), records, {}, date(2024, 2, 1), "internal")
    problems = references.check_references_resolve(CheckContext(archive))
    assert [problem.hint for problem in problems] == ['did you mean "ada-example"?']


def test_of_the_misspelt_references_of_a_record_the_first_hundred_are_looked_for() -> None:
    """Each is compared with every id there is."""
    misspelt = [{"person": f"ada-exampel-{number}"} for number in range(MAX_PROBLEMS + 5)]
    archive = Archive(Site(), (meeting(participants=misspelt),), {}, date(2024, 2, 1), "internal")
    assert len([*references.check_references_resolve(CheckContext(archive))]) == MAX_PROBLEMS
