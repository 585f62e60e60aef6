"""MkDocs' view of the pages: takes the site's title, address, languages and navigation from `.site.json` beside them.

Material's templates print titles and descriptions as HTML, so these are escaped here.
"""

import json
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

SETTINGS = ".site.json"
ESCAPED = ("title", "description", "edition")
MATERIAL = Path("partials", "languages")
"""Where Material keeps its own labels, one template a language."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The settings of the tree that the pages are of; where they are of several, that of the first language."""
    settings = read_settings(Path(config.docs_dir))
    if "navigation" not in settings:
        config.docs_dir = str(Path(config.docs_dir, settings["languages"][0]))
        settings = read_settings(Path(config.docs_dir))
    config.site_name = escape(settings["title"])
    config.site_description = escape(settings["description"])
    config.site_url = settings["url"] or None
    config.nav = [_entry(label, target) for label, target in settings["navigation"]]
    config.theme["language"] = _material_language(config, settings["language"])
    here = next(language for language in settings["languages"] if language["code"] == settings["language"])
    config.theme["direction"] = here["direction"]
    config.extra |= {
        "edition": escape(settings["edition"]),
        "day": settings["day"],
        "accent": settings["accent"],
        "language": here,
        "languages": settings["languages"],
        "labels": {name: escape(label) for name, label in settings["labels"].items()},
    }
    return config


def read_settings(pages: Path) -> dict[str, Any]:
    """What the generator wrote of the site beside the pages. Raises ConfigurationError."""
    path = pages / SETTINGS
    if not path.is_file():
        raise ConfigurationError(
            f"there is no {path}: write the pages first, with `make build` or `.venv/bin/python -m generator pages`"
        )
    settings: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return settings


def _entry(label: str, target: Any) -> dict[str, Any]:
    """An entry of MkDocs' navigation: a page, or a heading with pages."""
    below = target if isinstance(target, str) else [_entry(*entry) for entry in target]
    return {str(escape(label)): below}


def _material_language(config: MkDocsConfig, code: str) -> str:
    """The language of Material's own labels: English where it has none."""
    folders = [Path(folder, MATERIAL) for folder in config.theme.dirs]
    known = (name for name in (code, code.partition("-")[0]) if any((f / f"{name}.html").is_file() for f in folders))
    return next(known, "en")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page, with its title and description safe to print, and dated by the edition rather than by the clock."""
    page.update_date = config.extra["day"]
    meta: dict[str, Any] = dict(page.meta)
    page.meta = meta | {name: escape(meta[name]) for name in ESCAPED if name in meta}
    return markdown


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Templates can keep what they have printed for the other pages of a folder."""
    printed: dict[tuple[Any, ...], str] = {}

    @pass_context
    def kept(context: Context, *named: Any, caller: Callable[[], str]) -> str:
        """What is in a call of this, for all pages from which addresses are the same."""
        key = (context.get("place"), context["base_url"], *named)
        if key[0] is None:
            return caller()
        if key not in printed:
            printed[key] = caller()
        return printed[key]

    env.globals["kept"] = kept
    return env


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """The folder of a page as its place; one that others' navigation leads to has its own."""
    folder = page.url.rstrip("/").rpartition("/")[0]
    return context | {"place": page.url if not folder or page in nav.pages else f"{folder}/"}
