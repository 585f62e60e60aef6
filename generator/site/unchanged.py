"""Whether a site is still what its pages made: nothing is built where nothing has changed.

A digest of all that goes into a site and of all that came out lies beside it; it is safe to delete.
"""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

PRINTERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pagefind")
"""The packages that turn pages into a site."""
HERE = Path(__file__).parent


def is_unchanged(config_file: Path, pages: Path, site: Path) -> bool:
    """Whether the site is there, whole, and made of just these pages."""
    record = _record(site)
    return record.is_file() and site.is_dir() and record.read_text("utf-8") == _digest(config_file, pages, site)


def remember(config_file: Path, pages: Path, site: Path) -> None:
    """Note what the site was made of, and what it is."""
    _record(site).write_text(_digest(config_file, pages, site), "utf-8")


def _record(site: Path) -> Path:
    return site.with_name(f".{site.name}.made")


def _digest(config_file: Path, pages: Path, site: Path) -> str:
    digest = hashlib.sha256()
    for part in _parts(config_file, pages, site):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(config_file: Path, pages: Path, site: Path) -> Iterator[bytes]:
    """All that counts, each part after its name."""
    for package in PRINTERS:
        yield f"{package} {version(package)}".encode()
    yield config_file.read_bytes()
    for folder in (HERE, pages, site):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
