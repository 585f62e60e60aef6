"""Pages of a content folder, written as a build writes them."""

from pathlib import Path
from typing import Any

from generator.archive.edition import Edition, link
from generator.content.load import Content
from generator.incremental.outputs import WriteSummary
from generator.pages.render import render_pages


def write_pages(content: Content, edition: Edition, folder: Path, jobs: int = 1, **options: Any) -> WriteSummary:
    """Write the Markdown pages of valid content to `folder`; `options` are those of `render_pages`."""
    archive = link(content.site, content.records, content.files, edition)
    return render_pages(archive, content.digests, folder, jobs, **options)
