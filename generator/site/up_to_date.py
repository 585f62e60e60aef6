"""Whether a site is still what its pages made: MkDocs is not even loaded where nothing has changed.

A digest of all that goes into a site and of all that came out lies beside it; it is safe to delete.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from generator.incremental.fingerprint import trusted_before

PRINTERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "markupsafe", "pyyaml", "pagefind")
"""The packages that turn pages into a site."""
log = logging.getLogger(__name__)
HERE = Path(__file__).parent


def is_up_to_date(config_file: Path, pages: Path, site: Path) -> bool:
    """Whether the site is there, whole, and made of just these pages."""
    record = _record(site)
    if not (record.is_file() and site.is_dir()):
        return False
    text = record.read_text("utf-8", "replace")
    if not text:  # a build was killed while it looked at what it had made
        return False
    before, _, digest = text.partition(" ")
    if not (before.isascii() and before.isdecimal()):
        log.warning("%s is damaged, so all of the site is compared", record)
        return False
    return digest == _digest(config_file, pages, site, int(before))


def remember_run(config_file: Path, pages: Path, site: Path) -> None:
    """Note what the site was made of, and what it is."""
    record = _record(site)
    record.write_text("", "utf-8")
    before = trusted_before(record.stat().st_mtime_ns)
    record.write_text(f"{before} {_digest(config_file, pages, site, before)}", "utf-8")


def _record(site: Path) -> Path:
    return site.with_name(f".{site.name}.made")


def _digest(config_file: Path, pages: Path, site: Path, before: int) -> str:
    digest = hashlib.sha256()
    for part in _parts(config_file, pages, site, before):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(config_file: Path, pages: Path, site: Path, before: int) -> Iterator[bytes]:
    """All that counts, each part after its name."""
    yield config_file.read_bytes()
    yield from program_parts()
    yield from _files(pages, before)
    yield from _files(site, before)


def program_parts(folder: Path = HERE) -> Iterator[bytes]:
    """Yield the versions of the packages that print pages, then all files of `folder`: this package and its theme."""
    for package in PRINTERS:
        yield f"{package} {version(package)}".encode()
    yield from _files(folder, 0)


def _files(folder: Path | str, before: int, below: str = "") -> Iterator[bytes]:
    """Each file's name, and its size and time for its content: but not of one so new that it may yet change within
    the same time, as git does with its index."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if not entry.is_dir():
            status = entry.stat()
            yield f"{below}{entry.name}".encode()
            if status.st_mtime_ns < before:
                yield f"{status.st_size} {status.st_mtime_ns}".encode()
            else:
                yield Path(entry).read_bytes()
        elif entry.name != "__pycache__":
            yield from _files(entry.path, before, f"{below}{entry.name}/")
