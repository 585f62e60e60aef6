"""`new`: a record of each kind from answers, from options and in a terminal passes `check`."""

from pathlib import Path
from typing import Any

import pexpect
import pytest

from generator.kinds import KINDS
from generator.kinds.kind import Kind
from tests.support.command_line import run
from tests.support.new_command import OPTIONS, UNUSED_SOURCE, Terminal, check_new_record, new_files, set_options
from tests.support.paths import TESTS

EXPECTED = TESTS / "cli/expected"
CITE = 'add "- source: 2024-02-01-a-press-release" below "sources:" in a record that is based on it, or delete the file'

ANSWERS = {
    "relations": ["uz, mfa-jp", "daryo-article", ""],
    "meetings": ["Consultations on visas", "2024-02-01", "Uzbekistan, jp", "consultation", "daryo-article", ""],
    "agreements": ["Memorandum on visas", "uz, jp", "memorandum", "signed", "2024-02-01", "daryo-article", ""],
    "mechanisms": ["Consular talks", "uz, jp", "daryo-article", ""],
    "people": ["Ada Example", "jp", "daryo-article", "Example", ""],
    "organisations": ["Consular Department", "agency", "uz", "daryo-article", ""],
    "countries": ["kz", "Republic of Kazakhstan"],
    "sectors": ["Fisheries", "daryo-article", ""],
    "milestones": ["First direct flight", "1992-05", "uz, jp", "daryo-article", ""],
    "statements": ["mfa-jp", "2024-02-01", "Visas will be easier to get.", "press-release", "daryo-article", ""],
    "sources": ["A press release", "https://example.org/release", "2024-02-01", ""],
}
"""The answers to the questions, line by line, by folder."""
IDS = {"countries": "kz"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_answers_line_by_line_make_a_record_that_passes_check(kind: Kind[Any], content: Path) -> None:
    result = run("new", kind.name, answers=ANSWERS[kind.folder])
    assert (result.exit_code, result.stderr.count("expected")) == (0, 1 if kind.is_citable else 0)
    written = new_files(content)
    assert result.stdout == f"{written[0].as_posix()}\n"
    check_new_record(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_options_alone_make_a_record_that_passes_check_and_nothing_is_asked(kind: Kind[Any], content: Path) -> None:
    identifier = ["--id", IDS[kind.folder]] if kind.folder in IDS else []
    result = run("new", kind.name, *identifier, *set_options(OPTIONS[kind.folder]))
    assert (result.exit_code, ">" in result.stderr) == (0, False), result.stderr
    check_new_record(kind)


def test_the_file_of_a_new_meeting_reads_as_expected(content: Path, request: pytest.FixtureRequest) -> None:
    run("new", "meeting", answers=ANSWERS["meetings"])
    written = (content / "meetings/2024-02-01-consultations-on-visas.yml").read_text("utf-8")
    expected = EXPECTED / "new-meeting.yml"
    if request.config.getoption("--golden"):
        expected.write_text(written, "utf-8", newline="\n")
    assert written == expected.read_text("utf-8")


def test_the_problems_left_and_the_next_step_are_printed(content: Path) -> None:
    result = run("new", "source", *set_options(OPTIONS["sources"]))
    assert result.stderr == f"note: {UNUSED_SOURCE}; {CITE}\nOpen it to add what else is known; then: make check\n"


def test_the_name_of_a_folder_is_a_kind_and_any_other_word_is_refused(content: Path) -> None:
    assert run("new", "sectors", *set_options(OPTIONS["sectors"])).exit_code == 0
    refused = run("new", "meting")
    assert (refused.exit_code, 'did you mean "meeting"?' in refused.stderr) == (2, True)


def test_a_dry_run_prints_the_record_and_writes_nothing(content: Path) -> None:
    result = run("new", "sector", "--dry-run", *set_options(OPTIONS["sectors"]))
    assert result.stdout.startswith("content/sectors/fisheries.yml:\n#")
    assert "name:\n  en: Fisheries\n" in result.stdout
    assert new_files(content) == []


def test_a_meeting_that_is_still_to_come_is_planned(content: Path) -> None:
    fields = ["title=Summit", "date=2999-01-01", "sources=daryo-article"]
    run("new", "meeting", *set_options(fields))
    assert "\nstatus: planned\n" in new_files(content)[0].read_text("utf-8")
    check_new_record(KINDS[1])


def test_a_record_that_is_referred_to_is_made_on_the_way(content: Path) -> None:
    answers = ["Fisheries", "+Annual report", "", "2024-02", "", ""]
    result = run("new", "sector", answers=answers)
    assert result.stdout == "content/sources/2024-02-annual-report.yml\ncontent/sectors/fisheries.yml\n"
    assert run("check", "content").stdout == "0 errors, 0 warnings in 40 files\n"


def test_a_title_that_begins_with_a_plus_is_a_title(content: Path) -> None:
    answers = ["+1 agreement", "2024-02-01", "", "", "+Annual report", "", "", "", ""]
    result = run("new", "meeting", answers=answers)
    assert result.stdout == "content/sources/annual-report.yml\ncontent/meetings/2024-02-01-1-agreement.yml\n"


def test_a_party_that_is_made_on_the_way_may_be_of_several_kinds(content: Path) -> None:
    answers = ["Talks", "2024-02-01", "uz, +Trade Union", "company", "organisation", "association"]
    result = run("new", "meeting", answers=[*answers, "", "daryo-article", "", "", "daryo-article", ""])
    assert result.exit_code == 0, result.stderr
    assert "  - uz\n  - trade-union\n" in (content / "meetings/2024-02-01-talks.yml").read_text("utf-8")
    check_all = run("check", "content")
    assert check_all.stdout == "0 errors, 0 warnings in 40 files\n"


def test_a_country_is_made_of_its_name_alone_and_is_given_no_official_name(content: Path) -> None:
    answers = ["Talks", "2024-02-01", "uz, +France, +Japan", "", "daryo-article", ""]
    result = run("new", "meeting", answers=answers)
    assert result.stdout == "content/countries/fr.yml\ncontent/meetings/2024-02-01-talks.yml\n"
    assert "  = France (countries/fr), a new country\n  = Japan (countries/jp)\n" in result.stderr
    assert "\nofficial_name" not in (content / "countries/fr.yml").read_text("utf-8")
    assert "  - uz\n  - fr\n  - jp\n" in (content / "meetings/2024-02-01-talks.yml").read_text("utf-8")
    assert run("check", "content").stdout == "0 errors, 0 warnings in 40 files\n"


@pytest.mark.parametrize(("name", "code"), [("田中一郎", "ja"), ("Шавкат Мирзиёев", "ru"), ("김민수", "en")])
def test_a_name_is_filed_under_the_language_of_its_script(name: str, code: str, content: Path) -> None:
    by_answers = run("new", "person", "--dry-run", answers=[name, "", "daryo-article", "", "x"])
    by_options = run("new", "person", "--id", "x", "--dry-run", *set_options([f"name={name}", "sources=daryo-article"]))
    answers = ["Talks", "2024-02-01", f"+{name}", "organisation", "association", "", "daryo-article", "y"]
    on_the_way = run("new", "meeting", "--dry-run", answers=[*answers, "", "daryo-article", ""])
    for result in (by_answers, by_options, on_the_way):
        assert (result.exit_code, f"\n  {code}: {name}\n" in result.stdout) == (0, True), result.stderr


def test_an_option_makes_a_record_that_needs_no_answer_and_asks_for_what_another_needs(content: Path) -> None:
    fields = ["title=Talks", "date=2024-02-01", "sources=daryo-article", "parties=uz,+France"]
    result = run("new", "meeting", *set_options(fields))
    assert result.stdout == "content/countries/fr.yml\ncontent/meetings/2024-02-01-talks.yml\n"
    assert (">" in result.stderr, "  = France (countries/fr), a new country\n" in result.stderr) == (False, True)
    assert "  - uz\n  - fr\n" in (content / "meetings/2024-02-01-talks.yml").read_text("utf-8")
    answers = ["organisation", "association", "", "daryo-article", ""]
    fields = set_options(["title=Board", "between=uz, +Trade Union", "sources=daryo-article"])
    asked = run("new", "mechanism", *fields, answers=answers)
    assert asked.stdout == "content/organisations/trade-union.yml\ncontent/mechanisms/board.yml\n", asked.stderr


def test_the_beginning_of_a_choice_is_completed_and_the_choice_printed(content: Path) -> None:
    result = run("new", "agreement", answers=["Visas", "uz, jp", "memo", "sign", "2024-02-01", "daryo-article", ""])
    assert "  = memorandum\n" in result.stderr
    assert "  = signed\n" in result.stderr
    assert run("new", "meeting", answers=["Talks", "2024-02-01", "", "consultation"]).stderr.count("  = ") == 0
    answers = ["Talks", "2024-02-01", "+Trade Union", "org", "assoc", "", "daryo-article", "", "", "daryo-article", ""]
    assert "  = organisation\n" in run("new", "meeting", answers=answers).stderr


def test_options_may_leave_questions_open(content: Path) -> None:
    result = run("new", "meeting", *set_options(["date=2024-02-01"]), answers=["Talks", "", "", "daryo-article", ""])
    assert "Date" not in result.stderr
    assert [path.name for path in new_files(content)] == ["2024-02-01-talks.yml"]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text("title: A site\n", "utf-8")
    result = run("new", "sector", str(tmp_path), *set_options(["name=Fisheries"]))
    assert result.exit_code == 0
    assert "name: Fisheries\n" in (tmp_path / "sectors/fisheries.yml").read_text("utf-8")


def test_in_a_terminal_a_part_of_a_name_is_completed_to_an_id(content: Path) -> None:
    terminal = Terminal("meeting")
    terminal.answer("Title", "Courtesy call")
    terminal.answer("Date", "2024-02-01")
    terminal.ready("Parties")
    terminal.child.send("Узбекис")
    terminal.child.expect("Uzbekistan")
    terminal.child.send("\t")
    terminal.child.expect("uz")
    terminal.child.send("\r")
    terminal.answer("Type", "")
    terminal.answer("Source", "daryo-article")
    terminal.answer("Id", "")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert "parties:\n  - uz\n" in (content / "meetings/2024-02-01-courtesy-call.yml").read_text("utf-8")
    check_new_record(KINDS[1])
