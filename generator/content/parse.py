"""The values of many record files: from the cache, else parsed by several processes.

Used by every command before `load.py` makes records of the values.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from generator.content.files import ContentFile, ContentFiles
from generator.content.source import SourceFile, parse_source
from generator.content.yaml_parser import YamlValue
from generator.incremental.cache import MAX_OUTDATED_SHARE, Cache
from generator.incremental.workers import Progress, WorkerDiedError, Workers, no_progress

ParsedValues: TypeAlias = Mapping[str, dict[str, YamlValue]]
"""The values of files without problems, by the digest of their bytes."""

log = logging.getLogger(__name__)

STAGE = "parse"
"""The stage of the cache that holds the values."""
MIN_FILES_FOR_WORKERS = 200
"""The number of files from which starting other processes takes less time than it saves."""


def parse(
    files: ContentFiles,
    cache: Cache,
    jobs: int,
    progress: Progress = no_progress,
    *,
    min_for_workers: int = MIN_FILES_FOR_WORKERS,
) -> ParsedValues:
    """Return the values of `files`: from `cache`, else parsed by `jobs` processes.

    Stores the values in `cache` if many of them have changed. Fewer than `min_for_workers` files are parsed in this
    process.
    """
    cached: ParsedValues = cache.get(STAGE) or {}
    raws = {file.digest: file.content for file in files.files if file.digest not in cached}
    changed = [(key, raw) for key, raw in raws.items() if isinstance(raw, bytes)]
    parsed = _parse_in_parallel(changed, jobs if len(changed) >= min_for_workers else 1, progress)
    values = ((file.digest, parsed.get(file.digest) or cached.get(file.digest)) for file in files.files)
    current = {key: value for key, value in values if value is not None}
    if len(current.keys() ^ cached.keys()) > len(current) * MAX_OUTDATED_SHARE:
        cache.put(STAGE, current)
    return current


def parse_file(file: ContentFile, parsed: ParsedValues) -> SourceFile:
    """Return `file` as a `SourceFile`, with its values from `parsed` if possible."""
    if isinstance(file.content, SourceFile):
        return file.content
    return parse_source(file.content, file.name, parsed.get(file.digest))


def _parse_in_parallel(raws: Sequence[tuple[str, bytes]], jobs: int, progress: Progress) -> ParsedValues:
    """Parse pairs of a digest and bytes; return the values by digest.

    Files with problems are left out.
    """
    try:
        with Workers(_parse_bytes, [raw for _, raw in raws], jobs) as workers:
            results = [(raws[number][0], values) for number, values in workers.results(progress)]
    except WorkerDiedError as error:  # perhaps for want of memory: one process takes less
        log.warning("%s: this process reads the files alone", error)
        return _parse_in_parallel(raws, 1, progress)
    return {key: values for key, values in results if values is not None}


def _parse_bytes(raw: bytes) -> dict[str, YamlValue] | None:
    """Return the values of a file's bytes; None if it has problems."""
    source = parse_source(raw, "")
    return None if source.problems else source.values
