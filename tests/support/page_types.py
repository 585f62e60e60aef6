"""One page of every type of a built site, for tests that hold on all of them, also on new ones."""

from pathlib import Path


def page_types(site: Path) -> tuple[str, ...]:
    """Return the addresses of home, 404, and each folder's index and largest page."""
    folders = sorted({site / page.relative_to(site).parts[0] for page in site.glob("*/**/index.html")})
    indexes = [index for folder in folders if (index := folder / "index.html").exists()]
    largest = [max(pages, key=size) for folder in folders if (pages := sorted(folder.glob("*/index.html")))]
    return ("", "404.html", *(address(site, page) for page in (*indexes, *largest)))


def address(site: Path, page: Path) -> str:
    """Return the address of a page, below the site's."""
    return page.relative_to(site).as_posix().removesuffix("index.html")


def size(page: Path) -> int:
    """Return the size of a page in bytes."""
    return page.stat().st_size
