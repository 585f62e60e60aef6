"""The format of search documents: the contract between pages, which write them, and the search index."""

import re
from html import unescape

FOLDER = ".search"
"""Hidden, so that no builder of sites takes it for pages."""
HEAD = '<!doctype html>\n<html lang="und">\n<main data-pagefind-body>\n<div data-pagefind-ignore>'
FOOT = "</main>\n</html>\n"
FIELDS = (
    *("name", "names", "title", "titles", "heading", "headings", "date", "days", "dated"),
    *("details", "others", "forms", "keys"),
)
"""Every field that a document may have. `search-worker.js` has a weight for each."""
UNDATED = {"newest": "0000", "oldest": "9999"}
"""What is without a date comes last, whichever way the results are sorted."""
ORDER = re.compile('<i data-pagefind-sort="([^"]*)">([^<]*)</i>')


def orders_of(html: str) -> dict[str, str]:
    """What a document is sorted by, in each order there is."""
    return {order: unescape(value) for order, value in ORDER.findall(html)}


def with_every_field() -> bytes:
    """A document that has all of the fields, and a word, since there is no document without one."""
    fields = (f'<i data-pagefind-meta="{name}:"></i>' for name in FIELDS)
    return "\n".join((HEAD, *fields, "</div>", "0", FOOT)).encode()
