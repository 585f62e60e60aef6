"""The state of the rendered pages: each unit with its dependencies and files.

It lies beside the pages as `.rendered.json`. It may be deleted at any time: every page is rendered then.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generator.archive.dependencies import RecordVersion
from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import FileStamp
from generator.incremental.leftovers import remove_leftovers, stages_of
from generator.pages import PageUnit

log = logging.getLogger(__name__)
STATE_FILE = ".rendered.json"


class RenderedUnit(NamedTuple):
    """The dependencies and files of a rendered unit."""

    dependencies: tuple[str, ...]
    files: Mapping[str, FileStamp]
    """The stamp of each file, by its path below the folder of pages."""


@dataclass(frozen=True)
class RenderState:
    """The rendered units and the records they were rendered from; empty at first."""

    edition: str = ""
    """The fingerprint of the edition, on which every page depends."""
    records: Mapping[str, RecordVersion] = field(default_factory=dict)
    units: Mapping[PageUnit, RenderedUnit] = field(default_factory=dict)


def read_state(folder: Path) -> RenderState:
    """Read the state of the pages in `folder`; empty if there is none or it is broken."""
    path = folder / STATE_FILE
    try:
        stored = json.loads(path.read_bytes())
    except FileNotFoundError:
        return RenderState()
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read, so every page is rendered: %s", path, error)
        return RenderState()
    try:
        return _from_json(stored)
    except (ValueError, LookupError, TypeError):
        log.info("%s was written by another version of this program, so every page is rendered", path)
        return RenderState()


def write_state(folder: Path, state: RenderState) -> None:
    """Write the state of the pages in `folder`.

    Each dependency is written once; units refer to it by number.
    """
    numbers: dict[str, int] = {}
    units = [
        (unit, [numbers.setdefault(key, len(numbers)) for key in rendered.dependencies], rendered.files)
        for unit, rendered in state.units.items()
    ]
    stored = {"edition": state.edition, "records": state.records, "words": list(numbers), "units": units}
    content = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()
    remove_leftovers(stages_of(folder / STATE_FILE))
    write_atomically(folder / STATE_FILE, content)


def _from_json(stored: Any) -> RenderState:
    """Make a state from JSON. Raises ValueError, LookupError or TypeError."""
    records = {key: RecordVersion.from_json(version) for key, version in stored["records"].items()}
    keys = stored["words"]
    units = {
        PageUnit(*unit): RenderedUnit(
            tuple(keys[number] for number in dependencies),
            {path: FileStamp(*stamp) for path, stamp in dict(files).items()},
        )
        for unit, dependencies, files in stored["units"]
    }
    return RenderState(stored["edition"], records, units)
