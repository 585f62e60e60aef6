"""What all tests share: options of the test run, and fixtures."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.command_line import VALID, write_content

pytest_plugins = ("tests.support.sites",)

settings.register_profile("steady", deadline=None)  # a busy machine is no failure
# Continuous integration tries the same examples each time: what chance finds is found and mended at a desk.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the expected files anew instead of comparing")


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Switch the garbage collector on again after each test: commands switch it off for their process."""
    yield
    gc.enable()


@pytest.fixture
def empty_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def valid(empty_working_folder: Path) -> Path:
    """Write valid records into the folder `content` of the working folder. Return the working folder."""
    write_content(empty_working_folder, VALID)
    return empty_working_folder
