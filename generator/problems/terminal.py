"""Text made safe for a terminal, and its width there in columns. Used wherever text of records is printed.

Text from right to left is not isolated: most terminals show the stored order, and the characters would be copied along.
"""

import re
import unicodedata

SURROGATE = re.compile("[\ud800-\udfff]")


def terminal_safe(text: str) -> str:
    """Replace characters of `text` that could steer a terminal by `�`.

    These are control and direction characters, and line breaks. A tab becomes a space, and a byte that is no text
    `\\xff`.
    """
    text = escape_bytes(text.replace("\t", " "))
    return "".join("�" if _steers_terminal(character) else character for character in text)


def escape_bytes(text: str) -> str:
    """Write bytes that are no text as `\\xff`: names of files may hold them."""
    return text if text.isascii() else SURROGATE.sub(_escape_surrogate, text)


def _escape_surrogate(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number & 0xFF:02x}" if 0xDC80 <= number <= 0xDCFF else f"\\u{number:04x}"


def _steers_terminal(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Zl", "Zp"}
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
