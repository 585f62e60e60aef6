"""Files of editors and ministries may hold any bytes: a problem is a value, never a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS

PIECES = (
    *("a: ", "- ", "  ", "\n", "\r\n", "\t", "[", "]", "{", "}", '"', "'", "\\", "|", ">", "#", "&a ", "*a", "!"),
    *("[[", "]]", "](", "**", "people/x", "<", "&", "\ufeff", "\u2028", "é", "2024-01-26", "/", "..", "~", "99999"),
    *("title: ", "name: ", "date: ", "summary: ", "fields: ", "column: ", "date: '%Y%Y'", "encoding: idna", ",", ";"),
    *("BEGIN:VCALENDAR\n", "BEGIN:VTIMEZONE\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "DTSTART:", "RRULE:FREQ=DAILY\n"),
    *('{"a":', "null", "1e999", "\\ud800", '<row r="9">', '<c r="B2">', "<v>1</v>", "</c>", "</row>"),
)  # fmt: skip
"""Parts of files of every format."""
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())


@st.composite
def changed(draw: st.DrawFn, target: str) -> bytes:
    """Return a seed with a part replaced."""
    seed = draw(st.sampled_from(seeds(target)))
    start = draw(st.integers(0, len(seed)))
    end = draw(st.integers(start, min(len(seed), start + 20)))
    return seed[:start] + draw(WRITTEN | st.binary(max_size=8)) + seed[end:]


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_are_handled(target: str) -> None:
    @settings(max_examples=20)
    @given(st.binary(max_size=200) | WRITTEN | changed(target))
    def handled(raw: bytes) -> None:
        TARGETS[target](raw)

    handled()


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_handled(target: str) -> None:
    for seed in seeds(target)[:5]:
        TARGETS[target](seed)
