"""A text stands without quotes only if YAML parses it to itself; any text is parsed to itself as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.characters import VISIBLE
from generator.content.source import parse_source
from generator.content.yaml_layout import to_yaml
from generator.content.yaml_scalars import make_scalar
from generator.content.yaml_tree import Collection, YamlDocument, YamlEntry
from tests.support.direction import DIRECTION_CONTROLS

CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"], exclude_characters=DIRECTION_CONTROLS
)
TEXTS = st.text(CHARACTERS | st.just("\n"), min_size=1)

PLAIN = ["a", "日本 と", "Oʻzbekiston", "山田\u3000太郎", "2024-02-01", "a-b (c), d.", "it's", "-1a"]
QUOTED = ["a: b", "# a", "- a", "[a", "@a", "\x1b", "\u2028", "'", '"', " a", "a ", "a\n", "a:", "", "~"]


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_that_reads_as_itself_needs_no_quotes(text: str) -> None:
    assert make_scalar(text).style == ""


@pytest.mark.parametrize("text", QUOTED)
def test_what_yaml_reads_as_something_else_is_quoted(text: str) -> None:
    assert make_scalar(text).style == '"'


@pytest.mark.parametrize("text", ["2024", "1.5", "no", "Null", "0x1f", "12:30"])
def test_a_text_that_others_take_for_something_else_is_quoted_and_what_is_no_text_is_not(text: str) -> None:
    assert make_scalar(text).lines == [f'"{text}"']
    assert make_scalar(text, is_text=False).lines == [text]


def test_a_text_in_lines_keeps_them_and_long_prose_is_folded() -> None:
    assert (make_scalar("a: b\n  c").style, make_scalar("a: b\n  c").lines) == ("|", ["a: b", "  c"])
    folded = make_scalar("word " * 60 + "end", is_prose=True)
    assert (folded.style, max(map(len, folded.lines))) == (">", 109)
    assert make_scalar("word " * 60 + "end").style == ""


@given(TEXTS, st.booleans(), st.booleans())
def test_any_text_is_read_back_as_itself(text: str, is_text: bool, is_prose: bool) -> None:
    written = make_scalar(text, is_text=is_text, is_prose=is_prose)
    file = to_yaml(YamlDocument(Collection(is_mapping=True, entries=[YamlEntry(make_scalar("k"), written)]), []))
    source = parse_source(file.encode(), "")
    assert source.values == {"k": text} or not VISIBLE.search(text)  # a text of which nothing shows is an empty value
