"""`FastMarkdown`: converts pages of our own Markdown in a fifth of the time of Python-Markdown 3, to the same bytes.

A stand-in for `markdown.Markdown` with the extensions of `mkdocs.yml`, which `render_page.py` gives to MkDocs. A page
with other Markdown is left to Python-Markdown; if the self-test fails, all pages are, and a warning is logged.
"""

import logging
from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from typing import Any

from markdown import Markdown, __version__
from markdown.extensions.toc import nest_toc_tokens

from generator.site.fast_markdown.blocks import PageBlocks
from generator.site.fast_markdown.spans import ADDRESS, LinkResolver, SpanConverter, UnsupportedMarkdown

log = logging.getLogger(__name__)
EXTENSIONS = frozenset({"attr_list", "def_list", "fenced_code", "md_in_html", "pymdownx.details", "tables", "toc"})
"""The extensions whose Markdown is known here: those of `mkdocs.yml` and those that MkDocs adds."""
SELF_TEST = r"""
# One &amp; its **title** {#title}

[Two](two.md) · [<bdi>Two</bdi>](two.md) <bdi dir="ltr">Two</bdi> · <em>three</em>[\[1\]](#one){.cite}
{: .kind }

<div class="glance" markdown="1">

Four
:   <a id="one"></a>[Five &amp; six](http://x.example/?a&amp;b)
:   Seven

    ??? inferred "Eight:"

        Nine.

</div>

## [Ten](ten.md) {#ten}

-   Eleven \_
    - Twelve

-   Thirteen

    Fourteen

Between

1.  Fifteen

| Sixteen | Seventeen |
| --- | ---: |
| **Eighteen** |  |

> Nineteen

<div class="glance" lang="en" dir="ltr" markdown="1">

<code lang="en">Twenty\_one</code>

</div>

```yaml
twenty: "two" # & <three>
  - \\*four* _five_
```
"""
"""A page with every kind of block and span. Both converters must make the same HTML of it."""


class FastMarkdown(Markdown):
    """A `Markdown` that converts our own Markdown quickly."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._spans, self._links = SpanConverter(), LinkResolver()
        self.was_slow = True
        """Whether Python-Markdown converted the last page."""
        reason = _unsupported_options(options) or _run_self_test(super().convert(SELF_TEST))
        self.is_active = not reason
        """Whether any page is converted quickly."""
        if reason:
            warn_inactive(reason)

    def convert(self, source: str) -> str:
        """Convert a page.

        MkDocs' processors learn of it all that they would have learned from Python-Markdown.
        """
        self.was_slow = True
        if not (self.is_active and source.strip() and "relpath" in self.treeprocessors):
            return super().convert(source)
        page = PageBlocks(self._spans)
        try:
            html = page.convert(source)
        except UnsupportedMarkdown:
            return super().convert(source)
        self.was_slow = False
        self._inform_processors(page)
        return self._links.fill_in(html, self.treeprocessors["relpath"])

    def _inform_processors(self, page: PageBlocks) -> None:
        """Hand ids, title and table of contents to the processors of MkDocs.

        `Page.render` of MkDocs asks the processors for them.
        """
        raw_html: Any = self.preprocessors["mkdocs_raw_html"]
        anchors: Any = self.treeprocessors["mkdocs_extract_anchors"]
        title: Any = self.treeprocessors["mkdocs_extract_title"]
        raw_html.present_anchor_ids = page.ids
        anchors.present_anchor_ids = {heading["id"] for heading in page.headings}
        title.title = page.headings[0]["name"] if page.has_title else None
        self.toc_tokens = nest_toc_tokens(page.headings)


@cache
def warn_inactive(reason: str) -> None:
    """Warn, once for each reason, that Python-Markdown converts all pages."""
    log.warning("the fast Markdown converter is off, and pages take several times as long: %s", reason)


def _unsupported_options(options: Mapping[str, Any]) -> str:
    """Return a reason against `options`: unknown extensions, or settings of any.

    Empty if there is none.
    """
    if unknown := sorted(set(map(str, options["extensions"])) - EXTENSIONS):
        return f"it does not know the extensions {', '.join(unknown)}"
    if configured := sorted(name for name, config in options["extension_configs"].items() if config):
        return f"it does not know the settings of the extensions {', '.join(configured)}"
    return ""


def _run_self_test(expected: str) -> str:
    """Convert `SELF_TEST` and name the first line that differs from `expected`.

    Return an empty text if there is none.
    """
    html = ADDRESS.sub(r"\1", PageBlocks(SpanConverter()).convert(SELF_TEST))
    for number, (line, ours) in enumerate(zip_longest(expected.split("\n"), html.split("\n")), 1):
        if line != ours:
            return (
                f"line {number} of its self-test differs from what Python-Markdown {__version__} makes of it, "
                f"expected {line!r}, got {ours!r}"
            )
    return ""
