"""The audience that a folder of pages or of a site holds, so that no edition takes the place of another's.

`.site.json` has it for pages; each page of a site has it in a `meta` element. `pipeline.py` asks before it writes.
"""

import json
import re
from pathlib import Path

SETTINGS_FILE = ".site.json"
"""The settings beside the pages. `hooks.py` reads all of them, and needs MkDocs."""
MARK = re.compile(rb'<meta name="audience" content="([a-z]+)">')
HEAD_BYTES = 1 << 16
"""The part of a page that has its head."""


def audience_of_pages(pages: Path) -> str:
    """Return the audience of the pages in a folder; empty if it holds none."""
    try:
        settings = json.loads((pages / SETTINGS_FILE).read_text("utf-8"))
        return str(settings.get("audience", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def audience_of_site(site: Path) -> str:
    """Return the audience of the site in a folder; empty if it holds none."""
    mark = MARK.search(_head_of_home(site))
    return mark[1].decode() if mark else ""


def is_site(folder: Path) -> bool:
    """Return whether MkDocs has written the home page in a folder."""
    return b'content="mkdocs-' in _head_of_home(folder)


def _head_of_home(site: Path) -> bytes:
    try:
        with (site / "index.html").open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""
