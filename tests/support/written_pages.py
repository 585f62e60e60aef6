"""Pages of a content folder, written as a build writes them."""

from pathlib import Path

from generator.archive.edition import Edition, link
from generator.content.load import Content
from generator.incremental.outputs import WriteSummary
from generator.pages import render as rendering


def write_pages(content: Content, edition: Edition, folder: Path, jobs: int = 1) -> WriteSummary:
    """Write the Markdown pages of valid content to `folder`, for each language of the site."""
    return rendering.render_pages(
        link(content.site, content.records, content.files, edition), content.digests, folder, jobs
    )
