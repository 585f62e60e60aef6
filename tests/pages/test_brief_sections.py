"""The sections of a brief: each lists its entries in their order, with sources, and no more than six."""

import re
from typing import Any

import pytest

from generator.dossier.brief import MOST
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.record import Record
from tests.support.brief_pages import (
    ADA,
    EARLIER,
    EDUCATION,
    WATER,
    XA,
    XB,
    agreement,
    meeting,
    parts,
    relation,
    statement,
)

# Since we last met


def test_the_last_meeting_stands_with_what_came_of_it_and_what_has_happened_since() -> None:
    records = (
        meeting("first", "2022-01-01", outcomes=["Long ago."]),
        meeting(
            "last",
            "2023-03-01",
            type="visit",
            outcomes=["To *meet* again.", "To write."],
            sources=[{"source": "report", "supports": ["outcomes[1]"]}, {"source": "letter", "supports": ["date"]}],
        ),
        agreement("pact", ("signed", "2023-03-01"), ("entered-into-force", "2023-09-01")),
        statement("said", "2023-10-01", about=["meetings/last"]),
        Milestone.model_validate({"id": "opening", "title": "Opening", "date": "2023-06", "parties": ["xa", "xb"]}),
        meeting("never", "2023-12-01", status="cancelled"),
    )
    assert parts(meeting(), ADA, *records)["Since we last met"] == [
        "-   **1 March 2023 · [Last](../meetings/last.md) · Visit**[1]",
        "-   To <em>meet</em> again.",
        "-   To write.[2]",
        "-   June 2023 · [Opening](../milestones/opening.md)",
        "-   1 September 2023 · Entered into force · [Pact](../agreements/pact.md)",
        '-   1 December 2023 · [Never](../meetings/never.md) · <span class="status cancelled">Cancelled</span>',
    ]


def test_parties_that_have_not_met_are_told_so() -> None:
    others = [
        meeting("later", "2024-01-30"),
        meeting("planned", "2023-01-30", status="planned"),
        Meeting.model_validate({"id": "alone", "title": "Alone", "date": "2023-02-01", "parties": ["xa"]}),
    ]
    assert parts(meeting(), *others)["Since we last met"] == ["The records hold no earlier meeting of these parties."]


def test_a_party_meets_through_its_organisations_too() -> None:
    ministry = Organisation.model_validate({"id": "mfa", "name": "Ministry", "country": "xa"})
    at_work = meeting("call", "2023-03-01", parties=["mfa", "xb"])
    assert parts(meeting(), ministry, at_work)["Since we last met"] == [
        "-   **1 March 2023 · [Call](../meetings/call.md)**"
    ]


# Commitments


def commitment_lines(*commitments: dict[str, Any], **fields: Any) -> list[str]:
    """Return the lines of commitments from long ago; the parties met again since."""
    old = meeting("old", "2020-01-01", commitments=list(commitments))
    lines = parts(meeting(), old, EARLIER, EDUCATION, **fields)["Promised, and what became of it"]
    return [line.removeprefix("-   ").removesuffix(" · [1 Jan 2020](../meetings/old.md)") for line in lines]


def commitment(identifier: str, *updates: tuple[str, str], **fields: Any) -> dict[str, Any]:
    became = [{"date": day, "status": status} for day, status in updates]
    return {"id": identifier, "text": f"Do {identifier}.", "updates": became} | fields


def test_what_is_overdue_stands_first_then_what_is_open_then_what_was_closed_in_the_last_year() -> None:
    lines = commitment_lines(
        commitment("dropped", ("2023-12-01", "dropped")),
        commitment("open", ("2021-01-01", "in-progress")),
        commitment("unsure", due="2023~"),
        commitment("late", due="2024-01-24"),
        commitment("due", due="2024-01-25"),
        commitment("done", ("2023-02-01", "done"), due="2021"),
    )
    assert [re.sub(" · due .*", "", line) for line in lines] == [
        '<span class="status overdue">Overdue</span> · Do late.',
        '<span class="status open">Open</span> · Do unsure.',
        '<span class="status open">Open</span> · Do due.',
        '<span class="status in-progress">In progress</span> · Do open.',
        '<span class="status done">Done</span> · Do done.',
        '<span class="status dropped">Dropped</span> · Do dropped.',
    ]


@pytest.mark.parametrize(("closed", "is_listed"), [("2023-01-24", True), ("2023-01-23", False), ("2023", True)])
def test_what_was_closed_more_than_a_year_ago_is_not_listed(closed: str, is_listed: bool) -> None:
    lines = commitment_lines(commitment("a", (closed, "done")))
    assert lines == (['<span class="status done">Done</span> · Do a.'] if is_listed else ["None on record."])


def test_what_was_closed_since_the_parties_last_met_is_told_however_long_ago() -> None:
    last = meeting("old", "2020-01-01", commitments=[commitment("a", ("2020-06-01", "done"))])
    (line,) = parts(meeting(), last)["Promised, and what became of it"]
    assert line.startswith('-   <span class="status done">Done</span> · Do a.')


def test_a_note_on_what_was_closed_long_ago_does_not_bring_it_back() -> None:
    updates = [{"date": "2021", "status": "done"}, {"date": "2023-12-01", "text": "Filed."}]
    assert commitment_lines(commitment("a") | {"updates": updates}) == ["None on record."]


def test_what_was_recorded_as_done_long_ago_is_not_listed() -> None:
    assert commitment_lines(commitment("a", status="done")) == ["None on record."]


def test_a_commitment_says_by_whom_to_whom_by_when_and_what_was_done_last() -> None:
    updates = [
        {"date": "2023-02-01", "status": "in-progress", "text": "Begun."},
        {"date": "2023-06-01", "text": "The *draft* was sent."},
    ]
    letter = {"id": "a", "text": "Write.", "by": ["xa"], "to": ["xb"], "due": "2024-06", "sector": "education"}
    assert commitment_lines(letter | {"updates": updates}) == [
        f'<span class="status in-progress">In progress</span> · Write. · by {XA} · to {XB} · due June 2024'
        " · [Education](../sectors/education.md) · 1 June 2023: The <em>draft</em> was sent."
    ]


def test_the_latest_update_of_a_commitment_says_where_it_is_from() -> None:
    updates = [
        {"date": "2023-02-01", "text": "Begun.", "sources": [{"source": "report"}]},
        {"date": "2023-06", "text": "Sent.", "sources": [{"source": "letter"}]},
    ]
    old = meeting("old", "2020-01-01", commitments=[commitment("a") | {"updates": updates}])
    sections = parts(meeting(), old)
    assert sections["Promised, and what became of it"] == [
        '-   <span class="status open">Open</span> · Do a. · June 2023: Sent.[1] · [1 Jan 2020](../meetings/old.md)'
    ]
    assert sections["Sources"] == ['1.  <a id="source-1"></a>[Letter](../sources/letter.md), 27 January 1992']


def test_commitments_of_an_agreement_are_listed_with_their_source() -> None:
    cited = [{"source": "letter", "supports": ["commitments[0].text"]}]
    pact = agreement("pact", ("signed", "2020-02-03"), commitments=[{"id": "a", "text": "Write."}], sources=cited)
    assert parts(meeting(), pact)["Promised, and what became of it"] == [
        '-   <span class="status open">Open</span> · Write.[1] · [3 Feb 2020](../agreements/pact.md)'
    ]


def test_a_brief_of_parties_that_share_nothing_says_so_where_a_reader_would_look() -> None:
    sections = parts(meeting())
    del sections["Talks"]
    assert sections == {
        "Across the table": ["Nobody is named yet."],
        "Since we last met": ["The records hold no earlier meeting of these parties."],
        "Promised, and what became of it": ["None on record."],
        "Agreements": ["None on record."],
    }


# Agreements


def test_agreements_stand_by_how_they_stand() -> None:
    records = (
        agreement("lasting", ("signed", "2010"), ("entered-into-force", "2011"), sectors=["education"]),
        agreement("ending", ("entered-into-force", "2015-02-03"), expires="2024-06-30"),
        agreement("package", ("signed", "2020-02-03"), count=14),
        agreement("draft", ("negotiated", "2021")),
        agreement("over", ("signed", "2000"), ("terminated", "2010")),
        agreement("ended", ("entered-into-force", "2000"), expires="2010"),
        agreement("resting", ("entered-into-force", "2000"), ("suspended", "2010")),
    )
    assert parts(meeting(), EDUCATION, *records)["Agreements"] == [
        "**Expiring within a year**",
        '-   [Ending](../agreements/ending.md) · <span class="status in-force">In force</span> · 3 February 2015'
        " · expires 30 June 2024",
        "**In force**",
        '-   [Lasting](../agreements/lasting.md) · <span class="status in-force">In force</span> · 2010'
        " · [Education](../sectors/education.md)",
        "**Pending (no entry into force on record)**",
        '-   [Package](../agreements/package.md) · 14 documents · <span class="status signed">Signed</span>'
        " · 3 February 2020",
        '-   [Draft](../agreements/draft.md) · <span class="status in-negotiation">In negotiation</span> · 2021',
    ]


@pytest.mark.parametrize(
    ("expires", "heading"),
    [
        ("2024-01-24", "None on record."),
        ("2024-01-25", "**Expiring within a year**"),
        ("2025-01-25", "**Expiring within a year**"),
        ("2025-01-26", "**In force**"),
        ("2025-01", "**Expiring within a year**"),
        ("2025-02", "**In force**"),
    ],
)
def test_an_agreement_expires_within_a_year_of_the_eve_or_not(expires: str, heading: str) -> None:
    sections = parts(meeting(), agreement("pact", ("entered-into-force", "2000"), expires=expires))
    assert sections["Agreements"][0] == heading


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("provisionally-applied", '<span class="status provisionally-applied">Provisionally applied</span>'),
        ("signed", '<span class="status signed">Signed</span>'),
    ],
)
def test_a_pending_agreement_that_expires_within_a_year_stands_once(act: str, status: str) -> None:
    assert parts(meeting(), agreement("pact", (act, "2020"), expires="2024-06"))["Agreements"] == [
        "**Expiring within a year**",
        f"-   [Pact](../agreements/pact.md) · {status} · 2020 · expires June 2024",
    ]


@pytest.mark.parametrize("of", ["mechanism", "topics"])
def test_agreements_in_the_sectors_on_the_agenda_stand_first(of: str) -> None:
    records = [
        agreement("a-new", ("entered-into-force", "2020"), sectors=["water"]),
        agreement("b-old", ("entered-into-force", "2010"), sectors=["water", "education"]),
        agreement("c-older", ("entered-into-force", "2005")),
    ]
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "sectors": ["education"]})
    agenda: dict[str, Any] = {"mechanism": "pc"} if of == "mechanism" else {"topics": [{"sector": "education"}]}
    planned = meeting(day="2024-03-01", status="planned", **agenda)
    held = meeting(status="held", topics=[{"sector": "education"}])

    def order(of_meeting: Meeting) -> list[str]:
        lines = parts(of_meeting, EDUCATION, WATER, pc, *records)["Agreements"]
        return [identifier for line in lines for identifier in re.findall(r"agreements/([\w-]+)\.md", line)]

    assert order(planned) == ["b-old", "a-new", "c-older"]
    assert order(held) == ["a-new", "b-old", "c-older"]


def test_the_history_of_an_agreement_says_where_it_is_from() -> None:
    cited = agreement("pact", ("signed", "2020"), sources=[{"source": "letter", "supports": ["history[0].date"]}])
    event = {"event": "signed", "date": "2020", "sources": [{"source": "letter"}]}
    for pact in (cited, agreement("pact", history=[event])):
        assert parts(meeting(), pact)["Agreements"][1] == (
            '-   [Pact](../agreements/pact.md) · <span class="status signed">Signed</span> · 2020[1]'
        )


# What was said in public


def test_a_quote_stands_in_its_language_before_a_text() -> None:
    records = (
        statement("a", "2023-12-03", quote="Так *и* есть", language="ru", text="In our words."),
        statement("b", "2023-12-02", text="He was *glad*."),
        statement("c", "2023-12-01", quote="Well said", language="en"),
        statement("d", "2023-11-30", quote="Words", by=["xa", "ada"], text=None),
        statement("e", "2023-11-29", about=["people/ada"]),
    )
    assert parts(meeting(), EARLIER, ADA, *records)["Said in public"] == [
        '-   [3 Dec 2023](../statements/a.md) · [Ada](../people/ada.md) · “<span lang="ru">Так \\*и\\* есть</span>”',
        "-   [2 Dec 2023](../statements/b.md) · [Ada](../people/ada.md) · He was <em>glad</em>.",
        "-   [1 Dec 2023](../statements/c.md) · [Ada](../people/ada.md) · “Well said”",
        f"-   [30 Nov 2023](../statements/d.md) · {XA}, [Ada](../people/ada.md) · “Words”",
    ]


def test_a_statement_says_where_it_is_from() -> None:
    cited = [{"source": "report", "supports": ["quote"]}, {"source": "letter", "supports": ["text"]}]
    both = statement("said", "2023-12-01", quote="Yes", text="Consent.", sources=cited)
    sections = parts(meeting(), EARLIER, ADA, both)
    assert sections["Said in public"] == [
        "-   [1 Dec 2023](../statements/said.md) · [Ada](../people/ada.md) · “Yes”[1]"
    ]
    assert sections["Sources"] == ['1.  <a id="source-1"></a>[Report](../sources/report.md)']
    with_text = parts(meeting(), EARLIER, ADA, statement("said", "2023-12-01", sources=cited))
    assert with_text["Said in public"] == [
        "-   [1 Dec 2023](../statements/said.md) · [Ada](../people/ada.md) · Well.[1]"
    ]
    assert with_text["Sources"] == ['1.  <a id="source-1"></a>[Letter](../sources/letter.md), 27 January 1992']


# Dates to mention


def test_dates_around_the_meeting_stand_the_earliest_first_without_the_meeting_itself() -> None:
    records = (
        relation(established="1992-03-10"),
        meeting("other", "2024-03-20", status="planned"),
        agreement("ending", ("entered-into-force", "2015"), expires="2024-03-05"),
        agreement("signed", ("signed", "2014-02-20")),
        Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"}),
        meeting("session", "2023-03-03", mechanism="pc"),
    )
    talks = meeting(day="2024-03-01", status="planned")
    assert parts(talks, *records)["Dates to mention"] == [
        "-   20 February 2024 · 10th anniversary · [Signed](../agreements/signed.md) · Signed",
        "-   3 March 2024 · [PC](../mechanisms/pc.md) · next session due",
        "-   5 March 2024 · [Ending](../agreements/ending.md) · expires",
        "-   10 March 2024 · 32nd anniversary · [Relation](../relations/xa-xb.md) · Diplomatic relations established",
        '-   20 March 2024 · [Other](../meetings/other.md) · <span class="status planned">Planned</span>',
    ]


@pytest.mark.parametrize(
    ("established", "mentioned"),
    [("1990-01-15", False), ("1990-01-16", True), ("1990-04-15", True), ("1990-04-16", False), ("1990-04", False)],
)
def test_a_date_is_worth_a_mention_45_days_from_the_meeting(established: str, mentioned: bool) -> None:
    sections = parts(meeting(day="2024-03-01", status="planned"), relation(established=established))
    assert ("Dates to mention" in sections) is mentioned


def test_a_session_that_is_planned_is_not_due() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"})
    last = meeting("session", "2023-03-03", mechanism="pc")
    planned = meeting(day="2024-03-01", status="planned", mechanism="pc")
    assert "Dates to mention" not in parts(planned, pc, last)
    assert "Dates to mention" in parts(meeting(day="2024-03-01", status="planned"), pc, last)


# The ends of the calendar


def test_what_was_closed_in_the_first_year_of_the_calendar_was_closed_lately() -> None:
    earlier = meeting("earlier", "0001-02-01", commitments=[commitment("a", ("0001-03-01", "done"))])
    assert parts(meeting(day="0001-06-01"), earlier)["Promised, and what became of it"] == [
        '-   <span class="status done">Done</span> · Do a. · [1 Feb 1](../meetings/earlier.md)'
    ]


def test_what_expires_in_the_last_year_of_the_calendar_expires_soon() -> None:
    pact = agreement("pact", ("signed", "2020"), expires="9999-12-31")
    assert parts(meeting(day="9999-12-01"), pact, as_of="9999-12-31")["Agreements"] == [
        "**Expiring within a year**",
        '-   [Pact](../agreements/pact.md) · <span class="status signed">Signed</span> · 2020'
        " · expires 31 December 9999",
    ]


# No more than can be read


def many(kind: str) -> tuple[Record, ...]:
    """More records of a kind than a section of a brief has lines."""
    numbers = range(10, 10 + MOST + 2)
    if kind == "Since we last met":
        return (meeting("earlier", "2023-03-01", outcomes=[f"Outcome {number}." for number in numbers]),)
    if kind == "Promised, and what became of it":
        return (meeting("earlier", "2023-03-01", commitments=[commitment(f"c{number}") for number in numbers]),)
    if kind == "Agreements":
        return tuple(agreement(f"a{number}", ("signed", f"20{number}")) for number in numbers)
    if kind == "Said in public":
        return (EARLIER, ADA, *(statement(f"s{number}", f"2023-10-{number}") for number in numbers))
    return tuple(
        Milestone.model_validate(
            {"id": f"m{number}", "title": "M", "date": f"1990-02-{number}", "parties": ["xa", "xb"]}
        )
        for number in numbers
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Since we last met",
        "Promised, and what became of it",
        "Agreements",
        "Said in public",
        "Dates to mention",
    ],
)
def test_a_section_has_six_lines_at_the_most(heading: str) -> None:
    lines = [line for line in parts(meeting(), *many(heading))[heading] if line.startswith("-   ")]
    more = [line for line in lines if line.startswith("-   and ")]
    assert len(lines) - len(more) == MOST + (heading == "Since we last met")  # the meeting itself, then what came of it
    assert len(more) == (heading in ("Promised, and what became of it", "Agreements", "Said in public"))


def test_the_latest_of_what_has_happened_since_is_kept() -> None:
    happened = [
        Milestone.model_validate(
            {"id": f"m{month}", "title": "M", "date": f"2023-{month:02}-01", "parties": ["xa", "xb"]}
        )
        for month in range(4, 13)
    ]
    lines = parts(meeting(), EARLIER, *happened)["Since we last met"][1:]
    assert [re.findall(r"\((.*)\)", line)[0] for line in lines] == [
        f"../milestones/m{month}.md" for month in range(7, 13)
    ]
