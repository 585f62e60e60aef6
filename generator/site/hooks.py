"""MkDocs hooks: take title, address, languages and navigation of the site from `.site.json` beside the pages.

`pages/site_settings.py` writes that file; `mkdocs.yml` names these hooks. Titles and descriptions are escaped here,
since Material's templates print them as HTML.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.site.edition_mark import SETTINGS_FILE
from generator.site.security_headers import policy

ESCAPED = ("title", "description", "edition")
"""The metadata of a page that templates print."""
UNUSED_IN_THEME = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Folders of Material with the scripts of its own search. The search here is Pagefind."""
CELL_STYLE = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')
"""The style of a cell, as Python-Markdown writes it."""
MATERIAL_LABELS = Path("partials", "languages")
"""The folder of a theme with Material's own labels, one template for each language."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the configuration of the language tree in `docs_dir`.

    If that folder holds several trees, take the first.
    """
    settings = read_settings(Path(config.docs_dir))
    if "navigation" not in settings:
        config.docs_dir = str(Path(config.docs_dir, settings["languages"][0]))
        settings = read_settings(Path(config.docs_dir))
    config.site_name = escape(settings["title"])
    config.site_description = escape(settings["description"])
    config.site_url = settings["url"] or None
    config.nav = [_navigation_entry(label, target) for label, target in settings["navigation"]]
    config.theme["language"] = _material_language(config, settings["language"])
    language = next(each for each in settings["languages"] if each["code"] == settings["language"])
    config.theme["direction"] = language["direction"]
    config.extra |= {
        "edition": escape(settings["edition"]),
        "day": settings["day"],
        "accent": settings["accent"],
        "policy": policy(in_meta=True),
        "audience": settings["audience"],
        "language": language,
        "languages": settings["languages"],
        "labels": {name: escape(label) for name, label in settings["labels"].items()},
    }
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Leave out files of the theme that no page uses."""
    for file in [file for file in files if file.src_uri.startswith(UNUSED_IN_THEME)]:
        files.remove(file)
    return files


def read_settings(pages: Path) -> dict[str, Any]:
    """Read the settings of the site in the folder `pages`.

    Raises ConfigurationError if there are none.
    """
    path = pages / SETTINGS_FILE
    if not path.is_file():
        raise ConfigurationError(
            f"there is no {path}: write the pages first, with `make build` or `.venv/bin/aide-memoire pages`"
        )
    settings: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return settings


def _navigation_entry(label: str, target: Any) -> dict[str, Any]:
    """Return an entry of MkDocs' navigation: a page, or a heading with entries below."""
    below = target if isinstance(target, str) else [_navigation_entry(*entry) for entry in target]
    return {str(escape(label)): below}


def _material_language(config: MkDocsConfig, code: str) -> str:
    """Return the language of Material's own labels for `code`, or else English."""
    folders = [Path(folder, MATERIAL_LABELS) for folder in config.theme.dirs]
    candidates = (code, code.partition("-")[0])
    return next((name for name in candidates if any((f / f"{name}.html").is_file() for f in folders)), "en")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Escape title and description of a page, and set its date.

    The date is the day of the edition, not that of the clock.
    """
    page.update_date = config.extra["day"]
    meta: dict[str, Any] = dict(page.meta)
    page.meta = meta | {name: escape(meta[name]) for name in ESCAPED if name in meta}
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give cells a class in place of a style.

    The Content-Security-Policy allows no style in a page.
    """
    return CELL_STYLE.sub(r'\1 class="\2"', html) if "text-align" in html else html


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Add the running foot of what is printed.

    `print.css` takes it from the root element.
    """
    edition = page.meta.get("edition") or config.extra["edition"]
    return output.replace("<html ", f'<html data-foot="{config.site_name} · {edition}" ', 1)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates `cached`, which prints a part once for all pages of a folder."""
    outputs: dict[tuple[Any, ...], str] = {}

    @pass_context
    def cached(context: Context, *names: Any, caller: Callable[[], str]) -> str:
        """Return the output of the call block, from the cache if it is there.

        All pages of a folder share their relative addresses. `names` tell the call blocks apart.
        """
        key = (context.get("place"), context["base_url"], *names)
        if key[0] is None:
            return caller()
        if key not in outputs:
            outputs[key] = caller()
        return outputs[key]

    env.globals["cached"] = cached
    return env


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Add `place`, the folder of the page, to the context.

    A page of the navigation has a place of its own.
    """
    folder = page.url.rstrip("/").rpartition("/")[0]
    return context | {"place": page.url if not folder or page in nav.pages else f"{folder}/"}
