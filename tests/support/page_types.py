"""One page of every type of a built site, for what must hold on all of them, whatever pages there come to be."""

from pathlib import Path


def page_types(site: Path) -> tuple[str, ...]:
    """Addresses below the site's: home, the page for a wrong address, and of each folder its index and fullest page."""
    folders = sorted({site / page.relative_to(site).parts[0] for page in site.glob("*/**/index.html")})
    indexes = [index for folder in folders if (index := folder / "index.html").exists()]
    fullest = [max(pages, key=size) for folder in folders if (pages := sorted(folder.glob("*/index.html")))]
    return ("", "404.html", *(address(site, page) for page in (*indexes, *fullest)))


def address(site: Path, page: Path) -> str:
    """Where a page is found, below the site's address."""
    return page.relative_to(site).as_posix().removesuffix("index.html")


def size(page: Path) -> int:
    """How many bytes a page has."""
    return page.stat().st_size
