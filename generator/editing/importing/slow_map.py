"""Problems of maps that take too long: over a cell of the table, or to be read."""

from collections.abc import Iterator

from generator.checks.map_rules import INVALID_MAP
from generator.editing.importing.assemble import SlowCellError
from generator.editing.importing.converters import SlowPatternError
from generator.editing.importing.mapping import ImportMapping, Node, ValueRule
from generator.incremental.processor_watch import StepsTooLongError
from generator.problems import FieldPath, Problem, quote

HINT = "repeat no part that is itself repeated, such as (a+)+, and no .* beside another"


def slow_cell_problem(mapping: ImportMapping, error: SlowCellError) -> Problem:
    """Return the problem of the rule that takes too long over a cell."""
    rule, row, column, step = error.args
    path = next((path for path, each in _rules(mapping) if each is rule), ("fields",))
    of = f"column {quote(column)} of row {row.number}" if column else f"row {row.number}"
    if isinstance(step, StepsTooLongError):
        allowed, cells = step.args
        message = f"a map that takes at most {allowed:.1f} seconds of the processor for {cells:,} cells is expected"
        return Problem(INVALID_MAP, f"{message}, found one that takes longer, here in {of}", path, HINT)
    seconds = f"{step.args[0]:g} second{'' if step.args[0] == 1 else 's'} of the processor"
    if isinstance(step, SlowPatternError):
        number = step.args[1]
        pattern = quote(rule.take[number].pattern)
        message = f"a pattern that takes at most {seconds} is expected, found {pattern}, which takes longer in {of}"
        return Problem(INVALID_MAP, message, (*path, "take", number), HINT)
    message = f"a rule that takes at most {seconds} is expected, found one that takes longer in {of}"
    return Problem(INVALID_MAP, message, path, HINT if rule.take else None)


def _rules(mapping: ImportMapping) -> Iterator[tuple[FieldPath, ValueRule]]:
    """Yield every rule of a map, with its path."""
    yield from _rules_in(mapping.columns, ("columns",))
    yield from _rules_in(mapping.fields, ("fields",))


def _rules_in(node: Node, path: FieldPath) -> Iterator[tuple[FieldPath, ValueRule]]:
    if isinstance(node, ValueRule):
        yield path, node
        yield from _rules_in(node.with_, (*path, "with"))
        return
    below = node.items() if isinstance(node, dict) else enumerate(node)
    for name, each in below:
        yield from _rules_in(each, (*path, name))
