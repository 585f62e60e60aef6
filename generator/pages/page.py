"""`Page`: path, title, Markdown body and front matter of one page."""

import json
from dataclasses import dataclass

from generator.archive.addresses import page_url
from generator.incremental.outputs import Output


@dataclass(frozen=True)
class Page:
    """A Markdown page. Title and description are plain text; the body is Markdown."""

    path: str
    title: str
    body: str
    description: str = ""
    date: str = ""
    record: str = ""
    """The file of the record it shows, where it shows one."""
    redirect: str = ""
    """The address, relative to its own, that readers are led on to."""
    edition: str = ""
    """What the page is as of and for whom, where that is not what the site says."""
    elsewhere: str = ""
    """The path of the page that stands for it in the other languages, where it is not that of the same path."""

    headings: str = ""
    """The language of its headings, where it is not always the page's."""

    @property
    def output(self) -> Output:
        """The file: front matter, of which every value is JSON and thereby YAML, and the body."""
        facts = {
            "title": self.title,
            "description": self.description,
            "date": self.date,
            "record": self.record,
            "redirect": self.redirect,
            "edition": self.edition,
            "headings": self.headings,
            "elsewhere": page_url(self.elsewhere) if self.elsewhere else "",
        }
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value)
        front = "\n".join(("---", *lines, "---"))
        return Output(self.path, f"{front}\n\n{self.body.strip()}\n".encode())
