"""All checks together: one mistake is one problem, at its place, whatever the order of files."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.run import check, check_in_background
from generator.content import files as content_files
from generator.content.load import load_folder
from generator.kinds.record import Audience
from generator.problems import Place, sort_key
from tests.support.paths import TESTS
from tests.support.written_pages import write_pages

DAY = date(2024, 2, 1)
REPORT = {"sources/report.yml": "title: Report\n"}
CITED = "sources: [{source: report}]\n"
MEETING = "title: Talks\ndate: 2024-01-26\n" + CITED
ALL_AT_ONCE = TESTS / "checks/cases" / "all-at-once" / "content"


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "content"


def problems_in(folder: Path, files: dict[str, str], audience: Audience = "public") -> list[str]:
    """Return the problems of a folder with these files: `meetings/talks.yml:3 tab`."""
    content = write_files(folder, REPORT | files)
    problems = check(load_folder(content), Edition(DAY, audience))
    places = [(problem.place or Place(""), problem.rule.code) for problem in problems]
    return [f"{Path(place.file).relative_to(content).as_posix()}:{place.line} {code}" for place, code in places]


# One mistake, one problem


def test_a_folder_that_cannot_be_entered_is_the_only_problem(tmp_path: Path) -> None:
    content = write_files(tmp_path, {"meetings/talks.yml": MEETING})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/report.yml").write_text("title: Report\n", "utf-8")
    assert [problem.rule.code for problem in check(load_folder(content), Edition(DAY, "public"))] == [
        "unknown-reference"
    ]
    (content / "sources").symlink_to(tmp_path / "elsewhere")
    assert [problem.rule.code for problem in check(load_folder(content), Edition(DAY, "public"))] == ["unreadable-file"]


@pytest.mark.parametrize(
    "reference",
    ["parties: [exa]", "parties: [organisations/exa]", "summary: See [[organisations/exa]].", "hosts: [exa]"],
)
@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("acronym: EXA\n", "missing-field"),
        ("name: [\n", "yaml-syntax"),
        ("name: Exa\ntype: firm\n", "unknown-value"),
    ],
)
def test_a_broken_record_does_not_make_references_to_it_unknown(
    tmp_path: Path, reference: str, broken: str, problem: str
) -> None:
    lines = problems_in(tmp_path, {"organisations/exa.yml": broken, "meetings/talks.yml": f"{MEETING}{reference}\n"})
    assert [line.partition(" ")[2] for line in lines] == [problem]


def test_a_broken_record_excuses_no_other_reference(tmp_path: Path) -> None:
    files = {"people/ada.yml": "name: [\n", "meetings/talks.yml": f"{MEETING}parties: [ada]\nhosts: [ben]\n"}
    lines = problems_in(tmp_path, files)
    assert lines == [
        "meetings/talks.yml:4 unknown-reference",
        "meetings/talks.yml:5 unknown-reference",
        "people/ada.yml:1 yaml-syntax",
    ]


def test_the_references_of_a_broken_record_are_judged_and_nothing_else_of_it(tmp_path: Path) -> None:
    talks = f"{MEETING}level: ministre\nhosts: [ben]\nparticipants: [{{name: A, side: xz}}]\nstatus: planned\n"
    assert problems_in(tmp_path, {"meetings/talks.yml": talks}) == [
        "meetings/talks.yml:4 unknown-value",
        "meetings/talks.yml:5 unknown-reference",
        "meetings/talks.yml:6 unknown-reference",
    ]


@pytest.mark.parametrize(("more", "silent"), [("", False), ("level: ministre\n", True), ("hosts: [ben]\n", True)])
def test_advice_is_silent_while_there_are_errors(tmp_path: Path, more: str, silent: bool) -> None:
    lines = problems_in(tmp_path, {"meetings/talks.yml": "title: {ja: X}\ndate: 2024-01-26\n" + more})
    advice = {"language-not-of-site", "unused-source", "unconnected-record"}
    assert {line.partition(" ")[2] for line in lines} & advice == (set() if silent else advice)


def test_a_warning_silences_no_advice(tmp_path: Path) -> None:
    talks = "title: Talks\ndate: 2024-01-26\nstatus: planned\n"
    assert problems_in(tmp_path, {"meetings/talks.yml": talks}) == [
        "meetings/talks.yml:1 unconnected-record",
        "meetings/talks.yml:2 planned-in-past",
        "sources/report.yml:1 unused-source",
    ]


# Order


def test_problems_are_sorted_and_the_same_whatever_the_order_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ALL_AT_ONCE, tmp_path / "content")
    write_files(tmp_path, {f"people/{folder}/twin.yml": "name: Twin\n" for folder in "ab"})
    files = sorted(content_files._walk(tmp_path / "content", [], []))
    monkeypatch.setattr(content_files, "_walk", lambda *arguments: iter(files))
    problems = check(load_folder(tmp_path / "content"), Edition(DAY))
    monkeypatch.setattr(content_files, "_walk", lambda *arguments: reversed(files))
    assert check(load_folder(tmp_path / "content"), Edition(DAY)) == problems
    assert sorted(problems, key=sort_key) == problems
    assert len({problem.place.file for problem in problems if problem.place}) > 5


def test_the_order_of_records_changes_nothing(tmp_path: Path) -> None:
    talks = {f"meetings/{name}.yml": f"{MEETING}follows: {name}\nhosts: [xz]\n" for name in ("a", "b", "c")}
    content = load_folder(write_files(tmp_path, REPORT | talks))
    problems = check(content, Edition(DAY))
    content.records.reverse()
    assert check(content, Edition(DAY)) == problems
    assert {problem.rule.code for problem in problems} == {"cycle", "looks-the-same", "unknown-reference"}


# Audiences

SECRET = {
    "people/secret.yml": f"name: Secret\naudience: internal\n{CITED}",
    "meetings/talks.yml": f"{MEETING}participants:\n  - {{person: secret, audience: internal}}\n  - {{name: A}}\n",
}


def test_a_public_edition_of_what_refers_to_something_internal_is_refused(tmp_path: Path) -> None:
    files = SECRET | {"meetings/talks.yml": f"{MEETING}hosts: [secret]\n"}
    assert problems_in(tmp_path, files) == ["meetings/talks.yml:4 refers-to-internal"]
    assert problems_in(tmp_path, files, audience="internal") == []


@pytest.mark.parametrize(("audience", "there"), [("public", False), ("internal", True)])
def test_pages_are_those_of_the_edition(tmp_path: Path, audience: Audience, there: bool) -> None:
    content = load_folder(write_files(tmp_path, REPORT | SECRET))
    assert check(content, Edition(DAY, audience)) == []
    write_pages(content, Edition(DAY, audience), tmp_path / "pages")
    assert (tmp_path / "pages/en/people/secret.md").exists() is there
    assert ("Secret" in (tmp_path / "pages/en/meetings/talks.md").read_text("utf-8")) is there


def test_problems_of_the_site_are_found_in_its_file(tmp_path: Path) -> None:
    assert problems_in(tmp_path, {"site.yml": "title: X\nhome_relation: xa-xb\n"}) == ["site.yml:2 unknown-reference"]


# Days

YEAR = {
    "countries/xa.yml": f"name: Exampleland\n{CITED}",
    "countries/xb.yml": f"name: Samplia\n{CITED}",
    "relations/xa-xb.yml": f"between: [xa, xb]\n{CITED}",
    "milestones/embassy.yml": f"title: An embassy opens\ndate: 2024-03-01\nparties: [xa, xb]\n{CITED}",
    "meetings/early.yml": f"title: Early talks\ndate: 2024-01-26\nparties: [xa, xb]\noutcomes: [A road]\n{CITED}",
    "meetings/late.yml": (
        "title: Late talks\ndate: 2024-03-10\nparties: [xa, xb]\nagenda: [Visas]\nsummary: They signed.\n"
        "outcomes: [A bridge]\nagreements: [pact]\n"
        "sources: [{source: report, quote: A bridge at last., supports: [date, summary]}]\n"
    ),
    "agreements/pact.yml": (
        f"title: Bridge pact\nparties: [xa, xb]\nhistory: [{{event: signed, date: 2024-03-10}}]\n{CITED}"
    ),
    "statements/speech.yml": (
        f"title: A speech\nby: [xa]\ndate: 2024-02-02\ntext: Well.\nabout: [meetings/late]\n{CITED}"
    ),
}
TODAY = date(2024, 4, 1)


def pages(folder: Path, edition: Edition) -> dict[str, str]:
    """Return the pages of the year in an edition, by path."""
    write_pages(load_folder(write_files(folder, REPORT | YEAR)), edition, folder / "pages")
    root = folder / "pages" / "en"
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.md")}


def test_a_past_day_knows_nothing_of_what_came_later(tmp_path: Path) -> None:
    then = pages(tmp_path / "then", Edition(DAY, today=TODAY))
    now = pages(tmp_path / "now", Edition(TODAY))
    assert now.keys() - then.keys() == {"milestones/embassy.md", "agreements/pact.md", "statements/speech.md"}
    assert then.keys() - now.keys() == set()
    for secret in ("An embassy opens", "They signed.", "A bridge", "Bridge pact", "A speech"):
        assert [path for path, text in then.items() if secret in text] == []
        assert [path for path, text in now.items() if secret in text] != []


def test_a_meeting_held_later_was_planned_on_a_past_day(tmp_path: Path) -> None:
    then = pages(tmp_path / "then", Edition(DAY, today=TODAY))["meetings/late.md"]
    now = pages(tmp_path / "now", Edition(TODAY))["meetings/late.md"]
    planned, held = '<span class="status planned">Planned</span>', '<span class="status held">Held</span>'
    assert (planned in then, held in then, planned in now, held in now) == (True, False, False, True)
    assert ("Visas" in then, "## Outcomes" in then, "Bridge" in then) == (True, False, False)
    assert ("Visas" in now, "## Outcomes" in now, "Bridge" in now) == (True, True, True)


def test_a_meeting_held_before_a_past_day_has_its_outcome(tmp_path: Path) -> None:
    then = pages(tmp_path, Edition(DAY, today=TODAY))
    assert ("A road" in then["meetings/early.md"], "Late talks" in then["index.md"]) == (True, True)


@pytest.mark.parametrize("today", [None, DAY])
def test_without_a_later_today_nothing_is_looked_back_on(tmp_path: Path, today: date | None) -> None:
    texts = pages(tmp_path, Edition(DAY, today=today))
    assert "They signed." in texts["meetings/late.md"]
    assert "An embassy opens" in texts["milestones/embassy.md"]


@pytest.mark.parametrize("day", [TODAY, date(2024, 3, 10)])
def test_events_up_to_the_day_are_shown_whether_or_not_it_is_looked_back_on(tmp_path: Path, day: date) -> None:
    assert pages(tmp_path / "a", Edition(day, today=TODAY)) == pages(tmp_path / "b", Edition(day))


@pytest.mark.parametrize(
    ("edition", "problems"),
    [
        (Edition(DAY), ["held-in-future"]),
        (Edition(DAY, today=date(2024, 3, 9)), ["held-in-future"]),
        (Edition(DAY, today=date(2024, 3, 10)), []),
        (Edition(DAY, today=TODAY), []),
        (Edition(TODAY), []),
        (Edition(TODAY, today=DAY), []),
    ],
)
def test_what_was_held_is_in_the_future_only_of_the_day_it_is_looked_back_from(
    tmp_path: Path, edition: Edition, problems: list[str]
) -> None:
    content = load_folder(write_files(tmp_path, REPORT | YEAR))
    assert [problem.rule.code for problem in check(content, edition)] == problems


def test_what_is_planned_is_past_as_of_the_day_whoever_looks_back_on_it(tmp_path: Path) -> None:
    content = load_folder(write_files(tmp_path, REPORT | {"meetings/talks.yml": f"{MEETING}status: planned\n"}))
    for edition in (Edition(DAY), Edition(DAY, today=TODAY)):
        assert [problem.rule.code for problem in check(content, edition)] == ["planned-in-past"]
    assert check(content, Edition(date(2024, 1, 26), today=TODAY)) == []


def test_pages_are_written_of_any_day_however_early(tmp_path: Path) -> None:
    texts = pages(tmp_path, Edition(date(1990, 1, 1), today=TODAY))
    assert sorted(path for path in texts if path.startswith(("meetings/", "milestones/")) and "index" not in path) == [
        "meetings/early.md",
        "meetings/late.md",
    ]


def test_pages_are_written_where_a_sector_has_nothing_but_a_mechanism(tmp_path: Path) -> None:
    files = REPORT | {
        "sectors/energy.yml": f"name: Energy\n{CITED}",
        "mechanisms/forum.yml": f"title: Forum\nbetween: [xa, xb]\nsectors: [energy]\n{CITED}",
    }
    write_pages(load_folder(write_files(tmp_path, files)), Edition(DAY), tmp_path / "pages")
    assert "Forum" in (tmp_path / "pages/en/sectors/energy.md").read_text("utf-8")


@pytest.mark.parametrize(("jobs", "min_files"), [(1, 1), (2, 1), (2, 1000)])
def test_a_process_of_its_own_finds_the_same_problems(jobs: int, min_files: int) -> None:
    content = load_folder(ALL_AT_ONCE)
    with check_in_background(content, Edition(DAY), jobs, min_files) as checks:
        ((_, problems),) = checks.results()
    assert problems == check(content, Edition(DAY)) != []
