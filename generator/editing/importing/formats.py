"""File suffix to reader: each format is a function from the bytes of a file and its layout to a table."""

from collections.abc import Callable
from typing import NamedTuple

from generator.editing.importing.csv_table import read_csv
from generator.editing.importing.ics_table import read_ics
from generator.editing.importing.json_table import read_json
from generator.editing.importing.table import Layout, Table
from generator.editing.importing.xlsx_table import read_xlsx


class Format(NamedTuple):
    """A file format: its suffixes, and its reader."""

    suffixes: tuple[str, ...]
    read: Callable[[bytes, Layout], Table]


FORMATS = (
    Format((".csv", ".tsv", ".txt"), read_csv),
    Format((".xlsx", ".xlsm"), read_xlsx),
    Format((".ics",), read_ics),
    Format((".json", ".jsonl", ".ndjson"), read_json),
)
BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
