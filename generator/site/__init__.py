"""Markdown to HTML: all that knows MkDocs, beside `mkdocs.yml`."""
