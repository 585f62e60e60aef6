"""What the site shows: one module for each type of page."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from generator.archive import Archive
from generator.languages import Language, language
from generator.pages import (
    about,
    briefs,
    calendar,
    commitments,
    home,
    index,
    record,
    relation,
    search,
    statistics,
    timeline,
)
from generator.pages.documents import documents
from generator.pages.page import Output, Page
from generator.pages.settings import site_settings, tree_settings

PageType: TypeAlias = Callable[[Archive, Language], Iterator[Page]]

PAGES: tuple[PageType, ...] = (
    home.pages,
    index.pages,
    record.pages,
    relation.pages,
    briefs.pages,
    timeline.pages,
    calendar.pages,
    commitments.pages,
    statistics.pages,
    about.pages,
    search.pages,
)
"""Every type of page there is."""


def outputs(archive: Archive) -> Iterator[Output]:
    """Every file below the folder of pages: a tree for each language, and what holds of them all."""
    yield site_settings(archive)
    for code in archive.site.languages:
        for output in _tree(archive, language(code)):
            yield Output(f"{code}/{output.path}", output.content)
        yield from documents(archive, language(code))


def _tree(archive: Archive, language: Language) -> Iterator[Output]:
    yield tree_settings(archive, language)
    for pages in PAGES:
        for page in pages(archive, language):
            yield page.output
