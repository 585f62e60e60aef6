"""What the printer of the site must know beside the pages: title, address, navigation, edition."""

import json
from collections.abc import Iterator

from generator.archive import Archive
from generator.kinds import KINDS
from generator.languages import Language
from generator.pages import commitments, home, timeline
from generator.pages.page import Output, index_of
from generator.pages.writer import Writer

PATH = ".site.json"
"""Hidden, so that no builder of sites takes it for a page or publishes it."""


def settings(archive: Archive, language: Language) -> Iterator[Output]:
    """One JSON object; `navigation` is a list of `[label, path]`."""
    site = archive.site
    writer = Writer(archive, language, home.PATH)
    values = {
        "title": archive.phrase(site.title, language).text,
        "description": archive.phrase(site.tagline, language).text if site.tagline else "",
        "url": site.url or "",
        "language": language.code,
        "day": archive.day.isoformat(),
        "edition": edition(writer),
        "navigation": [
            [language.label("Home"), home.PATH],
            [language.label("Timeline"), timeline.PATH],
            [language.label("Commitments"), commitments.PATH],
            *([language.label(kind.plural), index_of(kind)] for kind in KINDS if archive.of(kind)),
        ],
    }
    yield Output(PATH, (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())


def edition(writer: Writer) -> str:
    """What the pages are as of, and for whom: "As of 26 January 2024, public edition"."""
    editions = {"public": "As of %(day)s, public edition", "internal": "As of %(day)s, internal edition"}
    return writer.label(editions[writer.archive.audience], day=writer.show(writer.archive.day))
