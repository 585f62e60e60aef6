"""Participants on a brief: role, office, earlier meetings."""

import pytest

from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from tests.support.brief_pages import ADA, XA, XB, meeting, parts

# Across the table


def test_who_sits_across_the_table_stands_by_side_with_role_office_and_when_met_before() -> None:
    ministry = Organisation.model_validate({"id": "mfa", "name": "Ministry", "type": "ministry"})
    ada = Person.model_validate(
        {
            "id": "ada",
            "name": "Ada",
            "positions": [
                {"title": "Minister", "organisation": "mfa", "from": "2023-06"},
                {"title": "Deputy", "organisation": "mfa", "from": "2020", "to": "2023-05"},
            ],
        }
    )
    talks = meeting(
        hosts=["xb"],
        participants=[
            {"person": "ada", "side": "xa", "role": "head"},
            {"name": "Ben *B*", "position": "Envoy", "organisation": "mfa", "side": "xb", "role": "host"},
            {"organisation": "mfa", "side": "xb", "role": "observer"},
            {"name": "Cy"},
        ],
        sources=[{"source": "report", "supports": ["participants[1].position"]}],
    )
    assert parts(talks, ministry, ada)["Across the table"] == [
        f"**{XB}**",
        "-   **Ben \\*B\\*** (Host)[1], Envoy, [Ministry](../organisations/mfa.md)",
        "-   **[Ministry](../organisations/mfa.md)** (Observer)",
        f"**{XA}**",
        "-   **[Ada](../people/ada.md)** (Head), Minister, [Ministry](../organisations/mfa.md)."
        " No earlier meeting on record",
        "-   **Cy**",
    ]


def test_a_large_delegation_is_named_by_weight_and_the_others_are_counted() -> None:
    everybody = [{"name": f"P{number}", "side": "xa"} for number in range(40)]
    everybody[38]["role"] = "head"
    everybody[39] = {"person": "ada", "side": "xa"}
    met = meeting("earlier", "2023-05-01", participants=[{"person": "ada"}])
    lines = parts(meeting(participants=everybody), ADA, met)["Across the table"]
    named = [f"-   **P{number}**" for number in range(28)]
    assert lines[1:29] == named
    assert lines[29].startswith("-   **P38** (Head)")
    assert lines[30].startswith("-   **[Ada](../people/ada.md)**")
    assert lines[31] == "-   [and 10 others](../meetings/talks.md)"


def test_thirty_participants_of_a_side_are_all_named() -> None:
    everybody = [{"name": f"P{number}", "side": "xa"} for number in range(30)]
    lines = parts(meeting(participants=everybody))["Across the table"]
    assert lines[1:31] == [f"-   **P{number}**" for number in range(30)]
    assert not any("other" in line for line in lines)


def test_the_position_as_reported_stands_before_the_office() -> None:
    ada = Person.model_validate({"id": "ada", "name": "Ada", "positions": [{"title": "Minister"}]})
    reported = meeting(participants=[{"person": "ada", "position": "Special Envoy"}])
    unreported = meeting(participants=[{"person": "ada"}])
    ending = ". No earlier meeting on record"
    assert parts(reported, ada)["Across the table"] == [f"-   **[Ada](../people/ada.md)**, Special Envoy{ending}"]
    assert parts(unreported, ada)["Across the table"] == [f"-   **[Ada](../people/ada.md)**, Minister{ending}"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], "No earlier meeting on record"),
        (["2024-01-26", "2024-01-30"], "No earlier meeting on record"),
        (["2023-05-01"], "Last met 1 May 2023, [M0](../meetings/m0.md)"),
        (["2023-05-01", "2023-06"], "Last met June 2023, [M1](../meetings/m1.md) (2 meetings in all)"),
        (
            ["2023-05-01", "2024-01-25", "2022"],
            "Last met 25 January 2024, [M1](../meetings/m1.md) (3 meetings in all)",
        ),
    ],
)
def test_each_person_has_the_last_meeting_and_their_number(days: list[str], expected: str) -> None:
    met = [meeting(f"m{number}", day, participants=[{"person": "ada"}]) for number, day in enumerate(days)]
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, *met)["Across the table"]
    assert line == f"-   **[Ada](../people/ada.md)**. {expected}"


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_a_meeting_that_was_not_held_is_no_earlier_meeting(status: str) -> None:
    other = meeting("other", "2023-05-01", status=status, participants=[{"person": "ada"}])
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, other)["Across the table"]
    assert line == "-   **[Ada](../people/ada.md)**. No earlier meeting on record"


def test_who_is_only_mentioned_in_a_meeting_was_not_met_there() -> None:
    other = meeting("other", "2023-05-01", summary="[[people/ada]] sent a letter.", hosts=["ada"])
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, other)["Across the table"]
    assert line.endswith("No earlier meeting on record")


def test_a_table_at_which_nobody_is_named_says_so() -> None:
    assert parts(meeting())["Across the table"] == ["Nobody is named yet."]
