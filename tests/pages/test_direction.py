"""A text is isolated if its direction differs from that of the page, and only then."""

import re
import sys
import unicodedata

import pytest

from generator.pages.direction import (
    LTR,
    RTL,
    RTL_LETTER,
    current_direction,
    isolate,
    isolate_by_characters,
    isolate_tag,
    page_direction,
)
from generator.pages.markdown import Md, isolated_text, plain_text
from tests.support.paths import ROOT


def test_every_character_that_unicode_draws_from_right_to_left_counts() -> None:
    right_to_left = {chr(code) for code in range(sys.maxunicode + 1) if is_right_to_left(chr(code))}
    counted = {chr(code) for code in range(sys.maxunicode + 1) if RTL_LETTER.match(chr(code))}
    assert right_to_left <= counted
    assert not [each for each in counted - right_to_left if unicodedata.bidirectional(each) == "L"]


def is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")


def test_the_script_of_the_search_counts_the_same_characters() -> None:
    script = (ROOT / "generator/site/theme/assets/search-results.js").read_text("utf-8")
    listed = re.search(r"RIGHT_TO_LEFT = /\[(.*)\]/u", script)
    assert listed
    ranges = re.sub(r"\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})", lambda code: chr(int(code[1] or code[2], 16)), listed[1])
    assert f"[{ranges}]" == RTL_LETTER.pattern


@pytest.mark.parametrize(
    ("text", "on_ltr", "on_rtl"),
    [
        ("", "", ""),
        ("Talks (2)", "", "<bdi>"),
        ("日本", "", "<bdi>"),
        ("Oʻzbekiston – «Ташкент»", "", "<bdi>"),
        ("شراكة (2)", "<bdi>", ""),
        ("דמה", "<bdi>", ""),
        ("12", "", ""),
        ("(1993)", "", "<bdi>"),
        ("12-2024", "", "<bdi>"),
        ("ص 12-14", "<bdi>", ""),
        ("٣", "<bdi>", ""),
        ("Talks in زيف (2)", "<bdi>", "<bdi>"),
        ("زيف Ltd", "<bdi>", "<bdi>"),
        ("زيف signed it, and left.", '<bdi dir="ltr">', "<bdi>"),
        ("Zif وقعت الاتفاق أمس", "<bdi>", '<bdi dir="rtl">'),
    ],
)
def test_a_text_is_isolated_where_it_could_turn_its_neighbours(text: str, on_ltr: str, on_rtl: str) -> None:
    assert (isolate_tag(text, LTR), isolate_tag(text, RTL)) == (on_ltr, on_rtl)


def test_the_direction_of_the_page_holds_within_its_context_only() -> None:
    assert (isolate("Talks"), Md.escape("Talks")) == ("Talks", "Talks")
    with pytest.raises(ValueError, match="left"), page_direction(RTL):
        assert (isolate("Talks"), Md.escape("Talks")) == ("\u2068Talks\u2069", "<bdi>Talks</bdi>")
        raise ValueError("left")
    assert current_direction() == LTR
    assert (isolate("Talks"), Md.escape("Talks")) == ("Talks", "Talks")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Talks · <bdi>زيف</bdi> (2)", "Talks · \u2068زيف\u2069 (2)"),
        ('<bdi dir="ltr">زيف</bdi>', "\u2066زيف\u2069"),
        ('<span class="status held">Held</span> <span lang="ar" dir="rtl">زيف</span>', "Held \u2067زيف\u2069"),
        ("<bdi>زيف <em>a</em></bdi><br>b", "\u2068زيف a\u2069b"),
        ("a</bdi>", "a"),
    ],
)
def test_elements_that_isolate_become_characters_in_plain_text(line: str, text: str) -> None:
    assert isolate_by_characters(line) == text
    assert isolated_text(Md(line)) == text
    assert "\u2069" not in plain_text(Md(line))


def test_words_of_a_text_are_escaped_in_an_isolate_too() -> None:
    assert Md.escape("- <b> زيف *x*") == r"<bdi>- &lt;b&gt; زيف \*x\*</bdi>"
    assert plain_text(Md.escape("1. زيف <x>!")) == "1. زيف <x>!"
