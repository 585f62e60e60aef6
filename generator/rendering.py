"""Every output of an archive: in several processes, and only those that a change concerns.

What each unit read and wrote is kept beside the pages. It is safe to delete, and is not trusted over the files.
"""

import gc
import hashlib
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from generator.pages import Unit, render, units
from generator.pages.page import Output
from generator.pages.settings import site_settings
from generator.tracing import Changes, Traced, Version, versions
from generator.writing import Written, write

STATE = ".rendered.json"
FEW = 300
"""How many units are rendered in less time than it takes to start processes."""
AT_ONCE = 50
"""How many units a process is given at a time."""
PACKAGES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "pydantic", "pygal")
"""What decides beside our own source what pages look like."""


class Stamp(NamedTuple):
    """A file that was written, and by what it is known that nobody has touched it since."""

    path: str
    size: int
    changed: int
    """When, in nanoseconds."""


class Done(NamedTuple):
    """What a unit read and wrote."""

    trace: tuple[str, ...]
    files: tuple[Stamp, ...]


@dataclass(frozen=True)
class State:
    """What was rendered last, and from what."""

    edition: str = ""
    """All that every page depends on."""
    records: dict[str, Version] = field(default_factory=dict)
    units: dict[Unit, Done] = field(default_factory=dict)


def write_pages(archive: Traced, digests: Mapping[str, str], folder: Path, jobs: int = 1) -> Written:
    """Write every output below a folder. `digests` are those of the records' files. Raises NotOurs, OSError."""
    edition, records = _edition(archive), versions(archive, digests)
    old = _read(folder / STATE)
    changes = Changes.of(old.records, records)
    wanted = dict.fromkeys(units(archive))
    kept = {
        unit: done
        for unit, done in (old.units.items() if old.edition == edition else ())
        if unit in wanted and not changes.concern(done.trace) and _is_there(folder, done.files)
    }
    rendered = list(_rendered(archive, [unit for unit in wanted if unit not in kept], jobs))
    outputs = [output for _, _, of_unit in rendered for output in of_unit]
    paths = [file.path for done in kept.values() for file in done.files]
    written = write([site_settings(archive), *outputs], folder, paths)
    done = {unit: Done(tuple(sorted(trace)), _stamps(folder, of_unit)) for unit, trace, of_unit in rendered}
    _write(folder / STATE, State(edition, records, kept | done))
    return written


def _stamps(folder: Path, outputs: Iterable[Output]) -> tuple[Stamp, ...]:
    return tuple(_stamp(folder, output.path) for output in outputs)


def _stamp(folder: Path, path: str) -> Stamp:
    found = (folder / path).stat()
    return Stamp(path, found.st_size, found.st_mtime_ns)


def _is_there(folder: Path, files: Iterable[Stamp]) -> bool:
    try:
        return all(_stamp(folder, file.path) == file for file in files)
    except OSError:
        return False


Rendered = tuple[Unit, set[str], list[Output]]
_archive: Traced | None = None
"""For processes that are forked while it is set: they share it without a copy."""


def _rendered(archive: Traced, todo: list[Unit], jobs: int) -> Iterator[Rendered]:
    """What the units become, in any order."""
    global _archive
    if jobs < 2 or len(todo) < FEW or sys.platform in ("win32", "darwin"):
        yield from (_render(archive, unit) for unit in todo)
        return
    chunks = [todo[start : start + AT_ONCE] for start in range(0, len(todo), AT_ONCE)]
    _archive = archive
    gc.freeze()  # what is shared stays shared: nothing of it is moved by the collector of another process
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for rendered in pool.imap_unordered(_chunk, chunks):
                yield from rendered
    finally:
        gc.unfreeze()
        _archive = None


def _chunk(todo: list[Unit]) -> list[Rendered]:
    assert _archive, "a process is forked while the archive is shared"  # noqa: S101  a bug if not
    return [_render(_archive, unit) for unit in todo]


def _render(archive: Traced, unit: Unit) -> Rendered:
    with archive.tracing() as trace:
        outputs = list(render(archive, unit))
    return unit, trace, outputs


def _edition(archive: Traced) -> str:
    """A digest of all that every page depends on beside the records."""
    here = Path(__file__).parent
    source = (path for path in sorted(here.rglob("*")) if path.suffix in (".py", ".jinja", ".po"))
    digest = hashlib.sha256(sys.version.encode())
    parts = [f"{package} {version(package)}".encode() for package in PACKAGES]
    parts += [f"{archive.day} {archive.today} {archive.audience} {archive.site!r}".encode()]
    for part in (*parts, *(path.read_bytes() for path in source)):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _read(path: Path) -> State:
    try:
        said: Any = json.loads(path.read_bytes())
        records = {key: Version(*map(_frozen, each)) for key, each in said["records"].items()}
        done = {
            Unit(*unit): Done(tuple(trace), tuple(Stamp(*file) for file in files))
            for unit, trace, files in said["units"]
        }
        return State(said["edition"], records, done)
    except (OSError, ValueError, KeyError, TypeError):  # none, or one that was not written by this version
        return State()


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _write(path: Path, state: State) -> None:
    said = {
        "edition": state.edition,
        "records": state.records,
        "units": [(unit, done.trace, done.files) for unit, done in state.units.items()],
    }
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if path.is_file() and path.read_bytes() == content:
        return
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
