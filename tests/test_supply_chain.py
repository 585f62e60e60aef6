"""What is installed is locked, listed and licensed; nothing is imported from the working folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hooks import HOOKS_FILE, with_locked_versions
from tests.support.licences import LICENCES_FILE, licence, scripts_of_theme, with_licences
from tests.support.locked import LOCK_FILES, locked_names, locked_versions
from tests.support.paths import ROOT

SCRIPT = Path(sys.executable).parent / "aide-memoire"
CHECKED = "0 errors, 0 warnings in 1 file\n"
MODULE = (sys.executable, "-m", "generator")


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    """Return a folder of records, with modules beside it that fail when they are imported."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("title: A site\n")
    for name in ("yaml", "click", "json", "sitecustomize", "lxml", "generator_traps"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the working folder')\n")
    return tmp_path


def check(folder: Path, *command: str, **variables: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | variables
    result = subprocess.run(
        (*command, "check"), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


def test_the_script_imports_nothing_from_the_working_folder(traps: Path) -> None:
    (traps / "generator").mkdir()
    (traps / "generator/__init__.py").write_text("raise SystemExit('imported from the working folder')\n")
    assert check(traps, str(SCRIPT)) == CHECKED


def test_the_module_prefers_what_is_installed(traps: Path) -> None:
    (traps / "generator").symlink_to(ROOT / "generator")
    assert check(traps, *MODULE) == CHECKED


def test_python_itself_would_import_from_the_working_folder(traps: Path) -> None:
    assert "imported from the working folder" in check(traps, sys.executable, "-c", "import yaml")


@pytest.mark.parametrize("file", LOCK_FILES, ids=lambda file: file.name)
def test_every_package_is_locked_with_hashes_and_no_host(file: Path) -> None:
    text = file.read_text("utf-8")
    requirements = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(requirements) == len(locked_versions(file)) > 0
    assert all(re.search(rf"(?m)^{re.escape(line)}\n    --hash=sha256:[0-9a-f]{{64}}", text) for line in requirements)
    assert "://" not in text
    assert "--index" not in text


def test_pip_and_setuptools_are_locked_and_build_the_project() -> None:
    versions = locked_versions(ROOT / "requirements-install.txt")
    assert [version.partition("==")[0] for version in versions] == ["pip", "setuptools"]
    assert f'requires = ["{versions[1]}"]' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_hooks_install_the_locked_versions() -> None:
    text = HOOKS_FILE.read_text("utf-8")
    assert with_locked_versions(text) == text
    assert text.count(f'"{locked_versions(ROOT / "requirements.txt")[0]}"') == 2


def test_hooks_of_other_versions_are_noticed() -> None:
    text = HOOKS_FILE.read_text("utf-8")
    assert with_locked_versions(re.sub(r"==[0-9.]+", "==0.1", text)) == text
    assert with_locked_versions(text.replace("babel==", "babel>=")) == text


def test_every_package_has_its_licence_in_the_documents() -> None:
    text = LICENCES_FILE.read_text("utf-8")
    assert with_licences(text) == text
    assert [
        name for name in locked_names(ROOT / "requirements.txt") if f"\n| {name} | {licence(name)} |\n" not in text
    ] == []


def test_every_script_in_the_theme_has_its_licence_in_the_documents() -> None:
    text = LICENCES_FILE.read_text("utf-8")
    listed = set(re.findall(r"in its (?:script|styles): `([^`]+)`", text))
    assert listed == scripts_of_theme() - {"lunr"}  # its worker is not published: see hooks.py
    assert "rxjs" in listed
