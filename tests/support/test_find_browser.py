"""`make test` and a browser: it is found, or installed, or a line says how to install one."""

import os
import sys
from collections.abc import Callable

import pytest

from tests.support.find_browser import WHAT_TO_DO, install, main

PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")
UPDATE = ("apt-get", "update")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk")


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("false", 0), ("", 0), (None, 0)])
def test_only_continuous_integration_fails_without_a_browser(
    ci: str | None, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    if ci is not None:
        monkeypatch.setenv("CI", ci)
    assert main(find=lambda: None, get=lambda: None) == status
    assert capsys.readouterr().out == f"{WHAT_TO_DO}\n"
    assert "install one (on Debian: apt-get install chromium)" in WHAT_TO_DO


@pytest.mark.parametrize(
    ("there", "gets"), [(["/usr/bin/chromium"] * 2, 0), ([None, "/usr/bin/chromium"], 1)], ids=["found", "got"]
)
def test_a_browser_is_named_and_got_only_where_there_was_none(
    there: list[str | None], gets: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    asked = iter(there)
    got: list[None] = []
    assert main(find=lambda: next(asked), get=lambda: got.append(None)) == 0
    assert capsys.readouterr().out == "browser tests use /usr/bin/chromium\n"
    assert len(got) == gets


@pytest.mark.parametrize(
    ("user", "works", "commands"),
    [
        (0, [PLAYWRIGHT], [PLAYWRIGHT]),
        (0, [UPDATE, INSTALL], [PLAYWRIGHT, UPDATE, INSTALL]),
        (0, [INSTALL], [PLAYWRIGHT, UPDATE]),
        (1000, [UPDATE, INSTALL], [PLAYWRIGHT]),
    ],
    ids=["playwright", "apt", "no network", "not root"],
)
def test_playwright_is_tried_first_and_apt_only_as_root(
    user: int, works: list[tuple[str, ...]], commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    tried: list[tuple[str, ...]] = []
    install(run=recorder(tried, works))
    assert tried == commands


def recorder(tried: list[tuple[str, ...]], works: list[tuple[str, ...]]) -> Callable[..., bool]:
    """Run nothing. Note each command, and return whether it would have worked."""

    def run(*command: str) -> bool:
        tried.append(command)
        return command in works

    return run
