"""Stages are shown while they run: by a bar that comes late and leaves nothing behind; in a log, by lines."""

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
    """A terminal, with the lines seen on it."""

    def isatty(self) -> bool:
        return True

    @property
    def seen(self) -> list[str]:
        """Return all lines, also those erased since."""
        return re.split(r"[\r\n]+", re.sub(r"\033\[[?0-9a-zA-Z]*?[lhK]", "", self.getvalue()))

    @property
    def left(self) -> str:
        """Return the lines left in the end. The cursor must be visible."""
        text = self.getvalue()
        assert text.rfind("\033[?25l") <= text.rfind("\033[?25h")
        text = re.sub(r"\033\[\?25[lh]", "", text)
        return "\n".join(re.split(r"\r\033\[K", line)[-1].rpartition("\r")[2] for line in text.split("\n"))


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Return a function to make stderr a terminal.

    The test calls it: pytest would replace a terminal that is made before.
    """

    def connect() -> Terminal:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        return terminal

    return connect


def work(display: StageDisplay) -> None:
    stages = Stages(display)
    with stages("read"):
        pass
    for total in (4, 2):
        with stages("pages") as stage:
            for done in range(total):
                stage.progress(done + 1, total)


def test_short_stages_are_not_shown(at_terminal: Callable[[], Terminal]) -> None:
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


def test_a_message_of_the_log_has_a_line_of_its_own(at_terminal: Callable[[], Terminal]) -> None:
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
    """Fail in the only stage."""
    with stages("read"):
        raise click.ClickException("no room")


def test_timings_are_printed_on_request_also_of_a_command_that_fails() -> None:
    runner = CliRunner()
    assert runner.invoke(command).stderr == "Error: no room\n"
    assert re.match(r"read +0\.0\d s\nin all", runner.invoke(command, ["--timings"]).stderr)


@click.command()
@with_stages
def slow_command(stages: Stages) -> None:
    """Log a reason for slowness."""
    logging.getLogger("generator.site").info("slow")


def test_reasons_for_slowness_are_printed_only_with_timings(caplog: pytest.LogCaptureFixture) -> None:
    for options, messages in (([], []), (["--timings"], ["slow"]), ([], [])):
        caplog.clear()
        CliRunner().invoke(slow_command, options, catch_exceptions=False)
        assert caplog.messages == messages


@click.command()
@partial(with_stages, delay=0)
def impatient_command(stages: Stages) -> None:
    """Fail in the only stage, which is shown at once."""
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
