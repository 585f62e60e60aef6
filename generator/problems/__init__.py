"""Problems as values, and how they read."""

from generator.problems.problem import (
    MAX_PROBLEMS,
    MAX_PROBLEMS_PER_RULE,
    FieldPath,
    Fix,
    Place,
    Problem,
    Rule,
    Severity,
    format_field_path,
    has_errors,
    limit_per_rule,
    quote,
    sort_key,
)

__all__ = [
    "MAX_PROBLEMS",
    "MAX_PROBLEMS_PER_RULE",
    "FieldPath",
    "Fix",
    "Place",
    "Problem",
    "Rule",
    "Severity",
    "format_field_path",
    "has_errors",
    "limit_per_rule",
    "quote",
    "sort_key",
]
