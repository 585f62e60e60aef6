"""Builds that are killed, pages and site and search, then one that is not: it makes what a clean build makes.

`make bench-kills` tries many more moments on many more records.
"""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.bench.kills import Bench, edits


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    def records(folder: Path) -> None:
        (folder / "people").mkdir(parents=True)
        (folder / "people" / "ada.yml").write_text("name: Ada\n", "utf-8")
        (folder / "site.yml").write_text("title: Records\n", "utf-8")

    return Bench(tmp_path_factory.mktemp("kills") / "bench", records)


@pytest.mark.slow
def test_what_a_build_makes_after_one_that_was_killed_is_what_a_clean_one_makes(bench: Bench) -> None:
    took, chance = bench.build(), Random(1)  # noqa: S311  the same each time
    for edit, moment, alone in (
        ("a person more, less", 0.7, False),
        ("another title", 0.6, True),
        ("nothing is there", 0.85, False),
    ):
        edits(bench)[edit](bench.content, chance)
        bench.kill(took * moment, alone=alone)
        bench.build()
        assert bench.differing() == [], edit


@pytest.mark.slow
def test_a_file_that_is_not_as_a_clean_build_makes_it_would_be_noticed(bench: Bench) -> None:
    bench.build()
    (bench.made / "site" / "index.html").write_text("half a pa", "utf-8")
    (bench.made / "pages" / "left").mkdir()
    (bench.made / "site" / "pagefind" / "pagefind-entry.json").unlink()
    assert bench.differing() == ["pages/left", "site/index.html", "site/pagefind/pagefind-entry.json"]
    shutil.rmtree(bench.folder)
