"""Render every unit of an edition in several processes; skip units whose dependencies are unchanged.

Used by the `build` and `pages` commands. `render_state.py` remembers each unit's dependencies and files.
"""

import logging
import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from generator.archive.dependencies import Changes, RecordingArchive, RecordVersion, record_versions
from generator.incremental.fingerprint import FileStamp, digest, program_fingerprint
from generator.incremental.outputs import Output, OutputFolder, WriteSummary
from generator.incremental.workers import Progress, Workers, no_progress
from generator.pages import PageUnit, render_unit, units
from generator.pages.render_state import RenderedUnit, RenderState, read_state, write_state
from generator.pages.site_settings import site_settings

log = logging.getLogger(__name__)
MIN_UNITS_FOR_WORKERS = 300
"""The number of units from which starting processes takes less time than it saves."""


def render_pages(
    archive: RecordingArchive,
    digests: Mapping[str, str],
    folder: Path,
    jobs: int = 1,
    progress: Progress = no_progress,
    min_for_workers: int = MIN_UNITS_FOR_WORKERS,
) -> WriteSummary:
    """Render the outdated units of `archive` to files in `folder`.

    `digests` has the digest of each record's file, by key. Raises ForeignFolderError, OSError.
    """
    edition, stored = _edition_fingerprint(archive), read_state(folder)
    if stored.edition not in ("", edition):
        log.info("every page is rendered: the day, the audience, the site's record or the program is another")
    old = stored if stored.edition == edition else RenderState(edition)
    records = record_versions(archive, digests, old.records)
    wanted = list(units(archive))
    current = _current_units(wanted, folder, old, records)
    outdated = [unit for unit in wanted if unit not in current]
    jobs_for_units = jobs if len(outdated) >= min_for_workers else 1
    with Workers(partial(_render, archive), outdated, jobs_for_units) as workers:
        rendered = [(outdated[number], *result) for number, result in workers.results(progress)]
    outputs = [output for _, outputs_of_unit, _ in rendered for output in outputs_of_unit]
    current_files = [path for unit in current.values() for path in unit.files]
    summary = OutputFolder(folder).write([site_settings(archive), *outputs], current_files, jobs)
    new = {
        unit: RenderedUnit(tuple(sorted(dependencies)), _stamps(folder, outputs_of_unit))
        for unit, outputs_of_unit, dependencies in rendered
    }
    state = RenderState(edition, records, current | new)
    if state != stored:
        write_state(folder, state)
    return summary


def _current_units(
    wanted: Iterable[PageUnit], folder: Path, state: RenderState, records: Mapping[str, RecordVersion]
) -> dict[PageUnit, RenderedUnit]:
    """Return the wanted units whose dependencies and files are unchanged."""
    changes = Changes.between(state.records, records)
    rendered = {unit: state.units[unit] for unit in wanted if unit in state.units}
    return {
        unit: last
        for unit, last in rendered.items()
        if not changes.affect(last.dependencies) and _are_unchanged(folder, last.files)
    }


def _render(archive: RecordingArchive, unit: PageUnit) -> tuple[list[Output], set[str]]:
    """Render a unit; return its outputs and dependencies."""
    with archive.recording() as dependencies:
        return list(render_unit(archive, unit)), dependencies


def _stamps(folder: Path, outputs: Iterable[Output]) -> dict[str, FileStamp]:
    return {output.path: _stamp(folder, output.path) for output in outputs}


def _stamp(folder: Path, path: str) -> FileStamp:
    # There are many files, and making a Path for each takes longer than reading its status.
    return FileStamp.of_status(os.stat(f"{folder}/{path}"))  # noqa: PTH116  as above


def _are_unchanged(folder: Path, files: Mapping[str, FileStamp]) -> bool:
    try:
        return all(_stamp(folder, path) == stamp for path, stamp in files.items())
    except OSError:
        return False


def _edition_fingerprint(archive: RecordingArchive) -> str:
    """Return a digest of day, audience, site record and program: every page has them."""
    values = f"{archive.day} {archive.today} {archive.audience} {archive.site!r}"
    return digest(f"{program_fingerprint()} {values}".encode())
