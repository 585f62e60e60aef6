"""Parts taken out of a record: what goes with them, and how what remains reads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.redact import without_values
from generator.kinds.agreement import Agreement
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person
from generator.kinds.record import Citation
from generator.kinds.traversal import has_value_at
from generator.problems import FieldPath, format_field_path
from generator.values.codes import parse_field_path


def meeting(**fields: Any) -> Meeting:
    return Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"} | fields)


def cited(*supports: list[str]) -> list[dict[str, Any]]:
    """Return a citation for each list of fields to support."""
    return [{"source": f"source-{number}", "supports": fields} for number, fields in enumerate(supports)]


def supports(citations: tuple[Citation, ...]) -> dict[str, tuple[str, ...]]:
    return {citation.source.id: citation.supports for citation in citations}


def test_a_record_without_anything_removed_is_the_same_object() -> None:
    record = meeting(agenda=["Visas"], sources=cited(["agenda[0]"]))
    assert without_values(record, ()) is record
    assert without_values(record, set()) is record


def test_the_record_itself_keeps_the_values_removed_from_the_copy() -> None:
    record = meeting(agenda=["Visas", "Trade"])
    assert without_values(record, [("agenda", 0)]) == meeting(agenda=["Trade"])
    assert record == meeting(agenda=["Visas", "Trade"])


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("summary",), {"summary": None}),
        (("agenda",), {"agenda": []}),
        (("status",), {"status": "held"}),
        (("place", "city"), {"place": {"online": "true"}}),
        (("place", "online"), {"place": {"city": "Example"}}),
        (("place",), {"place": None}),
        (("participants", 0, "name"), {"participants": [{"side": "xa"}]}),
        (("participants", 0), {"participants": []}),
    ],
)
def test_a_removed_field_is_as_if_it_had_never_been_written(path: FieldPath, left: dict[str, Any]) -> None:
    fields: dict[str, Any] = {
        "summary": "They met.",
        "agenda": ["Visas"],
        "status": "planned",
        "place": {"city": "Example", "online": "true"},
        "participants": [{"name": "Ada", "side": "xa"}],
    }
    assert without_values(meeting(**fields), [path]) == meeting(**(fields | left))


def test_a_path_that_leads_nowhere_removes_nothing() -> None:
    record = meeting(agenda=["Visas"], inferred={"agenda[0]": "a"})
    for path in (("agenda", 1), ("agenda", 0, "text"), ("nonsuch",), ("participants", 3, "name")):
        assert without_values(record, [path]) == record


def test_a_path_has_the_field_names_that_editors_write() -> None:
    positions = [{"title": "Minister", "from": "2024", "to": "2025"}]
    person = Person.model_validate({"id": "ada", "name": "Ada", "positions": positions})
    assert without_values(person, [("positions", 0, "from_")]) == person
    left = without_values(person, [("positions", 0, "from")])
    assert left.positions == Person.model_validate(
        {"id": "ada", "name": "Ada", "positions": [{"title": "Minister", "to": "2025"}]}
    ).positions  # fmt: skip


def test_field_paths_with_an_alias_are_rewritten_with_it() -> None:
    signatories = [{"name": "Ada", "for": "xa"}, {"name": "Ben", "for": "xb"}]
    pact = Agreement.model_validate(
        {
            "id": "pact",
            "title": "Pact",
            "history": [{"event": "signed", "date": "2024", "signatories": signatories}],
            "inferred": {"history[0].signatories[1].for": "He is of xb.", "history[0].signatories[0].for": "Of xa."},
        }
    )
    left = without_values(pact, [("history", 0, "signatories", 0)])
    assert {path: reason.by_language[""] for path, reason in left.inferred.items()} == {
        "history[0].signatories[0].for": "He is of xb."
    }


@pytest.mark.parametrize(
    ("stated", "rewritten"),
    [
        ("date", "date"),
        ("topics", "topics"),
        ("topics[0]", "topics[0]"),
        ("topics[1]", None),
        ("topics[1].text", None),
        ("topics[2]", "topics[1]"),
        ("topics[2].text", "topics[1].text"),
        ("topics[3].sector", None),
        ("topics[3].text", "topics[2].text"),
        ("topics[4]", None),
        ("topics[10]", "topics[8]"),
        ("agenda[2]", "agenda[2]"),
        ("summary", None),
    ],
)
def test_a_field_path_is_rewritten_for_the_entries_that_remain(stated: str, rewritten: str | None) -> None:
    removed: list[FieldPath] = [("topics", 1), ("topics", 4), ("topics", 3, "sector"), ("summary",)]
    topics = [{"text": f"Topic {number}", "sector": "energy"} for number in range(11)]
    record = meeting(
        topics=topics,
        agenda=["A", "B", "C"],
        summary="They met.",
        sources=cited([stated, "date"]),
        inferred={stated: "Why."},
    )
    left = without_values(record, removed)
    assert list(left.inferred) == ([rewritten] if rewritten else [])
    assert supports(left.sources) == {"source-0": tuple(filter(None, (rewritten, "date")))}


def test_a_citation_of_removed_fields_alone_is_removed_too() -> None:
    sources = cited(["summary"], ["summary", "date"], [], ["agenda[0]", "summary"])
    left = without_values(
        meeting(summary="They met.", agenda=["Visas"], sources=sources), [("summary",), ("agenda", 0)]
    )
    assert supports(left.sources) == {"source-1": ("date",), "source-2": ()}


def test_a_citation_within_an_entry_is_removed_too_if_it_supports_nothing_that_is_left() -> None:
    updates = [{"date": "2024-02", "sources": cited(["summary"], ["commitments[0].updates[0].date"], [])}]
    commitment = {"id": "draft", "text": "Send a draft.", "updates": updates}
    left = without_values(meeting(summary="They met.", commitments=[commitment]), [("summary",)])
    assert supports(left.commitments[0].updates[0].sources) == {
        "source-1": ("commitments[0].updates[0].date",),
        "source-2": (),
    }


def test_everything_inferred_can_be_removed_at_once() -> None:
    record = meeting(summary="They met.", inferred={"date": "By the weekday.", "summary": "By the outcome."})
    assert without_values(record, [("inferred",)]) == meeting(summary="They met.")


def test_what_is_inferred_of_a_field_goes_with_the_field_and_nothing_else_does() -> None:
    record = meeting(summary="They met.", inferred={"date": "By the weekday.", "summary": "By the outcome."})
    assert without_values(record, [("summary",)]) == meeting(inferred={"date": "By the weekday."})


def test_a_removed_citation_leaves_the_others_as_they_were() -> None:
    record = meeting(sources=cited(["date"], ["title"], []))
    assert supports(without_values(record, [("sources", 0)]).sources) == {"source-1": ("title",), "source-2": ()}


ENTRIES = st.integers(0, 6)


@given(st.sets(ENTRIES), st.lists(ENTRIES, unique=True))
def test_whatever_is_removed_each_path_still_names_the_entry_it_named(removed: set[int], stated: list[int]) -> None:
    agenda = [f"Item {number}" for number in range(7)]
    reasons = {f"agenda[{number}]": f"Item {number}" for number in stated}
    left = without_values(meeting(agenda=agenda, inferred=reasons), [("agenda", number) for number in removed])
    named = {parse_field_path(path): reason.by_language[""] for path, reason in left.inferred.items()}
    assert all(has_value_at(left, path) for path in named)
    assert {path: left.agenda[int(path[1])].by_language[""] for path in named} == named
    assert sorted(named.values()) == sorted(f"Item {number}" for number in set(stated) - removed)
    assert [format_field_path(path) for path in named] == list(left.inferred)
