"""Fixtures of the tests of several commands."""

import shutil
from pathlib import Path

import pytest

from tests.support.paths import ROOT


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the shipped content into the working folder."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")
