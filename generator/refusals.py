"""How a value's class refuses what an editor wrote, in a form that passes through pydantic."""

from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from generator.problems import FieldPath, Problem, Rule


def refusal(
    rule: Rule, message: str, hint: str | None = None, at: FieldPath = (), *, at_key: bool = False
) -> PydanticCustomError:
    """What a validator raises. `at` leads from its value to the part of it that is wrong."""
    problem = Problem(rule, message, at, hint, at_key=at_key)
    return PydanticCustomError("refused", "{problem}", {"problem": problem})


def worded(error: PydanticCustomError, words: str) -> PydanticCustomError:
    """The same refusal, about some words of a longer text."""
    problem: Problem = (error.context or {})["problem"]
    return PydanticCustomError("refused", "{problem}", {"problem": replace(problem, words=words)})


def refused(error: dict[str, Any]) -> Problem | None:
    """The problem inside one of pydantic's error details, where a `refusal` made it; its field is still relative."""
    problem = error.get("ctx", {}).get("problem")
    return problem if isinstance(problem, Problem) else None
