"""The sample in `tests/sample/`: an edition, and edits that affect pages and checks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.archive.edition import Edition
from tests.support.paths import TESTS

SAMPLE = TESTS / "sample" / "content"
EDITION = Edition(date(2025, 6, 1), today=date(2026, 1, 1))
Edit = Callable[[Path], object]
"""Changes a content folder."""
FORUM = "meetings/2024/04/2024-04-23-business-forum.yml"


def replace_text(file: str, old: str, new: str) -> Edit:
    """Return an edit that replaces the text `old` in a file."""

    def edit(content: Path) -> None:
        text = (content / file).read_text("utf-8")
        assert old in text
        (content / file).write_text(text.replace(old, new), "utf-8")

    return edit


def rename(file: str, to: str) -> Edit:
    """Return an edit that renames a file."""
    return lambda content: (content / file).rename(content / to)


def remove(file: str) -> Edit:
    """Return an edit that removes a file."""
    return lambda content: (content / file).unlink()


def add(file: str, text: str) -> Edit:
    """Return an edit that adds a file."""
    return lambda content: (content / file).write_text(text, "utf-8")


EDITS: dict[str, Edit] = {
    "nothing": lambda content: None,
    "the name of a country": replace_text("countries/xa.yml", "en: Arvenia", "en: Arveniya"),
    "a person who signed": remove("people/" + sorted(path.name for path in (SAMPLE / "people").iterdir())[0]),
    "a mechanism": remove("mechanisms/joint-commission.yml"),
    "a new meeting": add("meetings/2025-01-01-new.yml", "title: New\ndate: 2025-01-01\nparties: [xa, xb]\n"),
    "a new person": add("people/new-one.yml", "name: New One\ncountry: xa\n"),
    "a meeting of another name": rename(FORUM, "meetings/2024/04/2024-04-23-forum-renamed.yml"),
    "a summary that mentions a person": replace_text(FORUM, "date:", "summary: With [[people/brovik-senna]].\ndate:"),
    "a summary that mentions another meeting": replace_text(
        FORUM, "date:", "summary: As [[mechanisms/joint-commission]].\ndate:"
    ),
    "what a meeting is called": replace_text(FORUM, "en: Arvenia", "en: Another Arvenia"),
    "on which day a meeting was": replace_text(FORUM, "date: 2024-04-23", "date: 2023-04-23"),
    "what was promised": replace_text("agreements/2023-10-05-joint-statement.yml", "text: ", "text: Soon, "),
    "who met": replace_text(FORUM, "  - xb\nhosts", "  - xc\nhosts"),
    "whom an organisation acts for": replace_text("organisations/assembly-xa.yml", "country: xa", "country: xb"),
    "who may see a meeting": replace_text(FORUM, "date:", "audience: internal\ndate:"),
    "the site": replace_text("site.yml", 'accent: "#1f4e5f"', 'accent: "#123456"'),
}
