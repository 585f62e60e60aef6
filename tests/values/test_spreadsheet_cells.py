"""Cells of CSV files: no spreadsheet takes them for formulas, and they are read as they were."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.spreadsheet_cells import BETWEEN, FORMULA, csv_line, neutralise, restore

PIECES = st.sampled_from([*"=+-@＝＋－＠'\"\t\r\n\0 ,;|a1", "'=", "''", "-5", "+998 71", '";', "\ufeff"])
CELLS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+998 71 200 00 00", "'+998 71 200 00 00"),
        ("-5", "'-5"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("＝1", "'＝1"),
        ("\0", "'\0"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("a;=1,-2", "a;'=1,'-2"),
        ("- one\n- two", "'- one\n'- two"),
        ("'quoted'", "'quoted'"),
        ("O'Neil", "O'Neil"),
        ("a=b", "a=b"),
        ("2024-01-26", "2024-01-26"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("", ""),
    ],
)
def test_a_cell_that_may_be_a_formula_is_marked(cell: str, written: str) -> None:
    assert neutralise(cell) == written
    assert restore(written) == cell


@given(CELLS)
def test_any_cell_is_restored(cell: str) -> None:
    assert restore(neutralise(cell)) == cell


@given(CELLS)
def test_no_part_of_a_cell_begins_a_formula(cell: str) -> None:
    written = neutralise(cell)
    starts = {0, *(number + 1 for number, character in enumerate(written) if character in BETWEEN)}
    assert not any(written[start:].lstrip(" ")[:1] in [*FORMULA] for start in starts)
    assert written[:1] not in ("\t", "\r", "\n", "\0")


@given(st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_any_line_is_read_as_it_was(cells: list[str], delimiter: str) -> None:
    (read,) = csv.reader(io.StringIO(csv_line(cells, delimiter), newline=""), delimiter=delimiter, strict=True)
    assert [*map(restore, read)] == cells


def test_numbers_are_written_as_text() -> None:
    assert csv_line([1, -1, "a,b"]) == '1,\'-1,"a,b"\n'
