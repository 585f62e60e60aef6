"""`schema` writes the schemas, only if they have changed, and only into a folder of its own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.kinds import KINDS
from generator.kinds.json_schema import make_schemas

SCHEMAS = len(KINDS) + 1
"""One for each kind, and one for the site."""


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["schema", *arguments], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_schema_for_each_kind_and_one_for_the_site_are_written() -> None:
    assert run() == (0, f"build/schemas: {SCHEMAS} schemas, {SCHEMAS} written, 0 removed\n")
    written = {path.stem: json.loads(path.read_text("utf-8")) for path in Path("build/schemas").glob("*.json")}
    assert {name: schema for name, schema in written.items() if not name.startswith(".")} == make_schemas()


def test_unchanged_schemas_are_not_written_again() -> None:
    run()
    assert run() == (0, f"build/schemas: {SCHEMAS} schemas, 0 written, 0 removed\n")


def test_the_tables_of_fields_are_written_on_request() -> None:
    assert run("--fields", "FIELDS.md")[1].endswith("FIELDS.md: written\n")
    assert run("--fields", "FIELDS.md")[1].endswith("FIELDS.md: unchanged\n")
    assert Path("FIELDS.md").read_text("utf-8").startswith("# Fields\n")
    assert sorted(path.name for path in Path().iterdir() if not path.name.startswith(".")) == ["FIELDS.md", "build"]


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("letters", "error: letters holds files that were not written here: name another folder, or empty this one\n"),
        ("content/schemas", "error: content/schemas lies in content: name another folder\n"),
    ],
)
def test_a_folder_of_the_editors_is_left_alone(folder: str, message: str) -> None:
    Path("letters").mkdir()
    Path("letters/letter.txt").write_text("Dear colleague", "utf-8")
    assert run("--to", folder) == (2, message)
    assert [path.name for path in Path("letters").iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_is_named() -> None:
    Path("build").write_text("", "utf-8")
    status, output = run("--to", "build/schemas")
    assert (status, output.count("\n")) == (2, 1)
    assert "cannot be written" in output
