"""Which record is meant by what is typed."""

from datetime import date

import pytest

from generator.archive.archive import Archive
from generator.content.load import load_folder
from generator.editing.lookup import RecordLookup
from generator.values.reference import To
from tests.support.paths import ROOT

PARTY, ANYTHING = To("party", back=""), To("record", back="")


@pytest.fixture(scope="module")
def lookup() -> RecordLookup:
    content = load_folder(ROOT / "content")
    return RecordLookup(Archive(content.site, content.records, content.files, date(2024, 2, 1), "internal"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("uz", "countries/uz"),
        ("UZ", "countries/uz"),
        ("countries/uz", "countries/uz"),
        ("Uzbekistan", "countries/uz"),
        ("O'zbekiston", "countries/uz"),
        ("Узбекистан", "countries/uz"),
        ("ウズベキスタン", "countries/uz"),
        ("mfa jp", "organisations/mfa-jp"),
    ],
)
def test_one_record_is_meant_by_its_id_or_whole_name_in_any_script(typed: str, key: str, lookup: RecordLookup) -> None:
    assert [each.key for each in lookup.resolve(typed, PARTY)] == [key]


def test_beginnings_of_words_may_mean_several_and_only_of_the_kind_that_is_wanted(lookup: RecordLookup) -> None:
    assert {each.key for each in lookup.resolve("embas", PARTY)} == {
        "organisations/embassy-jp-tashkent",
        "organisations/embassy-uz-tokyo",
    }
    assert lookup.resolve("ikegami", PARTY) == []
    assert lookup.resolve("", PARTY) == []


def test_what_others_refer_to_most_is_offered_first(lookup: RecordLookup) -> None:
    assert {each.key for each in lookup.suggest("", PARTY)[:2]} == {"countries/uz", "countries/jp"}


def test_close_spellings_are_offered_where_nothing_begins_so(lookup: RecordLookup) -> None:
    assert lookup.suggest("ikegmai", ANYTHING)[0].key == "people/ikegami-masaki"
    assert lookup.suggest("qqqqqq", ANYTHING) == []


def test_a_record_of_any_kind_is_referred_to_with_its_folder(lookup: RecordLookup) -> None:
    (found,) = lookup.resolve("Ikegami Masaki")
    assert (found.reference_for(ANYTHING), found.reference_for(To("person", back=""))) == (
        "people/ikegami-masaki",
        "ikegami-masaki",
    )
