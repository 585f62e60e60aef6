"""A document: what the search index holds of a page, as HTML that Pagefind reads and nobody else.

Its fields have weights in `search-worker.js`; a reader narrows the results by its filters.
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

Rank: TypeAlias = Literal["name", "title", "heading"]
"""How much a title counts: the name of somebody or something most, then a title, then a heading."""


class Filter(NamedTuple):
    """A word to narrow results by: the group it is of, its id in addresses, its label."""

    group: str
    id: str
    label: str = ""


@dataclass(frozen=True)
class Document:
    """What is indexed of a page. `words` are searchable already; `text` is what results quote from."""

    url: str
    title: str
    rank: Rank = "title"
    when: When | None = None
    date: str = ""
    """The date in words."""
    words: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """More to be found by, by the field that its weight is of."""
    filters: tuple[Filter, ...] = ()
    text: tuple[str, ...] = ()

    def output(self, code: str) -> Output:
        """The file, in the tree of a language, at the address of the page."""
        return Output(f"{FOLDER}/{search_document_path(code, self.url)}", self._html.encode())

    @property
    def _html(self) -> str:
        date = "dated" if self.rank == "heading" else "date"
        fields = {self.rank: search_tokens(self.title), date: search_tokens(self.date)}
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
