"""Isolate texts whose direction differs from that of the page, so that words beside them stay where they are.

Browsers order a line by the directions of all letters in it: an Arabic name would draw a date or a bracket behind it to
its other side. `markdown.py` isolates whatever it escapes, by `<bdi>`; plain text is isolated by characters.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LTR, RTL = "ltr", "rtl"
RIGHT_TO_LEFT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of scripts from right to left, as the inside of a character class."""
RTL_LETTER = re.compile(f"[{RIGHT_TO_LEFT}]")
LTR_LETTER = re.compile(rf"(?![{RIGHT_TO_LEFT}])[^\W\d_]")
DIGITS_AND_MORE = re.compile(r"\d\W|\W\d")
"""Figures with signs: without letters, Arabic text before them would turn them, as in 12-2024."""
ISOLATES = {'dir="ltr"': "\u2066", 'dir="rtl"': "\u2067"}
"""The characters that do what the attribute does."""
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
DIR_ATTRIBUTE = ' dir="'
TAG = re.compile(r"<(/?)([a-z]+)([^>]*)>")

_page_direction: ContextVar[str] = ContextVar("page_direction", default=LTR)


@contextmanager
def page_direction(direction: str) -> Iterator[None]:
    """Isolate, within this context, for pages of a direction: `ltr` or `rtl`."""
    token = _page_direction.set(direction)
    try:
        yield
    finally:
        _page_direction.reset(token)


def current_direction() -> str:
    """Return the direction of the pages that are being written."""
    return _page_direction.get()


def opposite(direction: str) -> str:
    """Return the other direction."""
    return RTL if direction == LTR else LTR


def has_direction(frame: str) -> bool:
    """Return True if a frame of text has a direction, and thereby isolates."""
    return DIR_ATTRIBUTE in frame


def direction_of(frame: str) -> str:
    """Return the direction in a frame of text: its own, or else that of the page."""
    return frame.partition(DIR_ATTRIBUTE)[2][:3] or current_direction()


def isolate_tag(text: str, direction: str) -> str:
    """Return the tag that isolates `text` on a page of a direction.

    Empty if the text leaves the words beside it where they are. The first letter tells the direction of a text, unless
    most letters have that of the page.
    """
    if direction == LTR:
        if text.isascii() or not RTL_LETTER.search(text):
            return ""
        other, own = RTL_LETTER, LTR_LETTER
    else:
        if not LTR_LETTER.search(text) and (RTL_LETTER.search(text) or not DIGITS_AND_MORE.search(text)):
            return ""
        other, own = LTR_LETTER, RTL_LETTER
    first_other, first_own = other.search(text), own.search(text)
    starts_as_other = first_other and first_own and first_other.start() < first_own.start()
    if starts_as_other and len(own.findall(text)) > len(other.findall(text)):
        return f'<bdi dir="{direction}">'
    return "<bdi>"


def isolate(text: str) -> str:
    """Return a plain text between characters that isolate it, if need be."""
    tag = isolate_tag(text, current_direction())
    return f"{_isolate_character(tag)}{text}{POP_ISOLATE}" if tag else text


def isolate_by_characters(line: str) -> str:
    """Replace the tags of elements that isolate by characters; remove other tags."""
    ends: list[str] = []

    def replace(tag: re.Match[str]) -> str:
        is_end, name, attributes = tag.groups()
        if is_end:
            return ends.pop() if ends else ""
        isolates = name == "bdi" or " dir=" in attributes
        if name != "br":
            ends.append(POP_ISOLATE if isolates else "")
        return _isolate_character(tag[0]) if isolates else ""

    return TAG.sub(replace, line)


def _isolate_character(tag: str) -> str:
    """Return the character that does what the tag of an isolating element does."""
    return next((character for attribute, character in ISOLATES.items() if attribute in tag), FIRST_STRONG_ISOLATE)
