"""The schemas refuse faults within a record, by the golden problems. Rules between records are left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema.exceptions import ValidationError as Invalid

from tests.support.problem_cases import ALL_AT_ONCE, CASE_FOLDER, CASES, copy_case
from tests.support.schemas import VALIDATORS, read_yaml_1_2, validator

Path_: TypeAlias = tuple[str | int, ...]

SEEN = {
    "empty-value",
    "invalid-colour",
    "invalid-date",
    "invalid-duration",
    "invalid-field-path",
    "invalid-id",
    "invalid-time",
    "invalid-url",
    "invalid-value",
    "missing-field",
    "not-a-mapping",
    "not-a-number",
    "not-text",
    "not-true-or-false",
    "text-too-long",
    "too-few",
    "unknown-currency",
    "unknown-field",
    "unknown-language",
    "unknown-value",
    "url-scheme",
    "wrong-shape",
}
FILE = "the file is not read as YAML at all, or its name is what is wrong"
YAML_ITSELF = "the reader of YAML refuses it, or resolves it before a schema sees it"
LIST = "it takes a list or a calculation that a pattern does not have"
UNSEEN = {
    FILE: {"control-character", "file-too-large", "not-utf-8", "unreadable-file", "unknown-folder", "no-records"},
    YAML_ITSELF: {
        "anchor",
        "direction-control",
        "duplicate-key",
        "empty-file",
        "key-not-text",
        "several-documents",
        "tab",
        "tag",
    }
    | {"too-deep", "too-many-values", "yaml-syntax"},
    LIST: {"interval-ends-before-start", "repeated-language", "unknown-time-zone"},
}
PARTLY = {
    "invalid-duration": "none at all: P0Y",
    "invalid-id": "the name of the file is not in it",
    "invalid-url": "addresses in prose, and without a host",
    "unknown-language": "two letters that are no language",
    "url-scheme": "addresses in prose",
}
"""Rules that a schema sees in part, each with the part that it cannot see."""


def problems_of(case: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the field of each problem in a case of its rule."""
    text = (CASE_FOLDER / case / "expected.txt").read_text("utf-8")
    for file, message in re.findall(rf"^(\S+):\d+:\d+: \w+: (.*) \[{case}\]$", text, re.MULTILINE):
        named = re.match(r"([a-z_]+(?:\[\d+\]|\.[^:\[]+)*): ", message)
        yield file, named[1] if named else ""


def path_of(field: str) -> Path_:
    return tuple(int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", field))


def refusals(case: str, folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield file and field of the problems in a case; True if the schema refuses it."""
    copy_case(case, folder)
    for file, field in problems_of(case):
        path = folder / file
        errors = list(validator(path, folder / "content").iter_errors(read_yaml_1_2(path.read_text("utf-8"))))
        where = {tuple(error.absolute_path) for error in flat(errors)}
        yield (
            file,
            field,
            any(path_of(field)[:length] in where for length in (len(path_of(field)), len(path_of(field)) - 1)),
        )


def flat(errors: list[Invalid]) -> Iterator[Invalid]:
    for error in errors:
        yield error
        yield from flat(error.context or [])


@pytest.mark.parametrize("case", sorted(SEEN))
def test_what_is_wrong_with_the_structure_is_refused(case: str, tmp_path: Path) -> None:
    checked = list(refusals(case, tmp_path))
    missed = [(file, field) for file, field, refused in checked if not refused]
    assert len(missed) < len(checked)
    assert bool(missed) is (case in PARTLY), missed


@pytest.mark.parametrize("case", sorted({*CASES} - SEEN - {ALL_AT_ONCE}.union(*UNSEEN.values())))
def test_what_lies_between_fields_and_records_is_left_to_check(case: str, tmp_path: Path) -> None:
    assert [refusal for refusal in refusals(case, tmp_path) if refusal[-1]] == []


def test_a_record_that_is_sound_is_refused_once_a_field_is_unknown() -> None:
    meeting = {"title": "Talks", "date": "2024-01-26"}
    assert VALIDATORS["meeting"].is_valid(meeting)
    assert not VALIDATORS["meeting"].is_valid({**meeting, "wether": "Fine"})


@pytest.mark.parametrize("nothing", [None, [], {}])
def test_text_is_no_list_no_mapping_and_not_nothing(nothing: Any) -> None:
    assert not VALIDATORS["meeting"].is_valid({"title": nothing, "date": "2024"})
