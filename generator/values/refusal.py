"""Carry `Problem`s through pydantic's validation errors: `raise refusal(...)` in a validator.

`content/structure.py` takes them out again with `extract_problems`.
"""

from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from generator.problems import FieldPath, Fix, Problem, Rule


def refusal(
    rule: Rule,
    message: str,
    hint: str | None = None,
    at: FieldPath = (),
    *,
    at_key: bool = False,
    fix: Fix | None = None,
) -> PydanticCustomError:
    """Make an error for a validator to raise.

    `at`: path from its value to the faulty part.
    """
    problem = Problem(rule, message, at, hint, at_key=at_key, fix=fix)
    return PydanticCustomError("refused", "{problems}", {"problems": [problem]})


def with_snippet(error: PydanticCustomError, snippet: str) -> PydanticCustomError:
    """Return a refusal with its problems placed at a part of a longer text."""
    problems = [replace(problem, snippet=snippet) for problem in (error.context or {})["problems"]]
    return PydanticCustomError("refused", "{problems}", {"problems": problems})


def merge_refusals(errors: list[PydanticCustomError]) -> PydanticCustomError:
    """Return one refusal with the problems of several."""
    problems = [problem for error in errors for problem in (error.context or {})["problems"]]
    return PydanticCustomError("refused", "{problems}", {"problems": problems})


def extract_problems(error: dict[str, Any]) -> list[Problem]:
    """Return the problems in a pydantic error detail; empty if no refusal raised it.

    Their fields are relative to the value.
    """
    problems: list[Problem] = error.get("ctx", {}).get("problems", [])
    return problems
