"""Internal means absent: what the public edition keeps of a record, and what of it is restated."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.audience import public_view
from generator.kinds.meeting import Meeting
from generator.kinds.record import Citation, Record
from generator.kinds.traversal import has_value_at, is_internal, values_in
from generator.values.codes import parse_field_path

CANARY = "CANARY"
HIDDEN = {"audience": "internal"}


def meeting(**fields: Any) -> Meeting:
    return Meeting.model_validate({"id": "talks", "title": "Talks", "date": "2024-01-26"} | fields)


def public(**fields: Any) -> Meeting:
    """Return the public view of a meeting with these fields."""
    remaining = public_view(meeting(**fields))
    assert isinstance(remaining, Meeting)
    return remaining


def supports(citations: tuple[Citation, ...]) -> list[tuple[str, ...]]:
    return [citation.supports for citation in citations]


def inferred(record: Record) -> dict[str, str]:
    return {path: reason.by_language[""] for path, reason in record.inferred.items()}


# What stays


def test_an_internal_record_is_absent() -> None:
    assert public_view(meeting(**HIDDEN)) is None


def test_a_record_without_anything_internal_is_the_same_object() -> None:
    record = meeting(participants=[{"name": "Ada"}], sources=[{"source": "report", "supports": ["date"]}])
    assert public_view(record) is record


def test_internal_entries_of_lists_are_absent_however_deep() -> None:
    commitments = [
        {"id": "a", "text": "A", "updates": [{"date": "2024", **HIDDEN}, {"date": "2025"}]},
        {"id": "b", "text": "B", **HIDDEN},
    ]
    remaining = public(commitments=commitments, sources=[{"source": "leak", **HIDDEN}])
    assert [commitment.id for commitment in remaining.commitments] == ["a"]
    assert [update.date.text for update in remaining.commitments[0].updates] == ["2025"]
    assert remaining.sources == ()


def test_fields_that_are_always_internal_are_absent() -> None:
    remaining = public(notes="A note.", talking_points=["A point."], summary="A summary.")
    assert (remaining.notes, remaining.talking_points) == (None, ())
    assert remaining.summary is not None


def test_the_record_itself_is_left_as_it_was() -> None:
    record = meeting(notes="A note.", participants=[{"name": "Ada", **HIDDEN}])
    public_view(record)
    assert record.notes is not None
    assert len(record.participants) == 1


# What is restated


def test_paths_follow_the_entries_that_move_up() -> None:
    remaining = public(
        participants=[{"name": "Ada", **HIDDEN}, {"name": "Ben"}, {"name": "Cy", **HIDDEN}, {"name": "Di"}],
        sources=[{"source": "report", "supports": ["participants[1].name", "participants[3]", "date"]}],
        inferred={"participants[3].name": "Heard.", "title": "Guessed."},
    )
    assert supports(remaining.sources) == [("participants[0].name", "participants[1]", "date")]
    assert inferred(remaining) == {"participants[1].name": "Heard.", "title": "Guessed."}


def test_paths_follow_at_every_level() -> None:
    updates = [{"date": "2023", **HIDDEN}, {"date": "2024", "sources": [{"source": "report", "supports": ["title"]}]}]
    remaining = public(
        commitments=[{"id": "a", "text": "A", **HIDDEN}, {"id": "b", "text": "B", "updates": updates}],
        inferred={"commitments[1].updates[1].date": "Heard.", "commitments[1].updates[0].date": CANARY},
    )
    assert inferred(remaining) == {"commitments[0].updates[0].date": "Heard."}
    assert supports(remaining.commitments[0].updates[0].sources) == [("title",)]


def test_a_citation_loses_the_fields_that_are_gone_and_goes_with_the_last() -> None:
    remaining = public(
        participants=[{"name": "Ada", **HIDDEN}],
        notes="A note.",
        sources=[
            {"source": "report", "supports": ["participants[0].name", "date"]},
            {"source": "leak", "supports": ["participants[0]", "notes"], "quote": CANARY},
            {"source": "book"},
        ],
    )
    assert [citation.source.id for citation in remaining.sources] == ["report", "book"]
    assert supports(remaining.sources) == [("date",), ()]


def test_the_reason_for_what_is_gone_is_gone() -> None:
    remaining = public(
        notes="A note.", talking_points=["A point."], inferred={"notes": CANARY, "talking_points[0]": CANARY}
    )
    assert remaining.inferred == {}


def test_what_supports_a_list_that_is_left_empty_goes_with_it() -> None:
    remaining = public(
        participants=[{"name": "Ada", **HIDDEN}],
        sources=[{"source": "leak", "supports": ["participants"], "quote": CANARY}],
        inferred={"participants": CANARY},
    )
    assert remaining.sources == ()
    assert remaining.inferred == {}


def test_a_path_to_a_citation_follows_when_another_citation_goes() -> None:
    remaining = public(
        notes="A note.",
        sources=[{"source": "leak", "supports": ["notes"]}, {"source": "report", "quote": "Fine."}],
        inferred={"sources[1].quote": "Translated."},
    )
    assert inferred(remaining) == {"sources[0].quote": "Translated."}


@pytest.mark.parametrize("path", ["participants[7].name", "nonsuch"])
def test_a_path_to_nothing_is_left_for_the_checks(path: str) -> None:
    assert inferred(public(notes="A note.", inferred={path: "Heard."})) == {path: "Heard."}


# Properties: every text is unique, and what is cited or inferred repeats the text of the field it is about.

HIDES = st.booleans()
SHAPE = st.lists(st.tuples(HIDES, st.lists(HIDES, max_size=3)), max_size=4)


def text(path: str, hidden: bool) -> str:
    return f"{CANARY} {path}" if hidden else path


def hides(hidden: bool) -> dict[str, str]:
    return HIDDEN if hidden else {}


def meeting_values(participants: list[bool], commitments: list[tuple[bool, list[bool]]]) -> dict[str, Any]:
    """Return a meeting's values. Every internal text holds the canary, every text its path."""
    texts = {"title": "title", "notes": text("notes", True), "talking_points[0]": text("talking_points[0]", True)}
    people, promises = [], []
    for number, hidden in enumerate(participants):
        path = f"participants[{number}].name"
        texts[path] = text(path, hidden)
        people.append({"name": texts[path], **hides(hidden)})
    for number, (hidden, updates) in enumerate(commitments):
        path = f"commitments[{number}].text"
        texts[path] = text(path, hidden)
        entries = []
        for position, below in enumerate(updates):
            inner = f"commitments[{number}].updates[{position}].text"
            texts[inner] = text(inner, hidden or below)
            entries.append({"date": "2024", "text": texts[inner], **hides(below)})
        promises.append({"id": f"promise-{number}", "text": texts[path], "updates": entries, **hides(hidden)})
    citations = [{"source": "report", "supports": [path], "quote": quoted} for path, quoted in texts.items()]
    return {
        "title": "title",
        "notes": texts["notes"],
        "talking_points": [texts["talking_points[0]"]],
        "participants": people,
        "commitments": promises,
        "sources": citations,
        "inferred": texts,
    }


@given(st.lists(HIDES, max_size=5), SHAPE)
def test_nothing_internal_is_anywhere_in_a_public_view(
    participants: list[bool], commitments: list[tuple[bool, list[bool]]]
) -> None:
    values = meeting_values(participants, commitments)
    assert CANARY in str(meeting(**values).model_dump(warnings=False))
    remaining = public(**values)
    assert CANARY not in str(remaining.model_dump(warnings=False))
    assert not any(is_internal(entry) for entry in (*remaining.participants, *remaining.commitments))


@given(st.lists(HIDES, max_size=5), SHAPE)
def test_every_path_in_a_public_view_leads_to_the_value_it_led_to(
    participants: list[bool], commitments: list[tuple[bool, list[bool]]]
) -> None:
    remaining = public(**meeting_values(participants, commitments))
    values = {path: getattr(value, "by_language", {}).get("", value) for path, value in values_in(remaining)}
    stated = [(path, citation.quote) for citation in remaining.sources for path in citation.supports]
    assert inferred(remaining) == dict(stated)
    assert {path: values[parse_field_path(path)] for path, _ in stated} == dict(stated)
    assert all(has_value_at(remaining, parse_field_path(path)) for path in remaining.inferred)


@given(st.lists(HIDES, max_size=5), SHAPE)
def test_the_public_view_of_a_public_view_is_the_same_object(
    participants: list[bool], commitments: list[tuple[bool, list[bool]]]
) -> None:
    remaining = public(**meeting_values(participants, commitments))
    assert public_view(remaining) is remaining
