"""`ProblemBanner`: the problems of the records on top of each page, and the script that reloads the page."""

import re
from pathlib import Path
from string import Template
from typing import NamedTuple

from markupsafe import escape

CHANGES_PATH = "/.changes"
"""The path at which a browser asks for the version of the preview, and waits until it changes."""
EXCERPT = re.compile(r" *[0-9]* \| ")
"""The start of a line of a file in a report."""
BANNER = Template(Path(__file__).with_name("banner.html").read_text("utf-8"))
BANNER_FILES = {f"/.{name}": Path(__file__).with_name(name) for name in ("banner.css", "banner.js")}
"""The files of the banner by path: the policy of the site allows no style or script in a page."""


class ProblemBanner(NamedTuple):
    """The problems of the records, as a browser shows them."""

    title: str = ""
    text: str = ""
    serious: bool = False
    """Whether records have errors, so that the pages are those of before."""

    def add_to(self, page: bytes, version: str) -> bytes:
        """Return a page with the problems, and a script that reloads it.

        The script does so once the version is not `version`.
        """
        html = BANNER.substitute(
            title=escape(self.title),
            text=_report_as_html(self.text),
            hidden="" if self.title else "hidden",
            serious="serious" if self.serious else "",
            open="open" if self.serious else "",  # warnings alone do not cover the page
            changes=CHANGES_PATH,
            version=version,
        )
        before, end, after = page.rpartition(b"</body>")
        return before + html.encode() + end + after


def _report_as_html(text: str) -> str:
    """Return a report as HTML.

    Its lines may wrap, but not those of a file: a caret below points at a place.
    """
    lines = (f"<span>{escape(line)}</span>" if EXCERPT.match(line) else escape(line) for line in text.splitlines())
    return "\n".join(lines)
