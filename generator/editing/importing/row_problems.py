"""Rephrase a problem of a record as one of a row: there is no file yet to write a field into."""

import re
from dataclasses import replace

from generator.content.validation_errors import MISSING_FIELD
from generator.editing.importing.converters import columns_in
from generator.editing.importing.date_formats import formats_of
from generator.editing.importing.mapping import Node
from generator.problems import FieldPath, Problem, quote
from generator.values.date_point import INVALID_DATE

IN_A_FILE = re.compile(r'\bwrite "(\w+): ([^"]+)"')
"""The part of a hint that asks to write a field into a file."""


def rephrase_for_row(problem: Problem, column: str, raw: str) -> Problem:
    """Rephrase a problem of a record as one of a row.

    `raw` is the text of the cell. Hints point to the map.
    """
    if problem.rule is MISSING_FIELD:
        missing = "an empty cell" if column else "no column for it in the map"
        return replace(problem, message=f"{quote(problem.field[-1])} is expected, found {missing}", hint=None)
    if problem.rule is INVALID_DATE and (formats := formats_of(raw)):
        named = " or ".join(f"`date: {name}`" for name in formats)
        return replace(problem, hint=f"have the map name the format: `column: {column}`, and below it {named}")
    if not problem.hint:
        return problem
    return replace(problem, hint=IN_A_FILE.sub(r'have the map give "\2" as \1', problem.hint))


def column_for(node: Node, path: FieldPath) -> str:
    """Return the column that a map gives for a field, or for its first part.

    Empty if it gives none.
    """
    for step in path:
        if isinstance(node, dict) and isinstance(step, str) and step in node:
            node = node[step]
        elif isinstance(node, tuple):
            node = node[0]
        else:
            return ""
    return next(columns_in(node), "")
