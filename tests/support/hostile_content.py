"""Content folders of hostile texts: in every field and language, in the names of folders, in `site.yml`."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from tests.support.full_record import Words, write_full_content

LANGUAGES = ("en", "ar")
"""One language of each direction."""
MANY_LANGUAGES = ("en", "ar", "ja", "ru", "uz", "de", "fr", "he", "zh", "ko", "tr", "fa", "hi", "th")
HARMLESS = "Plain words"
REPOSITORY = "https://code.example/x"
LONGEST_NAME = 60
"""The most characters of a folder's name: 240 bytes at most."""
UNCOUNTED = "mnopqrstuvwxyz"
"""The last letters of the ids that countries of full records have."""


def words_of(text: str, *, in_prose: bool = True) -> Words:
    """Return the words of a full record with a text in every language; without prose, that is harmless."""
    texts = dict.fromkeys(LANGUAGES, text)
    return Words(text, texts, texts if in_prose else HARMLESS)


def write_hostile_records(
    content: Path, texts: Mapping[int, Words], names: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Write full records of some texts, each in a folder that is called like its text; and what the site is called."""
    write_full_content(content, texts)
    for path in sorted(content.rglob("*.yml")):
        folder = path.parent / folder_called(texts[number_of(path)].line)
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / path.name)
    _write_site(content, {"languages": LANGUAGES, "repository": REPOSITORY, **names})


def write_hostile_site(content: Path, texts: Sequence[str]) -> None:
    """Write a `site.yml` with a text in each language, as title, tagline and description."""
    codes = MANY_LANGUAGES[: len(texts)]
    by_language = dict(zip(codes, texts, strict=True))
    names = {"title": by_language, "tagline": by_language, "description": by_language}
    _write_site(content, {**names, "languages": codes, "url": "https://site.example/x/"})


def _write_site(content: Path, values: Mapping[str, object]) -> None:
    content.mkdir(parents=True, exist_ok=True)
    content.joinpath("site.yml").write_text(json.dumps(values, ensure_ascii=False), "utf-8")


def folder_called(text: str) -> Path:
    """Return the path of a folder with a text as its name, or its parts where that has slashes."""
    usable = "".join(filter(str.isprintable, text))  # `check` refuses others in the name of a file
    parts = [part[:LONGEST_NAME] for part in usable.split("/") if part]
    return Path(*(f"x{part}" if part.startswith(".") else part for part in parts))  # a dot hides it


def number_of(record: Path) -> int:
    """Return the number of the text that a full record holds."""
    if match := re.fullmatch(r"(?:full|other)-[a-z]+-([0-9]+)", record.stem):
        return int(match[1])
    return UNCOUNTED.index(record.stem[-1])
