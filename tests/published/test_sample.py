"""The site of the sample as of two days: statuses on both, and nothing on the earlier one from after it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.reading import facts, page, section, text
from tests.support.sites import build

SAMPLE = "tests/sample/content"
EARLIER = "2024-06-01"


class Sites(NamedTuple):
    """The sites of the sample as of both days."""

    earlier: Path
    later: Path


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Sites:
    return Sites(build(SAMPLE, tmp_path_factory.mktemp("earlier"), "--as-of", EARLIER), sample)


AGREEMENTS = {
    "1995-03-20-friendship-treaty": ("In force", "In force"),
    "2001-05-30-rail-agreement": ("In force", "Superseded"),
    "2006-09-14-gauging-memorandum": ("In force", "In force"),
    "2012-06-20-basin-declaration": ("Expired", "Expired"),
    "2018-04-02-ferry-contract": ("In force", "Terminated"),
    "2020-02-03-training-grant": ("In force", "Expired"),
    "2021-05-19-dredging-loan": ("In force", "Suspended"),
    "2022-03-22-river-convention": ("Partly ratified", "In force"),
    "2023-10-05-joint-statement": ("Signed", "Signed"),
    "2024-04-23-rail-transit": ("Signed", "In force"),
    "2024-07-02-flood-protocol": ("In negotiation", "Provisionally applied"),
    "2025-diploma-recognition": ("In negotiation", "In negotiation"),
}
PARTIES = {
    "2001-05-30-rail-agreement": ("Corvasia Withdrawn", "Corvasia Superseded"),
    "2006-09-14-gauging-memorandum": ("Belmora In force", "Belmora Suspended"),
    "2022-03-22-river-convention": ("Arvenia Ratified", "Arvenia In force"),
    "2024-07-02-flood-protocol": ("Corvasia In negotiation", "Corvasia Signed"),
}
MEETINGS = {
    "2024-04-23-business-forum": ("Held", "Held"),
    "2024-11-20-consultations": ("Planned", "Held"),
    "2025-03-25-joint-commission": ("Planned", "Postponed"),
    "2025-05-06-flood-conference": ("Planned", "Cancelled"),
    "2025-09-18-consultations": ("Planned", "Planned"),
}
COMMITMENTS = {
    "Send the table of port dues.": ("overdue", "done"),
    "Exchange the lists of recognised diplomas.": ("open", "done"),
    "Send the readings of the weighbridge at the border.": ("open", "overdue"),
    "Agree on a common timetable of the ferries.": ("open", "open"),
    "Issue a joint stamp.": ("dropped", "dropped"),
}


@pytest.mark.parametrize(("agreement", "standing"), AGREEMENTS.items())
def test_an_agreement_stands_as_its_history_says_by_the_day(
    agreement: str, standing: tuple[str, str], sites: Sites
) -> None:
    assert tuple(facts(page(site, f"agreements/{agreement}"))["Status"] for site in sites) == standing


def test_every_status_of_an_agreement_occurs() -> None:
    assert {status for both in AGREEMENTS.values() for status in both} == {
        "Expired", "In force", "In negotiation", "Partly ratified", "Provisionally applied", "Signed", "Superseded",
        "Suspended", "Terminated",
    }  # fmt: skip


@pytest.mark.parametrize(("agreement", "standing"), PARTIES.items())
def test_it_stands_so_for_each_party(agreement: str, standing: tuple[str, str], sites: Sites) -> None:
    for site, party_status in zip(sites, standing, strict=True):
        assert party_status in section(page(site, f"agreements/{agreement}"), "parties").splitlines()


@pytest.mark.parametrize(("meeting", "standing"), MEETINGS.items())
def test_a_meeting_is_planned_until_it_is_held_postponed_or_cancelled(
    meeting: str, standing: tuple[str, str], sites: Sites
) -> None:
    statuses = tuple(facts(page(site, f"meetings/{meeting}"))["Status"].partition(" Inferred")[0] for site in sites)
    assert statuses == standing


@pytest.mark.parametrize(("commitment", "standing"), COMMITMENTS.items())
def test_a_commitment_stands_under_how_it_stands(commitment: str, standing: tuple[str, str], sites: Sites) -> None:
    for site, group in zip(sites, standing, strict=True):
        commitments = page(site, "commitments")
        groups = ("overdue", "open", "done", "dropped")
        assert [name for name in groups if commitment in section(commitments, f"group-{name}")] == [group]


def test_a_debtor_has_commitments_under_their_name(sites: Sites) -> None:
    assert "visas for boatmen" in section(page(sites.later, "commitments/owed"), "group-people-malke-joren")


def test_a_mechanism_is_overdue_once_its_session_is_due_and_none_is_planned(sites: Sites) -> None:
    earlier, later = (facts(page(site, "mechanisms/joint-commission")) for site in sites)
    assert earlier["Next session due"] == "12 March 2025"
    assert earlier["Next session planned"] == "Eighth session of the Joint Commission, 25 March 2025"
    assert later["Next session due"] == "12 March 2025, Overdue"
    assert "Next session planned" not in later
    row = section(page(sites.later, "relations/xa-xb"), "mechanisms")
    assert "Joint Commission on Trade and Transport[4] 12 March 2024 · Seventh session" in row
    assert "12 March 2025 · Overdue" in row


def test_people_are_shown_in_the_office_they_held_on_the_day(sites: Sites) -> None:
    offices = [section(page(site, "relations/xa-xb"), "people") for site in sites]
    assert [office.count("Davin Hallane") for office in offices] == [1, 1]
    assert [line for line in offices[0].splitlines() if "Hallane" in line] != [
        line for line in offices[1].splitlines() if "Hallane" in line
    ]


def test_the_relation_counts_statuses_on_the_day(sites: Sites) -> None:
    earlier, later = (facts(page(site, "relations/xa-xb")) for site in sites)
    assert earlier["Agreements"].startswith("6 In force, 1 Partly ratified, 8 Signed, 2 In negotiation")
    assert later["Agreements"].startswith("5 In force, 1 Provisionally applied, 8 Signed, 1 In negotiation")
    assert earlier["Next meeting"].startswith("2 July 2024 · Tessen basin summit · Planned")
    assert later["Next meeting"].startswith("18 September 2025 · Thirteenth round of political consultations · Planned")
    assert (earlier["Commitments"], later["Commitments"]) == (
        "1 Overdue, 3 Open, 2 In progress",
        "2 Overdue, 3 Open, 3 In progress",
    )


def test_later_records_are_not_on_the_earlier_site(sites: Sites) -> None:
    gone = ("statements/2025-01-15-speech", "agreements/2025-02-11-hydropower-memorandum")
    assert [path for path in gone if (sites.earlier / path).exists()] == []
    assert [path for path in gone if not (sites.later / path).is_dir()] == []
    earlier, later = (text(page(site, "meetings/2024-11-20-consultations")) for site in sites)
    assert "Outcomes" in later
    assert "Outcomes" not in earlier


def test_expiring_agreements_are_in_the_brief(sites: Sites) -> None:
    agreements = section(page(sites.later, "briefs/2025-09-18-consultations"), "agreements")
    assert "Treaty of Friendship and Cooperation · In force · 20 March 1995 · expires 1 January 2026" in agreements
    assert agreements.count("Treaty of Friendship and Cooperation ·") == 1
