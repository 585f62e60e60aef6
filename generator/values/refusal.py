"""How a value's class refuses what an editor wrote, in a form that passes through pydantic."""

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
    """What a validator raises. `at` leads from its value to the part of it that is wrong."""
    problem = Problem(rule, message, at, hint, at_key=at_key, fix=fix)
    return PydanticCustomError("refused", "{problems}", {"problems": [problem]})


def with_snippet(error: PydanticCustomError, words: str) -> PydanticCustomError:
    """The same refusal, about some words of a longer text."""
    problems = [replace(problem, snippet=words) for problem in (error.context or {})["problems"]]
    return PydanticCustomError("refused", "{problems}", {"problems": problems})


def merge_refusals(errors: list[PydanticCustomError]) -> PydanticCustomError:
    """Several refusals of one value."""
    problems = [problem for error in errors for problem in (error.context or {})["problems"]]
    return PydanticCustomError("refused", "{problems}", {"problems": problems})


def extract_problems(error: dict[str, Any]) -> list[Problem]:
    """The problems inside one of pydantic's error details, where a `refusal` made it; their fields are relative."""
    problems: list[Problem] = error.get("ctx", {}).get("problems", [])
    return problems
