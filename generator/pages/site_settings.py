"""What the printer of the site must know beside the pages: title, address, languages, navigation, edition."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.archive.addresses import language_root, relative_language_root
from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.pages import guide_layout, home, search_page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language, language

PATH = ".site.json"
"""Hidden, so that no builder of sites takes it for a page or publishes it."""


def site_settings(archive: Archive) -> Output:
    """What holds of all languages: the first of them, whose tree is the site's own."""
    return _output({"languages": list(archive.site.languages)})


def language_settings(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Output:
    """One JSON object for a language; `navigation` is a list of `[label, path]` or `[label, [[label, path], ...]]`."""
    site = archive.site
    writer = Writer(archive, language, home.PATH)
    return _output(
        {
            "title": archive.phrase(site.title, language).text,
            "description": archive.phrase(site.tagline, language).text if site.tagline else "",
            "url": _address(site.url, language_root(language.code, site.languages)) if site.url else "",
            "language": language.code,
            "languages": list(_languages(language.code, site.languages)),
            "accent": site.accent,
            "day": archive.day.isoformat(),
            "edition": writer.edition,
            "labels": {
                "languages": language.label("Languages"),
                "dark": language.label("Switch to dark mode"),
                "light": language.label("Switch to light mode"),
                "guide": language.label(guide_layout.TITLE),
                **search_page.labels(language),
            },
            "navigation": list(_navigation(archive, language, page_types)),
        }
    )


def _address(url: str, tree: str) -> str:
    return f"{url.rstrip('/')}/{tree}"


def _languages(own: str, languages: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """Each language of the site: its code, its own name, and the way from the root of this tree to that of its own."""
    for code in languages:
        yield {
            "code": code,
            "name": language(code).name,
            "direction": language(code).direction,
            "root": relative_language_root(own, code, languages),
        }


def _navigation(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Iterator[list[Any]]:
    """Home, then groups of indexes and pages. Pages of records are not in it: a build would be quadratic."""
    yield [language.label(home.TITLE), home.PATH]
    groups: dict[str, list[list[str]]] = {}
    for page_type in page_types:
        if page_type.section and page_type.is_listed(archive):
            groups.setdefault(page_type.section, []).append([language.label(page_type.title), page_type.path])
    for section, entries in groups.items():
        yield [language.label(section), entries]


def _output(values: Mapping[str, Any]) -> Output:
    return Output(PATH, (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())
