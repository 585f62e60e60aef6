"""The timeline: every event of every record, the latest first, told once."""

import re
from datetime import date

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.milestone import Milestone
from generator.kinds.organisation import Organisation
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.pages import timeline
from generator.values.languages import language

EMBASSY = Organisation.model_validate({"id": "embassy", "name": "Embassy", "opened": "1993-01", "closed": "2001"})
TREATY = Agreement.model_validate(
    {
        "id": "treaty",
        "title": "Treaty",
        "history": [{"event": "entered-into-force", "date": "2025-01-01"}, {"event": "signed", "date": "2024-01-26"}],
    }
)
TALKS = Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"})


def lines(*records: Record) -> list[str]:
    """Return the headings and entries of the timeline."""
    files = {key_of(record): "x.yml" for record in records}
    (page,) = timeline.pages(Archive(Site(), records, files, date(2024, 2, 1), "public"), language("en"))
    assert page.path == "timeline/index.md"
    return re.findall(r"^(?:## |-   )(.*)", page.body, re.MULTILINE)


def test_events_stand_by_year_the_latest_first_those_to_come_too() -> None:
    assert lines(EMBASSY, TREATY, TALKS) == [
        "2025 {#group-2025}",
        "1 January 2025 · Entered into force · [Treaty](../agreements/treaty.md)",
        "2024 {#group-2024}",
        "26 January 2024 · [Talks](../meetings/talks.md)",
        "26 January 2024 · Signed · [Treaty](../agreements/treaty.md)",
        "2001 {#group-2001}",
        "2001 · Closed · [Embassy](../organisations/embassy.md)",
        "1993 {#group-1993}",
        "January 1993 · Opened · [Embassy](../organisations/embassy.md)",
    ]


def test_an_event_that_a_milestone_retells_is_left_to_the_milestone() -> None:
    opening = {"id": "opening", "title": "Embassy opened", "date": "1993-01", "organisation": "embassy"}
    assert (
        lines(EMBASSY, Milestone.model_validate(opening))[-1]
        == "January 1993 · [Embassy opened](../milestones/opening.md)"
    )
    assert len(lines(EMBASSY, Milestone.model_validate(opening))) == len(lines(EMBASSY))
    assert len(lines(EMBASSY, Milestone.model_validate(opening | {"date": "1993"}))) == len(lines(EMBASSY)) + 1


def test_a_timeline_without_events_is_a_page_too() -> None:
    assert lines() == []
