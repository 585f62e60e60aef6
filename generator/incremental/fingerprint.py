"""Digests of bytes and of the program itself, by which results of earlier runs are trusted."""

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

TIMESTAMP_GRANULARITY_NS = 20_000_000
"""Nanoseconds within which two writes of a file may have the same time."""
HERE = Path(__file__).parent.parent
MAKERS = (
    "babel",
    "isodate",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "pydantic",
    "pydantic-core",
    "pygal",
    "pyyaml",
    "rapidfuzz",
    "tzdata",
)
"""The packages on whose versions it depends what is made of the files."""
SOURCES = ("*.jinja", "*.md", "*.po", "*.py")
"""What decides in this generator what it makes of them."""


def digest(raw: bytes) -> str:
    """By what bytes are known again."""
    return blake2b(raw, digest_size=20).hexdigest()


@cache
def program_fingerprint() -> str:
    """By what it is known what makes things of the files: this generator, Python and the packages, as they are."""
    sources = (path for pattern in SOURCES for path in sorted(HERE.rglob(pattern)))
    parts = [sys.version, *(f"{name} {_version(name)}" for name in MAKERS), *map(_source, sources)]
    return digest("\n".join(parts).encode())


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return "none"


def _source(path: Path) -> str:
    return f"{path.relative_to(HERE).as_posix()} {digest(path.read_bytes())}"
