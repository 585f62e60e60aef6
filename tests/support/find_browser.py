"""Finds a Chromium or Chrome for the browser tests; installs one if there is none.

Run as a script by `make test`; the tests ask `browser()`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OTHER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHAT_TO_DO = (
    "no Chromium or Chrome was found: install one (on Debian: apt-get install chromium) to run the browser tests"
)


def browser() -> str | None:
    """Return the path of an installed browser, or of Playwright's own; None if neither."""
    installed = (shutil.which(name) for name in NAMES)
    others = (path for path in (*OTHER_PATHS, playwrights_own()) if path and Path(path).exists())
    return next(filter(None, installed), None) or next(others, None)


def playwrights_own() -> str:
    """Return the path for Playwright's own Chromium, installed or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def runs(*command: str) -> bool:
    """Run a command; return True if it succeeded."""
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
    if path := find():
        sys.stdout.write(f"browser tests use {path}\n")
        return 0
    sys.stdout.write(f"{WHAT_TO_DO}\n")
    return int(os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main())
