"""Files of editors and ministries may hold any bytes: a problem is a value, never a traceback."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import MAP, TARGETS
from tests.support.hostile_texts import naughty_strings, script_texts, yaml_documents

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


@pytest.mark.parametrize("target", ["record", "layout", "map"])
def test_every_document_of_the_yaml_test_suite_is_handled(target: str) -> None:
    assert len(yaml_documents()) > 400
    for text in yaml_documents().values():
        TARGETS[target](b"\0" + text.encode())
        TARGETS[target](b"\2name: Ann Lee\nalso_known_as:\n  " + text.replace("\n", "\n  ").encode())


@pytest.mark.parametrize("target", ["prose", "date", "csv", "json", "ics"])
def test_every_hostile_text_is_handled(target: str) -> None:
    assert len(naughty_strings()) + len(script_texts()) > 700
    for text in naughty_strings() + script_texts():
        TARGETS[target](text.encode())


def test_every_hostile_text_is_handled_as_a_cell_and_as_a_value() -> None:
    texts = naughty_strings() + script_texts()
    cells = "".join('"{0}","{0}","{0}"\n'.format(text.replace('"', '""')) for text in texts)
    TARGETS["importing"](b"Name,Title,Day\n" + cells.encode())
    TARGETS["json"](json.dumps([{"Name": text, text: {text: [text]}} for text in texts]).encode())
    for text in texts:
        value = json.dumps(text, ensure_ascii=False)
        TARGETS["record"](f"\1name: {value}\nalso_known_as: [{value}]\nsummary: {value}\n{value}: {value}\n".encode())
        TARGETS["map"](MAP + f"columns: {{{value}: {value}}}\n".encode())
