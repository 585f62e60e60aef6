"""Front matter, as YAML and MkDocs read it."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.content.characters import CONTROLS
from generator.pages.direction import isolate
from generator.pages.page import Page

READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "yaml": lambda page: dict(next(iter(yaml.safe_load_all(page)))),
    "mkdocs": lambda page: dict(get_data(page)[1]),
}
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"))).filter(lambda text: not CONTROLS.search(text))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text", ["a: b # c", '"', "'", "---", "...", "\\n", "yes", "2024-01-26", "{{ x }}", "[a]", "日本", "🇯🇵"]
)
def test_front_matter_is_read_as_the_text_it_was(reader: str, text: str) -> None:
    page = Page("x.md", text, "# x", description=text, date=text, record=text, redirect=text)
    names = ("title", "description", "date", "record", "redirect")
    assert READERS[reader](page.output.content.decode()) == dict.fromkeys(names, text)


@given(texts.filter(bool))
def test_any_title_is_read_as_it_was(title: str) -> None:
    page = Page("x.md", title, "# x").output.content.decode()
    assert [read(page) for read in READERS.values()] == [{"title": isolate(title)}] * 2


def test_the_body_follows_the_front_matter_and_ends_with_one_line_end() -> None:
    output = Page("people/ada.md", "Ada", "\n# Ada\n\n---\n\nx\n\n\n").output
    assert output.path == "people/ada.md"
    assert output.content == b'---\ntitle: "Ada"\n---\n\n# Ada\n\n---\n\nx\n'
    assert get_data(output.content.decode())[0].strip() == "# Ada\n\n---\n\nx"
