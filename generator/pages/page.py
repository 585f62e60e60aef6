"""`Page`: path, title, Markdown body and front matter of one page.

Page types yield pages; `render_unit` turns them into files. `site/hooks.py` reads the front matter.
"""

import json
from dataclasses import dataclass

from generator.archive.addresses import page_url
from generator.incremental.outputs import Output
from generator.pages.direction import isolate


@dataclass(frozen=True)
class Page:
    """A Markdown page. Title and description are plain text; the body is Markdown."""

    path: str
    title: str
    body: str
    description: str = ""
    date: str = ""
    record: str = ""
    """The file of its record, if it is the page of one."""
    redirect: str = ""
    """The address to redirect readers to, relative to its own."""
    edition: str = ""
    """The edition of the page, if it differs from that of the site."""
    elsewhere: str = ""
    """The path of its equivalent in other languages, if it differs from its own."""
    headings: str = ""
    """The language of its headings, if it may differ from the page's."""

    @property
    def output(self) -> Output:
        """Return the file: front matter and body. Values are JSON, and thereby YAML."""
        fields = {
            "title": isolate(self.title),
            "description": self.description,
            "date": self.date,
            "record": self.record,
            "redirect": self.redirect,
            "edition": isolate(self.edition),
            "headings": self.headings,
            "elsewhere": page_url(self.elsewhere) if self.elsewhere else "",
        }
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value)
        front_matter = "\n".join(("---", *lines, "---"))
        return Output(self.path, f"{front_matter}\n\n{self.body.strip()}\n".encode())
