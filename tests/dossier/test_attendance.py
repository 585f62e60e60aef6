"""The persons at a meeting, and the meetings of a person, as of the day."""

from datetime import date
from typing import Any

from generator.dossier.attendance import meetings_attended, persons_at
from tests.support.shared_records import AFTER, BEFORE, ON, archive, ids, meeting, person


def test_a_person_attended_the_meetings_held_by_the_day_whoever_met() -> None:
    took_part: dict[str, Any] = {"participants": [{"person": "ada"}]}
    early, late = meeting("early", "2023", **took_part), meeting("late", ON, "xa", "xc", **took_part)
    others = (meeting("later", AFTER, **took_part), meeting("off", BEFORE, status="cancelled", **took_part))
    linked = archive(person("ada"), early, late, *others, meeting("apart"))
    assert meetings_attended(person("ada"), linked) == (late, early)
    assert meetings_attended(person("ada"), linked.as_of(date(2024, 2, 29))) == (early,)


def test_each_participant_with_a_record_is_at_a_meeting_once() -> None:
    talks = meeting("talks", participants=[{"person": "ada"}, {"person": "ada"}, {"name": "Eve"}, {"person": "nobody"}])
    assert ids(persons_at(talks, archive(person("ada"), talks))) == ["ada"]
