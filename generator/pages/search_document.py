"""`SearchDocument`: the entry of a page in the search index, as HTML for Pagefind.

`site/document_format.py` defines the format. Each field has a weight in `search-worker.js`; readers narrow results by
filters. `search_documents.py` makes the documents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple, TypeAlias

from generator.archive.addresses import search_document_path
from generator.incremental.outputs import Output
from generator.pages.search_text import search_tokens
from generator.site.document_format import FOLDER, FOOT, HEAD, UNDATED
from generator.values.dates import When

TitleRank: TypeAlias = Literal["name", "title", "heading"]
"""The weight of a title: names weigh most, then titles, then headings."""


class SearchFilter(NamedTuple):
    """A value to narrow results by: its group, its id in addresses, its label."""

    group: str
    id: str
    label: str = ""


@dataclass(frozen=True)
class SearchDocument:
    """The entry of a page in the search index: title, date, words, filters and the text that results quote."""

    url: str
    title: str
    rank: TitleRank = "title"
    when: When | None = None
    date: str = ""
    """The date in words."""
    words: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """More search words, already split by `search_tokens`, by the name of their field."""
    filters: tuple[SearchFilter, ...] = ()
    text: tuple[str, ...] = ()

    def output(self, code: str) -> Output:
        """Return the file of the document, for the page in language `code`."""
        return Output(f"{FOLDER}/{search_document_path(code, self.url)}", self._html.encode())

    @property
    def _html(self) -> str:
        date_field = "dated" if self.rank == "heading" else "date"
        fields = {self.rank: search_tokens(self.title), date_field: search_tokens(self.date)}
        fields |= {name: " ".join(dict.fromkeys(words)) for name, words in self.words.items()}
        day = self.when.sort_key[0].isoformat() if self.when else ""
        lines = [
            *(_element("meta", name, words) for name, words in fields.items() if words),
            *(_element("filter", group, f"{identifier} {label}") for group, identifier, label in self.filters),
            *(_element("sort", order, day or undated) for order, undated in UNDATED.items()),
        ]
        text = search_tokens(" · ".join(self.text) or self.title)
        return "\n".join((HEAD, *lines, "</div>", escape(text), FOOT))


def _element(purpose: str, name: str, words: str) -> str:
    return f'<i data-pagefind-{purpose}="{name}">{escape(words)}</i>'
