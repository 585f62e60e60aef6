"""The fast converter makes what Python-Markdown makes, of every page that it does not leave to it."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown, __version__
from mkdocs.config import load_config
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from generator.site.fast_markdown import converter
from generator.site.fast_markdown.blocks import PageBlocks
from generator.site.fast_markdown.converter import SELF_TEST, FastMarkdown
from generator.site.fast_markdown.spans import SpanConverter, UnsupportedMarkdown
from generator.site.render_page import Renderer, capture_mkdocs_logs, reuse_markdown_converter
from tests.bench.corpus import write_corpus
from tests.support.sites import HOSTILE
from tests.support.tree_setup import write_language_pages

PIECES = (
    *"#-*_`[](){}<>&;:!|\\+=~. \n\t\"'^$@/1a?%\xa0\u3000é",
    *("**", "\n\n", "    ", "  \n", "&amp;", "&#58;", "<br>", "</span>", '<span class="x">', '<a id="q"></a>', "<div>"),
    *("-   ", "1. ", ":   ", "> ", "](", "{.cite}", "{: .kind }", "\\[", "![", "http://x", "<http://x.y>", "\n    - "),
    *("</div>", "\n---\n", "\n| a | b |\n| --- | --- |\n", "### ", "???", "!!!", "*a*", "_a_", "***", "<!--", "-->"),
)
"""Texts that change the meaning of Markdown when they are put into a page."""
PageFacts = tuple[str, str, str | None, set[str], dict[str, dict[str, str]], list[Any]]


class ConvertedPages:
    """Pages of a folder, converted by the fast converter and by Python-Markdown."""

    def __init__(self, pages: Path) -> None:
        self.config = load_config("mkdocs.yml", docs_dir=str(pages), site_dir=f"{pages}.site")
        self.files: Files = get_files(self.config)
        self.sources = [(file, get_data(file.content_string)[0]) for file in self.files.documentation_pages()]
        self.options: dict[str, Any] = {"extensions": self.config.markdown_extensions, "extension_configs": {}}
        self.fast = FastMarkdown(**self.options)

    def render(self, file: File, source: str, make_converter: Callable[..., Markdown]) -> PageFacts:
        """Render a page with a converter; return all that MkDocs keeps of the page, and what it logs."""
        page = Page(None, file, self.config)
        page.markdown, page.meta = source, {}
        module: Any = mkdocs_pages
        with pytest.MonkeyPatch.context() as patch, capture_mkdocs_logs() as messages:
            patch.setattr(module.markdown, "Markdown", make_converter)
            page.render(self.config, self.files)
        anchor_links = {target.src_uri: dict(links) for target, links in (page.links_to_anchors or {}).items()}
        anchors = page.present_anchor_ids or set()
        return str(page.content), str(page.toc), str(page._title_from_render), anchors, anchor_links, list(messages)

    def is_alike(self, file: File, source: str) -> bool:
        """Return whether both converters make the same of a page."""
        stock, fast = Markdown, self.fast.reset()
        ours = self.render(file, source, lambda **_: fast)
        return ours == self.render(file, source, lambda **options: stock(**options))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> ConvertedPages:
    folder = tmp_path_factory.mktemp("pages")
    write_corpus(folder / "content", 60)
    return ConvertedPages(write_language_pages(folder / "content", folder / "pages", "2026-11-01"))


def is_supported(source: str) -> bool:
    try:
        PageBlocks(SpanConverter()).convert(source)
    except UnsupportedMarkdown:
        return False
    return True


def test_every_page_of_a_corpus_comes_out_as_it_does_there_and_nearly_all_are_supported(pages: ConvertedPages) -> None:
    assert [file.src_uri for file, source in pages.sources if not pages.is_alike(file, source)] == []
    unsupported = {file.src_uri for file, source in pages.sources if not is_supported(source)}
    assert unsupported <= {"guide/problems/files.md", "search/index.md", "statistics/index.md"}  # the first has a tab


@pytest.mark.parametrize("content", ["content", "tests/sample/content"])
def test_every_page_of_other_content_does_too(content: str, tmp_path: Path) -> None:
    pages = ConvertedPages(write_language_pages(content, tmp_path / "pages", "2025-06-01"))
    assert [file.src_uri for file, source in pages.sources if not pages.is_alike(file, source)] == []
    assert sum(is_supported(source) for _, source in pages.sources) > 0.9 * len(pages.sources)


def mixed_pages(sources: list[tuple[File, str]], chance: random.Random) -> Iterator[tuple[File, str]]:
    """Yield blocks of one page and of another, with texts put in or left out."""
    while True:
        (file, one), (_, other) = chance.sample(sources, 2)
        first, then = (page.strip("\n").split("\n\n") for page in (one, other))
        start, at = chance.randrange(len(first)), chance.randrange(len(then))
        text = "\n\n".join((*first[start : start + 4], *then[at : at + chance.randrange(3)]))
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(text) + 1)
            left_out = chance.choice((0, 0, 0, 1, 3))
            text = text[:at] + ("" if left_out else chance.choice((*PIECES, *HOSTILE))) + text[at + left_out :]
        yield file, text


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_pages_into_which_anything_is_put_come_out_as_they_do_there(seed: int, pages: ConvertedPages) -> None:
    chance = random.Random(seed)  # noqa: S311  the same at each run
    short = [(file, source) for file, source in pages.sources if len(source) < 6000]
    compared = 0
    for file, source in mixed_pages(short, chance):
        if source.strip() and is_supported(source):
            assert pages.is_alike(file, source), source
            compared += 1
            if compared == 400 * seed**2:
                return


def test_a_page_that_warns_warns_once(pages: ConvertedPages) -> None:
    file, _ = pages.sources[0]
    source = "[a](gone.md) [b](gone.md)\n\n[c](/gone.md)\n\n!!! strange\n"
    assert not is_supported(source)
    assert pages.is_alike(file, source)
    assert pages.is_alike(file, source.removesuffix("!!! strange\n"))


def test_links_are_those_from_the_page_itself_and_from_what_is_above_and_below_it(tmp_path: Path) -> None:
    names = ("index.md", "a/index.md", "a/b.md", "a/b/c.md", "a/bc.md", "d.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / ".site.json").write_text("{}", "utf-8")
    pages = ConvertedPages(tmp_path)
    for _ in range(2):  # the second time from the cache
        for file, _ in pages.sources:
            up = "../" * file.src_uri.count("/")
            links = [
                *(up + name for name in names),
                "b.md",
                "./b.md",
                "index.md",
                "b/c.md",
                "c.md",
                "../b.md",
                "../d.md",
            ]
            assert pages.is_alike(file, "\n\n".join(f"[x]({link})" for link in links))


def test_after_a_failed_self_test_python_markdown_converts_every_page(
    pages: ConvertedPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_supported(SELF_TEST)
    monkeypatch.setattr(converter, "SELF_TEST", SELF_TEST + "\nA `new` thing\n")
    with pytest.raises(UnsupportedMarkdown):
        FastMarkdown(**pages.options)
    monkeypatch.setattr(PageBlocks, "convert", lambda page, source: "other")
    monkeypatch.setattr(converter, "SELF_TEST", SELF_TEST)
    assert FastMarkdown(**pages.options).convert("# x") == '<h1 id="x">x</h1>'


def test_it_is_active_with_the_locked_packages(pages: ConvertedPages, caplog: pytest.LogCaptureFixture) -> None:
    converter.warn_inactive.cache_clear()
    assert FastMarkdown(**pages.options).is_active
    assert caplog.messages == []


def test_after_a_failed_self_test_one_warning_names_the_first_line_that_differs(
    pages: ConvertedPages, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter.warn_inactive.cache_clear()
    monkeypatch.setattr(converter, "SELF_TEST", "# One {#one}\n\n- Two\n\nThree\n")
    convert = PageBlocks.convert
    monkeypatch.setattr(PageBlocks, "convert", lambda page, source: convert(page, "# One {#one}\n\nTwo\n\nThree"))
    assert not any(FastMarkdown(**pages.options).is_active for _ in range(2))
    assert [message.partition(": ")[2] for message in caplog.messages] == [
        f"line 2 of its self-test differs from what Python-Markdown {__version__} makes of it, "
        "expected '<ul>', got '<p>Two</p>'"
    ]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('class="x" lang="en" dir="ltr"', True),
        ('class="x" dir="ltr" lang="en"', True),
        ('class="x" lang="en"', True),
        ('class="x" lang="en" lang="ja"', False),
        ('lang="en" class="x"', False),
    ],
)
def test_attributes_come_in_the_order_in_which_markdown_writes_them(
    attributes: str, expected: bool, pages: ConvertedPages
) -> None:
    source = f'<div {attributes} markdown="1">\n\n<code lang="en" id="x" class="y">A</code> [b](#x){{.c}}\n\n</div>'
    assert is_supported(source) is expected
    assert pages.is_alike(pages.sources[0][0], source)


@pytest.mark.parametrize(
    "more", [{"extensions": ["toc", "footnotes"]}, {"extension_configs": {"toc": {"baselevel": 2}}}]
)
def test_with_other_extensions_python_markdown_converts_every_page(more: dict[str, Any], pages: ConvertedPages) -> None:
    options = pages.options | more
    assert FastMarkdown(**options).convert("# x {#y}") == Markdown(**options).convert("# x {#y}")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"extensions": ["toc", "footnotes"]}, "it does not know the extensions footnotes"),
        ({"extension_configs": {"toc": {"baselevel": 2}}}, "it does not know the settings of the extensions toc"),
    ],
)
def test_other_extensions_are_named_in_a_warning_once(
    more: dict[str, Any], reason: str, pages: ConvertedPages, caplog: pytest.LogCaptureFixture
) -> None:
    converter.warn_inactive.cache_clear()
    assert not any(FastMarkdown(**pages.options | more).is_active for _ in range(2))
    assert [message.partition(": ")[2] for message in caplog.messages] == [reason]


def test_it_tells_whether_python_markdown_converted_the_last_page(pages: ConvertedPages) -> None:
    renderer = Renderer.gather(pages.config)
    file = next(each for each in renderer.files.documentation_pages() if each.src_uri == "index.md")
    slow = []
    for content in ("# A {#a}", "***", "# A {#a}"):
        file.content_string = content
        Page(None, file, renderer.config)
        with reuse_markdown_converter(renderer.config, renderer.converters):
            slow.append(renderer.convert(file).is_slow)
    assert slow == [False, True, False]
    assert len(renderer.converters) == 1


def test_pages_are_converted_by_it(pages: ConvertedPages) -> None:
    with reuse_markdown_converter(pages.config):
        module: Any = mkdocs_pages
        assert isinstance(module.markdown.Markdown(**pages.options), FastMarkdown)
