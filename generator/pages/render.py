"""Every output of an archive: in several processes, and only those that a change concerns.

What each unit read and wrote is kept beside the pages. It is safe to delete, and is not trusted over the files.
"""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion, record_versions
from generator.incremental.atomic import write_atomically
from generator.incremental.fingerprint import FileStamp, digest, program_fingerprint
from generator.incremental.outputs import Output, OutputFolder, WriteSummary
from generator.incremental.workers import Progress, Workers, no_progress
from generator.pages import PageUnit, render_unit, units
from generator.pages.site_settings import site_settings

log = logging.getLogger(__name__)
STATE = ".rendered.json"
FEW = 300
"""How many units are rendered in less time than it takes to start processes."""


class RenderedUnit(NamedTuple):
    """What a unit read and wrote."""

    dependencies: tuple[str, ...]
    files: dict[str, FileStamp]


@dataclass(frozen=True)
class State:
    """What was rendered last, and from what."""

    edition: str = ""
    """All that every page depends on."""
    records: dict[str, RecordVersion] = field(default_factory=dict)
    units: dict[PageUnit, RenderedUnit] = field(default_factory=dict)


def render_pages(
    archive: RecordingArchive, digests: Mapping[str, str], folder: Path, jobs: int = 1, progress: Progress = no_progress
) -> WriteSummary:
    """Write every output below a folder. `digests` are those of the records' files. Raises NotOurs, OSError."""
    edition, old = _edition(archive), _read(folder / STATE)
    if old.edition not in ("", edition):
        log.info("every page is rendered: the day, the audience, the site's record or the program is another")
    records = record_versions(archive, digests, old.records if old.edition == edition else None)
    changes = Changes.between(old.records, records)
    wanted = dict.fromkeys(units(archive))
    kept = {
        unit: done
        for unit, done in (old.units.items() if old.edition == edition else ())
        if unit in wanted and not changes.affect(done.dependencies) and _is_there(folder, done.files)
    }
    todo = [unit for unit in wanted if unit not in kept]
    with Workers(partial(_render, archive), todo, jobs if len(todo) >= FEW else 1) as workers:
        rendered = [
            (todo[number], outputs, dependencies) for number, (outputs, dependencies) in workers.results(progress)
        ]
    outputs = [output for _, of_unit, _ in rendered for output in of_unit]
    paths = [path for done in kept.values() for path in done.files]
    written = OutputFolder(folder).write([site_settings(archive), *outputs], paths, jobs)
    done = {
        unit: RenderedUnit(tuple(sorted(dependencies)), _stamps(folder, of_unit))
        for unit, of_unit, dependencies in rendered
    }
    state = State(edition, records, kept | done)
    if state != old:
        _write(folder / STATE, state)
    return written


def _stamps(folder: Path, outputs: Iterable[Output]) -> dict[str, FileStamp]:
    return {output.path: _stamp(folder, output.path) for output in outputs}


def _stamp(folder: Path, path: str) -> FileStamp:
    # there are many files, and a Path for each takes longer than the look
    return FileStamp.of_status(os.stat(f"{folder}/{path}"))  # noqa: PTH116  as above


def _is_there(folder: Path, files: Mapping[str, FileStamp]) -> bool:
    try:
        return all(_stamp(folder, path) == stamp for path, stamp in files.items())
    except OSError:
        return False


def _render(archive: RecordingArchive, unit: PageUnit) -> tuple[list[Output], set[str]]:
    """What a unit becomes, and what it read for that."""
    with archive.recording() as dependencies:
        return list(render_unit(archive, unit)), dependencies


def _edition(archive: RecordingArchive) -> str:
    """A digest of all that every page depends on beside the records."""
    made_for = f"{archive.day} {archive.today} {archive.audience} {archive.site!r}"
    return digest(f"{program_fingerprint()} {made_for}".encode())


def _read(path: Path) -> State:
    try:
        said: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        return State()
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read, so every page is rendered: %s", path, error)
        return State()
    try:
        records = {key: RecordVersion.from_json(each) for key, each in said["records"].items()}
        words = said["words"]
        done = {
            PageUnit(*unit): RenderedUnit(
                tuple(words[number] for number in dependencies),
                {path: FileStamp(*each) for path, each in dict(files).items()},
            )
            for unit, dependencies, files in said["units"]
        }
        return State(said["edition"], records, done)
    except (ValueError, LookupError, TypeError):
        log.info("%s was written by another version of this program, so every page is rendered", path)
        return State()


def _write(path: Path, state: State) -> None:
    words: dict[str, int] = {}  # most are dependencies of many units: each is written once
    units = [
        (unit, [words.setdefault(word, len(words)) for word in done.dependencies], done.files)
        for unit, done in state.units.items()
    ]
    said = {"edition": state.edition, "records": state.records, "words": list(words), "units": units}
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    write_atomically(path, content)
