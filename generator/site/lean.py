"""Pages to HTML in a fifth of the time: what the generator writes in Markdown is a small part of all that Markdown is.

What is known of it (leanpage.py, leantext.py) becomes what Python-Markdown 3 makes of it with the extensions of
mkdocs.yml. A page on which anything else stands goes Python-Markdown's way, as do all where a specimen of what is known
does not come out as it does there. Stands on the processors by which `Page.render` of MkDocs learns of a page.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens

from generator.site.inline import Inline
from generator.site.leanpage import Page
from generator.site.leantext import ADDRESS, Links, Strange, Texts

EXTENSIONS = frozenset({"attr_list", "def_list", "fenced_code", "md_in_html", "pymdownx.details", "tables", "toc"})
"""Those that are known here: the ones of mkdocs.yml, and those that MkDocs adds."""
SPECIMEN = r"""
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


class Lean(Markdown):
    """As Markdown's own, in less time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        Inline.put_into(self)
        self._texts, self._links = Texts(), Links()
        self._known = EXTENSIONS.issuperset(options["extensions"]) and not any(options["extension_configs"].values())
        if self._known:
            expected = super().convert(SPECIMEN)
            self._known = ADDRESS.sub(r"\1", Page(Texts()).html(SPECIMEN)) == expected

    def convert(self, source: str) -> str:
        """HTML of a page; what MkDocs asks of its processors afterwards they know, too."""
        if not (self._known and source.strip() and "relpath" in self.treeprocessors):
            return super().convert(source)
        page = Page(self._texts)
        try:
            html = page.html(source)
        except Strange:
            return super().convert(source)
        self._tell(page)
        return self._links.put_into(html, self.treeprocessors["relpath"])

    def _tell(self, page: Page) -> None:
        of_text: Any = self.preprocessors["mkdocs_raw_html"]
        of_elements: Any = self.treeprocessors["mkdocs_extract_anchors"]
        of_title: Any = self.treeprocessors["mkdocs_extract_title"]
        of_text.present_anchor_ids = page.identities
        of_elements.present_anchor_ids = {each["id"] for each in page.headings}
        of_title.title = page.headings[0]["name"] if page.titled else None
        self.toc_tokens = nest_toc_tokens(page.headings)
