"""Pages to HTML in a fifth of the time: what the generator writes in Markdown is a small part of all that Markdown is.

What is known of it (leanpage.py, leantext.py) becomes what Python-Markdown 3 makes of it with the extensions of
mkdocs.yml. A page on which anything else stands goes Python-Markdown's way. All do, with a warning, where a specimen
comes out otherwise. Stands on the processors by which `Page.render` of MkDocs learns of a page.
"""

import logging
from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from typing import Any

from markdown import Markdown, __version__
from markdown.extensions.toc import nest_toc_tokens

from generator.site.fast_markdown.blocks import PageBlocks
from generator.site.fast_markdown.spans import ADDRESS, Links, Texts, UnsupportedMarkdown

log = logging.getLogger(__name__)
EXTENSIONS = frozenset({"attr_list", "def_list", "fenced_code", "md_in_html", "pymdownx.details", "tables", "toc"})
"""Those that are known here: the ones of mkdocs.yml, and those that MkDocs adds."""
SELF_TEST = r"""
# One &amp; its **title** {#title}

[Two](two.md) · <em>three</em>[\[1\]](#one){.cite}
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


class FastMarkdown(Markdown):
    """As Markdown's own, in less time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._texts, self._links = Texts(), Links()
        self.was_slow = True
        """Whether the last page went Python-Markdown's way."""
        reason = _unsupported(options) or _difference(super().convert(SELF_TEST))
        self.is_active = not reason
        """Whether any page can go the fast way."""
        if reason:
            warn(reason)

    def convert(self, source: str) -> str:
        """HTML of a page; what MkDocs asks of its processors afterwards they know, too."""
        self.was_slow = True
        if not (self.is_active and source.strip() and "relpath" in self.treeprocessors):
            return super().convert(source)
        page = PageBlocks(self._texts)
        try:
            html = page.html(source)
        except UnsupportedMarkdown:
            return super().convert(source)
        self.was_slow = False
        self._tell(page)
        return self._links.put_into(html, self.treeprocessors["relpath"])

    def _tell(self, page: PageBlocks) -> None:
        of_text: Any = self.preprocessors["mkdocs_raw_html"]
        of_elements: Any = self.treeprocessors["mkdocs_extract_anchors"]
        of_title: Any = self.treeprocessors["mkdocs_extract_title"]
        of_text.present_anchor_ids = page.identities
        of_elements.present_anchor_ids = {each["id"] for each in page.headings}
        of_title.title = page.headings[0]["name"] if page.titled else None
        self.toc_tokens = nest_toc_tokens(page.headings)


@cache
def warn(reason: str) -> None:
    """Warn once of a reason for which no page goes the fast way."""
    log.warning("the fast Markdown converter is off, and pages take several times as long: %s", reason)


def _unsupported(options: Mapping[str, Any]) -> str:
    """Name the extensions, or else the settings of extensions, that are not known here; empty where all are."""
    if more := sorted(set(map(str, options["extensions"])) - EXTENSIONS):
        return f"it does not know the extensions {', '.join(more)}"
    if configured := sorted(name for name, config in options["extension_configs"].items() if config):
        return f"it does not know the settings of the extensions {', '.join(configured)}"
    return ""


def _difference(expected: str) -> str:
    """Name the first line of the specimen that comes out otherwise than expected; empty where there is none."""
    lines = zip_longest(expected.split("\n"), ADDRESS.sub(r"\1", PageBlocks(Texts()).html(SELF_TEST)).split("\n"))
    for number, (line, ours) in enumerate(lines, 1):
        if line != ours:
            return (
                f"line {number} of its self-test differs from what Python-Markdown {__version__} makes of it, "
                f"expected {line!r}, got {ours!r}"
            )
    return ""
