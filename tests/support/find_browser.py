"""Finds a Chromium or Chrome for the browser tests, and gets one where there is none and it can be had.

Run as a script by `make test`; the tests ask `browser()`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHAT_TO_DO = (
    "no Chromium or Chrome was found: install one (on Debian: apt-get install chromium) to run the browser tests"
)


def browser() -> str | None:
    """Return the path of an installed browser, or of Playwright's own. None if there is none."""
    found = (shutil.which(name) for name in NAMES)
    there = (path for path in (*ELSEWHERE, playwrights_own()) if path and Path(path).exists())
    return next(filter(None, found), None) or next(there, None)


def playwrights_own() -> str:
    """Where Playwright's own Chromium would be."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def runs(*command: str) -> bool:
    """Whether a command could be run, and succeeded."""
    try:
        return (
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
        )
    except OSError:
        return False


def install(run: Callable[..., bool] = runs) -> None:
    """Try Playwright's download, then Debian's package."""
    if run(sys.executable, "-m", "playwright", "install", "chromium"):
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and run("apt-get", "update"):
        run("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk")


def main(find: Callable[[], str | None] = browser, get: Callable[[], None] = install) -> int:
    """Return the exit status: 1 if there is no browser and the tests need one."""
    if not find():
        get()
    if found := find():
        sys.stdout.write(f"browser tests use {found}\n")
        return 0
    sys.stdout.write(f"{WHAT_TO_DO}\n")
    return int(os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main())
