"""Text made safe for a terminal, and its width there in columns."""

import unicodedata


def terminal_safe(text: str) -> str:
    """Text that cannot steer a terminal: control and direction characters, and line breaks, become `�`."""
    return "".join("�" if _steers(character) else character for character in text.replace("\t", " "))


def _steers(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def width(text: str) -> int:
    """How many columns a terminal gives to a text: none to combining marks, two to East Asian wide ones."""
    return sum(
        0
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
