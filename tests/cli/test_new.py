"""`new`: a record of each kind from answers, from options and in a terminal passes `check`."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from tests.support.paths import ROOT, TESTS

EXPECTED = TESTS / "cli/expected"
UNUSED = "a citation of this source is expected in some record, found none"
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
"""What is answered to each question, line by line, by folder."""
OPTIONS = {
    "relations": ["between=uz,mfa-jp", "sources=daryo-article"],
    "meetings": ["title=Consultations on visas", "date=2024-02-01", "parties=uz,Japan", "sources=daryo-article"],
    "agreements": ["title=Memorandum", "history[0].event=signed", "history[0].date=2024-02", "sources=daryo-article"],
    "mechanisms": ["title=Consular talks", "between=uz,jp", "sources=daryo-article"],
    "people": ["name.en=Ada Example", "name.ja=エイダ", "sources[0].source=daryo-article", "sources[0].quote=Ada"],
    "organisations": ["name=Consular Department", "sources=daryo-article, daryo-post-2024-01-12"],
    "countries": ["official_name=Republic of Kazakhstan"],
    "sectors": ["name=Fisheries", "sources=daryo-article", "caveats=One thing, open", "caveats=Another"],
    "milestones": ["title=First flight", "date=1992", "sources=daryo-article"],
    "statements": ["by=mfa-jp", "date=2024-02-01", "quote=Visas: soon", "sources=daryo-article"],
    "sources": ["title=A press release", "published=2024-02-01"],
}
IDS = {"countries": "kz"}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped content, in the working folder."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


def run(*arguments: str, answers: list[str] | None = None) -> Result:
    lines = "".join(f"{answer}\n" for answer in answers or [])
    return CliRunner().invoke(main, list(arguments), input=lines, catch_exceptions=False)


def options(fields: list[str]) -> list[str]:
    return [part for field in fields for part in ("--set", field)]


def check(kind: Kind[Any]) -> None:
    """The content has no errors and no warnings; but a source that nothing cites yet is told to be one."""
    result = run("check", "content")
    if kind.is_citable:
        assert "0 errors, 1 warning" in result.stdout
        assert UNUSED in result.stdout
    else:
        assert result.stdout == "0 errors, 0 warnings in 39 files\n"


def new_files(content: Path) -> list[Path]:
    return [path for path in content.rglob("*.yml") if not (ROOT / path).exists()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_answers_line_by_line_make_a_record_that_passes_check(kind: Kind[Any], content: Path) -> None:
    result = run("new", kind.name, answers=ANSWERS[kind.folder])
    assert (result.exit_code, result.stderr.count("expected")) == (0, 1 if kind.is_citable else 0)
    written = new_files(content)
    assert result.stdout == f"{written[0].as_posix()}\n"
    check(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_options_alone_make_a_record_that_passes_check_and_nothing_is_asked(kind: Kind[Any], content: Path) -> None:
    identifier = ["--id", IDS[kind.folder]] if kind.folder in IDS else []
    result = run("new", kind.name, *identifier, *options(OPTIONS[kind.folder]))
    assert (result.exit_code, ">" in result.stderr) == (0, False), result.stderr
    check(kind)


def test_the_file_of_a_new_meeting_reads_as_expected(content: Path, request: pytest.FixtureRequest) -> None:
    run("new", "meeting", answers=ANSWERS["meetings"])
    written = (content / "meetings/2024-02-01-consultations-on-visas.yml").read_text("utf-8")
    expected = EXPECTED / "new-meeting.yml"
    if request.config.getoption("--golden"):
        expected.write_text(written, "utf-8", newline="\n")
    assert written == expected.read_text("utf-8")


def test_a_new_record_says_what_is_left_to_do(content: Path) -> None:
    result = run("new", "source", *options(OPTIONS["sources"]))
    assert result.stderr == f"note: {UNUSED}; {CITE}\nOpen it to add what else is known; then: make check\n"


def test_a_kind_is_also_known_by_its_folder_and_another_is_refused(content: Path) -> None:
    assert run("new", "sectors", *options(OPTIONS["sectors"])).exit_code == 0
    refused = run("new", "meting")
    assert (refused.exit_code, 'did you mean "meeting"?' in refused.stderr) == (2, True)


def test_a_dry_run_prints_the_record_and_writes_nothing(content: Path) -> None:
    result = run("new", "sector", "--dry-run", *options(OPTIONS["sectors"]))
    assert result.stdout.startswith("content/sectors/fisheries.yml:\n#")
    assert "name:\n  en: Fisheries\n" in result.stdout
    assert new_files(content) == []


def test_a_meeting_that_is_still_to_come_is_planned(content: Path) -> None:
    given = ["title=Summit", "date=2999-01-01", "sources=daryo-article"]
    run("new", "meeting", *options(given))
    assert "\nstatus: planned\n" in new_files(content)[0].read_text("utf-8")
    check(KINDS[1])


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
    asked = run("new", "person", "--dry-run", answers=[name, "", "daryo-article", "", "x"])
    given = run("new", "person", "--id", "x", "--dry-run", *options([f"name={name}", "sources=daryo-article"]))
    made = ["Talks", "2024-02-01", f"+{name}", "organisation", "association", "", "daryo-article", "y"]
    on_the_way = run("new", "meeting", "--dry-run", answers=[*made, "", "daryo-article", ""])
    for result in (asked, given, on_the_way):
        assert (result.exit_code, f"\n  {code}: {name}\n" in result.stdout) == (0, True), result.stderr


def test_an_option_makes_a_record_that_needs_no_answer_and_asks_for_what_another_needs(content: Path) -> None:
    given = ["title=Talks", "date=2024-02-01", "sources=daryo-article", "parties=uz,+France"]
    result = run("new", "meeting", *options(given))
    assert result.stdout == "content/countries/fr.yml\ncontent/meetings/2024-02-01-talks.yml\n"
    assert (">" in result.stderr, "  = France (countries/fr), a new country\n" in result.stderr) == (False, True)
    assert "  - uz\n  - fr\n" in (content / "meetings/2024-02-01-talks.yml").read_text("utf-8")
    answers = ["organisation", "association", "", "daryo-article", ""]
    fields = options(["title=Board", "between=uz, +Trade Union", "sources=daryo-article"])
    asked = run("new", "mechanism", *fields, answers=answers)
    assert asked.stdout == "content/organisations/trade-union.yml\ncontent/mechanisms/board.yml\n", asked.stderr


def test_the_beginning_of_a_choice_is_taken_and_it_is_said_for_what(content: Path) -> None:
    result = run("new", "agreement", answers=["Visas", "uz, jp", "memo", "sign", "2024-02-01", "daryo-article", ""])
    assert "  = memorandum\n" in result.stderr
    assert "  = signed\n" in result.stderr
    assert run("new", "meeting", answers=["Talks", "2024-02-01", "", "consultation"]).stderr.count("  = ") == 0
    made = ["Talks", "2024-02-01", "+Trade Union", "org", "assoc", "", "daryo-article", "", "", "daryo-article", ""]
    assert "  = organisation\n" in run("new", "meeting", answers=made).stderr


def test_options_may_leave_questions_open(content: Path) -> None:
    result = run("new", "meeting", *options(["date=2024-02-01"]), answers=["Talks", "", "", "daryo-article", ""])
    assert "Date" not in result.stderr
    assert [path.name for path in new_files(content)] == ["2024-02-01-talks.yml"]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text("title: A site\n", "utf-8")
    result = run("new", "sector", str(tmp_path), *options(["name=Fisheries"]))
    assert result.exit_code == 0
    assert "name: Fisheries\n" in (tmp_path / "sectors/fisheries.yml").read_text("utf-8")


class Terminal:
    """`new` in a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "generator", "new", *arguments],
            env=environment,
            encoding="utf-8",
            dimensions=(40, 160),
            timeout=60,
        )

    def ready(self, label: str) -> None:
        """Wait until the line after a question can be typed in: the cursor is shown."""
        self.child.expect(label)
        self.child.expect(r"\x1b\[\?25h")

    def answer(self, label: str, keys: str) -> None:
        self.ready(label)
        self.child.send(f"{keys}\r")


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
    check(KINDS[1])
