"""The page of a relation: what its parties have with each other, a section for each, and the ways to all of it."""

import re
from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.mechanism import Mechanism
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import Record
from generator.kinds.relation import Relation
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.pages.page import Page
from generator.pages.relation_page import MOST, relation_page
from generator.pages.relation_page import pages as relation_pages
from generator.values.languages import language

PARTIES = tuple(
    Country.model_validate({"id": code, "name": name})
    for code, name in (("xa", "Exampleland"), ("xb", "Samplia"), ("xc", "Thirdland"))
)
ADA = Person.model_validate({"id": "ada", "name": "Ada", "country": "xa"})
EDUCATION = Sector.model_validate({"id": "education", "name": "Education"})
WATER = Sector.model_validate({"id": "water", "name": "Water"})
REPORT = Source.model_validate({"id": "report", "title": "Report"})
PLANNED = '<span class="status planned">Planned</span>'
IN_FORCE = '<span class="status in-force">In force</span>'


def relation_of(*parties: str, **fields: Any) -> Relation:
    return Relation.model_validate({"id": "xa-xb", "title": "Relation", "between": parties} | fields)


XA_XB = relation_of("xa", "xb")


def meeting(identifier: str, day: str, **fields: Any) -> Meeting:
    defaults = {"id": identifier, "title": identifier.capitalize(), "date": day, "parties": ["xa", "xb"]}
    return Meeting.model_validate(defaults | fields)


def agreement(identifier: str, *history: tuple[str, str], **fields: Any) -> Agreement:
    events = [{"event": event, "date": day} for event, day in history]
    defaults = {"id": identifier, "title": identifier.capitalize(), "parties": ["xa", "xb"], "history": events}
    return Agreement.model_validate(defaults | fields)


def embassy(identifier: str = "embassy", **fields: Any) -> Organisation:
    defaults = {"id": identifier, "name": identifier.capitalize(), "type": "embassy", "country": "xa"}
    return Organisation.model_validate(defaults | {"located_in": {"city": "Sam", "country": "xb"}} | fields)


def milestone(identifier: str, day: str) -> Milestone:
    return Milestone.model_validate({"id": identifier, "title": "M", "date": day, "parties": ["xa", "xb"]})


def statement(identifier: str, day: str) -> Statement:
    defaults = {"id": identifier, "title": "Said", "by": ["ada"], "text": "Well.", "about": ["relations/xa-xb"]}
    return Statement.model_validate(defaults | {"date": day})


def body(*records: Record, as_of: str = "2024-02-01", of: Relation = XA_XB, code: str = "en") -> str:
    """Return the page of the relation, with the marks of citations as [1]."""
    everything = (*PARTIES, ADA, REPORT, of, *records)
    files = {key_of(record): f"{key_of(record)}.yml" for record in everything}
    archive = Archive(Site(), everything, files, date.fromisoformat(as_of), "public")
    text = str(relation_page(archive, language(code), of).body)
    return re.sub(r"\[\\\[(\d+)\\\]\]\(#source-\1\)\{\.cite\}", r"[\1]", text)


def glance(*records: Record, **edition: Any) -> dict[str, str]:
    """Return the facts at the head of the page by label."""
    return dict(re.findall(r"^(.+)\n:   (.+)$", body(*records, **edition), re.MULTILINE))


def parts(*records: Record, **edition: Any) -> dict[str, list[str]]:
    """Return the lines of the page by heading, up to the link to the record."""
    text, _, _ = body(*records, **edition).partition("\nRecord: ")
    sections = re.split("^## ", text, flags=re.MULTILINE)[1:]
    return {part.partition(" {#")[0]: [line for line in part.splitlines()[1:] if line] for part in sections}


# At a glance


def test_a_relation_of_which_little_is_known_has_no_empty_lines_and_no_empty_sections() -> None:
    assert body() == (
        "# Relation {#title}\n\n"
        "[Relations](index.md) · As of 1 February 2024, public edition\n{: .kind }\n\n"
        '<div class="glance" markdown="1">\n\n'
        "Between\n:   [Exampleland](../countries/xa.md), [Samplia](../countries/xb.md)\n\n"
        "Next meeting\n:   none planned on record\n\n"
        "</div>\n\nRecord: relations/xa-xb.yml\n{: .edit }\n"
    )


def test_a_title_made_of_names_that_fall_back_is_marked() -> None:
    heading, *_ = body(of=relation_of("xa", "xb", title=None), code="ja").splitlines()
    assert heading == '# <span lang="en">Exampleland\N{NO-BREAK SPACE}– Samplia</span> {#title}'


def test_the_missions_stand_with_the_day_since_which_they_are_there_and_where_that_is_from() -> None:
    cited = [{"source": "report", "supports": ["opened"]}]
    records = (
        embassy("younger", opened="2001-03", sources=cited),
        embassy("older", opened="1993-01-26", country="xb", located_in={"country": "xa"}, type="consulate"),
        embassy("undated"),
        embassy("closed", opened="1990", closed="2024-01-31"),
        embassy("future", opened="2024-02-02"),
        embassy("elsewhere", located_in={"country": "xc"}),
        embassy("of-another", country="xc"),
        embassy("nowhere", located_in=None),
        embassy("ministry", type="ministry"),
    )
    assert glance(*records)["Missions"] == (
        "[Older](../organisations/older.md), since 26 January 1993"
        "<br>[Younger](../organisations/younger.md), since March 2001[1]"
        "<br>[Undated](../organisations/undated.md)"
    )
    assert "Missions" not in glance(*records[3:])


def test_last_met_is_the_latest_meeting_held_by_the_day() -> None:
    records = (
        meeting("earlier", "2024-01-02"),
        meeting("today", "2024-02-01", type="visit", level="minister", place={"city": "Exa"}),
        meeting("tomorrow", "2024-02-02", status="planned"),
        meeting("off", "2024-01-30", status="cancelled"),
        meeting("late", "2024-01-31", status="postponed"),
        meeting("others", "2024-01-31", parties=["xa", "xc"]),
    )
    assert glance(*records)["Last met"] == "1 February 2024 · [Today](../meetings/today.md) · Visit · Minister · Exa"
    assert glance(*records, as_of="2024-01-31")["Last met"] == "2 January 2024 · [Earlier](../meetings/earlier.md)"
    assert "Last met" not in glance(*records, as_of="2024-01-01")


def test_the_next_meeting_is_the_earliest_planned_or_said_to_be_none() -> None:
    records = (
        meeting("second", "2024-04-01", status="planned"),
        meeting("next", "2024-03", status="planned"),
        meeting("off", "2024-02-02", status="cancelled"),
        meeting("missed", "2024-01-02", status="planned"),
    )
    assert glance(*records)["Next meeting"] == f"March 2024 · [Next](../meetings/next.md) · {PLANNED}"
    assert glance(*records[2:])["Next meeting"] == "none planned on record"


def test_the_next_date_is_the_earliest_of_those_ahead_today_included() -> None:
    of = relation_of("xa", "xb", established="1992-02-01")
    assert glance(milestone("later", "2000-02-02"), of=of)["Next date"] == (
        "1 February 2024 · 32nd anniversary · [Relation](xa-xb.md) · Diplomatic relations established"
    )
    assert glance(milestone("later", "2000-02-02"))["Next date"] == (
        "2 February 2024 · 24th anniversary · [M](../milestones/later.md)"
    )
    assert "Next date" not in glance(milestone("undated", "2000-02"))


@pytest.mark.parametrize("as_of", ["9999-06-01", "9999-12-31"])
def test_the_dates_ahead_end_with_the_calendar(as_of: str) -> None:
    line = "31 December 9999 · 7,999th anniversary · [M](../milestones/opening.md)"
    opening = milestone("opening", "2000-12-31")
    assert glance(opening, as_of=as_of)["Next date"] == line
    assert parts(opening, as_of=as_of)["Dates ahead"] == [f"-   {line}"]


def test_agreements_are_counted_by_status_each_document_of_a_package() -> None:
    records = (
        agreement("pact", ("entered-into-force", "2010")),
        agreement("package", ("entered-into-force", "2011"), count=14),
        agreement("draft", ("negotiated", "2012")),
        agreement("signed", ("signed", "2024-02-01")),
        agreement("ended", ("entered-into-force", "2001"), expires="2024-01-31"),
        agreement("future", ("signed", "2024-02-02")),
        agreement("others", ("signed", "2020"), parties=["xa", "xc"]),
    )
    assert glance(*records)["Agreements"] == (
        f'15\u00a0{IN_FORCE}, 1\u00a0<span class="status signed">Signed</span>, '
        '1\u00a0<span class="status in-negotiation">In negotiation</span>, '
        '1\u00a0<span class="status expired">Expired</span>'
    )
    assert "Agreements" not in glance(*records[5:])


@pytest.mark.parametrize(
    ("owed", "template"),
    [
        ([{}, {}, {"due": "2024-01-31"}], "1\u00a0{overdue}, 2\u00a0{open}"),
        ([{"due": "2024-02-01"}], "1\u00a0{open}"),
        ([{"status": "done"}, {"status": "dropped"}], "1\u00a0{done}, 1\u00a0{dropped}"),
        ([], None),
    ],
)
def test_commitments_are_counted_by_how_they_stand_the_closed_ones_only_where_none_is_open(
    owed: list[dict[str, Any]], template: str | None
) -> None:
    commitments = [{"id": f"c{number}", "text": "Write."} | fields for number, fields in enumerate(owed)]
    words = {
        word: f'<span class="status {word}">{word.title()}</span>' for word in ("overdue", "open", "done", "dropped")
    }
    expected = template.format_map(words) if template else None
    assert glance(meeting("talks", "2023-01-26", commitments=commitments)).get("Commitments") == expected


# Sections


SECTIONS: dict[str, tuple[Record, ...]] = {
    "Dates ahead": (milestone("opening", "2000-02-02"),),
    "Open commitments": (meeting("talks", "2023-01-26", commitments=[{"id": "a", "text": "Write."}]),),
    "Agreements by status": (agreement("pact", ("signed", "2023-01-26")),),
    "Mechanisms": (Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"]}),),
    "People to know": (meeting("talks", "2023-01-26", participants=[{"person": "ada"}]),),
    "Activity by sector": (EDUCATION, meeting("talks", "2023-01-26", topics=[{"sector": "education"}])),
    "Meetings by year and level": (meeting("talks", "2023-01-26"),),
    "Timeline": (milestone("opening", "2000-02"),),
    "Said in public": (statement("said", "2023-01-26"),),
}
NOTHING: dict[str, tuple[Record, ...]] = {
    "Dates ahead": (milestone("opening", "2000-02"),),
    "Open commitments": (meeting("t", "2023", commitments=[{"id": "a", "text": "Write.", "status": "done"}]),),
    "Agreements by status": (agreement("pact", ("signed", "2024-02-02")),),
    "Mechanisms": (Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xc"]}),),
    "People to know": (meeting("talks", "2024-03-01", status="planned", participants=[{"person": "ada"}]),),
    "Activity by sector": (EDUCATION, meeting("talks", "2023-01-26", topics=[{"text": "Schools."}])),
    "Meetings by year and level": (meeting("talks", "2024-02-02", status="planned"),),
    "Timeline": (milestone("opening", "2024-02-02"),),
    "Said in public": (statement("said", "2024-02-02"),),
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_section_is_there_where_it_has_something_and_only_there(heading: str) -> None:
    assert heading in parts(*SECTIONS[heading])
    assert heading not in parts(*NOTHING[heading])


def test_all_sections_stand_in_their_order_the_summary_first() -> None:
    records: dict[str, Record] = {}
    for shared in SECTIONS.values():
        for record in shared:
            records.setdefault(key_of(record), record)
    talks = meeting(
        "talks",
        "2023-01-26",
        commitments=[{"id": "a", "text": "Write."}],
        participants=[{"person": "ada"}],
        topics=[{"sector": "education"}],
    )
    everything = [*(record for key, record in records.items() if key != key_of(talks)), talks]
    of = relation_of("xa", "xb", summary="Good.", caveats=["Since when?"])
    headings = [heading for heading in parts(*everything, of=of) if heading not in ("Mentioned in", "Sources")]
    assert headings == ["State of relations", *SECTIONS, "What the sources leave open"]


def test_dates_ahead_reach_a_year_and_stand_the_earliest_first() -> None:
    records = (
        meeting("next", "2024-02-10", status="planned"),
        agreement("ending", ("entered-into-force", "2015"), expires="2024-03"),
        agreement("lasting", ("entered-into-force", "2015"), expires="2025-02-02"),
        Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"}),
        meeting("session", "2023-02-20", mechanism="pc"),
        milestone("a-year-on", "2000-02-01"),
    )
    assert parts(*records)["Dates ahead"] == [
        "-   1 February 2024 · 24th anniversary · [M](../milestones/a-year-on.md)",
        f"-   10 February 2024 · [Next](../meetings/next.md) · {PLANNED}",
        "-   20 February 2024 · [PC](../mechanisms/pc.md) · next session due",
        "-   March 2024 · [Ending](../agreements/ending.md) · expires",
        "-   1 February 2025 · 25th anniversary · [M](../milestones/a-year-on.md)",
    ]


def test_agreements_stand_by_status_with_their_day_and_sectors() -> None:
    records = (
        agreement("old", ("signed", "2009-05-01"), ("entered-into-force", "2010"), sectors=["water", "education"]),
        agreement("new", ("entered-into-force", "2020-03"), count=1),
        agreement("package", ("signed", "2021-01-02"), count=2),
        agreement("bare"),
    )
    assert parts(EDUCATION, WATER, *records)["Agreements by status"] == [
        "| Status | Agreement | Date | Sectors |",
        "| --- | --- | --- | --- |",
        f"| {IN_FORCE} | [New](../agreements/new.md) · 1 document | March 2020 |  |",
        f"| {IN_FORCE} | [Old](../agreements/old.md) | 1 May 2009 |"
        " [Water](../sectors/water.md), [Education](../sectors/education.md) |",
        '| <span class="status signed">Signed</span> | [Package](../agreements/package.md) · 2 documents'
        " | 2 January 2021 |  |",
        '| <span class="status in-negotiation">In negotiation</span> | [Bare](../agreements/bare.md) |  |  |',
    ]


@pytest.mark.parametrize(
    ("as_of", "planned", "following"),
    [
        ("2024-01-26", False, "26 January 2024"),
        ("2024-01-27", False, '26 January 2024 · <span class="status overdue">Overdue</span>'),
        ("2024-01-27", True, "1 March 2024 · [Third](../meetings/third.md)"),
    ],
)
def test_a_mechanism_has_its_last_session_and_the_next_planned_or_due(
    as_of: str, planned: bool, following: str
) -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "every": "P1Y"})
    held = [meeting("first", "2022-01-26", mechanism="pc"), meeting("second", "2023-01-26", mechanism="pc")]
    third = [meeting("third", "2024-03-01", status="planned", mechanism="pc")] if planned else []
    assert parts(pc, *held, *third, as_of=as_of)["Mechanisms"] == [
        "| Mechanism | Last session | Next session |",
        "| --- | --- | --- |",
        f"| [PC](../mechanisms/pc.md) | 26 January 2023 · [Second](../meetings/second.md) | {following} |",
    ]


def test_a_mechanism_that_never_met_has_empty_cells() -> None:
    pc = Mechanism.model_validate({"id": "pc", "title": "P|C", "between": ["xa", "xb"], "every": "P1Y"})
    assert parts(pc)["Mechanisms"][2:] == ["| [P\\|C](../mechanisms/pc.md) |  |  |"]


@pytest.mark.parametrize(
    ("as_of", "office"),
    [
        ("2023-12-31", "Deputy, [Embassy](../organisations/embassy.md)"),
        ("2024-01-01", "Minister"),
        ("2024-07-01", ""),
    ],
)
def test_people_have_the_office_of_the_day_and_the_meeting_at_which_they_were_met_last(as_of: str, office: str) -> None:
    ben = Person.model_validate(
        {
            "id": "ben",
            "name": "Ben",
            "country": "xb",
            "positions": [
                {"title": "Minister", "from": "2024-01-01", "to": "2024-06-30"},
                {"title": "Deputy", "organisation": "embassy", "to": "2023-12-31"},
            ],
        }
    )
    records = (
        embassy(),
        ben,
        meeting("first", "2023-01-26", participants=[{"person": "ben"}, {"person": "ada"}]),
        meeting("second", "2023-05-01", participants=[{"person": "ada", "position": "As reported"}, {"name": "Cy"}]),
        meeting("planned", "2024-08-01", status="planned", participants=[{"person": "ben"}]),
    )
    assert parts(*records, as_of=as_of)["People to know"] == [
        "| Name | Office | Country | Last met |",
        "| --- | --- | --- | --- |",
        "| [Ada](../people/ada.md) |  | [Exampleland](../countries/xa.md)"
        " | 1 May 2023 · [Second](../meetings/second.md) |",
        f"| [Ben](../people/ben.md) | {office} | [Samplia](../countries/xb.md)"
        " | 26 January 2023 · [First](../meetings/first.md) |",
    ]


def test_a_sector_leads_to_the_latest_three_of_each_kind_by_their_dates_and_says_how_many_more_there_are() -> None:
    meetings = [
        meeting(
            f"m{year}",
            f"{year}-05-01",
            topics=[{"sector": "education"}, {"sector": "education"}],
        )
        for year in range(2018, 2022)
    ]
    commitments = [{"id": name, "text": "Write.", "sector": "education"} for name in ("a", "b")]
    records = (
        EDUCATION,
        WATER,
        *meetings,
        meeting("m2022", "2022-05-01", topics=[{"sector": "education"}], commitments=commitments),
        agreement("pact", ("signed", "2020-02-03"), sectors=["education", "water"]),
        agreement("bare", sectors=["education"]),
        Mechanism.model_validate({"id": "pc", "title": "PC", "between": ["xa", "xb"], "sectors": ["education"]}),
    )
    assert parts(*records)["Activity by sector"] == [
        "| Sector | Meetings | Agreements | Commitments | Mechanisms |",
        "| --- | --- | --- | --- | --- |",
        "| [Education](../sectors/education.md) | [1 May 2022](../meetings/m2022.md)"
        "<br>[1 May 2021](../meetings/m2021.md)<br>[1 May 2020](../meetings/m2020.md)<br>\\+2"
        " | [3 Feb 2020](../agreements/pact.md)<br>[Bare](../agreements/bare.md)"
        " | [1 May 2022](../meetings/m2022.md)"
        " | [PC](../mechanisms/pc.md) |",
        "| [Water](../sectors/water.md) |  | [3 Feb 2020](../agreements/pact.md) |  |  |",
    ]


def test_the_commitments_of_a_sector_lead_to_the_latest_records_in_which_they_were_made() -> None:
    commitments = [{"id": "a", "text": "Write.", "sector": "education", "due": "2018-06"}]
    meetings = [meeting(f"m{year}", f"{year}-05-01", commitments=commitments) for year in range(2018, 2023)]
    assert parts(EDUCATION, *meetings)["Activity by sector"][2:] == [
        "| [Education](../sectors/education.md) |  |  | [1 May 2022](../meetings/m2022.md)"
        "<br>[1 May 2021](../meetings/m2021.md)<br>[1 May 2020](../meetings/m2020.md)<br>\\+2 |  |"
    ]


def test_meetings_are_counted_by_year_and_level_with_their_totals() -> None:
    days = [
        ("2024-01-26", "working"),
        ("2023-01-26", "minister"),
        ("2023-05-26", "minister"),
        ("2023", "other"),
        ("2021-12-31/2022-01-02", "head-of-state"),
        ("2024-02-02", "senior-official"),
    ]
    meetings = [
        meeting(f"m{number}", day, level=level, status="held" if day < "2024-02" else "planned")
        for number, (day, level) in enumerate(days)
    ]
    assert parts(*meetings)["Meetings by year and level"] == [
        "| Year | Head of state | Minister | Working | Level not recorded | All |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| 2024 |  |  | 1 |  | 1 |",
        "| 2023 |  | 2 |  | 1 | 3 |",
        "| 2021 | 1 |  |  |  | 1 |",
    ]


def test_the_timeline_holds_what_has_happened_the_latest_first() -> None:
    records = (
        embassy(opened="1993-01"),
        agreement("pact", ("signed", "2023-01-26"), ("entered-into-force", "2024-02-02")),
        meeting("off", "2024-02-01", status="cancelled"),
        meeting("others", "2024-01-31", parties=["xa", "xc"]),
    )
    assert parts(*records)["Timeline"] == [
        '-   1 February 2024 · [Off](../meetings/off.md) · <span class="status cancelled">Cancelled</span>',
        "-   26 January 2023 · Signed · [Pact](../agreements/pact.md)",
        "-   January 1993 · Opened · [Embassy](../organisations/embassy.md)",
    ]


def test_an_open_commitment_says_how_it_stands_and_where_it_was_made() -> None:
    commitments = [{"id": "a", "text": "Write *it*.", "by": ["xa"], "due": "2024-01-31"}]
    assert parts(meeting("talks", "2023-01-26", commitments=commitments))["Open commitments"] == [
        '-   <span class="status overdue">Overdue</span> · Write <em>it</em>. · by [Exampleland](../countries/xa.md)'
        " · due 31 January 2024 · [26 Jan 2023](../meetings/talks.md)"
    ]


# Three parties


def test_a_relation_of_three_holds_what_all_three_share() -> None:
    of = relation_of("xa", "xb", "xc")
    records = (meeting("two", "2023-01-26"), meeting("three", "2022-01-26", parties=["xc", "xb", "xa"]))
    assert glance(*records, of=of)["Last met"] == "26 January 2022 · [Three](../meetings/three.md)"


# No more than can be read


def many(heading: str, count: int) -> tuple[Record, ...]:
    """Make some entries for a section."""
    numbers = range(10, 10 + count)
    if heading == "Open commitments":
        return (meeting("talks", "2023-01-26", commitments=[{"id": f"c{n}", "text": "Write."} for n in numbers]),)
    if heading == "Said in public":
        return tuple(statement(f"s{number}", f"2023-01-{number}") for number in numbers)
    return tuple(milestone(f"m{number}", f"20{number}") for number in numbers)


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Open commitments", "[Commitments](../commitments/index.md)"),
        ("Timeline", "[Timeline](../timeline/index.md)"),
        ("Said in public", "[Statements](../statements/index.md)"),
    ],
)
def test_a_section_of_more_than_twelve_leads_on_to_where_the_rest_is(heading: str, rest: str) -> None:
    assert MOST == 12
    whole, cut = parts(*many(heading, 12))[heading], parts(*many(heading, 14))[heading]
    assert (len(whole), len(cut)) == (12, 13)
    assert "more, in" not in "".join(whole)
    assert cut[-1] == f"-   and 2 more, in {rest}"


# Which pages there are


def test_every_relation_has_a_page_and_nothing_else_does() -> None:
    other = Relation.model_validate({"id": "xa-xc", "between": ["xa", "xc"], "established": "1993"})
    archive = Archive(Site(), (*PARTIES, XA_XB, other, ADA), {}, date(2024, 2, 1), "public")
    pages = (page for record in archive.records for page in relation_pages(archive, language("en"), record))
    by_path: dict[str, Page] = {page.path: page for page in pages}
    assert list(by_path) == ["relations/xa-xb.md", "relations/xa-xc.md"]
    assert by_path["relations/xa-xc.md"].title == "Exampleland\u00a0– Thirdland"
    assert by_path["relations/xa-xc.md"].description == "Relation · 1993"
