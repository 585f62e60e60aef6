"""Relations: their titles, levels, and events on a timeline."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.country import Country
from generator.kinds.relation import RELATION, Relation, levels_on
from generator.kinds.site import Site
from generator.values.languages import language
from generator.values.text import Phrase

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


def test_its_title_is_in_the_language_that_the_names_of_its_parties_share_else_in_the_one_asked_for() -> None:
    xb = Country.model_validate({"id": "xb", "name": "Samplia"})

    def titled(*between: str) -> Phrase:
        of = relation(between=between)
        return RELATION.title(of, Archive(Site(), (XA, xb, JP, of), {}, date(2024, 1, 1), "internal"), language("ru"))

    assert titled("xa", "xb") == Phrase("Exampleland\N{NO-BREAK SPACE}– Samplia", "en")
    assert titled("xa", "jp") == Phrase("Exampleland\N{NO-BREAK SPACE}– Япония", "ru")
    assert titled("xa", "xz") == Phrase("Exampleland\N{NO-BREAK SPACE}– xz", "ru")


def test_a_title_of_its_own_stands_before_the_parties() -> None:
    assert title(relation(title="A special relation"), "en") == Phrase("A special relation", "en")


def test_its_events_are_its_beginning_and_the_levels_whose_date_is_known() -> None:
    levels = [{"name": "partnership"}, {"name": "strategic partnership", "since": "2002-07"}]
    events = RELATION.timeline.events(relation(established="1992-01-26", levels=levels))
    assert [(event.when.text, event.field, event.anniversary) for event in events] == [
        ("1992-01-26", ("established",), True),
        ("2002-07", ("levels", 1, "since"), False),
    ]


def test_without_a_known_beginning_only_the_levels_are_events() -> None:
    assert RELATION.timeline.events(relation()) == ()
    raised = relation(levels=[{"name": "partnership", "since": "2002"}])
    assert [event.when.text for event in RELATION.timeline.events(raised)] == ["2002"]


# Levels


def levels(*since: str | None) -> list[dict[str, str]]:
    """Levels of these dates, each named by its position."""
    return [{"name": f"level {number}"} | ({"since": when} if when else {}) for number, when in enumerate(since)]


@pytest.mark.parametrize(
    ("since", "order"),
    [
        ((), []),
        (("2002", "2022"), [1, 0]),
        (("2022", "2002"), [0, 1]),
        (("2012", "2022", "2002"), [1, 0, 2]),
        (("2022", None, "2002"), [0, 2, 1]),
        ((None, None, None), [2, 1, 0]),
        (("2022", "2022"), [1, 0]),
        (("2022-01-01", "2022"), [1, 0]),
        (("2022", "2022-01-02"), [1, 0]),
        (("2022-01-02", "2022"), [0, 1]),
        (("2002/2010", "2005"), [1, 0]),
    ],
)
def test_the_present_level_is_that_of_the_latest_date_else_the_one_written_last(
    since: tuple[str | None, ...], order: list[int]
) -> None:
    of = relation(levels=levels(*since))
    assert levels_on(of, date.max) == [(number, of.levels[number]) for number in order]


def facts(of: Relation, day: date = date(2024, 1, 1)) -> list[tuple[str, Any, tuple[str | int, ...]]]:
    facts = RELATION.facts(of, Archive(Site(), (XA, JP, of), {}, day, "internal"))
    return [(fact.label, fact.value, fact.field) for fact in facts]


def test_its_facts_tell_the_present_level_first_each_cited_by_its_own_place() -> None:
    of = relation(established="1992-01-26", levels=levels("2002", "2022", None))
    assert facts(of) == [
        ("Between", of.between, ("between",)),
        ("Diplomatic relations established", of.established, ("established",)),
        ("Level of relations", (of.levels[1].name, of.levels[1].since), ("levels", 1)),
        ("Earlier level of relations", (of.levels[0].name, of.levels[0].since), ("levels", 0)),
        ("Earlier level of relations", (of.levels[2].name, None), ("levels", 2)),
    ]


def test_without_levels_its_facts_are_the_parties_and_the_beginning() -> None:
    assert [label for label, _, _ in facts(relation())] == ["Between", "Diplomatic relations established"]


def test_a_level_still_to_come_on_the_day_is_not_the_present_one() -> None:
    of = relation(levels=levels("2002", "2022"))
    assert facts(of, date(2010, 1, 1))[2] == (
        "Level of relations",
        (of.levels[0].name, of.levels[0].since),
        ("levels", 0),
    )


def test_a_list_tells_its_present_level_and_its_beginning() -> None:
    archive = Archive(Site(), (), {}, date(2024, 1, 1), "internal")
    of = relation(established="1992-01-26", levels=levels("2022", "2002"))
    assert RELATION.detail(of, archive) == (of.levels[0].name, of.established)
    assert RELATION.detail(relation(), archive) == (None, None)
