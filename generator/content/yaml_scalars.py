"""Texts as YAML writes them: which may stand without quotes, to us and to other readers, and how others are written."""

import re
import textwrap
import unicodedata
from functools import lru_cache

from generator.content.yaml_parser import YamlParser
from generator.content.yaml_tree import Scalar

LONG = 110
"""From how many characters on prose is folded into lines."""
SURELY_PLAIN = re.compile(r"[A-Za-z](?:[\w ,.;()/’–-]*[\w.)])?")
"""Texts that need no look: YAML has no signs among these characters."""
NO_TEXT_ELSEWHERE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.?\d[\d_.:]*(e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(inf|nan)", re.I
)
"""Texts that other readers of YAML take for numbers, truth values or nothing."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def make_scalar(text: str, *, is_text: bool = True, is_prose: bool = False) -> Scalar:
    """A text as it is best written: with its lines, folded if it is long prose, without quotes if it needs none.

    What is no text, such as a number or a date, needs none although other readers take it for that.
    """
    lines = text.split("\n")
    stands = lines[0][:1].strip() and lines[-1].strip() and all(map(_is_visible, lines))
    if stands and len(lines) > 1:
        return Scalar(text, "|", lines, "-")
    if stands and is_prose and len(text) > LONG and "  " not in text and text[-1] != " ":
        return Scalar(text, ">", textwrap.wrap(text, LONG, break_long_words=False, break_on_hyphens=False), "-")
    if (not is_text or not NO_TEXT_ELSEWHERE.fullmatch(text)) and _may_stand(text):
        return Scalar(text, "", [text])
    return Scalar(text, '"', [f'"{"".join(map(_escaped, text))}"'])


def _may_stand(text: str) -> bool:
    """Whether a text reads as itself without quotes, as a value and as the name of a field."""
    if SURELY_PLAIN.fullmatch(text):
        return True
    return _is_visible(text) and is_plain_scalar(text) and is_plain_scalar(text, as_key=True)


@lru_cache(maxsize=1 << 12)
def is_plain_scalar(text: str, *, as_key: bool = False, in_brackets: bool = False) -> bool:
    """Whether YAML reads a text of one line as itself without quotes."""
    pair, expected = (f"{text}: x", {text: "x"}) if as_key else (f"k: {text}", {"k": text})
    composer = YamlParser("", f"k: [{{{pair}}}]" if in_brackets else pair)
    return composer.parse() == ({"k": [expected]} if in_brackets else expected) and not composer.problems


def _is_visible(text: str) -> bool:
    """Whether a text has nothing but what can be seen, and blanks of any width."""
    return text.isprintable() or all(character.isprintable() or _is_blank(character) for character in text)


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if _is_visible(character) else f"\\U{ord(character):08X}"
