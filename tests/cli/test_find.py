"""`find` prints the records with some words, in any script, and the place of each; the most relevant first."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.support.paths import ROOT, TESTS

EXPECTED = TESTS / "cli/expected"


def find(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["find", *arguments], catch_exceptions=False)


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_hits_are_printed_as_expected(request: pytest.FixtureRequest) -> None:
    result = find("ikegami")
    expected = EXPECTED / "find-ikegami.txt"
    if request.config.getoption("--golden"):
        expected.write_text(result.stdout, "utf-8", newline="\n")
    assert result.stdout == expected.read_text("utf-8")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("IKEGAMI masaki", "content/people/ikegami-masaki.yml:"),
        ("икэгами", "content/people/ikegami-masaki.yml:4: name.ru: Икэгами Масаки"),
        ("o'zbekiston forumi", "content/meetings/2024-01-10-business-forum.yml:4: title.uz: Oʻzbekiston"),
        ("Ozbekiston forumi", "content/meetings/2024-01-10-business-forum.yml:4: title.uz: Oʻzbekiston"),
        ("協議", "content/mechanisms/foreign-ministry-consultations.yml:3: title.ja: 外務省間協議"),
        ("Япония", "content/countries/jp.yml:1: Япония"),
        ("26 January 1992", "content/milestones/1992-01-26-diplomatic-relations.yml:"),
        ("26.01.1992", "content/milestones/1992-01-26-diplomatic-relations.yml:"),
        ("1992-01-26", "content/milestones/1992-01-26-diplomatic-relations.yml:"),
        ("daryo-post-2024-01-12", "content/sources/daryo-post-2024-01-12.yml:"),
        ("post by Daryo", "content/statements/2024-01-12-daryo-post.yml:1: Post by Daryo, 12 January 2024"),
    ],
)
def test_words_match_however_they_are_typed(text: str, first: str) -> None:
    assert find(text).stdout.startswith(first)


def test_each_hit_holds_every_word() -> None:
    assert "content/people/kozuki-ryosuke.yml" in find("minister economy").stdout
    assert find("minister ikegami geodesy").exit_code == 1


def test_names_come_before_prose() -> None:
    files = [line.partition(":")[0] for line in find("tourism").stdout.splitlines()]
    assert files[0] == "content/sectors/tourism.yml"


def test_a_kind_narrows_the_search() -> None:
    files = {line.split("/")[1] for line in find("forum", "--kind", "meeting").stdout.splitlines()}
    assert files == {"meetings"}


def test_a_hit_names_the_line_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sectors/fish.yml").write_text("name: Fish\nsummary: >-\n  A salmon.\n", "utf-8")
    assert find("salmon", str(tmp_path)).stdout == f"{tmp_path}/sectors/fish.yml:2: summary: A salmon. [Fish]\n"


def test_what_the_public_edition_lacks_is_marked(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    lines = "date: 2024-01-26\nnotes: On salmon.\nparticipants:\n- name: Ada Salmon\n  audience: internal\n"
    (tmp_path / "meetings/open.yml").write_text(f"title: Salmon\n{lines}", "utf-8")
    (tmp_path / "meetings/shut.yml").write_text("title: Salmon\ndate: 2024-01-27\naudience: internal\n", "utf-8")
    hits = [line.removeprefix(f"{tmp_path}/meetings/") for line in find("salmon", str(tmp_path)).stdout.splitlines()]
    assert sorted(hits) == [
        "open.yml:1: title: Salmon",
        "open.yml:3: notes: On salmon. (internal)",
        "open.yml:5: participants[0].name: Ada Salmon (internal)",
        "shut.yml:1: title: Salmon (internal)",
    ]


def test_nothing_found_ends_with_1_and_close_spellings() -> None:
    result = find("consultatoins")
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'no record has "consultatoins"; did you mean consultations' in result.stderr
    assert find("zzyzx").stderr == 'no record has "zzyzx"\nnothing found\n'


def test_a_year_behind_a_word_finds_the_dates_in_that_year() -> None:
    lines = find("embassy 1993", "--kind", "milestone").stdout
    assert lines.startswith("content/milestones/1993-01-embassy-of-japan-in-tashkent.yml:")


def test_a_word_without_a_hit_is_named_as_it_was_typed() -> None:
    assert find("30.11.1707").stderr == 'no record has "30.11.1707"\nnothing found\n'
    assert find("Zzyzx").stderr.startswith('no record has "Zzyzx"')


def test_no_word_is_a_wrong_use() -> None:
    assert find("  ").exit_code == 2


def test_records_beyond_the_limit_are_counted() -> None:
    result = find("daryo", "--most", "2")
    assert "more records: add a word, or --kind, or --most" in result.stderr
    assert len({line.partition(":")[0] for line in result.stdout.splitlines()}) == 2


def test_unreadable_files_hide_no_hit_in_others(tmp_path: Path) -> None:
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sectors/fish.yml").write_text("name: Fish\n", "utf-8")
    (tmp_path / "sectors/bad.yml").write_text("name: [Fish\n", "utf-8")
    (tmp_path / "sectors/latin.yml").write_bytes("name: Fisch é\n".encode("latin-1"))
    assert find("fish", str(tmp_path)).stdout.startswith(f"{tmp_path}/sectors/fish.yml:1: name: Fish")
