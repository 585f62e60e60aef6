"""Lines of lists: events, commitments, dates ahead and missions, each in one line."""

from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.dossier.upcoming import DateAhead
from generator.kinds import kind_of
from generator.kinds.record import Record
from generator.pages.citations import Footnotes
from generator.pages.lines import (
    commitment_line,
    date_line,
    document_count,
    event_line,
    link_by_date,
    mission_line,
)
from generator.pages.writer import Writer
from generator.values.dates import When
from generator.values.labels import Label
from generator.values.languages import language
from tests.support.shared_records import agreement, archive, commitment, meeting, milestone, mission


def writer(*records: Record, code: str = "en") -> Writer:
    linked: Archive = archive(*records)
    return Writer(linked, language(code), "index.md")


def test_an_event_line_says_when_what_and_that_it_was_not_held() -> None:
    pact, off = agreement("pact", ("signed", "2014-06-02")), meeting("talks", "2024-02-10", status="cancelled")
    (signed,), (meets,) = (kind_of(record).timeline.events(record) for record in (pact, off))
    assert event_line(signed, pact, writer(pact)) == "2 June 2014 · Signed · [pact](agreements/pact.md)"
    assert event_line(meets, off, writer(off)) == (
        '10 February 2024 · [talks](meetings/talks.md) · <span class="status cancelled">Cancelled</span>'
    )


def test_a_commitment_line_leads_to_its_record_by_the_date() -> None:
    talks = meeting("talks", "2022-01-26", commitments=[commitment("a", due="2024-06", by=["xa"])])
    linked = writer(talks)
    (each,) = linked.archive.commitments
    assert commitment_line(each, linked) == (
        '<span class="status open">Open</span> · Send a draft. · by [XA](countries/xa.md) · due June 2024'
        " · [26 Jan 2022](meetings/talks.md)"
    )


@pytest.mark.parametrize(
    ("years", "what", "line"),
    [
        (None, (Label("next session due"),), "5 June 2024 · [talks](meetings/talks.md) · next session due"),
        (None, (Label("expires"), None), "5 June 2024 · [talks](meetings/talks.md) · expires"),
        (10, (Label("Signed"),), "5 June 2024 · 10th anniversary · [talks](meetings/talks.md) · Signed"),
        (32, (None,), "5 June 2024 · 32nd anniversary · [talks](meetings/talks.md)"),
    ],
)
def test_a_date_line_says_when_of_what_and_why(years: int | None, what: tuple[Label | None, ...], line: str) -> None:
    talks, day = meeting("talks"), date(2024, 6, 5)
    assert date_line(DateAhead(day, day, talks, what, years), writer(talks)) == line


def test_a_date_line_has_the_date_as_the_record_has_it() -> None:
    talks = meeting("talks")
    ahead = DateAhead(date(2024, 6, 30), When.parse("2024-06"), talks, ())
    assert date_line(ahead, writer(talks)) == "June 2024 · [talks](meetings/talks.md)"


def test_a_mission_line_says_since_when_if_it_is_known() -> None:
    for post, line in (
        (mission("post", "xa", "xb", opened="1994-05-01"), "[post](organisations/post.md), since 1 May 1994"),
        (mission("post", "xa", "xb"), "[post](organisations/post.md)"),
    ):
        linked = writer(post)
        assert mission_line(post, linked, Footnotes(linked)) == line


def test_a_record_without_a_date_is_linked_by_its_title() -> None:
    pact, opening = agreement("pact"), milestone("opening", "2024-01")
    assert link_by_date(pact, writer(pact)) == "[pact](agreements/pact.md)"
    assert link_by_date(opening, writer(opening)) == "[January 2024](milestones/opening.md)"


def test_only_a_package_has_a_number_of_documents() -> None:
    assert document_count(agreement("pact"), writer()) is None
    assert document_count(agreement("pact", count=3), writer()) == "3 documents"
    assert document_count(agreement("pact", count=1), writer()) == "1 document"
