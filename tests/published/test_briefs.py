"""The published brief of the consultation of 26 January 2024: the knowledge of its eve, nothing else."""

from pathlib import Path

import pytest

from tests.support.reading import facts, page, section, text
from tests.support.sites import build

BRIEF = "briefs/2024-01-26-consultations"
MEETING = "meetings/2024-01-26-consultations"
OUTCOME = (
    "positive dynamics", "comprehensive", "Expansion of contacts", "expansion", "tourism", "culture",
    "training and retraining", "schedule of upcoming events", "effective use", "continue", "emphasised",
    "underscored", "reviewed",
)  # fmt: skip
"""Words of the article about the outcome of the meeting."""


@pytest.fixture(scope="module", params=["later", "on the eve"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Path:
    """Build the shipped content, looked back on and as of the eve of the meeting."""
    if request.param == "later":
        return shipped
    return build("content", tmp_path_factory.mktemp("eve"), "--as-of", "2024-01-25")


def test_it_is_as_of_the_eve(site: Path) -> None:
    assert "As of 25 January 2024, public edition" in text(page(site, BRIEF))


def test_it_says_that_the_meeting_falls_on_the_anniversary(site: Path) -> None:
    assert (
        "The meeting falls on the 32nd anniversary: Diplomatic relations between Uzbekistan and Japan established, "
        "26 January 1992" in text(page(site, BRIEF))
    )


def test_it_names_the_participants(site: Path) -> None:
    table = section(page(site, BRIEF), "table").splitlines()
    assert [line.partition(",")[0] for line in table] == [
        "Uzbekistan", "Bobur Usmanov (Host)[1]", "Japan", "Ikegami Masaki[1]",
    ]  # fmt: skip
    assert all("No earlier meeting on record" in line for line in (table[1], table[3]))


def test_it_tells_the_forum_and_its_fourteen_agreements(site: Path) -> None:
    brief = page(site, BRIEF)
    assert section(brief, "since").startswith("10 January 2024 · Uzbekistan–Japan business forum · Forum · Minister")
    assert (
        "Agreements signed at the Uzbekistan–Japan business forum · 14 documents · Signed · 10 January 2024"
        in section(brief, "agreements")
    )
    assert "sealing 14 #agreements" in section(brief, "statements")


def test_it_names_both_embassies(site: Path) -> None:
    assert facts(page(site, BRIEF))["Missions"] == (
        "Embassy of Japan in Tashkent, since January 1993[1]"
        "Embassy of the Republic of Uzbekistan in Tokyo, since February 1996[1]"
    )


@pytest.mark.parametrize("words", OUTCOME)
def test_it_has_nothing_of_the_outcome_of_the_meeting(words: str, site: Path) -> None:
    assert words.lower() not in text(page(site, BRIEF)).lower()


@pytest.mark.parametrize("words", OUTCOME)
def test_these_words_are_on_the_page_of_the_meeting_itself(words: str, shipped: Path) -> None:
    assert words.lower() in text(page(shipped, MEETING)).lower()


def test_on_the_eve_the_meeting_itself_is_planned_and_without_its_outcome(site: Path, shipped: Path) -> None:
    words = text(page(site, MEETING))
    if site == shipped:
        assert "Status Held" in words
    else:
        assert "Status Planned" in words
        assert [word for word in OUTCOME if word in words and word != "culture"] == []
