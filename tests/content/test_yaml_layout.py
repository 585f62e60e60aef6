"""The layout of a record's file, for each way in which an editor may write it."""

from textwrap import dedent

import pytest

from generator.content.format import NotFormattedError, format_source
from generator.content.source import parse_source
from generator.kinds.meeting import Meeting


def format_meeting(text: str) -> str:
    source = parse_source(dedent(text).encode(), "meetings/a.yml")
    assert source.problems == ()
    return format_source(source, Meeting)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("title:   'Talks'", "title: Talks"),
        ('title: "Talks: the first"', 'title: "Talks: the first"'),
        ("title: 'Talks: the first'", 'title: "Talks: the first"'),
        ("""title: 'The "first": talks'""", """title: 'The "first": talks'"""),
        ('title: "a\\u00a0b"', 'title: "a\\u00a0b"'),
        ('title: "NO"', 'title: "NO"'),
        ("title: NO", "title: NO"),
        ("title: '1.10'", 'title: "1.10"'),
        ("title: 1.10", "title: 1.10"),
        ("starts: 12:30", "starts: 12:30"),
        ("title: 0x1F", "title: 0x1F"),
        ('date: "2024-01-26"', "date: 2024-01-26"),
        ('title: "null"', 'title: "null"'),
        ('title: "#1"', 'title: "#1"'),
        ("'title' : a", "title: a"),
        ("title: {'no': Samtaler}", 'title: {"no": Samtaler}'),
        ("? title\n: a", "title: a"),
        ("title:\n    a", "title: a"),
        ("title: a\n  b\n\n\n  c", "title: a\n  b\n\n\n  c"),
        ("title: 'a\n\n      b'", "title: 'a\n\n  b'"),
        ("summary:   |\n     a\n      b", "summary: |-\n  a\n   b"),
        ("summary: |\n     a\n      b\n", "summary: |\n  a\n   b"),
        ("summary: >4-\n     a\n    b", "summary: >2-\n   a\n  b"),
        ("parties: [ uz,jp ]", "parties: [uz, jp]"),
        ("parties: [uz,\n jp]", "parties:\n  - uz\n  - jp"),
        ("parties:\n-  uz\n-   jp", "parties:\n  - uz\n  - jp"),
        ("agenda: [-]", "agenda: [-]"),
        ("agenda:\n- - a\n  - b", "agenda:\n  - - a\n    - b"),
        ("{title: a, parties: [uz]}", "title: a\nparties: [uz]"),
        ("---\ntitle: a\n...", "title: a"),
        ("\ufefftitle: a\r\nparties:\r\n- uz", "title: a\nparties:\n  - uz"),
        ("\n\n\ntitle: a\n\n\n\nparties: []\n\n", "title: a\n\nparties: []"),
        ("title: a # why", "title: a # why"),
        ("title: a     # why  ", "title: a # why"),
        ("title: # why\n  a", "title: a # why"),
        ("title: # one\n  a # two", "# one\ntitle: a # two"),
        ("summary: >-   # why\n  a", "summary: >- # why\n  a"),
        ("{}", "{}"),
        ("# none\n\n{} # yet", "# none\n\n{}\n# yet"),
        ("parties: [ # none\n] # yet", "# none\nparties: [] # yet"),
        ("agenda:\n- # of the list\n  - a", "agenda:\n  # of the list\n  - - a"),
        ("agenda: [[a # of a\n]]", "agenda:\n  - - a # of a"),
        ("parties: # who\n- uz", "parties: # who\n  - uz"),
        ("parties: [uz] # who", "parties: [uz] # who"),
    ],
)
def test_each_way_of_writing_has_one_layout(written: str, expected: str) -> None:
    assert format_meeting(written) == expected + "\n"
    assert format_meeting(expected + "\n") == expected + "\n"


def test_brackets_that_are_too_long_for_a_line_are_opened() -> None:
    ids = [f"consultations-{number}" for number in range(10)]
    opened = "agreements:\n" + "".join(f"  - {each}\n" for each in ids)
    assert format_meeting(f"agreements: [{', '.join(ids)}]") == opened
    assert format_meeting(f"agreements: [{', '.join(ids[:6])}]") == f"agreements: [{', '.join(ids[:6])}]\n"


def test_fields_stand_in_the_order_of_their_class_with_the_comments_above_and_behind_them() -> None:
    written = """\
        # yaml-language-server: $schema=meeting.json
        sources: # where from
          - quote: a
            # the report
            source: report
        # when
        date: 2024-01-26 # a Friday

        title: Talks
        # at the end
        """
    assert format_meeting(written) == dedent("""\
        # yaml-language-server: $schema=meeting.json

        title: Talks
        # when
        date: 2024-01-26 # a Friday
        sources: # where from
          # the report
          - source: report
            quote: a
        # at the end
        """)


def test_a_comment_apart_at_the_head_of_the_file_stays_there() -> None:
    assert format_meeting("# Of the file\n\n# Of the date\ndate: 2024\ntitle: a\n") == (
        "# Of the file\n\ntitle: a\n# Of the date\ndate: 2024\n"
    )


def test_an_entry_that_is_commented_out_stays_with_its_list() -> None:
    written = "title: a\nparties:\n  - uz\n  # - jp\n\n# The day\ndate: 2024\n"
    assert format_meeting(written) == "title: a\n\n# The day\ndate: 2024\nparties:\n  - uz\n  # - jp\n"


def test_a_text_that_keeps_its_line_breaks_has_none_more_when_fields_move() -> None:
    assert (
        format_meeting("notes: |+\n  a\n\n\n\ntitle: b\n\ndate: 2024\n")
        == "title: b\n\ndate: 2024\nnotes: |+\n  a\n\n\n\n"
    )


def test_a_field_that_is_not_known_stays_behind_the_one_it_stands_behind() -> None:
    assert format_meeting("date: 2024\ndat: x\ntitle: a\ntitel: b\n") == "title: a\ntitel: b\ndate: 2024\ndat: x\n"


@pytest.mark.parametrize("written", ["%YAML 1.1\n---\ntitle: a\n", '? "a\n  b"\n: c\n'])
def test_what_is_not_known_is_left_alone(written: str) -> None:
    source = parse_source(written.encode(), "meetings/a.yml")
    assert source.problems == ()
    with pytest.raises(NotFormattedError):
        format_source(source, Meeting)
