"""Texts that break programs: `tests/hostile/README.md` says where they are from."""

import json
from functools import cache

from tests.support.paths import TESTS

FOLDER = TESTS / "hostile"


@cache
def naughty_strings() -> tuple[str, ...]:
    """Return the Big List of Naughty Strings, without the empty one."""
    return tuple(filter(None, json.loads((FOLDER / "naughty_strings.json").read_text("utf-8"))))


@cache
def script_texts() -> tuple[str, ...]:
    """Return texts that would run a script or break out of a page."""
    return tuple((FOLDER / "script_texts.txt").read_text("utf-8").splitlines())


@cache
def yaml_documents() -> dict[str, str]:
    """Return the documents of the YAML test suite by name."""
    documents: dict[str, str] = json.loads((FOLDER / "yaml_documents.json").read_text("utf-8"))
    return documents
