"""The style of a text in YAML: plain, quoted, folded (`>`) or literal (`|`).

`write_record.py` chooses a style by `make_scalar`; `yaml_layout.py` drops needless quotes by `is_plain_scalar`.
"""

import re
import textwrap
import unicodedata
from functools import lru_cache

from generator.content.yaml_parser import YamlParser
from generator.content.yaml_tree import Scalar

MAX_LINE = 110
"""The longest line of prose, in characters: longer prose is folded."""
ALWAYS_PLAIN = re.compile(r"[A-Za-z](?:[\w ,.;()/’–-]*[\w.)])?")
"""Texts without any sign of YAML, so that they need no test."""
NO_TEXT_ELSEWHERE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.?\d[\d_.:]*(e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(inf|nan)", re.I
)
"""Plain texts that other YAML parsers take for numbers, truth values or null."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def make_scalar(text: str, *, is_text: bool = True, is_prose: bool = False) -> Scalar:
    """Write a text: literal if it has line breaks, folded if it is long, else plain.

    On a line it has quotes if it needs them. Values that are no text, such as numbers, need none although other YAML
    parsers do not take them for text.
    """
    lines = text.split("\n")
    can_be_block = lines[0][:1].strip() and lines[-1].strip() and all(map(_is_visible, lines))
    if can_be_block and len(lines) > 1:
        return Scalar(text, "|", lines, "-")
    if can_be_block and is_prose and len(text) > MAX_LINE and "  " not in text and text[-1] != " ":
        return Scalar(text, ">", textwrap.wrap(text, MAX_LINE, break_long_words=False, break_on_hyphens=False), "-")
    if (not is_text or not NO_TEXT_ELSEWHERE.fullmatch(text)) and _can_be_plain(text):
        return Scalar(text, "", [text])
    return Scalar(text, '"', [f'"{"".join(map(_escape, text))}"'])


def _can_be_plain(text: str) -> bool:
    """Return True if `text` needs no quotes, as a value and as the name of a field."""
    if ALWAYS_PLAIN.fullmatch(text):
        return True
    return _is_visible(text) and is_plain_scalar(text) and is_plain_scalar(text, as_key=True)


@lru_cache(maxsize=1 << 12)
def is_plain_scalar(text: str, *, as_key: bool = False, in_brackets: bool = False) -> bool:
    """Return True if YAML parses `text`, one line, to itself without quotes."""
    pair, expected = (f"{text}: x", {text: "x"}) if as_key else (f"k: {text}", {"k": text})
    parser = YamlParser("", f"k: [{{{pair}}}]" if in_brackets else pair)
    return parser.parse() == ({"k": [expected]} if in_brackets else expected) and not parser.problems


def _is_visible(text: str) -> bool:
    """Return True if `text` has only printable characters and blanks of any width."""
    return text.isprintable() or all(character.isprintable() or _is_blank(character) for character in text)


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return character if _is_visible(character) else f"\\U{ord(character):08X}"
