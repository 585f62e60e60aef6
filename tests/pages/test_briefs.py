"""Briefs: everything known on the eve of a meeting, and nothing from later; and each of their parts."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import FIELDS_KNOWN_AFTER, Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.pages.record_page import record_page
from generator.values.languages import language
from tests.support.brief_pages import (
    ADA,
    CANARY,
    EARLIER,
    EDUCATION,
    PARTIES,
    REPORT,
    WATER,
    XA,
    XB,
    agreement,
    brief,
    facts,
    meeting,
    pages,
    parts,
    relation,
    statement,
)

# What only the day brought


BROUGHT: dict[str, Any] = {
    "attendance": [{"what": CANARY, "count": 4711}],
    "summary": CANARY,
    "topics": [{"sector": "canary"}, {"text": CANARY}],
    "outcomes": [CANARY],
    "agreements": ["canary"],
    "commitments": [{"id": "a", "text": CANARY, "updates": [{"date": "2024-01-26", "text": CANARY}]}],
    "readouts": [{"by": "canary", "url": "https://canary.example/"}, {"source": "canary"}],
    "caveats": [CANARY],
    "inferred": {"date": CANARY, "participants[0].side": CANARY, "agenda": CANARY},
    "notes": CANARY,
    "links": [{"title": CANARY, "url": "https://canary.example/"}],
    "sources": [{"source": "report", "quote": CANARY, "supports": ["date", "participants[0]"]}],
    "hosts": ["canary"],
}
CANARIES = (
    Sector.model_validate({"id": "canary", "name": CANARY}),
    Organisation.model_validate({"id": "canary", "name": CANARY, "type": "ministry"}),
    Source.model_validate({"id": "canary", "title": CANARY}),
    agreement("canary", ("signed", "2024-01-26")),
)


@pytest.mark.parametrize("field", BROUGHT)
def test_nothing_of_what_a_meeting_brought_is_on_its_brief(field: str) -> None:
    held = meeting(status="held", participants=[{"name": "Ben"}], agenda=["Visas"], **{field: BROUGHT[field]})
    records = (held, EARLIER, *CANARIES)
    archive = Archive(Site(), (*PARTIES, REPORT, *records), {}, date(2024, 2, 1), "internal")
    assert CANARY in record_page(archive, language("en"), held).body, "the canary is alive on the page of the meeting"
    text = brief(*records, audience="internal")
    assert CANARY.casefold() not in text.casefold()
    assert "4711" not in text


def test_every_field_that_only_the_day_brings_has_a_canary() -> None:
    assert set(FIELDS_KNOWN_AFTER) - set(BROUGHT) == set()


def dated_meeting(day: str) -> tuple[Record, ...]:
    return (meeting("canary", day, outcomes=["Agreed."]),)


def dated_agreement(day: str) -> tuple[Record, ...]:
    return (agreement("canary", ("signed", day)),)


def dated_statement(day: str) -> tuple[Record, ...]:
    return (statement("said", day, text=CANARY),)


def dated_update(day: str) -> tuple[Record, ...]:
    commitment = {"id": "a", "text": "Write.", "updates": [{"date": day, "text": CANARY}]}
    return (meeting("before", "2023-02-01", commitments=[commitment]),)


def dated_commitment(day: str) -> tuple[Record, ...]:
    return (meeting("before", day, commitments=[{"id": "a", "text": CANARY}]),)


def dated_commitment_of_an_agreement(day: str) -> tuple[Record, ...]:
    return (agreement("pact", ("signed", day), commitments=[{"id": "a", "text": CANARY}]),)


def dated_milestone(day: str) -> tuple[Record, ...]:
    return (Milestone.model_validate({"id": "opening", "title": CANARY, "date": day, "parties": ["xa", "xb"]}),)


def dated_mission(day: str) -> tuple[Record, ...]:
    embassy = {"id": "embassy", "name": CANARY, "type": "embassy", "country": "xa", "opened": day}
    return (Organisation.model_validate(embassy | {"located_in": {"country": "xb"}}),)


def dated_office(day: str) -> tuple[Record, ...]:
    return (Person.model_validate({"id": "cy", "name": "Cy", "positions": [{"title": CANARY, "from": day}]}),)


def dated_earlier_meeting(day: str) -> tuple[Record, ...]:
    # Not between the parties: it is on the brief as an earlier meeting of a person only.
    fields = {"id": "elsewhere", "title": CANARY, "date": day, "parties": ["xa"], "participants": [{"person": "cy"}]}
    return (Meeting.model_validate(fields), Person.model_validate({"id": "cy", "name": "Cy"}))


def dated_level(day: str) -> tuple[Record, ...]:
    return (relation(levels=[{"since": "2002", "name": "Friends"}, {"since": day, "name": CANARY}]),)


DATED = (
    dated_level,
    dated_meeting,
    dated_agreement,
    dated_statement,
    dated_update,
    dated_commitment,
    dated_commitment_of_an_agreement,
    dated_milestone,
    dated_mission,
    dated_office,
    dated_earlier_meeting,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-20", True),
        ("2024-01-25", True),
        ("2024-01-26", False),
        ("2024-01-30", False),
        ("2024-02", False),
    ],
)
@pytest.mark.parametrize("dated", DATED)
def test_what_is_dated_after_the_eve_is_not_on_the_brief(dated: Any, day: str, expected: bool) -> None:
    held = meeting(participants=[{"person": "cy", "name": "Cy"}])
    assert (CANARY in brief(held, EARLIER, ADA, *dated(day))) is expected


@pytest.mark.parametrize(
    ("day", "status"), [("2024-01-25", "In force"), ("2024-01-26", "Pending (no entry into force on record)")]
)
def test_an_agreement_stands_as_it_did_on_the_eve(day: str, status: str) -> None:
    pact = agreement("pact", ("signed", "2020"), ("entered-into-force", day))
    assert f"**{status}**" in parts(meeting(), pact)["Agreements"]


def test_a_signature_after_the_eve_neither_dates_an_agreement_nor_cites_its_source() -> None:
    events: list[dict[str, Any]] = [
        {"event": "negotiated", "date": "2023-05-01", "sources": [{"source": "report"}]},
        {"event": "signed", "date": "2024-01-26", "sources": [{"source": "letter"}]},
    ]
    cited = [{"source": "letter", "supports": ["history[1].date"]}]
    sections = parts(meeting(), agreement("draft", history=events, sources=cited))
    assert sections["Agreements"] == [
        "**Pending (no entry into force on record)**",
        '-   [Draft](../agreements/draft.md) · <span class="status in-negotiation">In negotiation</span>'
        " · 1 May 2023[1]",
    ]
    assert sections["Sources"] == ['1.  <a id="source-1"></a>[Report](../sources/report.md)']


@pytest.mark.parametrize("day", ["2024-01", "2024", "2024-01-25~", "2024-01-20/2024-02-10", "2024-01-20/.."])
def test_a_meeting_that_may_not_have_been_over_on_the_eve_is_not_the_last_one(day: str) -> None:
    other = meeting("other", day, outcomes=[CANARY], commitments=[{"id": "a", "text": CANARY}])
    sections = parts(meeting(), EARLIER, other)
    assert sections["Since we last met"][0] == "-   **1 March 2023 · [Earlier](../meetings/earlier.md)**"
    assert CANARY not in "".join(line for lines in sections.values() for line in lines)


@pytest.mark.parametrize("day", ["2024-01", "2024", "2024-01-25~", "2024-01-20/2024-02-10"])
def test_what_may_have_been_said_after_the_eve_is_not_on_the_brief(day: str) -> None:
    assert "Said in public" not in parts(meeting(), EARLIER, ADA, statement("said", day))


@pytest.mark.parametrize("day", ["../2024-01-28", "2024-01-26/..", "2024-01", "2024-01-26"])
def test_a_meeting_is_no_part_of_its_own_brief(day: str) -> None:
    talks = meeting(day=day, agreements=["canary"], outcomes=[CANARY], commitments=[{"id": "a", "text": CANARY}])
    sections = parts(talks, ADA, agreement("canary"), statement("said", "2024-01-20", about=["meetings/talks"]))
    del sections["Talks"]
    assert sections == {
        "Across the table": ["Nobody is named yet."],
        "Since we last met": ["The records hold no earlier meeting of these parties."],
        "Promised, and what became of it": ["None on record."],
        "Agreements": ["None on record."],
    }


def test_a_commitment_fulfilled_after_the_eve_is_still_open_on_it() -> None:
    done = {"id": "a", "text": "Write.", "updates": [{"date": "2024-01-26", "status": "done", "text": CANARY}]}
    earlier = meeting("earlier", "2023-03-01", commitments=[done])
    assert parts(meeting(), earlier)["Promised, and what became of it"] == [
        '-   <span class="status open">Open</span> · Write. · [1 Mar 2023](../meetings/earlier.md)'
    ]


def test_who_was_met_in_the_meeting_itself_had_not_been_met_on_its_eve() -> None:
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA)["Across the table"]
    assert line == "-   **[Ada](../people/ada.md)**. No earlier meeting on record"


# As of when


@pytest.mark.parametrize(
    ("day", "status", "as_of"),
    [
        ("2024-01-26", "held", "25 January 2024"),
        ("2024-01-26/2024-01-28", "held", "25 January 2024"),
        ("2024-01-26/..", "held", "25 January 2024"),
        ("2024-01", "held", "31 December 2023"),
        ("2024", "planned", "31 December 2023"),
        ("2024-02-01", "planned", "31 January 2024"),
        ("2024-02-02", "planned", "1 February 2024"),
        ("2024-02-03", "planned", "1 February 2024"),
        ("2025-02-03", "planned", "1 February 2024"),
        ("../2024-03-01", "planned", "1 February 2024"),
        ("../2024-01-28", "held", "27 January 2024"),
        ("0001-01-01", "held", "1 January 1"),
        ("0001-02-01", "held", "31 January 1"),
        ("9999-12-31", "planned", "1 February 2024"),
    ],
)
def test_a_brief_is_as_of_the_eve_at_the_latest_as_of_the_day(day: str, status: str, as_of: str) -> None:
    page = pages(meeting(day=day, status=status))["briefs/talks.md"]
    assert page.edition == f"As of {as_of}, public edition"
    kind = f"Pre-meeting brief · As of {as_of}, public edition · [The meeting](../meetings/talks.md)\n{{: .kind }}\n"
    assert kind in page.body
    assert page.description.endswith(f" · As of {as_of}, public edition")
    assert (page.title, page.date, page.record) == ("Brief: Talks", day, "")


# At the head


def test_the_facts_say_when_where_in_which_format_who_and_on_what() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "Consultations", "between": ["xa", "xb"]})
    talks = meeting(
        starts="15:00:00+05:00",
        ends="16:30:00+05:00",
        place={"city": "Exa", "country": "xa"},
        type="consultation",
        level="deputy-minister",
        mechanism="pc",
        session=3,
        agenda=["Visas", "Trade | *tariffs*"],
    )
    assert facts(talks, pc) == {
        "Date": "26 January 2024, 15:00–16:30 UTC+05:00",
        "Place": f"Exa, {XA}",
        "Type": "Consultation",
        "Level": "Deputy minister",
        "Mechanism": "[Consultations](../mechanisms/pc.md), session 3",
        "Parties": f"{XA}, {XB}",
        "Agenda": "Visas, Trade \\| \\*tariffs\\*",
    }


def test_the_facts_of_which_nothing_is_known_are_left_out() -> None:
    assert list(facts(meeting())) == ["Date", "Parties"]


def test_the_facts_say_what_stands_between_the_parties() -> None:
    stands = relation(
        established="1992-01-26",
        levels=[{"since": "2002", "name": "Friends"}, {"since": "2015", "name": "Partners"}],
        sources=[{"source": "letter", "supports": ["established"]}],
    )
    embassies = [
        Organisation.model_validate(
            {"id": f"embassy-{at}", "name": f"Embassy in {at}", "type": "embassy", "country": of}
            | {"located_in": {"country": at}}
            | opened
        )
        for of, at, opened in (("xa", "xb", {"opened": "1993"}), ("xb", "xa", {}))
    ]
    shown_facts = facts(meeting(), stands, *embassies)
    assert shown_facts["Diplomatic relations established"] == "26 January 1992[1]"
    assert shown_facts["Level of relations"] == "Partners, 2015"
    assert "Earlier level of relations" not in shown_facts
    assert (
        shown_facts["Missions"] == "[Embassy in xb](../organisations/embassy-xb.md), since 1993"
        "<br>[Embassy in xa](../organisations/embassy-xa.md)"
    )


def test_a_mission_that_has_closed_or_stands_elsewhere_is_not_named() -> None:
    fields = {"id": "embassy", "name": "Embassy", "type": "embassy", "country": "xa", "opened": "1993"}
    at_xb = {"located_in": {"country": "xb"}}
    for other in (at_xb | {"closed": "2020"}, {"located_in": {"country": "xc"}}, {}, at_xb | {"type": "bank"}):
        assert "Missions" not in facts(meeting(), Organisation.model_validate(fields | other))
    assert "Missions" in facts(meeting(), Organisation.model_validate(fields | at_xb | {"closed": "2024-01-26"}))


def test_a_planned_meeting_says_what_it_is_for_and_in_which_sectors() -> None:
    topics = [{"sector": "education"}, {"text": "No sector."}, {"sector": "water"}]
    fields: dict[str, Any] = {"day": "2024-03-01", "summary": "To prepare the *visit*.", "topics": topics}
    planned = meeting(status="planned", **fields)
    assert "\n\nTo prepare the <em>visit</em>.\n\n## Across the table" in brief(planned, EDUCATION, WATER)
    assert facts(planned, EDUCATION, WATER)["Sectors"] == (
        "[Education](../sectors/education.md), [Water](../sectors/water.md)"
    )
    held = meeting(status="held", **fields | {"day": "2024-01-26"})
    assert "prepare" not in brief(held, EDUCATION, WATER)
    assert "Sectors" not in facts(held, EDUCATION, WATER)


REASON = '\n\n    ??? inferred "Inferred:"\n\n        By the <em>letter</em>.\n'


def test_a_fact_of_the_relation_that_is_inferred_stands_with_its_reason() -> None:
    inferred = relation(established="1992-01-26", inferred={"established": "By the *letter*."})
    assert f"Diplomatic relations established\n:   26 January 1992{REASON}" in brief(meeting(), inferred)


@pytest.mark.parametrize(
    ("status", "day", "expected"), [("planned", "2024-03-01", True), ("held", "2024-01-26", False)]
)
def test_what_is_inferred_of_the_meeting_is_marked_and_told_while_it_is_planned(
    status: str, day: str, expected: bool
) -> None:
    text = brief(meeting(day=day, status=status, place={"city": "Exa"}, inferred={"place": "By the *letter*."}))
    mark = REASON if expected else ' <em class="inferred">Inferred</em>\n'
    assert f"Place\n:   Exa{mark}" in text
    assert ("letter" in text) is expected


@pytest.mark.parametrize("day", ["2024-01-26", "2024-01-20/2024-01-26", "2024-01-25/2024-01-27"])
def test_a_meeting_falls_on_an_anniversary_of_its_days(day: str) -> None:
    established = relation(established="1992-01-26", sources=[{"source": "letter", "supports": ["established"]}])
    assert (
        "The meeting falls on the 32nd anniversary: Diplomatic relations established, "
        "[Relation](../relations/xa-xb.md), 26 January 1992[1]\n{: .falls-on }\n"
    ) in brief(meeting(day=day), established)


@pytest.mark.parametrize(
    ("day", "established"),
    [
        ("2024-01-25", "1992-01-26"),
        ("2024-01-27", "1992-01-26"),
        ("2024-01-27/2024-01-28", "1992-01-26"),
        ("../2024-01-26", "1992-01-26"),
        ("2024-01-26/..", "1992-01-26"),
        ("2024-01", "1992-01-26"),
        ("2024", "1992-01-26"),
        ("2024-01-26~", "1992-01-26"),
        ("2024-01-26?", "1992-01-26"),
        ("2024-01-20/2024-01-26~", "1992-01-26"),
        ("2024-01-26", "1992-01"),
        ("2024-01-26", "1992"),
        ("2024-01-26", "1992-01-26~"),
        ("2024-01-26", "1992-01-26?"),
        ("2024-01-26", "1992-01-25/1992-01-26"),
        ("2024-01-26", "2024-01-26"),
    ],
)
def test_a_meeting_falls_on_no_anniversary_where_the_day_is_another_or_not_known(day: str, established: str) -> None:
    assert "falls on" not in brief(meeting(day=day), relation(established=established))


def test_anniversaries_of_agreements_are_kept_every_five_years_and_each_has_its_line() -> None:
    records = (
        agreement("four", ("signed", "2020-01-26")),
        agreement("five", ("signed", "2019-01-26")),
        relation(established="1992-01-26"),
        agreement("force", ("signed", "2018"), ("entered-into-force", "2019-01-26")),
    )
    assert re.findall("^The meeting falls on the (.*)", brief(meeting(), *records), re.MULTILINE) == [
        "32nd anniversary: Diplomatic relations established, [Relation](../relations/xa-xb.md), 26 January 1992",
        "5th anniversary: Signed, [Five](../agreements/five.md), 26 January 2019",
    ]


# Talking points


@pytest.mark.parametrize(("audience", "expected"), [("internal", True), ("public", False)])
def test_talking_points_are_for_the_internal_edition_alone(audience: Audience, expected: bool) -> None:
    talks = meeting(talking_points=["Ask for *more*.", "First:\n\n- one\n- two"])
    text = brief(talks, audience=audience)
    assert ("more" in text) is expected
    assert f", {audience} edition" in text
    points = parts(talks, audience=audience).get("Talking points (internal)")
    assert points == (["-   Ask for <em>more</em>.", "-   First:", "    -   one", "    -   two"] if expected else None)


# Sources


def test_each_source_stands_once_without_quotes_in_the_order_in_which_it_is_referred_to() -> None:
    talks = meeting(
        participants=[{"name": "Ben"}],
        sources=[{"source": "letter", "quote": CANARY, "locator": "page 4711", "supports": ["participants[0]"]}],
    )
    last = meeting(
        "earlier",
        "2023-03-01",
        outcomes=["One.", "Two."],
        sources=[
            {"source": "letter", "quote": "Other", "supports": ["outcomes[0]"]},
            {"source": "report", "supports": ["outcomes[1]"]},
        ],
    )
    sections = parts(talks, last)
    assert sections["Across the table"] == ["-   **Ben**[1]"]
    assert sections["Since we last met"][1:] == ["-   One.[1]", "-   Two.[2]"]
    assert sections["Sources"] == [
        '1.  <a id="source-1"></a>[Letter](../sources/letter.md), 27 January 1992',
        '2.  <a id="source-2"></a>[Report](../sources/report.md)',
    ]


def test_a_source_of_what_is_not_on_the_brief_is_not_listed() -> None:
    cited = [{"source": "report"}, {"source": "letter", "supports": ["summary"]}]
    assert "Sources" not in parts(meeting(summary="Held.", sources=cited))


# Which meetings have one


@pytest.mark.parametrize(
    ("status", "day", "site", "there"),
    [
        ("planned", "2024-03-01", "all", True),
        ("planned", "2024-03-01", "planned", True),
        ("planned", "2024-01-01", "planned", True),
        ("held", "2024-01-26", "all", True),
        ("held", "2024-01-26", "planned", False),
        ("postponed", "2024-03-01", "all", False),
        ("cancelled", "2024-03-01", "all", False),
        ("cancelled", "2024-01-26", "planned", False),
    ],
)
def test_a_meeting_has_a_brief_or_not(status: str, day: str, site: str, there: bool) -> None:
    by_path = pages(meeting(day=day, status=status), briefs=site)
    assert list(by_path) == (["briefs/index.md", "briefs/talks.md"] if there else ["briefs/index.md"])
    assert ("(talks.md)" in by_path["briefs/index.md"].body) is there


def test_the_index_lists_those_to_come_first_the_next_one_leading() -> None:
    records = (
        meeting("held", "2024-01-26", type="visit"),
        meeting("older", "2023-01-26"),
        meeting("second", "2024-04-01", status="planned"),
        meeting("next", "2024-03-01", status="planned", place={"city": "Exa"}),
        meeting("missed", "2024-01-02", status="planned"),
    )
    planned = '<span class="status planned">Planned</span>'
    _, _, listed = pages(*records)["briefs/index.md"].body.partition("5 entries\n{: .kind }\n\n")
    assert listed.splitlines() == [
        "## Coming up {#group-coming}",
        "",
        f"-   1 March 2024 · [Next](next.md) · {planned} · Exa",
        f"-   1 April 2024 · [Second](second.md) · {planned}",
        "",
        "## 2024 {#group-2024}",
        "",
        "-   26 January 2024 · [Held](held.md) · Visit",
        f"-   2 January 2024 · [Missed](missed.md) · {planned}",
        "",
        "## 2023 {#group-2023}",
        "",
        "-   26 January 2023 · [Older](older.md)",
    ]


def test_an_index_without_briefs_is_a_page_too() -> None:
    assert pages()["briefs/index.md"].body == "# Briefs {#title}\n\n0 entries\n{: .kind }"


def test_a_brief_in_another_language_has_its_labels_and_marks_what_falls_back() -> None:
    text = brief(meeting(title={"en": "Talks"}), languages=["en", "ja"], code="ja")
    assert text.startswith('# <span lang="en">Talks</span> {#title}\n')
    assert "\n日付\n:   2024年1月26日\n" in text
    assert "Across the table" not in text
