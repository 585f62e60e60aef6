"""`.site.json`: the settings of the site builder: title, address, languages, navigation, edition.

`site/` reads them; the live preview also asks for them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.archive.addresses import language_root, relative_language_root
from generator.archive.archive import Archive
from generator.incremental.outputs import Output
from generator.pages import guide_layout, home, search_page
from generator.pages.direction import isolate, page_direction
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language, language

PATH = ".site.json"
"""Hidden, so that no site builder takes it for a page or publishes it."""


def site_settings(archive: Archive) -> Output:
    """Return the settings of the whole site: audience and languages, the root first."""
    return _output({"languages": list(archive.site.languages), "audience": archive.audience})


def language_settings(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Output:
    """Return the settings of a language.

    `navigation` is a list of `[label, path]` or `[label, [[label, path], ...]]`.
    """
    site = archive.site
    writer = Writer(archive, language, home.PATH)
    with page_direction(language.direction):
        title = isolate(archive.phrase(site.title, language).text)
        tagline = isolate(archive.phrase(site.tagline, language).text) if site.tagline else ""
        edition, guide = isolate(writer.edition), isolate(writer.label(guide_layout.TITLE))
    return _output(
        {
            "title": title,
            "description": tagline,
            "url": f"{site.url.rstrip('/')}/{language_root(language.code, site.languages)}" if site.url else "",
            "language": language.code,
            "languages": list(_languages(language.code, site.languages)),
            "accent": site.accent,
            "day": archive.day.isoformat(),
            "audience": archive.audience,
            "edition": edition,
            "labels": {
                "languages": language.label("Languages"),
                "dark": language.label("Switch to dark mode"),
                "light": language.label("Switch to light mode"),
                "guide": guide,
                **search_page.search_box_labels(language),
            },
            "navigation": list(_navigation(archive, language, page_types)),
        }
    )


def _languages(own: str, languages: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """Yield code, name, direction and relative root of each language of the site."""
    for code in languages:
        yield {
            "code": code,
            "name": language(code).name,
            "direction": language(code).direction,
            "root": relative_language_root(own, code, languages),
        }


def _navigation(archive: Archive, language: Language, page_types: Iterable[PageType]) -> Iterator[list[Any]]:
    """Yield the home page, then sections of listed pages.

    Pages of records are left out: with them, a build would take quadratic time.
    """
    yield [language.label(home.TITLE), home.PATH]
    sections: dict[str, list[list[str]]] = {}
    for page_type in page_types:
        if page_type.section and page_type.is_listed(archive):
            sections.setdefault(page_type.section, []).append([language.label(page_type.title), page_type.path])
    for section, entries in sections.items():
        yield [language.label(section), entries]


def _output(values: Mapping[str, Any]) -> Output:
    return Output(PATH, (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())
