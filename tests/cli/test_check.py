"""`check` prints every problem, and exits with 1 if there are errors."""

import json
from pathlib import Path

from tests.support.command_line import INVALID, VALID, run, write_content


def test_valid_content_exits_with_0(tmp_path: Path) -> None:
    result = run("check", write_content(tmp_path, VALID))
    assert (result.exit_code, result.output) == (0, "0 errors, 0 warnings in 2 files\n")


def test_for_a_file_in_place_of_the_folder_the_command_for_one_file_is_printed(tmp_path: Path) -> None:
    result = run("check", write_content(tmp_path, INVALID) / "people/ada-example.yml")
    assert result.exit_code == 2
    assert "the folder of the records, such as content, is expected" in result.output
    assert "aide-memoire check content | grep -A2 ada-example.yml" in result.output


def test_errors_exit_with_1_and_are_counted(tmp_path: Path) -> None:
    result = run("check", write_content(tmp_path, INVALID))
    assert result.exit_code == 1
    assert "people/ada-example.yml:2:1: error: post:" in result.output
    assert result.output.endswith("1 error, 0 warnings in 1 file\n")


def test_warnings_leave_the_status_0_unless_strict(tmp_path: Path) -> None:
    folder = write_content(tmp_path, {"sources/report.yml": "title: A report\n"})
    assert run("check", folder).exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1
    assert run("check", write_content(tmp_path, VALID), "--strict").exit_code == 0


def test_json_is_an_object_that_programs_can_read(tmp_path: Path) -> None:
    result = run("check", write_content(tmp_path, INVALID), "--format", "json")
    report = json.loads(result.output)
    assert result.exit_code == report["errors"] == 1
    assert (report["problems"][0]["line"], report["problems"][0]["code"]) == (2, "unknown-field")
