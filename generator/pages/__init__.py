"""What the site shows: one module for each type of page."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from generator.archive import Archive
from generator.languages import Language
from generator.pages import commitments, home, index, record, timeline
from generator.pages.page import Output, Page
from generator.pages.settings import settings

PageType: TypeAlias = Callable[[Archive, Language], Iterator[Page]]

PAGES: tuple[PageType, ...] = (home.pages, index.pages, record.pages, timeline.pages, commitments.pages)
"""Every type of page there is."""


def outputs(archive: Archive, language: Language) -> Iterator[Output]:
    """Every file below the folder of pages."""
    yield from settings(archive, language)
    for pages in PAGES:
        for page in pages(archive, language):
            yield page.output
