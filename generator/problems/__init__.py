"""Problems as values, and how they read."""

from generator.problems.problem import (
    MOST_OF_A_RULE,
    MOST_PROBLEMS,
    FieldPath,
    Mend,
    Place,
    Problem,
    Rule,
    Severity,
    capped,
    has_errors,
    order_of,
    quoted,
    shown_path,
)

__all__ = [
    "MOST_OF_A_RULE",
    "MOST_PROBLEMS",
    "FieldPath",
    "Mend",
    "Place",
    "Problem",
    "Rule",
    "Severity",
    "capped",
    "has_errors",
    "order_of",
    "quoted",
    "shown_path",
]
