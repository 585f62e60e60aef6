"""`PageType`: a type of page about many records, with its place in the navigation and in the search.

A page module declares one as `PAGE_TYPE`; `PAGES` lists them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.archive.archive import Archive
from generator.pages.page import Page
from generator.values.languages import Language


def _always(archive: Archive) -> bool:
    return True


class PageType(NamedTuple):
    """A type of page about many records. Title and section are labels in English, marked by `gettext_noop`."""

    pages: Callable[[Archive, Language], Iterator[Page]]
    """Yields its pages; the first is at `path`."""
    path: str
    title: str
    section: str = ""
    """The section of the navigation that lists it. Without one, neither navigation nor search have it."""
    is_listed: Callable[[Archive], bool] = _always
    """Returns False if navigation and search leave it out, as the index of a kind without records."""
