"""The hooks that other repositories may use do what they say, run as they stand in `.pre-commit-hooks.yaml`."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.paths import ROOT

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def run(hook: str, repository: Path) -> subprocess.CompletedProcess[str]:
    """Run the entry of a hook as pre-commit does: in the repository, with the files that match."""
    settings = HOOKS[hook]
    files = sorted(path.relative_to(repository).as_posix() for path in repository.rglob("*") if path.is_file())
    wanted = [name for name in files if re.search(settings["files"], name)]
    python = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    command = shlex.split(settings["entry"]) + (wanted if settings.get("pass_filenames", True) else [])
    return subprocess.run(
        command, cwd=repository, env=os.environ | python, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with valid records, one of them not formatted."""
    shutil.copytree(ROOT / "tests/content/fixes/layout/content", tmp_path / "content")
    (tmp_path / "content/README.md").write_text("Records\n")
    (tmp_path / "docker-compose.yml").write_text("services:   {}\n")
    return tmp_path


def test_each_hook_says_what_pre_commit_needs() -> None:
    assert list(HOOKS) == ["aide-memoire-format", "aide-memoire-check"]
    assert all({"id", "name", "entry", "language"} <= hook.keys() for hook in HOOKS.values())


def test_the_hook_formats_the_records_and_nothing_else(repository: Path) -> None:
    result = run("aide-memoire-format", repository)
    assert (result.returncode, result.stdout, result.stderr) == (0, "1 of 2 files formatted\n", "")
    assert (repository / "content/people/ada-example.yml").read_text().startswith("name: Ada Example\n")
    assert (repository / "docker-compose.yml").read_text() == "services:   {}\n"
    assert run("aide-memoire-format", repository).stdout == "0 of 2 files formatted\n"


def test_the_hook_checks_the_records(repository: Path) -> None:
    assert run("aide-memoire-check", repository).returncode == 0
    (repository / "content/people/ada-example.yml").write_text("nam: Ada\n")
    result = run("aide-memoire-check", repository)
    assert result.returncode == 1
    assert "[unknown-field]" in result.stdout
