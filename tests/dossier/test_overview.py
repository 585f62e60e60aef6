"""Upcoming and latest records of a whole archive, as of the day."""

import pytest

from generator.dossier.overview import latest_records, upcoming_records
from generator.kinds.source import Source
from tests.support.shared_records import AFTER, BEFORE, ON, agreement, archive, ids, meeting, milestone


def test_records_to_come_are_those_planned_the_earliest_first() -> None:
    records = (
        meeting("late", "2024-05-01", status="planned"),
        meeting("soon", AFTER, status="planned"),
        meeting("off", AFTER, status="cancelled"),
        meeting("held", BEFORE),
        milestone("opening", "2024-04-01"),
    )
    assert ids(upcoming_records(archive(*records))) == ["soon", "opening", "late"]


def test_the_latest_records_are_those_that_have_begun_the_latest_first() -> None:
    records = (
        meeting("old", "2022"),
        meeting("today", ON),
        meeting("yesterday", BEFORE),
        meeting("planned", ON, status="planned"),
        meeting("later", AFTER),
        agreement("pact", ("signed", BEFORE)),
        agreement("undated"),
    )
    latest = {kind.folder: ids(each) for kind, each in latest_records(archive(*records), 2)}
    assert latest["meetings"] == ["today", "yesterday"]
    assert latest["agreements"] == ["pact"]


@pytest.mark.parametrize("folder", ["sources", "countries", "people"])
def test_kinds_that_are_cited_or_have_no_date_have_no_latest_records(folder: str) -> None:
    report = Source.model_validate({"id": "report", "title": "Report", "published": BEFORE})
    assert folder not in [kind.folder for kind, _ in latest_records(archive(report), 5)]
