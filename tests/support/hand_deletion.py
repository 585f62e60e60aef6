"""Delete what is internal from record files, as an editor would: on plain YAML values, without the generator.

It follows each field path to the value that it names, deletes, and looks where this value stands then. The generator
counts positions instead, so a fault in either is a difference.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Values: TypeAlias = dict[str, Any]
Files: TypeAlias = dict[str, Values]
"""The plain values of record files, by path below the content folder."""
Step: TypeAlias = tuple[Any, str | int, Any]
"""A mapping or list, a key or position in it, and the value there."""

ALWAYS_INTERNAL = ("notes", "talking_points")
"""The fields that are internal in every record."""
STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def read_files(folder: Path) -> Files:
    """Read the record files below a folder. Every scalar is a string."""
    return {
        path.relative_to(folder).as_posix(): yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  strings only
        for path in sorted(folder.rglob("*.yml"))
    }


def as_bytes(values: Values) -> bytes:
    """Return values as JSON, and thereby as YAML."""
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def write_files(files: Files, folder: Path) -> None:
    """Write record files below a folder, and remove all others there."""
    for path in folder.rglob("*.yml"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, values in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(as_bytes(values))


def delete_internal(files: Files) -> Files:
    """Return the files without what is internal."""
    return {path: _without_internal(values) for path, values in files.items() if values.get("audience") != "internal"}


def _without_internal(values: Values) -> Values:
    left = deepcopy(values)
    reasons = {path: _follow(left, path) for path in left.get("inferred", {})}
    supported = [(each, [(path, _follow(left, path)) for path in each["supports"]]) for each in _citations(left)]
    for name in ALWAYS_INTERNAL:
        left.pop(name, None)
    _delete_entries(left)
    idle = []
    for citation, fields in supported:
        citation["supports"] = [path for field in fields if (path := _path_now(*field))]
        idle += [] if citation["supports"] else [citation]
    _delete_citations(left, idle)
    if reasons:
        now = {path: _path_now(path, steps) for path, steps in reasons.items()}
        left["inferred"] = {now[path]: reason for path, reason in left["inferred"].items() if now[path]}
    return left


def _citations(value: Any) -> Iterator[Values]:
    """Yield the citations in a record that name fields."""
    if isinstance(value, dict):
        if "supports" in value:
            yield value
        for below in value.values():
            yield from _citations(below)
    elif isinstance(value, list):
        for below in value:
            yield from _citations(below)


def _delete_entries(value: Any) -> None:
    """Delete internal entries, and lists without any others."""
    below = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, inner in below:
        if isinstance(inner, list):
            left = [entry for entry in inner if not (isinstance(entry, dict) and entry.get("audience") == "internal")]
            if inner and not left:
                del value[key]
            inner[:] = left
        if isinstance(inner, dict | list):
            _delete_entries(inner)


def _delete_citations(value: Any, idle: list[Values]) -> None:
    """Delete the citations that name nothing any more, and lists of no others."""
    for key, inner in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        if isinstance(inner, dict | list):
            _delete_citations(inner, idle)
        if isinstance(inner, list):
            left = [entry for entry in inner if not any(entry is each for each in idle)]
            if inner and not left:
                del value[key]
            inner[:] = left


def _follow(values: Values, path: str) -> list[Step]:
    """Return the steps of a field path to the value that it names. Stop where it leads nowhere."""
    here: Any = values
    steps: list[Step] = []
    for position, name in STEP.findall(path):
        step = int(position) if position else name
        try:
            below = here[step]
        except (LookupError, TypeError):
            break
        steps.append((here, step, below))
        here = below
    return steps


def _path_now(path: str, steps: list[Step]) -> str | None:
    """Return the field path of the value that `path` led to, or None if it is gone."""
    written = ""
    for container, step, value in steps:
        if isinstance(container, list):
            places = [place for place, entry in enumerate(container) if entry is value]
            if isinstance(value, dict):
                if not places:
                    return None
                step = places[0]
            written += f"[{step}]"
        else:
            if container.get(step) is not value:
                return None
            written += f".{step}" if written else str(step)
    missing = STEP.findall(path)[len(steps) :]  # leads nowhere: it is left as it is
    return written + "".join(f"[{position}]" if position else f".{name}" for position, name in missing)
