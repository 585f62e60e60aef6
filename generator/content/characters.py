"""Forbidden characters of text, and invisible ones.

Used where text comes in: by `source.py`, `yaml_parser.py`, `new` and the import.
"""

import re

PLANES = range(0, 0x110000, 0x10000)
NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in PLANES)
CONTROLS = re.compile(f"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{NO_CHARACTERS}]|\r(?!\n)")
"""Controls but tab and newline, the other line breaks of Unicode, and code points without characters."""
VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""A character that can be seen."""


def find_control_character(text: str) -> re.Match[str] | None:
    """Return a match of the first forbidden character in `text`; None if none."""
    # `isprintable` is quick and true for almost every text; the pattern finds the few others.
    return None if text.replace("\n", "").isprintable() else CONTROLS.search(text)


def describe_control_character(character: str) -> str:
    """Describe a forbidden character for a message."""
    if "\udc80" <= character <= "\udcff":
        return f"the byte {ord(character) & 0xFF:02X} of another encoding"
    kind = "line break" if character in "\x0b\x0c\x85\u2028\u2029\r" else "control character"
    return f"the {kind} U+{ord(character):04X}"
