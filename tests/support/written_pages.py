"""A content folder, linked and written as pages as a build does it."""

from pathlib import Path
from typing import Any

from generator.archive.dependencies import RecordingArchive
from generator.archive.edition import Edition, link
from generator.content.load import Content
from generator.incremental.outputs import WriteSummary
from generator.pages.render import render_pages


def link_content(content: Content, edition: Edition) -> RecordingArchive:
    """Return the archive of valid content in an edition."""
    return link(content.site, content.records, content.files, edition)


def write_pages(content: Content, edition: Edition, folder: Path, jobs: int = 1, **options: Any) -> WriteSummary:
    """Write the pages of valid content to `folder`, with options of `render_pages`."""
    return render_pages(link_content(content, edition), content.digests, folder, jobs, **options)
