"""MkDocs' view of the pages: takes the site's title, address and navigation from `.site.json` beside them.

Material's templates print titles and descriptions as HTML, so these are escaped here.
"""

import json
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

SETTINGS = ".site.json"
ESCAPED = ("title", "description")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The settings of the site that the pages were written for."""
    path = Path(config.docs_dir, SETTINGS)
    if not path.is_file():
        raise ConfigurationError(
            f"there is no {path}: write the pages first, with `make build` or `python -m generator pages`"
        )
    settings = json.loads(path.read_text("utf-8"))
    config.site_name = escape(settings["title"])
    config.site_description = escape(settings["description"])
    config.site_url = settings["url"].rstrip("/") + "/" if settings["url"] else None
    config.nav = [{str(escape(label)): path} for label, path in settings["navigation"]]
    config.extra |= {"edition": escape(settings["edition"]), "day": settings["day"]}
    config.theme["language"] = settings["language"]
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page, with its title and description safe to print, and dated by the edition rather than by the clock."""
    page.update_date = config.extra["day"]
    meta: dict[str, Any] = dict(page.meta)
    page.meta = meta | {name: escape(meta[name]) for name in ESCAPED if name in meta}
    return markdown
