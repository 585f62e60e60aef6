"""Proposals of ids for new records."""

from hypothesis import given
from hypothesis import strategies as st

from generator.values.codes import MAX_ID, is_id
from generator.values.ids import propose_id


def test_an_id_is_the_date_and_the_words_of_the_title() -> None:
    assert propose_id("2024-01-26", "Consultations between the ministries", ()) == (
        "2024-01-26-consultations-between-the-ministries"
    )


def test_an_interval_gives_its_first_day_and_a_month_stays_a_month() -> None:
    assert propose_id("2024-01-10/2024-01-12", "Forum", ()) == "2024-01-10-forum"
    assert propose_id("1993-01~", "Embassy", ()) == "1993-01-embassy"
    assert propose_id("../2024", "Forum", ()) == "2024-forum"


def test_letters_of_other_alphabets_become_those_of_an_id() -> None:
    assert propose_id("", "Ўзбекистон–Япония: қўшма баёнот", ()) == "ozbekiston-yaponiya-qoshma-bayonot"
    assert propose_id("", "Oʻzbekiston Elchixonasi, Łódź, Straße", ()) == "ozbekiston-elchixonasi-lodz-strasse"


def test_a_title_in_no_script_that_is_known_leaves_the_date() -> None:
    assert propose_id("2024-01-26", "日本", ()) == "2024-01-26"
    assert propose_id("", "日本", ()) == "record"


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert propose_id("2024", "Forum", {"2024-forum", "2024-forum-2"}) == "2024-forum-3"


def test_a_long_title_is_cut_at_a_word() -> None:
    assert propose_id("", "fisheries " * 20, ()) == "-".join(["fisheries"] * 10)
    assert propose_id("", "fisheries " * 20, {"-".join(["fisheries"] * 10)}) == "-".join([*["fisheries"] * 9, "2"])
    assert propose_id("", "x" * 200, ()) == "x" * MAX_ID


@given(st.text(), st.text(), st.sets(st.sampled_from(["record", "a", "a-2", "record-2"])))
def test_whatever_is_proposed_is_an_id_that_is_free(day: str, title: str, taken: set[str]) -> None:
    proposed = propose_id(day, title, taken)
    assert is_id(proposed)
    assert proposed not in taken
