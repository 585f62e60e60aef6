"""Folders compared: the content or digest of each file."""

from pathlib import Path

from generator.incremental.fingerprint import digest


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below `folder`, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digest_folder(folder: Path) -> dict[str, str]:
    """Return the digest of every file below `folder`, by path."""
    return {name: digest(content) for name, content in read_folder(folder).items()}
