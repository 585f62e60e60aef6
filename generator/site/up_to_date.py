"""Tell whether a site is still the output of its pages, without loading MkDocs. Asked by `pipeline.py`.

A file beside the site, safe to delete, holds a digest of all inputs and all files of the site.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from generator.incremental.fingerprint import trusted_before

PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "markupsafe", "pyyaml", "pagefind")
"""The packages that turn pages into a site."""
log = logging.getLogger(__name__)
HERE = Path(__file__).parent


def is_up_to_date(config_file: Path, pages: Path, site: Path) -> bool:
    """Return whether the site is complete and made of exactly these pages."""
    file = _digest_file(site)
    if not (file.is_file() and site.is_dir()):
        return False
    text = file.read_text("utf-8", "replace")
    if not text:  # a build was killed while `remember_run` compared its files
        return False
    trusted, _, digest = text.partition(" ")
    if not (trusted.isascii() and trusted.isdecimal()):
        log.warning("%s is damaged, so all of the site is compared", file)
        return False
    return digest == _digest(config_file, pages, site, int(trusted))


def remember_run(config_file: Path, pages: Path, site: Path) -> None:
    """Write the digest of the inputs and of the site beside the site."""
    file = _digest_file(site)
    file.write_text("", "utf-8")
    trusted = trusted_before(file.stat().st_mtime_ns)
    file.write_text(f"{trusted} {_digest(config_file, pages, site, trusted)}", "utf-8")


def _digest_file(site: Path) -> Path:
    return site.with_name(f".{site.name}.made")


def _digest(config_file: Path, pages: Path, site: Path, trusted: int) -> str:
    """Return the digest of all inputs and of the site.

    Files older than `trusted` count by size and time.
    """
    digest = hashlib.sha256()
    for part in _parts(config_file, pages, site, trusted):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(config_file: Path, pages: Path, site: Path, trusted: int) -> Iterator[bytes]:
    yield config_file.read_bytes()
    yield from program_parts()
    yield from _file_parts(pages, trusted)
    yield from _file_parts(site, trusted)


def program_parts(folder: Path = HERE) -> Iterator[bytes]:
    """Yield the versions of `PACKAGES`, then all files of this package, in `folder`."""
    for package in PACKAGES:
        yield f"{package} {version(package)}".encode()
    yield from _file_parts(folder, 0)


def _file_parts(folder: Path | str, trusted: int, below: str = "") -> Iterator[bytes]:
    """Yield the path of each file, and its size and time instead of its content.

    A file as new as `trusted` is read: it may change again within the same time. git treats its index alike.
    """
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=attrgetter("name"))
    for entry in entries:
        if not entry.is_dir():
            status = entry.stat()
            yield f"{below}{entry.name}".encode()
            if status.st_mtime_ns < trusted:
                yield f"{status.st_size} {status.st_mtime_ns}".encode()
            else:
                yield Path(entry).read_bytes()
        elif entry.name != "__pycache__":
            yield from _file_parts(entry.path, trusted, f"{below}{entry.name}/")
