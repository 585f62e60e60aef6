"""Text made safe for a terminal, and its width there in columns. Used wherever text of records is printed."""

import unicodedata


def terminal_safe(text: str) -> str:
    """Replace characters of `text` that could steer a terminal by `�`.

    These are control and direction characters, and line breaks. A tab becomes a space.
    """
    return "".join("�" if _steers_terminal(character) else character for character in text.replace("\t", " "))


def _steers_terminal(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def width(text: str) -> int:
    """Return the number of terminal columns that `text` takes.

    Combining marks take none, wide East Asian characters two.
    """
    return sum(
        0
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
