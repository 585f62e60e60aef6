"""Relations: what they are called, and what they add to a timeline."""

from datetime import date
from typing import Any

from generator.archive import Archive
from generator.kinds.country import Country
from generator.kinds.relation import RELATION, Relation
from generator.kinds.site import Site
from generator.kinds.text import Phrase
from generator.languages import language

XA = Country.model_validate({"id": "xa", "name": {"en": "Exampleland", "ja": "例国"}})
JP = Country.model_validate({"id": "jp"})


def relation(**fields: Any) -> Relation:
    return Relation.model_validate({"id": "xa-jp", "between": ["xa", "jp"]} | fields)


def title(of: Relation, code: str) -> Phrase:
    return RELATION.title(of, Archive(Site(), (XA, JP, of), {}, date(2024, 1, 1), "internal"), language(code))


def test_it_is_called_by_its_parties_in_their_order() -> None:
    assert title(relation(), "en") == Phrase("Exampleland\N{NO-BREAK SPACE}– Japan", "en")
    assert title(relation(between=["jp", "xa"]), "ja") == Phrase("日本\N{NO-BREAK SPACE}– 例国", "ja")


def test_a_party_without_a_record_is_named_by_its_id() -> None:
    assert title(relation(between=["xa", "xz"]), "en").text == "Exampleland\N{NO-BREAK SPACE}– xz"


def test_a_title_of_its_own_stands_before_the_parties() -> None:
    assert title(relation(title="A special relation"), "en") == Phrase("A special relation", "en")


def test_its_events_are_its_beginning_and_the_levels_whose_date_is_known() -> None:
    levels = [{"name": "partnership"}, {"name": "strategic partnership", "since": "2002-07"}]
    events = RELATION.events(relation(established="1992-01-26", levels=levels))
    assert [(event.when.text, event.field, event.anniversary) for event in events] == [
        ("1992-01-26", ("established",), True),
        ("2002-07", ("levels", 1, "since"), False),
    ]


def test_without_a_known_beginning_only_the_levels_are_events() -> None:
    assert RELATION.events(relation()) == ()
    raised = relation(levels=[{"name": "partnership", "since": "2002"}])
    assert [event.when.text for event in RELATION.events(raised)] == ["2002"]
