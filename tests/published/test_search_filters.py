"""The filters of the search page: counts and results, compared with the records themselves."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.archive.addresses import page_url, record_path
from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.content.load import load_folder
from generator.kinds import BY_FOLDER, KINDS
from generator.kinds.kind import Kind
from generator.kinds.meeting import Meeting
from generator.kinds.record import CITED_BY, Record
from generator.kinds.traversal import values_in
from generator.values.reference import Reference
from tests.support.reading import facts
from tests.support.reading import page as built
from tests.support.search_in_browser import result_addresses, result_list, unfold_group, wait_for_count
from tests.support.written_pages import link_content

pytestmark = pytest.mark.browser

DAY = date(2025, 6, 1)
LATER = date(2026, 1, 1)
"""After all events of the sample: the site looks back, without the events after its day."""
KIND = {kind.name: kind for kind in KINDS}
MEETING, AGREEMENT = KIND["meeting"], KIND["agreement"]


@pytest.fixture(scope="module")
def archive() -> Archive:
    content = load_folder(Path("tests/sample/content"))
    return link_content(content, Edition(DAY, today=LATER))


@pytest.fixture(scope="module")
def address(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample) + "search/"


def counts(page: Page, group: str) -> dict[str, int]:
    """Return the number of results for each value of a group, folded ones too."""
    unfold_group(page, group)
    more = page.get_by_role("group", name=group, exact=True).get_by_role("button", name=re.compile("^Show all"))
    if more.is_visible():
        more.click()
    rows = page.get_by_role("group", name=group, exact=True).get_by_role("listitem")
    read_row = "row => [row.querySelector('input').value, Number(row.querySelector('.count').textContent)]"
    return dict(rows.evaluate_all(f"rows => rows.map({read_row})"))


def referred(archive: Archive, record: Record, kind: str) -> set[str]:
    """Return the ids of the records of a kind in the fields of a record."""
    references = (value for _, value in values_in(record, public_only=True) if isinstance(value, Reference))
    targets = (archive.get(reference) for reference in references if reference.to.back != CITED_BY)
    return {other.id for other in targets if isinstance(other, KIND[kind].record)}


def parties(archive: Archive, record: Record, kind: Kind[Record]) -> set[str]:
    """Return the ids of the parties to a record, and of the countries of those."""
    named = [archive.get(reference) for reference in kind.parties(record)]
    countries = (archive.get(country) for party in named if (country := getattr(party, "country", None)))
    return {party.id for party in (*named, *countries) if party}


def counted(sets: Iterable[set[str]]) -> dict[str, int]:
    """Count the sets that hold each word."""
    return dict(Counter(word for words in sets for word in words))


def addresses(records: Iterable[Record]) -> list[str]:
    """Return the addresses of the pages of records."""
    return [page_url(record_path(record)) for record in records]


def briefs(archive: Archive) -> list[Record]:
    """Return the records with a brief among the results: meetings still to come."""
    records = [(kind, record) for kind in KINDS for record in archive.records_of(kind)]
    return [
        record
        for kind, record in records
        if kind.pages.has_brief(record, archive) and kind.timeline.is_upcoming(record, DAY)
    ]


def test_without_words_and_filters_every_record_is_there_and_no_page_that_lists_them(
    page: Page, address: str, archive: Archive
) -> None:
    kinds = {kind.name: len(archive.records_of(kind)) for kind in KINDS if archive.records_of(kind)}
    page.goto(address)
    wait_for_count(page, sum(kinds.values()) + len(briefs(archive)))
    assert counts(page, "Kind") == kinds | {"brief": len(briefs(archive))}
    days = [kind.day(record) for kind in KINDS for record in archive.records_of(kind)]
    days += [MEETING.day(record) for record in briefs(archive)]
    assert counts(page, "Year") == dict(Counter(str(day.year) for day in days if day and day.year))
    years = page.get_by_role("group", name="Year", exact=True).get_by_role("checkbox")
    listed: list[str] = years.evaluate_all("boxes => boxes.map(box => box.value)")
    assert listed == sorted(listed, reverse=True)


@pytest.mark.parametrize("kind", [MEETING, AGREEMENT], ids=["meeting", "agreement"])
def test_the_counts_are_those_of_the_records(
    page: Page, address: str, archive: Archive, sample: Path, kind: Kind[Record]
) -> None:
    records = archive.records_of(kind)
    page.goto(f"{address}?kind={kind.name}")
    wait_for_count(page, len(records))
    assert counts(page, "Party") == counted(parties(archive, record, kind) for record in records)
    assert counts(page, "Sector") == counted(referred(archive, record, "sector") for record in records)
    assert counts(page, "Person") == counted(referred(archive, record, "person") for record in records)
    labels = counted({facts(built(sample, path))["Status"].split(" Inferred")[0]} for path in addresses(records))
    by_id = counts(page, "Status")
    assert {word.replace("-", " ").capitalize(): number for word, number in by_id.items()} == labels


@pytest.mark.parametrize("kind", ["agreement", "organisation", "source", "meeting"])
def test_the_counts_of_types_are_those_of_the_records(page: Page, address: str, archive: Archive, kind: str) -> None:
    records = archive.records_of(KIND[kind])
    page.goto(f"{address}?kind={kind}")
    wait_for_count(page, len(records))
    assert counts(page, "Type") == counted({getattr(record, "type", "")} - {"", "other"} for record in records)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_kind_lists_every_record_of_it(page: Page, address: str, archive: Archive, kind: str) -> None:
    if not archive.records_of(KIND[kind]):
        pytest.skip("the sample has none")
    page.goto(f"{address}?kind={kind}")
    wait_for_count(page, len(archive.records_of(KIND[kind])))
    assert set(result_addresses(page)) <= set(addresses(archive.records_of(KIND[kind])))
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("newest")
    expect(result_list(page).get_by_role("listitem")).to_have_count(min(20, len(archive.records_of(KIND[kind]))))


def test_two_values_of_a_group_find_more_and_two_groups_less(page: Page, address: str, archive: Archive) -> None:
    def year(record: Record, kind: Kind[Record], years: set[str]) -> bool:
        day = kind.day(record)
        return day is not None and str(day.year) in years

    page.goto(f"{address}?kind=meeting")
    wait_for_count(page, len(archive.records_of(MEETING)))
    unfold_group(page, "Kind").locator("[value=agreement]").check()
    wait_for_count(page, len(archive.records_of(MEETING)) + len(archive.records_of(AGREEMENT)))
    unfold_group(page, "Year").locator("[value='2024']").check()
    both = [(record, kind) for kind in (MEETING, AGREEMENT) for record in archive.records_of(kind)]
    wait_for_count(page, sum(year(record, kind, {"2024"}) for record, kind in both))
    unfold_group(page, "Year").locator("[value='2025']").check()
    recent = [(record, kind) for record, kind in both if year(record, kind, {"2024", "2025"})]
    wait_for_count(page, len(recent))
    unfold_group(page, "Party").locator("[value=xc]").check()
    with_party = [record for record, kind in recent if "xc" in parties(archive, record, kind)]
    wait_for_count(page, len(with_party))
    assert set(result_addresses(page)) == set(addresses(with_party))
    assert counts(page, "Kind") == {
        kind.name: sum("xc" in parties(archive, record, kind) for record, its in recent if its is kind)
        for kind in (MEETING, AGREEMENT)
    } | {name: number for name, number in counts(page, "Kind").items() if name not in ("meeting", "agreement")}
    expect(page).to_have_url(f"{address}?kind=meeting&kind=agreement&year=2024&year=2025&party=xc")


def test_words_and_filters_go_together(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Tessen&kind=organisation")
    assert set(result_addresses(page)) == {
        "organisations/river-agency-xa/",
        "organisations/shippers-association/",
        "organisations/tessen-ferries/",
    }


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_results_are_sorted_by_their_days(page: Page, address: str, archive: Archive, order: str) -> None:
    def day(record: Record) -> date:
        assert isinstance(record, Meeting)
        return record.date.first

    page.goto(f"{address}?kind=meeting")
    wait_for_count(page, len(archive.records_of(MEETING)))
    page.get_by_role("combobox", name="Sort by").select_option(order)
    wanted = addresses(sorted(archive.records_of(MEETING), key=day, reverse=order == "newest"))
    expect(result_list(page).get_by_role("link").first).to_have_attribute(
        "href", re.compile(f"{re.escape(wanted[0])}$")
    )
    assert result_addresses(page) == wanted


def test_records_without_date_come_last_in_either_order(page: Page, address: str, archive: Archive) -> None:
    dated = len(archive.records_of(MEETING))
    for order in ("newest", "oldest"):
        page.goto(f"{address}?kind=meeting&kind=sector&sort={order}")
        addresses_in_order = result_addresses(page)
        assert [path.split("/")[0] for path in addresses_in_order[:dated]] == ["meetings"] * dated
        assert {path.split("/")[0] for path in addresses_in_order[dated:]} == {BY_FOLDER["sectors"].folder}


def test_a_long_group_can_be_unfolded_and_folded(page: Page, address: str) -> None:
    page.goto(address)
    few = len(unfold_group(page, "Kind").get_by_role("listitem").all())
    assert few == 8
    group = page.get_by_role("group", name="Kind", exact=True)
    group.get_by_role("button", name="Show all (12)").click()
    expect(group.get_by_role("listitem")).to_have_count(12)
    expect(group.get_by_role("button", expanded=True)).to_be_focused()
    group.get_by_role("button", name="Show fewer").click()
    expect(group.get_by_role("listitem")).to_have_count(8)


def test_a_value_is_chosen_by_keyboard_and_keeps_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}?kind=meeting")
    wait_for_count(page, 13)
    box = unfold_group(page, "Party").locator("[value=xc]")
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}?kind=meeting&party=xc")
    expect(unfold_group(page, "Party").get_by_role("checkbox", checked=True)).to_be_focused()
    page.keyboard.press("Space")
    wait_for_count(page, 13)
