"""What is told of a command meanwhile: a bar that comes late and leaves nothing behind; in a log, lines."""

import io
import logging
import re
import sys
from collections.abc import Callable
from functools import partial

import click
import pytest
from click.testing import CliRunner

from generator.cli.progress import BarDisplay, LineDisplay, with_stages
from generator.incremental.stages import StageDisplay, Stages


class Terminal(io.StringIO):
    """Keeps what is written to it, and shows what can be read of that in the end."""

    def isatty(self) -> bool:
        return True

    @property
    def seen(self) -> list[str]:
        """What could be read on its lines at any time."""
        return re.split(r"[\r\n]+", re.sub(r"\033\[[?0-9a-zA-Z]*?[lhK]", "", self.getvalue()))

    @property
    def left(self) -> str:
        """What stands on its lines in the end; the cursor is shown if it was shown last."""
        text = self.getvalue()
        assert text.rfind("\033[?25l") <= text.rfind("\033[?25h")
        text = re.sub(r"\033\[\?25[lh]", "", text)
        return "\n".join(re.split(r"\r\033\[K", line)[-1].rpartition("\r")[2] for line in text.split("\n"))


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Has stderr be a terminal from when it is called: before, pytest would have it back."""

    def connect() -> Terminal:
        shown = Terminal()
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    return connect


def work(show: StageDisplay) -> None:
    stages = Stages(show)
    with stages("read"):
        pass
    for total in (4, 2):
        with stages("pages") as stage:
            for done in range(total):
                stage.progress(done + 1, total)


def test_of_short_work_nothing_is_told(at_terminal: Callable[[], Terminal]) -> None:
    terminal = at_terminal()
    work(BarDisplay())
    work(LineDisplay())
    assert terminal.getvalue() == ""


def test_a_terminal_shows_how_far_a_stage_is_and_nothing_of_it_stays(at_terminal: Callable[[], Terminal]) -> None:
    terminal = at_terminal()
    work(BarDisplay(delay=0, interval=0))
    assert [line.split()[0] for line in terminal.seen if "3/4" in line or "1/2" in line] == ["pages", "pages"]
    assert "read" in terminal.seen
    assert terminal.left == ""


def test_what_is_logged_meanwhile_has_a_line_of_its_own(at_terminal: Callable[[], Terminal]) -> None:
    terminal = at_terminal()
    logger, handler = logging.getLogger("tests.progress"), logging.StreamHandler(terminal)
    bar = BarDisplay(delay=0, interval=0)
    handler.addFilter(bar)
    logger.addHandler(handler)
    with Stages(bar)("pages") as stage:
        stage.progress(1, 4)
        logger.warning("a broken link")
        stage.progress(2, 4)
    logger.removeHandler(handler)
    assert terminal.left == "a broken link\n"


def test_a_log_has_a_line_for_each_stage_and_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    work(LineDisplay(delay=0))
    assert re.sub(r"\d\.\d", "1.5", capsys.readouterr().err) == "read: 1.5 s\npages: 1.5 s\npages: 1.5 s\n"


@click.command()
@with_stages
def command(stages: Stages) -> None:
    """A command of one stage that fails."""
    with stages("read"):
        raise click.ClickException("no room")


def test_times_are_printed_where_they_are_asked_for_also_of_what_fails() -> None:
    runner = CliRunner()
    assert runner.invoke(command).stderr == "Error: no room\n"
    assert re.match(r"read +0\.0\d s\nin all", runner.invoke(command, ["--timings"]).stderr)


@click.command()
@with_stages
def slow_command(stages: Stages) -> None:
    """A command that takes longer than it could."""
    logging.getLogger("generator.site").info("slow")


def test_why_it_takes_longer_than_it_could_is_told_with_the_times_alone(caplog: pytest.LogCaptureFixture) -> None:
    for options, messages in (([], []), (["--timings"], ["slow"]), ([], [])):
        caplog.clear()
        CliRunner().invoke(slow_command, options, catch_exceptions=False)
        assert caplog.messages == messages


@click.command()
@partial(with_stages, delay=0)
def impatient_command(stages: Stages) -> None:
    """A command of one stage that fails, and is shown from the beginning."""
    with stages("read"):
        raise click.ClickException("no room")


def test_a_command_on_a_terminal_leaves_it_and_the_log_as_they_were(at_terminal: Callable[[], Terminal]) -> None:
    terminal = at_terminal()
    handlers = [list(handler.filters) for handler in logging.getLogger().handlers]
    with pytest.raises(click.ClickException):
        impatient_command.main([], standalone_mode=False)
    assert "read" in terminal.seen
    assert terminal.left == ""
    assert [list(handler.filters) for handler in logging.getLogger().handlers] == handlers
