"""`new` refuses answers as `check` would, and asks again; refused options and interruptions write nothing."""

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pexpect
import pytest

from generator.editing.new.interview import AnswerRejectedError
from generator.editing.new.workspace import Workspace
from generator.kinds import KINDS
from tests.support.command_line import run
from tests.support.new_command import OPTIONS, Terminal, check_new_record, new_files, set_options
from tests.support.paths import ROOT


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
    assert AnswerRejectedError('found "01/02/2026"; write "2026-02-01" or "2026-01-02"').proposed_answer == ""
    assert AnswerRejectedError('found "13/02/2026"; write "2026-02-13"').proposed_answer == "2026-02-13"


@pytest.mark.parametrize("name", ["France", "usbekistan", "Qqqq"])
def test_an_unknown_record_is_refused_with_a_way_to_make_it(name: str, content: Path) -> None:
    by_answers = run("new", "meeting", answers=["Talks", "2024-02-01", name])
    assert f'there is no party "{name}"; +{name} makes it\n' in by_answers.stderr
    by_options = run("new", "meeting", *set_options(["title=Talks", "date=2024-02-01", f"parties={name}"]))
    assert (by_options.exit_code, f'error: there is no party "{name}"' in by_options.stderr) == (2, True)
    assert "makes it" not in by_options.stderr


def test_an_ambiguous_name_is_asked_for_again_with_numbered_records(content: Path) -> None:
    result = run("new", "sector", answers=["Fisheries", "daryo", "2", ""])
    assert '"daryo" may be several' in result.stderr
    assert result.exit_code == 0


def test_a_required_answer_is_asked_for_again(content: Path) -> None:
    answers = ["mfa-jp", "2024-02-01", "", "It was said.", "", "daryo-article", ""]
    result = run("new", "statement", answers=answers)
    assert "a text or a quote is expected, found neither" in result.stderr
    check_new_record(KINDS[0])


def test_an_answer_with_a_warning_is_accepted_the_second_time(content: Path) -> None:
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


def test_the_name_of_a_country_leads_to_its_code(content: Path) -> None:
    result = run("new", "country", answers=["Côte d’Ivoire", "ci", "Republic of Côte d’Ivoire"])
    assert 'did you mean "ci"?' in result.stderr


@pytest.mark.parametrize(
    ("field", "reason"),
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
        ("title=x\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_an_invalid_option_is_refused_and_nothing_written(field: str, reason: str, content: Path) -> None:
    result = run("new", "meeting", *set_options(["title=Talks", "date=2024-02-01", field]))
    assert result.exit_code in (1, 2)
    assert reason in result.stderr
    assert new_files(content) == []


@pytest.mark.parametrize(
    ("identifier", "status", "reason"),
    [
        ("tourism", 1, "which is also content/sectors/tourism.yml"),
        ("Fish Eries", 2, 'found "Fish Eries"; did you mean "fish-eries"?'),
    ],
)
def test_an_invalid_id_is_refused_and_nothing_asked(identifier: str, status: int, reason: str, content: Path) -> None:
    result = run("new", "sector", "--id", identifier, *set_options(OPTIONS["sectors"]))
    assert (result.exit_code, result.stdout, ">" in result.stderr) == (status, "", False)
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert new_files(content) == []


def test_an_id_is_validated_with_the_fields(content: Path) -> None:
    assert run("new", "country", "--id", "xa", *set_options(["name=Arcadia"])).exit_code == 0
    assert "a name is expected" in run("new", "country", "--id", "xb", *set_options(["summary=Far."])).stderr


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([], "title is expected: --set title=…; nothing was written"),
        (["Talks"], "date is expected: --set date=…; nothing was written"),
        (["Talks", "2024-02-01", "", "", "daryo-article"], "cut short: nothing was written"),
    ],
)
def test_an_end_of_input_writes_nothing_and_prints_the_next_expected_option(
    answers: list[str], reason: str, content: Path
) -> None:
    result = run("new", "meeting", answers=answers)
    assert result.exit_code == 1
    assert result.stderr.endswith(f"error: {reason}\n")
    assert new_files(content) == []


@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        ("meeting", ["title=Talks", "parties=uz,+France"], "date is expected: --set date=…"),
        ("relation", ["summary=Close."], "between is expected: --set between=…"),
        ("statement", ["by=mfa-jp", "date=2024-02-01"], "a text or a quote is expected, found neither"),
        ("country", ["summary=Far."], "the id is expected: --id …"),
        ("person", ["name=田中一郎"], "the id is expected: --id …"),
        ("sector", ["name=Eels", "sources=+Report"], '"Report" is to be made first, by new source'),
        ("milestone", ["title=A", "date=1992", "parties=+Union"], '"Union" is to be made first, by new organisation'),
    ],
)
def test_without_answers_the_next_expected_option_is_printed(
    kind: str, fields: list[str], reason: str, content: Path
) -> None:
    result = run("new", kind, *set_options(fields))
    assert (result.exit_code, f"error: {reason}" in result.stderr) == (1, True), result.stderr
    assert result.stderr.endswith("; nothing was written\n")
    assert new_files(content) == []


def test_a_file_that_came_into_being_meanwhile_is_not_overwritten(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = Workspace.finish

    def finish_late(workspace: Workspace, draft: Any) -> None:
        finish(workspace, draft)
        if draft.kind.folder == "sectors":
            workspace.path(draft).write_text("name: Theirs\n", "utf-8")

    monkeypatch.setattr(Workspace, "finish", finish_late)
    result = run("new", "sector", answers=["Fisheries", "+Annual report", "", "", "", ""])
    assert result.exit_code == 1
    assert "content/sectors/fisheries.yml is there already: nothing was written" in result.stderr
    assert (content / "sectors/fisheries.yml").read_text("utf-8") == "name: Theirs\n"
    assert not (content / "sources/annual-report.yml").exists()


def test_ctrl_c_in_a_terminal_writes_nothing_and_says_so_in_a_line(content: Path) -> None:
    terminal = Terminal("meeting")
    terminal.answer("Title", "Courtesy call")
    terminal.ready("Date")
    terminal.child.sendintr()
    terminal.child.expect("error: cut short: nothing was written")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 130
    assert new_files(content) == []


def wait_until_it_waits(process: int) -> None:
    """Wait until a process sleeps.

    Python handles a signal that comes just before that only afterwards.
    """
    state = Path(f"/proc/{process}/stat")
    asleep = 0
    while asleep < 3:
        time.sleep(0.05)
        asleep = asleep + 1 if state.read_text().rpartition(")")[2].split()[0] == "S" else 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell what a process does")
def test_a_process_that_is_interrupted_while_it_waits_for_a_line_writes_nothing(content: Path) -> None:
    environment = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "generator", "new", "sector"],
        env=environment,
        encoding="utf-8",
        timeout=60,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
    )
    child.expect("Name")
    child.expect("> ")
    wait_until_it_waits(child.pid)
    child.kill(signal.SIGINT)
    child.expect("error: cut short: nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert new_files(content) == []
