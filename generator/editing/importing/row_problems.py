"""What is wrong with a record, as told of the rows that it is from: there is no file yet to write a field into."""

import re
from dataclasses import replace

from generator.content.structure import MISSING_FIELD
from generator.editing.importing.converters import columns_in
from generator.editing.importing.date_formats import formats_of
from generator.editing.importing.mapping import Node
from generator.problems import FieldPath, Problem, quote
from generator.values.dates import INVALID_DATE

IN_A_FILE = re.compile(r'\bwrite "(\w+): ([^"]+)"')
"""How a hint has a field written into a file."""


def of_a_table(problem: Problem, column: str, found: str) -> Problem:
    """A problem of a record as one of a row, with what was found there: what is written in a file, a map has to
    give."""
    if problem.rule is MISSING_FIELD:
        found = "an empty cell" if column else "no column for it in the map"
        return replace(problem, message=f"{quote(problem.field[-1])} is expected, found {found}", hint=None)
    if problem.rule is INVALID_DATE and (formats := formats_of(found)):
        named = " or ".join(f"`date: {name}`" for name in formats)
        return replace(problem, hint=f"have the map name the format: `column: {column}`, and below it {named}")
    if not problem.hint:
        return problem
    return replace(problem, hint=IN_A_FILE.sub(r'have the map give "\2" as \1', problem.hint))


def column_for(node: Node, path: FieldPath) -> str:
    """The column that a map has for a field, or the first one for a part of it; empty where it has none."""
    for step in path:
        if isinstance(node, dict) and isinstance(step, str) and step in node:
            node = node[step]
        elif isinstance(node, tuple):
            node = node[0]
        else:
            return ""
    return next(columns_in(node), "")
