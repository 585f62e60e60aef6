"""Problems of characters that embed, override or isolate the direction of text. Records hold none.

Such a character could turn words beside the text, and an override shows letters in another order than they have. Pages
isolate each text themselves. Used by `source.py`, `yaml_parser.py` and `new`.
"""

import re
import unicodedata
from collections.abc import Iterator

from generator.problems import MAX_PROBLEMS, FieldPath, Fix, Place, Problem, Rule

DIRECTION_CONTROL = Rule("direction-control", "Text holds no embeddings, overrides and isolates of direction.")
RULES = (DIRECTION_CONTROL,)

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""All but the marks U+200E, U+200F and U+061C: Arabic and Hebrew need them beside punctuation, and they act on nothing
outside the isolate around a text."""
ESCAPES = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u|U0000)(20(?:2[aAbBcCdDeE]|6[6-9])))")
"""The same as escapes of YAML: the escape, and in it the code."""
OVERRIDES = "\u202d\u202e"
"""Without them, letters stand in another order. Without the others, a text reads as it is written."""


def find_direction_control(text: str) -> str:
    """Return the first direction control in `text`; empty if none."""
    match = None if text.isascii() else CONTROLS.search(text)
    return match[0] if match else ""


def describe_direction_control(character: str) -> str:
    """Describe a direction control for a message, by its code and name."""
    return f"U+{ord(character):04X} {unicodedata.name(character)}"


def direction_problems(
    file: str, source: str, start: int = 0, end: int | None = None, field: FieldPath = ()
) -> Iterator[Problem]:
    """Yield a problem for each direction control between two offsets, up to a limit.

    `source` is YAML. Escapes count where a text in double quotes starts at `start`.
    """
    end = len(source) if end is None else end
    spots = [(match.start(), match[0], match[0]) for match in CONTROLS.finditer(source, start, end)]
    if source.startswith('"', start):
        spots += [(match.start(1), match[1], chr(int(match[2], 16))) for match in ESCAPES.finditer(source, start, end)]
    is_safe = not any(character in OVERRIDES for _, _, character in spots)
    for offset, written, character in sorted(spots)[:MAX_PROBLEMS]:
        place = Place(file, source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset))
        hint = "delete it: pages keep the direction of a text apart from the words around it"
        if not is_safe:
            hint = "delete it, and write the letters beside it in the order in which they are read"
        yield Problem(
            DIRECTION_CONTROL,
            f"text is expected, found {describe_direction_control(character)}",
            field,
            hint,
            place=place,
            fix=Fix(written, "", is_part=True) if is_safe else None,
        )
