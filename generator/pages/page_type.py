"""A type of page about many records: who writes it, and how navigation and the search lead to it.

Each such module of the package declares one as `PAGE_TYPE`; `PAGES` gathers them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.archive.archive import Archive
from generator.pages.page import Page
from generator.values.languages import Language


def _always(archive: Archive) -> bool:
    return True


class PageType(NamedTuple):
    """A type of page about many records. Labels are in English and translated where they are shown."""

    pages: Callable[[Archive, Language], Iterator[Page]]
    """Writes its pages; the first of them is at the path."""
    path: str
    title: str
    section: str = ""
    """The heading under which navigation lists it. Without one, neither navigation nor the search lead to it."""
    is_listed: Callable[[Archive], bool] = _always
    """Whether navigation and the search lead to it in an edition."""
