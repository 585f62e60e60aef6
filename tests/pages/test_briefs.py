"""Briefs: what was known on the eve of a meeting and nothing of what came after, and what each of their parts says."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.dossier.brief import MOST
from generator.kinds import key_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import FIELDS_KNOWN_AFTER, Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.relation import Relation
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.pages import briefs
from generator.pages.page import Page
from generator.pages.record_page import record_page
from generator.values.languages import language

PARTIES = tuple(
    Country.model_validate({"id": code, "name": name}) for code, name in (("xa", "Exampleland"), ("xb", "Samplia"))
)
XA, XB = "[Exampleland](../countries/xa.md)", "[Samplia](../countries/xb.md)"
ADA = Person.model_validate({"id": "ada", "name": "Ada", "country": "xa"})
REPORT = Source.model_validate({"id": "report", "title": "Report"})
LETTER = Source.model_validate({"id": "letter", "title": "Letter", "published": "1992-01-27"})
EDUCATION = Sector.model_validate({"id": "education", "name": "Education"})
WATER = Sector.model_validate({"id": "water", "name": "Water"})
CANARY = "Canary"


def meeting(identifier: str = "talks", day: str = "2024-01-26", **fields: Any) -> Meeting:
    known = {"id": identifier, "title": identifier.capitalize(), "date": day, "parties": ["xa", "xb"]}
    return Meeting.model_validate(known | fields)


EARLIER = meeting("earlier", "2023-03-01")


def agreement(identifier: str, *history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": day} for event, day in history]
    known = {"id": identifier, "title": identifier.capitalize(), "parties": ["xa", "xb"], "history": events}
    return Agreement.model_validate(known | fields)


def statement(identifier: str, day: str, **fields: Any) -> Statement:
    known = {"id": identifier, "by": ["ada"], "date": day, "text": "Well.", "about": ["meetings/earlier"]}
    return Statement.model_validate(known | fields)


def relation(**fields: Any) -> Relation:
    return Relation.model_validate({"id": "xa-xb", "title": "Relation", "between": ["xa", "xb"]} | fields)


def pages(
    *records: Record, as_of: str = "2024-02-01", audience: Audience = "public", code: str = "en", **site: Any
) -> dict[str, Page]:
    """The index and the briefs, by path."""
    everything = (*PARTIES, REPORT, LETTER, *records)
    files = {key_of(record): "x.yml" for record in everything}
    made = Archive(Site.model_validate(site), everything, files, date.fromisoformat(as_of), audience)
    spoken = language(code)
    each = (page for record in made.records for page in briefs.pages(made, spoken, record))
    return {page.path: page for page in (*briefs.index(made, spoken), *each)}


def brief(*records: Record, **edition: Any) -> str:
    """The Markdown of the brief for the first of the records, with the marks of citations as [1]."""
    body = pages(*records, **edition)[f"briefs/{records[0].id}.md"].body
    return re.sub(r"\[\\\[(\d+)\\\]\]\(#source-\1\)\{\.cite\}", r"[\1]", body)


def parts(*records: Record, **edition: Any) -> dict[str, list[str]]:
    """The lines of the brief by the heading they stand under."""
    found = re.split("^##? ", brief(*records, **edition), flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: [line for line in part.splitlines()[1:] if line] for part in found}


def facts(*records: Record, **edition: Any) -> dict[str, str]:
    """The facts of the brief by their labels."""
    return dict(re.findall(r"^(.+)\n:   (.+)$", brief(*records, **edition), re.MULTILINE))


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
    known = Archive(Site(), (*PARTIES, REPORT, *records), {}, date(2024, 2, 1), "internal")
    assert CANARY in record_page(known, language("en"), held).body, "the canary is alive on the page of the meeting"
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
    promised = {"id": "a", "text": "Write.", "updates": [{"date": day, "text": CANARY}]}
    return (meeting("before", "2023-02-01", commitments=[promised]),)


def dated_promise(day: str) -> tuple[Record, ...]:
    return (meeting("before", day, commitments=[{"id": "a", "text": CANARY}]),)


def dated_promise_of_an_agreement(day: str) -> tuple[Record, ...]:
    return (agreement("pact", ("signed", day), commitments=[{"id": "a", "text": CANARY}]),)


def dated_milestone(day: str) -> tuple[Record, ...]:
    return (Milestone.model_validate({"id": "opening", "title": CANARY, "date": day, "parties": ["xa", "xb"]}),)


def dated_mission(day: str) -> tuple[Record, ...]:
    embassy = {"id": "embassy", "name": CANARY, "type": "embassy", "country": "xa", "opened": day}
    return (Organisation.model_validate(embassy | {"located_in": {"country": "xb"}}),)


def dated_office(day: str) -> tuple[Record, ...]:
    return (Person.model_validate({"id": "cy", "name": "Cy", "positions": [{"title": CANARY, "from": day}]}),)


def dated_encounter(day: str) -> tuple[Record, ...]:
    # Not between the parties: it is on the brief as an encounter alone.
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
    dated_promise,
    dated_promise_of_an_agreement,
    dated_milestone,
    dated_mission,
    dated_office,
    dated_encounter,
)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2024-01-20", True),
        ("2024-01-25", True),
        ("2024-01-26", False),
        ("2024-01-30", False),
        ("2024-02", False),
    ],
)
@pytest.mark.parametrize("dated", DATED)
def test_what_is_dated_after_the_eve_is_not_on_the_brief(dated: Any, day: str, known: bool) -> None:
    held = meeting(participants=[{"person": "cy", "name": "Cy"}])
    assert (CANARY in brief(held, EARLIER, ADA, *dated(day))) is known


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
    found = parts(meeting(), agreement("draft", history=events, sources=cited))
    assert found["Agreements"] == [
        "**Pending (no entry into force on record)**",
        '-   [Draft](../agreements/draft.md) · <span class="status in-negotiation">In negotiation</span>'
        " · 1 May 2023[1]",
    ]
    assert found["Sources"] == ['1.  <a id="source-1"></a>[Report](../sources/report.md)']


@pytest.mark.parametrize("day", ["2024-01", "2024", "2024-01-25~", "2024-01-20/2024-02-10", "2024-01-20/.."])
def test_a_meeting_that_may_not_have_been_over_on_the_eve_is_not_the_last_one(day: str) -> None:
    other = meeting("other", day, outcomes=[CANARY], commitments=[{"id": "a", "text": CANARY}])
    found = parts(meeting(), EARLIER, other)
    assert found["Since we last met"][0] == "-   **1 March 2023 · [Earlier](../meetings/earlier.md)**"
    assert CANARY not in "".join(line for lines in found.values() for line in lines)


@pytest.mark.parametrize("day", ["2024-01", "2024", "2024-01-25~", "2024-01-20/2024-02-10"])
def test_what_may_have_been_said_after_the_eve_is_not_on_the_brief(day: str) -> None:
    assert "Said in public" not in parts(meeting(), EARLIER, ADA, statement("said", day))


@pytest.mark.parametrize("day", ["../2024-01-28", "2024-01-26/..", "2024-01", "2024-01-26"])
def test_a_meeting_is_no_part_of_its_own_brief(day: str) -> None:
    talks = meeting(day=day, agreements=["canary"], outcomes=[CANARY], commitments=[{"id": "a", "text": CANARY}])
    found = parts(talks, ADA, agreement("canary"), statement("said", "2024-01-20", about=["meetings/talks"]))
    del found["Talks"]
    assert found == {
        "Across the table": ["Nobody is named yet."],
        "Since we last met": ["The records hold no earlier meeting of these parties."],
        "Promised, and what became of it": ["None on record."],
        "Agreements": ["None on record."],
    }


def test_a_promise_kept_after_the_eve_is_still_open_on_it() -> None:
    kept = {"id": "a", "text": "Write.", "updates": [{"date": "2024-01-26", "status": "done", "text": CANARY}]}
    made = meeting("earlier", "2023-03-01", commitments=[kept])
    assert parts(meeting(), made)["Promised, and what became of it"] == [
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
    found = facts(meeting(), stands, *embassies)
    assert found["Diplomatic relations established"] == "26 January 1992[1]"
    assert found["Level of relations"] == "Partners, 2015"
    assert "Earlier level of relations" not in found
    assert (
        found["Missions"] == "[Embassy in xb](../organisations/embassy-xb.md), since 1993"
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


@pytest.mark.parametrize(("status", "day", "told"), [("planned", "2024-03-01", True), ("held", "2024-01-26", False)])
def test_what_is_inferred_of_the_meeting_is_marked_and_told_while_it_is_planned(
    status: str, day: str, told: bool
) -> None:
    text = brief(meeting(day=day, status=status, place={"city": "Exa"}, inferred={"place": "By the *letter*."}))
    mark = REASON if told else ' <em class="inferred">Inferred</em>\n'
    assert f"Place\n:   Exa{mark}" in text
    assert ("letter" in text) is told


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


def test_the_position_as_reported_stands_before_the_office() -> None:
    ada = Person.model_validate({"id": "ada", "name": "Ada", "positions": [{"title": "Minister"}]})
    reported = meeting(participants=[{"person": "ada", "position": "Special Envoy"}])
    unreported = meeting(participants=[{"person": "ada"}])
    ending = ". No earlier meeting on record"
    assert parts(reported, ada)["Across the table"] == [f"-   **[Ada](../people/ada.md)**, Special Envoy{ending}"]
    assert parts(unreported, ada)["Across the table"] == [f"-   **[Ada](../people/ada.md)**, Minister{ending}"]


@pytest.mark.parametrize(
    ("days", "told"),
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
def test_each_person_has_the_last_meeting_and_their_number(days: list[str], told: str) -> None:
    met = [meeting(f"m{number}", day, participants=[{"person": "ada"}]) for number, day in enumerate(days)]
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, *met)["Across the table"]
    assert line == f"-   **[Ada](../people/ada.md)**. {told}"


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_a_meeting_that_was_not_held_is_no_encounter(status: str) -> None:
    other = meeting("other", "2023-05-01", status=status, participants=[{"person": "ada"}])
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, other)["Across the table"]
    assert line == "-   **[Ada](../people/ada.md)**. No earlier meeting on record"


def test_who_is_only_mentioned_in_a_meeting_was_not_met_there() -> None:
    other = meeting("other", "2023-05-01", summary="[[people/ada]] sent a letter.", hosts=["ada"])
    (line,) = parts(meeting(participants=[{"person": "ada"}]), ADA, other)["Across the table"]
    assert line.endswith("No earlier meeting on record")


def test_a_table_at_which_nobody_is_named_says_so() -> None:
    assert parts(meeting())["Across the table"] == ["Nobody is named yet."]


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


# What was promised


def promised(*made: dict[str, Any], **fields: Any) -> list[str]:
    """What the brief says of commitments made a long time ago, after which the parties met again."""
    old = meeting("old", "2020-01-01", commitments=list(made))
    lines = parts(meeting(), old, EARLIER, EDUCATION, **fields)["Promised, and what became of it"]
    return [line.removeprefix("-   ").removesuffix(" · [1 Jan 2020](../meetings/old.md)") for line in lines]


def commitment(identifier: str, *updates: tuple[str, str], **fields: Any) -> dict[str, Any]:
    became = [{"date": day, "status": status} for day, status in updates]
    return {"id": identifier, "text": f"Do {identifier}.", "updates": became} | fields


def test_what_is_overdue_stands_first_then_what_is_open_then_what_was_closed_in_the_last_year() -> None:
    found = promised(
        commitment("dropped", ("2023-12-01", "dropped")),
        commitment("open", ("2021-01-01", "in-progress")),
        commitment("unsure", due="2023~"),
        commitment("late", due="2024-01-24"),
        commitment("due", due="2024-01-25"),
        commitment("done", ("2023-02-01", "done"), due="2021"),
    )
    assert [re.sub(" · due .*", "", line) for line in found] == [
        '<span class="status overdue">Overdue</span> · Do late.',
        '<span class="status open">Open</span> · Do unsure.',
        '<span class="status open">Open</span> · Do due.',
        '<span class="status in-progress">In progress</span> · Do open.',
        '<span class="status done">Done</span> · Do done.',
        '<span class="status dropped">Dropped</span> · Do dropped.',
    ]


@pytest.mark.parametrize(("closed", "told"), [("2023-01-24", True), ("2023-01-23", False), ("2023", True)])
def test_what_was_closed_more_than_a_year_ago_is_not_told(closed: str, told: bool) -> None:
    lines = promised(commitment("a", (closed, "done")))
    assert lines == (['<span class="status done">Done</span> · Do a.'] if told else ["None on record."])


def test_what_was_closed_since_the_parties_last_met_is_told_however_long_ago() -> None:
    last = meeting("old", "2020-01-01", commitments=[commitment("a", ("2020-06-01", "done"))])
    (line,) = parts(meeting(), last)["Promised, and what became of it"]
    assert line.startswith('-   <span class="status done">Done</span> · Do a.')


def test_a_note_on_what_was_closed_long_ago_does_not_bring_it_back() -> None:
    updates = [{"date": "2021", "status": "done"}, {"date": "2023-12-01", "text": "Filed."}]
    assert promised(commitment("a") | {"updates": updates}) == ["None on record."]


def test_what_was_recorded_as_done_long_ago_is_not_told() -> None:
    assert promised(commitment("a", status="done")) == ["None on record."]


def test_a_promise_says_by_whom_to_whom_by_when_and_what_was_done_last() -> None:
    updates = [
        {"date": "2023-02-01", "status": "in-progress", "text": "Begun."},
        {"date": "2023-06-01", "text": "The *draft* was sent."},
    ]
    made = {"id": "a", "text": "Write.", "by": ["xa"], "to": ["xb"], "due": "2024-06", "sector": "education"}
    assert promised(made | {"updates": updates}) == [
        f'<span class="status in-progress">In progress</span> · Write. · by {XA} · to {XB} · due June 2024'
        " · [Education](../sectors/education.md) · 1 June 2023: The <em>draft</em> was sent."
    ]


def test_what_was_done_last_about_a_promise_says_where_it_is_from() -> None:
    updates = [
        {"date": "2023-02-01", "text": "Begun.", "sources": [{"source": "report"}]},
        {"date": "2023-06", "text": "Sent.", "sources": [{"source": "letter"}]},
    ]
    old = meeting("old", "2020-01-01", commitments=[commitment("a") | {"updates": updates}])
    found = parts(meeting(), old)
    assert found["Promised, and what became of it"] == [
        '-   <span class="status open">Open</span> · Do a. · June 2023: Sent.[1] · [1 Jan 2020](../meetings/old.md)'
    ]
    assert found["Sources"] == ['1.  <a id="source-1"></a>[Letter](../sources/letter.md), 27 January 1992']


def test_what_an_agreement_promises_is_told_and_where_it_is_from() -> None:
    cited = [{"source": "letter", "supports": ["commitments[0].text"]}]
    pact = agreement("pact", ("signed", "2020-02-03"), commitments=[{"id": "a", "text": "Write."}], sources=cited)
    assert parts(meeting(), pact)["Promised, and what became of it"] == [
        '-   <span class="status open">Open</span> · Write.[1] · [3 Feb 2020](../agreements/pact.md)'
    ]


def test_a_brief_of_parties_without_dealings_says_so_where_a_reader_would_look_and_leaves_out_the_rest() -> None:
    found = parts(meeting())
    del found["Talks"]
    assert found == {
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
    found = parts(meeting(), agreement("pact", ("entered-into-force", "2000"), expires=expires))
    assert found["Agreements"][0] == heading


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
        return [found for line in lines for found in re.findall(r"agreements/([\w-]+)\.md", line)]

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
    found = parts(meeting(), EARLIER, ADA, both)
    assert found["Said in public"] == ["-   [1 Dec 2023](../statements/said.md) · [Ada](../people/ada.md) · “Yes”[1]"]
    assert found["Sources"] == ['1.  <a id="source-1"></a>[Report](../sources/report.md)']
    told = parts(meeting(), EARLIER, ADA, statement("said", "2023-12-01", sources=cited))
    assert told["Said in public"] == ["-   [1 Dec 2023](../statements/said.md) · [Ada](../people/ada.md) · Well.[1]"]
    assert told["Sources"] == ['1.  <a id="source-1"></a>[Letter](../sources/letter.md), 27 January 1992']


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
    ("kept", "mentioned"),
    [("1990-01-15", False), ("1990-01-16", True), ("1990-04-15", True), ("1990-04-16", False), ("1990-04", False)],
)
def test_a_date_is_worth_a_mention_45_days_from_the_meeting(kept: str, mentioned: bool) -> None:
    found = parts(meeting(day="2024-03-01", status="planned"), relation(established=kept))
    assert ("Dates to mention" in found) is mentioned


def test_a_session_that_is_planned_is_not_due() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"})
    last = meeting("session", "2023-03-03", mechanism="pc")
    planned = meeting(day="2024-03-01", status="planned", mechanism="pc")
    assert "Dates to mention" not in parts(planned, pc, last)
    assert "Dates to mention" in parts(meeting(day="2024-03-01", status="planned"), pc, last)


# The ends of the calendar


def test_what_was_closed_in_the_first_year_of_the_calendar_was_closed_lately() -> None:
    made = meeting("earlier", "0001-02-01", commitments=[commitment("a", ("0001-03-01", "done"))])
    assert parts(meeting(day="0001-06-01"), made)["Promised, and what became of it"] == [
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


# Talking points


@pytest.mark.parametrize(("audience", "told"), [("internal", True), ("public", False)])
def test_talking_points_are_for_the_internal_edition_alone(audience: Audience, told: bool) -> None:
    talks = meeting(talking_points=["Ask for *more*.", "First:\n\n- one\n- two"])
    text = brief(talks, audience=audience)
    assert ("more" in text) is told
    assert f", {audience} edition" in text
    points = parts(talks, audience=audience).get("Talking points (internal)")
    assert points == (["-   Ask for <em>more</em>.", "-   First:", "    -   one", "    -   two"] if told else None)


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
    found = parts(talks, last)
    assert found["Across the table"] == ["-   **Ben**[1]"]
    assert found["Since we last met"][1:] == ["-   One.[1]", "-   Two.[2]"]
    assert found["Sources"] == [
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
    made = pages(meeting(day=day, status=status), briefs=site)
    assert list(made) == (["briefs/index.md", "briefs/talks.md"] if there else ["briefs/index.md"])
    assert ("(talks.md)" in made["briefs/index.md"].body) is there


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
