"""Markdown pages to an HTML site: MkDocs, Pagefind and the theme. Knows nothing of records."""


class SiteError(Exception):
    """A site that cannot be built. Its message is the reason, in one line; MkDocs logs the warnings it counts."""


class SiteNotWritableError(SiteError):
    """A site that cannot be built because the system refuses something, such as room on the disk."""
