"""The invented corpus: the same each time, sound, mixed as it says, with words that are rare."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content.load import load_folder
from tests.bench.corpus import corpus, write_corpus
from tests.bench.emitting import document
from tests.bench.vocabulary import RARE

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 24)
RECORDS = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "content"
    write_corpus(folder, RECORDS)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yml")}


def test_the_same_arguments_write_the_same_bytes_wherever_and_whenever(folder: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.bench.corpus", str(tmp_path / "again"), str(RECORDS)]
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    told = subprocess.run(program, cwd=tmp_path, env=elsewhere, capture_output=True, text=True, check=True).stdout
    assert files(tmp_path / "again") == files(folder)
    assert told.startswith(f"{len(files(folder)) - 1} records")


@pytest.mark.parametrize("languages", [("en",), ("ja", "en"), ("en", "ja", "ru", "uz")], ids="-".join)
def test_the_corpus_is_without_a_problem(languages: tuple[str, ...], tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", RECORDS, languages)
    assert check(load_folder(tmp_path / "content"), Edition(DAY)) == []


def test_the_mix_is_as_said(folder: Path) -> None:
    counted = Counter(name.partition("/")[0] for name in files(folder))
    assert [counted[kind] for kind in ("meetings", "agreements", "people", "organisations")] == [120, 50, 20, 10]
    assert (counted["countries"], counted["sectors"]) == (16, 24)
    assert all(counted[kind] for kind in ("relations", "mechanisms", "sources", "statements", "milestones"))


def test_every_meeting_has_what_a_meeting_needs() -> None:
    for meeting in corpus(RECORDS)["meetings"].values():
        seen = re.sub(r"\[\[[^|\]]*\|([^\]]*)\]\]", r"\1", meeting["summary"])
        assert 60 <= len(seen.split()) <= 150
        assert 2 <= len(meeting["participants"]) <= 6
        assert 2 <= len(meeting["topics"]) <= 4
        assert meeting["sources"]
        assert meeting["status"] != "held" or meeting["outcomes"]


def test_meetings_are_held_up_to_october_2026_and_planned_from_2027() -> None:
    days = {status: set[str]() for status in ("held", "planned", "cancelled", "postponed")}
    for meeting in corpus(RECORDS)["meetings"].values():
        days[meeting["status"]].add(meeting["date"])
    assert "1992" < min(days["held"]) < max(days["held"]) < "2026-11"
    assert min(days["planned"]) > "2027"


def test_names_are_in_several_scripts() -> None:
    written = corpus(1000)
    names = [name for kind in ("people", "organisations") for name in (r["name"] for r in written[kind].values())]
    assert {code for name in names for code in name} == {"en", "ja", "ko", "ru", "uz"}
    assert any("ʻ" in name.get("uz", "") for name in names)


@pytest.mark.parametrize("records", [RECORDS, 1000])
def test_every_rare_word_is_in_at_least_one_record_and_in_few(records: int) -> None:
    written = corpus(records)
    texts = [document(record) for of_kind in written.values() for record in of_kind.values()]
    counted = Counter(word for text in texts for word in set(re.findall(r"[\wʻ]+", text)))
    assert all(1 <= counted[word] <= max(2, records / 50) for word in RARE)


def test_texts_are_quoted_and_folded_where_needed() -> None:
    record = {"a": "One: two", "b": "[[x/y]] z", "c": "word " * 30 + "end", "d": [{"e": "", "f": 1}, "g"], "h": None}
    assert document(record).splitlines() == [
        'a: "One: two"',
        'b: "[[x/y]] z"',
        "c: >-",
        "  " + " ".join(["word"] * 21),
        "  " + " ".join(["word"] * 9) + " end",
        "d:",
        "  - f: 1",
        "  - g",
    ]


def test_a_folder_that_holds_something_is_left_alone(folder: Path) -> None:
    with pytest.raises(FileExistsError, match="an empty folder is expected"):
        write_corpus(folder, RECORDS)


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="en is expected"):
        write_corpus(tmp_path, RECORDS, ("ja",))
    with pytest.raises(ValueError, match="at least 20"):
        write_corpus(tmp_path, 5)
