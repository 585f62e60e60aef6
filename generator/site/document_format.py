"""The format of search documents: the contract between `pages/search_document.py`, which writes them, and the index."""

import re
from html import unescape

FOLDER = ".search"
"""Hidden, so that no builder of sites takes the documents for pages."""
HEAD = '<!doctype html>\n<html lang="und">\n<main data-pagefind-body>\n<div data-pagefind-ignore>'
FOOT = "</main>\n</html>\n"
FIELDS = (
    *("name", "names", "title", "titles", "heading", "headings", "date", "days", "dated"),
    *("details", "others", "forms", "keys"),
)
"""Every field that a document may have. `search-worker.js` has a weight for each."""
UNDATED = {"newest": "0000", "oldest": "9999"}
"""The sort values of a document without a date: they put it last in either order."""
SORT_VALUE = re.compile('<i data-pagefind-sort="([^"]*)">([^<]*)</i>')


def sort_values(html: str) -> dict[str, str]:
    """Return the sort value of a document for each order."""
    return {order: unescape(value) for order, value in SORT_VALUE.findall(html)}


def document_with_every_field() -> bytes:
    """Return a document with all fields, and a word.

    Pagefind leaves out a document without one.
    """
    fields = (f'<i data-pagefind-meta="{name}:"></i>' for name in FIELDS)
    return "\n".join((HEAD, *fields, "</div>", "0", FOOT)).encode()
