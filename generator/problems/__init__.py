"""Problems as values, and how they read."""

from generator.problems.problem import (
    MOST_OF_A_RULE,
    MOST_PROBLEMS,
    FieldPath,
    Fix,
    Place,
    Problem,
    Rule,
    Severity,
    format_field_path,
    has_errors,
    limit_per_rule,
    quoted,
    sort_key,
)

__all__ = [
    "MOST_OF_A_RULE",
    "MOST_PROBLEMS",
    "FieldPath",
    "Fix",
    "Place",
    "Problem",
    "Rule",
    "Severity",
    "format_field_path",
    "has_errors",
    "limit_per_rule",
    "quoted",
    "sort_key",
]
