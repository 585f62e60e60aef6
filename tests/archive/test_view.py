"""What an edition has of a record: the internal parts decide nothing, not even on an earlier day."""

from datetime import date
from typing import Any

import pytest

from generator.archive.dependencies import RecordingArchive
from generator.archive.edition import Edition, link
from generator.archive.view import View
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site

DAY, TODAY = date(2024, 1, 1), date(2024, 6, 1)
BEFORE, LATER, PLANNED = "2023-05-01", "2024-02-01", "2024-12-01"
HIDDEN = {"audience": "internal"}


def agreement(*history: dict[str, Any], **fields: Any) -> Agreement:
    return Agreement.model_validate({"id": "pact", "title": "Pact", "history": list(history)} | fields)


def meeting(when: str, **fields: Any) -> Meeting:
    return Meeting.model_validate({"id": "talks", "title": "Talks", "date": when} | fields)


def signed(when: str, **fields: Any) -> dict[str, Any]:
    return {"event": "signed", "date": when} | fields


NEGOTIATED = {"event": "negotiated", "date": BEFORE} | HIDDEN
PROMISE = {"id": "draft", "text": "Send a draft."}


def public(record: Record) -> Record | None:
    return View("public", DAY, TODAY).of(record)


def test_an_internal_event_makes_no_record_known_earlier() -> None:
    assert public(agreement(NEGOTIATED, signed(LATER))) is None
    assert View("internal", DAY, TODAY).of(agreement(NEGOTIATED, signed(LATER))) == agreement(NEGOTIATED)


def test_an_internal_event_makes_no_record_known_later() -> None:
    assert public(agreement(signed(LATER, **HIDDEN), title="Pact")) == agreement()


@pytest.mark.parametrize("hidden", [signed(BEFORE), signed(LATER), signed(PLANNED)], ids=str)
def test_an_earlier_day_shows_what_it_shows_without_the_internal_entries(hidden: dict[str, Any]) -> None:
    for history in ([signed(BEFORE)], [signed(LATER)], [signed(PLANNED)], [signed(BEFORE), signed(LATER)], []):
        for position in range(len(history) + 1):
            marked = [*history[:position], hidden | HIDDEN, *history[position:]]
            assert public(agreement(*marked)) == public(agreement(*history))


def test_internal_updates_of_a_commitment_leave_no_trace_on_an_earlier_day() -> None:
    updates = [{"date": BEFORE, "status": "done", **HIDDEN}, {"date": LATER, "status": "dropped"}]
    marked = meeting(BEFORE, commitments=[{**PROMISE, "updates": updates}])
    assert public(marked) == meeting(BEFORE, commitments=[PROMISE])


def test_reasons_follow_the_entries_through_both_steps() -> None:
    marked = agreement(
        NEGOTIATED,
        signed(LATER),
        signed(BEFORE),
        inferred={"history[0].date": "Overheard.", "history[1].date": "Later.", "history[2].date": "Right."},
    )
    assert public(marked) == agreement(signed(BEFORE), inferred={"history[0].date": "Right."})


# Results of an earlier archive


def linked(record: Record, day: date, audience: Audience, earlier: RecordingArchive | None = None) -> RecordingArchive:
    return link(Site(), [record], {}, Edition(day, audience, TODAY), earlier)


def test_an_archive_reuses_the_views_of_an_earlier_one() -> None:
    marked = agreement(NEGOTIATED, signed(BEFORE), signed(LATER))
    first = linked(marked, DAY, "public")
    assert next(linked(marked, DAY, "public", first).records) is next(first.records)


@pytest.mark.parametrize(("day", "audience"), [(TODAY, "public"), (DAY, "internal"), (TODAY, "internal")])
def test_an_archive_of_another_day_or_audience_is_not_reused(day: date, audience: Audience) -> None:
    marked = agreement(NEGOTIATED, signed(BEFORE), signed(LATER))
    mixed = linked(marked, DAY, "public", linked(marked, day, audience))
    assert list(mixed.records) == list(linked(marked, DAY, "public").records) == [agreement(signed(BEFORE))]
