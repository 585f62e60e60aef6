"""`new`: a record of each kind from answers, from options and in a terminal passes `check`; nothing is overwritten."""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.interview import Verdict
from generator.kinds import KINDS
from generator.kinds.kind import Kind

ROOT = Path(__file__).parent.parent.parent
EXPECTED = Path(__file__).parent / "expected"
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
    if kind.evidence:
        assert "0 errors, 1 warning" in result.stdout
        assert UNUSED in result.stdout
    else:
        assert result.stdout == "0 errors, 0 warnings in 39 files\n"


def new_files(content: Path) -> list[Path]:
    return [path for path in content.rglob("*.yml") if not (ROOT / path).exists()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_answers_line_by_line_make_a_record_that_passes_check(kind: Kind[Any], content: Path) -> None:
    result = run("new", kind.name, answers=ANSWERS[kind.folder])
    assert (result.exit_code, result.stderr.count("expected")) == (0, 1 if kind.evidence else 0)
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


def test_an_answer_is_refused_with_what_check_would_say_and_asked_for_again(content: Path) -> None:
    answers = ["Talks", "01.02.2024", "2024-02-01", "usbekistan", "1", "", "daryo-article", ""]
    result = run("new", "meeting", answers=answers)
    assert 'found "01.02.2024"; write "2024-02-01" or "2024-01-02"' in result.stderr
    assert 'there is no party "usbekistan"' in result.stderr
    assert "parties:\n  - uz\n" in new_files(content)[0].read_text("utf-8")


def test_an_impossible_day_is_refused_with_how_many_the_month_has(content: Path) -> None:
    result = run("new", "meeting", answers=["Talks", "31.02.2026"])
    assert 'found "31.02.2026"; February 2026 has 28 days' in result.stderr


def test_a_date_that_can_be_read_in_two_ways_is_not_proposed_in_one() -> None:
    assert Verdict('found "01/02/2026"; write "2026-02-01" or "2026-01-02"').mended == ""
    assert Verdict('found "13/02/2026"; write "2026-02-13"').mended == "2026-02-13"


@pytest.mark.parametrize("name", ["France", "usbekistan", "Qqqq"])
def test_a_record_that_is_not_there_is_refused_with_how_to_make_it(name: str, content: Path) -> None:
    asked = run("new", "meeting", answers=["Talks", "2024-02-01", name])
    assert f'there is no party "{name}"; +{name} makes it\n' in asked.stderr
    given = run("new", "meeting", *options(["title=Talks", "date=2024-02-01", f"parties={name}"]))
    assert (given.exit_code, f'error: there is no party "{name}"' in given.stderr) == (2, True)
    assert "makes it" not in given.stderr


def test_a_name_that_several_records_have_is_asked_for_again_with_their_numbers(content: Path) -> None:
    result = run("new", "sector", answers=["Fisheries", "daryo", "2", ""])
    assert '"daryo" may be several' in result.stderr
    assert result.exit_code == 0


def test_what_a_kind_demands_is_not_left_out(content: Path) -> None:
    answers = ["mfa-jp", "2024-02-01", "", "It was said.", "", "daryo-article", ""]
    result = run("new", "statement", answers=answers)
    assert "a text or a quote is expected, found neither" in result.stderr
    check(KINDS[0])


def test_what_check_would_only_warn_of_is_said_and_kept_when_it_is_answered_again(content: Path) -> None:
    result = run("new", "sector", answers=["Fisheries", "", "", ""])
    assert "without one, check will warn: Enter twice to go on without)" in result.stderr
    assert "found neither – Enter again to go on without\n" in result.stderr
    assert "Enter to leave it out" not in result.stderr
    assert result.exit_code == 0


def test_an_id_that_is_taken_is_not_proposed_and_refused(content: Path) -> None:
    result = run("new", "sector", answers=["Tourism", "daryo-article", "tourism", "Tourism", ""])
    assert "(Enter for tourism-2)" in result.stderr
    assert "which is also content/sectors/tourism.yml" in result.stderr
    assert 'lower-case letters a to z, digits and hyphens is expected, found "Tourism"; did you mean' in result.stderr
    assert (content / "sectors/tourism-2.yml").is_file()


def test_a_namesake_is_named_however_the_words_of_the_name_stand(content: Path) -> None:
    note = 'note: people/usmanov-bobur is called "Bobur Usmanov" too\n'
    asked = run("new", "person", answers=["usmanov Bobur", "uz", "daryo-article", "usmanov", ""])
    assert asked.stderr.count(note) == 1
    assert asked.stderr.index(note) < asked.stderr.index("Country:")
    given = run("new", "person", "--dry-run", *options(["name=Usmanov Bobur", "sources=daryo-article"]))
    assert (given.exit_code, note in given.stderr) == (0, True)
    assert "note: people" not in run("new", "person", *options(["name=Bobur Azizov", "sources=daryo-article"])).stderr


def test_a_record_whose_id_would_be_proposed_is_named(content: Path) -> None:
    given = ["title=Consultations", "date=2024-01-26", "sources=daryo-article"]
    result = run("new", "meeting", *options(given))
    assert "note: meetings/2024-01-26-consultations is called " in result.stderr
    assert ", and has the id that this would have\n" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("kind", "fields", "file", "other"),
    [
        ("person", ["name=Bobur Usmanov", "country=uz"], "content/people/usmanov-bobur.yml", "usmanov-bobur-2"),
        ("sector", ["name=Tourism"], "content/sectors/tourism.yml", "tourism-2"),
        ("meeting", ["title=Talks", "date=2024-02-01"], "content/meetings/2024-02-01-talks.yml", "2024-02-01-talks-2"),
    ],
)
def test_options_given_again_are_refused_and_another_is_made_by_its_id(
    kind: str, fields: list[str], file: str, other: str, content: Path
) -> None:
    given = ["new", kind, *options([*fields, "sources=daryo-article"])]
    run(*given)
    before = new_files(content)
    result = run(*given)
    said = "nothing was written; to make another, name it"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("note: ")
    assert result.stderr.endswith(f"error: {file} is there already: {said}: --id {other}\n")
    assert new_files(content) == before
    assert run(*given, "--id", other).stdout.endswith(f"/{other}.yml\n")


def test_the_file_in_the_way_is_named_also_where_it_cannot_be_read_or_only_had_the_id(content: Path) -> None:
    (content / "sectors/fisheries.yml").write_text("nam: Fisheries\n", "utf-8")
    (content / "sectors/energy.yml").write_text("name: Energy\nformerly: [power]\n", "utf-8")
    assert "error: content/sectors/fisheries.yml is" in run("new", "sector", *options(["name=Fisheries"])).stderr
    assert "error: content/sectors/energy.yml is" in run("new", "sector", *options(["name=Power"])).stderr


def test_an_id_is_asked_for_where_none_can_be_made_of_a_name(content: Path) -> None:
    result = run("new", "person", answers=["山田太郎", "jp", "daryo-article", "", "yamada-taro"])
    assert "Enter for" not in result.stderr
    assert result.stdout == "content/people/yamada-taro.yml\n"
    check(KINDS[4])


def test_a_person_is_proposed_by_the_family_name_first_as_it_is_written_in_the_country(content: Path) -> None:
    given = run("new", "person", answers=["Ada Example", "uz", "daryo-article", "", ""])
    family = run("new", "person", answers=["YAMADA Taro", "jp", "daryo-article", "", ""])
    assert given.stdout == "content/people/example-ada.yml\n"
    assert family.stdout == "content/people/yamada-taro.yml\n"


def test_the_family_name_is_asked_for_before_an_id_where_the_name_alone_does_not_tell_it(content: Path) -> None:
    answers = ["Keiko Yamada", "jp", "daryo-article", "", "Taro", "yamada", ""]
    result = run("new", "person", answers=answers)
    assert result.stdout == "content/people/yamada-keiko.yml\n"
    assert result.stderr.count("  one of Keiko, Yamada is expected\n") == 2
    assert "(Enter for yamada-keiko)" in result.stderr
    made = ["Talks", "2024-02-01", "", "", "+Annual report", "", "", ""]
    assert "Family name" not in run("new", "meeting", answers=made).stderr


def test_an_option_gives_the_family_name_and_nothing_is_asked(content: Path) -> None:
    given = options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"])
    result = run("new", "person", *given, "--family-name", "yamada")
    assert (result.exit_code, result.stdout) == (0, "content/people/yamada-keiko.yml\n")
    wrong = run("new", "person", *given, "--family-name", "Sato")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        'error: --family-name: one of Keiko, Yamada is expected, found "Sato"\n',
    )
    assert run("new", "sector", "--family-name", "Sato").exit_code == 2


def test_options_that_leave_the_family_name_open_are_not_enough(content: Path) -> None:
    result = run("new", "person", *options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"]))
    expected = "the family name is expected, for the id begins with it: --family-name Keiko or Yamada"
    assert (result.exit_code, result.stderr) == (1, f"error: {expected}\n")
    there = run("new", "person", *options(["name=Masaki Ikegami", "country=jp", "sources=daryo-article"]))
    assert there.exit_code == 1
    assert "error: content/people/ikegami-masaki.yml is there already" in there.stderr
    assert there.stderr.endswith("--id ikegami-masaki-2\n")
    assert new_files(content) == []


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


def test_the_name_of_a_country_leads_to_its_code(content: Path) -> None:
    result = run("new", "country", answers=["Côte d’Ivoire", "ci", "Republic of Côte d’Ivoire"])
    assert 'did you mean "ci"?' in result.stderr


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("date=1.2.2024", 'write "2024-02-01"'),
        ("dat=2024-02-01", 'did you mean "date"?'),
        ("title", "FIELD=VALUE is expected"),
        ("title=", "FIELD=VALUE is expected"),
        ("parties=usbekistan", "did you mean countries/uz"),
        ("sources=daryo", "sources/daryo-article"),
        ("participants[3].name=Ada", "one after another from [0] on"),
        ("date.year=2024", "date.year cannot be set"),
        ("level=high", "one of head-of-state"),
        ("title=\x1b[31mred", "control character"),
    ],
)
def test_an_option_that_is_wrong_is_refused_and_nothing_written(field: str, said: str, content: Path) -> None:
    result = run("new", "meeting", *options(["title=Talks", "date=2024-02-01", field]))
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert new_files(content) == []


@pytest.mark.parametrize(
    ("identifier", "status", "said"),
    [
        ("tourism", 1, "which is also content/sectors/tourism.yml"),
        ("Fish Eries", 2, 'found "Fish Eries"; did you mean "fish-eries"?'),
    ],
)
def test_an_id_given_that_cannot_be_is_refused_and_nothing_asked(
    identifier: str, status: int, said: str, content: Path
) -> None:
    result = run("new", "sector", "--id", identifier, *options(OPTIONS["sectors"]))
    assert (result.exit_code, result.stdout, ">" in result.stderr) == (status, "", False)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert new_files(content) == []


def test_an_id_given_is_judged_with_the_fields_given(content: Path) -> None:
    assert run("new", "country", "--id", "xa", *options(["name=Arcadia"])).exit_code == 0
    assert "a name is expected" in run("new", "country", "--id", "xb", *options(["summary=Far."])).stderr


def test_options_may_leave_questions_open(content: Path) -> None:
    result = run("new", "meeting", *options(["date=2024-02-01"]), answers=["Talks", "", "", "daryo-article", ""])
    assert "Date" not in result.stderr
    assert [path.name for path in new_files(content)] == ["2024-02-01-talks.yml"]


@pytest.mark.parametrize("answers", [[], ["Talks"], ["Talks", "2024-02-01", "", "", "daryo-article"]])
def test_an_end_of_input_writes_nothing(answers: list[str], content: Path) -> None:
    result = run("new", "meeting", answers=answers)
    assert result.exit_code == 1
    assert result.stderr.endswith("error: cut short: nothing was written\n")
    assert new_files(content) == []


def test_a_file_that_came_into_being_meanwhile_is_not_overwritten(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.drafts import Desk

    finish = Desk.finish

    def meanwhile(desk: Desk, draft: Any) -> None:
        finish(desk, draft)
        if draft.kind.folder == "sectors":
            desk.path(draft).write_text("name: Theirs\n", "utf-8")

    monkeypatch.setattr(Desk, "finish", meanwhile)
    result = run("new", "sector", answers=["Fisheries", "+Annual report", "", "", "", ""])
    assert result.exit_code == 1
    assert "content/sectors/fisheries.yml is there already: nothing was written" in result.stderr
    assert (content / "sectors/fisheries.yml").read_text("utf-8") == "name: Theirs\n"
    assert not (content / "sources/annual-report.yml").exists()


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


def test_in_a_terminal_options_that_name_what_is_there_are_asked_about(content: Path) -> None:
    terminal = Terminal("sector", *options(["name=Tourism", "sources=daryo-article"]))
    terminal.child.expect("note: sectors/tourism is called")
    terminal.answer("Id", "")
    terminal.child.expect(pexpect.EOF)
    assert (content / "sectors/tourism-2.yml").is_file()


def test_in_a_terminal_the_family_name_is_completed(content: Path) -> None:
    terminal = Terminal("person", *options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"]))
    terminal.ready("Family name")
    terminal.child.send("yam")
    terminal.child.expect("Yamada")
    terminal.child.send("\t")
    terminal.child.expect("Yamada")
    terminal.child.send("\r")
    terminal.answer("Id", "")
    terminal.child.expect(pexpect.EOF)
    assert (content / "people/yamada-keiko.yml").is_file()


def test_ctrl_c_in_a_terminal_writes_nothing_and_says_so_in_a_line(content: Path) -> None:
    terminal = Terminal("meeting")
    terminal.answer("Title", "Courtesy call")
    terminal.ready("Date")
    terminal.child.sendintr()
    terminal.child.expect("error: cut short: nothing was written")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 1
    assert new_files(content) == []


def test_a_process_that_is_interrupted_while_it_waits_for_a_line_writes_nothing(content: Path) -> None:
    environment = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    child: Any = pexpect.spawn(
        sys.executable, ["-m", "generator", "new", "sector"], env=environment, encoding="utf-8", timeout=60
    )
    child.expect("Name")
    child.expect("> ")
    child.kill(signal.SIGINT)
    child.expect("error: cut short: nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert new_files(content) == []
