"""Markdown to HTML: all that knows MkDocs, beside `mkdocs.yml`, and Pagefind."""


class SiteError(Exception):
    """The site was not built. Says why in one line; the warnings that MkDocs counted are in its log."""
