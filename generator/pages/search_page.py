"""The search page and its labels. `search-page.js` draws results and filters on it."""

import json
from collections.abc import Iterator
from html import escape

from generator.archive.addresses import index_path, relative_language_root
from generator.archive.archive import Archive
from generator.kinds import KINDS
from generator.pages.markdown import Md, bullets
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language, gettext_noop
from generator.values.languages import language as language_of

PATH = "search/index.md"
TITLE = gettext_noop("Search")


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the search page, with links to the indexes for readers without scripts."""
    writer = Writer(archive, language, PATH)
    label = writer.label
    title = label(TITLE)
    page_labels = json.dumps(_page_labels(archive, language), ensure_ascii=False, separators=(",", ":"))
    frame = Md('<div class="search-page" data-labels="{}"></div>').format(Md(escape(page_labels)))
    notice = Md("<noscript><p>{}</p></noscript>").format(
        label("Searching needs scripts, which are switched off here. The lists below lead to every record.")
    )
    lists = bullets(
        writer.link_to_page(label(kind.plural), index_path(kind))
        + Md(": {}").format(writer.show(len(archive.records_of(kind))))
        for kind in KINDS
        if archive.records_of(kind)
    )
    parts = (
        Md("# {} {{#title}}").format(title),
        frame,
        notice,
        Md("## {} {{#lists}}\n\n{}").format(label("Lists"), lists),
    )
    yield Page(PATH, title, Md("\n\n").join(parts), label("Search, with filters"))


def search_box_labels(language: Language) -> dict[str, str]:
    """Return the labels of the search box on every page; scripts fill in `{number}`."""
    return {
        "search": language.label(TITLE),
        "prompt": language.label("Names, titles, dates …"),
        "close": language.label("Close"),
        "results": language.label("Results: %(number)s", number="{number}"),
        "nothing": language.label("Nothing found"),
        "all": language.label("All results and filters"),
        "failed": language.label("The search cannot be reached just now."),
        "without": language.label("no page has it all; left out: %(words)s", words="{words}"),
        "busy": language.label("Searching …"),
    }


def _page_labels(archive: Archive, language: Language) -> dict[str, object]:
    label = language.label
    shared = search_box_labels(language)
    return {name: shared[name] for name in ("search", "prompt", "results", "nothing", "failed", "without", "busy")} | {
        "filters": label("Filters"),
        "groups": {
            "kind": label("Kind"),
            "year": label("Year"),
            "party": label("Party"),
            "sector": label("Sector"),
            "type": label("Type"),
            "status": label("Status"),
            "person": label("Person"),
            "language": label("Language"),
        },
        "order": label("Sort by"),
        "orders": {
            "relevance": label("Relevance"),
            "newest": label("Newest first"),
            "oldest": label("Oldest first"),
        },
        "all": label("Show all (%(number)s)", number="{number}"),
        "fewer": label("Show fewer"),
        "narrow": label("Narrow down"),
        "clear": label("Remove all filters"),
        "remove": label("Remove: %(name)s", name="{name}"),
        "previous": label("Previous page"),
        "next": label("Next page"),
        "range": label("%(first)s–%(last)s of %(total)s", first="{first}", last="{last}", total="{total}"),
        "languages": [
            {
                "code": code,
                "name": language_of(code).name,
                "root": relative_language_root(language.code, code, archive.site.languages),
            }
            for code in archive.site.languages
        ],
    }


PAGE_TYPE = PageType(pages, PATH, TITLE)
