"""The limit on the size of a page: readers on slow lines wait for each byte."""

from pathlib import Path

from tests.support.page_types import address, size

LIMIT = 40_000


def too_large(site: Path) -> list[str]:
    """Describe each page over the limit, the largest first."""
    pages = sorted((page for page in site.rglob("*.html") if size(page) >= LIMIT), key=lambda page: (-size(page), page))
    return [f"{size(page):,} bytes: /{address(site, page)}" for page in pages]


def test_every_page_is_under_40_kilobytes(shipped: Path) -> None:
    large_pages = too_large(shipped)
    assert large_pages == [], f"{len(large_pages)} pages have {LIMIT:,} bytes or more:\n" + "\n".join(large_pages[:10])


def test_a_page_that_is_too_large_would_be_named_after_a_larger_one(tmp_path: Path) -> None:
    for name, length in (("small", LIMIT - 1), ("large", LIMIT), ("larger", LIMIT + 1)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_bytes(b"x" * length)
    assert too_large(tmp_path) == ["40,001 bytes: /larger/", "40,000 bytes: /large/"]
