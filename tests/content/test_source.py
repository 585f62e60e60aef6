"""A file is read as values or problems, whatever its bytes; every problem has its place."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.source import CONTINUED_HINT, MAX_BYTES, NO_SPACE_HINT, TAB, SourceFile, parse_source, read_file
from generator.problems import Fix, Place, Problem


def problems_in(text: str) -> tuple[Problem, ...]:
    return parse_source(text.encode(), "x.yml").problems


@given(
    st.binary() | st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~ \n\r\t\ufeff\x85é協"), max_size=60).map(str.encode)
)
def test_any_bytes_give_values_or_problems(raw: bytes) -> None:
    source = parse_source(raw, "x.yml")
    assert source.values is not None or source.problems
    for problem in source.problems:
        assert problem.place is not None
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    if source.values is not None:
        assert source.place(("a", 0)).file == "x.yml"


def test_a_column_counts_characters_not_bytes_nor_columns_of_a_terminal() -> None:
    source = parse_source('"協議 🇺🇳 e\u0301": {é: x}\n'.encode(), "x.yml")
    assert source.place(("協議 🇺🇳 e\u0301", "é")) == Place("x.yml", 1, 17)


def test_a_missing_field_is_placed_at_the_mapping_it_is_missing_from() -> None:
    source = parse_source(b"a:\n  - b: c\n  - d: e\n", "x.yml")
    assert source.place(("a", 1, "b")) == Place("x.yml", 3, 5)
    assert source.place(("z",)) == Place("x.yml", 1, 1)


@pytest.mark.parametrize(
    ("text", "swallows"),
    [
        ("parties:\n  - uz\n      - jp\n", True),
        ("parties:\n  - uz - jp\n", False),
        ("parties:\n  - uz\n  - jp\n", False),
        ("parties:\n  - 'uz\n      - jp'\n", False),
        ("parties:\n  - uz\n    xa\n  - jp\n", False),
        ("parties: []\n", False),
        ("parties:\n  - id: uz\n      - jp\n", False),
    ],
)
def test_a_value_that_took_the_entry_below_it_for_its_own_is_told_so(text: str, swallows: bool) -> None:
    problem = Problem(TAB, "there is no such party", ("parties", 0), "add it", fix=Fix("uz", "xa"))
    source = parse_source(text.encode(), "x.yml")
    located = replace(source, values={}).locate(problem)  # of a record that was read its values are not kept
    assert (located.hint, located.fix) == ((CONTINUED_HINT, None) if swallows else ("add it", problem.fix))


@pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\uffff", "\r"])
def test_control_characters_are_refused(control: str) -> None:
    (problem,) = problems_in(f"a: b\nc: d{control}e\n")
    assert problem.rule.code == "control-character"
    assert problem.place == Place("x.yml", 2, 5)


def test_a_folder_a_link_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    (tmp_path / "record.yml").write_text("a: b\n")
    (tmp_path / "link.yml").symlink_to(tmp_path / "record.yml")
    assert read_file(tmp_path / "record.yml", "record.yml") == b"a: b\n"
    for path in (tmp_path, tmp_path / "link.yml", tmp_path / "missing.yml"):
        refused = read_file(path, path.name)
        assert isinstance(refused, SourceFile)
        (problem,) = refused.problems
        assert problem.rule.code == "unreadable-file"


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "record.yml").write_text("a: b\n")
    monkeypatch.setattr("os.open", refuse)
    refused = read_file(tmp_path / "record.yml", "record.yml")
    assert isinstance(refused, SourceFile)
    (problem,) = refused.problems
    assert problem.message == "the file cannot be opened: Permission denied"


def test_a_file_that_grows_while_it_is_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "record.yml"
    file.write_bytes(b"a: b\n")
    before = file.lstat()
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    monkeypatch.setattr(Path, "lstat", lambda path: before)
    refused = read_file(file, "record.yml")
    assert isinstance(refused, SourceFile)
    assert [problem.message for problem in refused.problems] == ["the file cannot be opened: it has grown meanwhile"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_in_place_of_a_file_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "record.yml"
    file.write_bytes(b"a: b\n")
    before = file.lstat()
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(Path, "lstat", lambda path: before)
    assert read_file(file, "record.yml") == b""


TWO_EACH = "put two spaces in place of each tab before the first word of a line"
BELONGS = "indent it with spaces, as many as the lines beside it have, or two more than the field that it belongs to"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("parties:\n\t- uz\n\t- jp\n", TWO_EACH),
        ("place:\n\tcity: X\n\t  a: b\n", TWO_EACH),
        ("a:\n- uz\n\t- jp\n", "indent it with spaces, as line 2 is"),
        ("place:\n      city: X\n\t  country: uz\ntitle: A\n", "indent it with spaces, as line 2 is"),
        ("a:\n  - b: 1\n\tc: 2\n  - b: 3\n    c: 4\n", "indent it with spaces, as line 5 is"),
        ("a:\n    - b\nparties:\n\t- uz\n    # c\n", BELONGS),
        ("a:\n  - b:\n      - c\n\t- d\n", BELONGS),
        ("a:\tb\n", "put one space in its place"),
    ],
)
def test_how_to_indent_a_line_with_a_tab_is_told_by_the_lines_of_its_list(text: str, hint: str) -> None:
    assert [problem.hint for problem in problems_in(text)] == [hint]


def test_a_hyphen_without_a_space_above_an_entry_is_told_so() -> None:
    source = parse_source(b"parties:\n  -uz\n  - jp\n", "x.yml")
    assert source.locate(Problem(TAB, "a list is expected", ("parties",), "")).hint == NO_SPACE_HINT
