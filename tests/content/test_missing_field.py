"""The hint for a missing field: how to write it, and where."""

import pytest

from generator.content.source import parse_source
from generator.content.structure import structure
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.record import Record
from generator.kinds.relation import Relation


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (Meeting, "title: Talks", 'add a line such as "date: 2024-01-26"'),
        (Meeting, "date: 2024", 'add a line with "title:", a space and the value: what it is called'),
        (
            Agreement,
            "title: Pact\nhistory:\n  - event: signed",
            'add, in the same column as "event", a line such as "date: 2024-01-26"',
        ),
        (
            Agreement,
            "title: Pact\nvalue: {amount: 2}",
            'add, within the braces and after a comma, a field such as "currency: JPY"',
        ),
        (
            Meeting,
            "title: Talks\ndate: 2024\nsources:\n  - quote: x",
            'add, in the same column as "quote", a line with "source:", '
            "a space and the name of a file in sources, without .yml",
        ),
        (
            Relation,
            "established: 2020",
            'add a line with "between:", and below it, indented, "- " '
            "and the name of a file in organisations or countries, without .yml",
        ),
    ],
)
def test_a_missing_field_is_written_as_the_hint_has_it(kind: type[Record], text: str, hint: str) -> None:
    (problem,) = structure(kind, parse_source(text.encode(), "x.yml"), {"id": "x"}).problems
    assert (problem.rule.code, problem.hint) == ("missing-field", hint)


def test_a_word_that_is_missing_is_one_of_those_there_are() -> None:
    text = b"title: Pact\nhistory: [{date: 2024}]"
    (problem,) = structure(Agreement, parse_source(text, "x.yml"), {"id": "x"}).problems
    assert '"event:", a space and one of negotiated, initialled, signed' in (problem.hint or "")
