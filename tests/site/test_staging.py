"""Files move into the site all or none, and a build that is killed in between is repaired by the next one."""

import multiprocessing
import os
import random
import signal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from generator.site import staging
from tests.support.tree_setup import TreeSetup


@pytest.fixture
def unbuilt(sample: Path, tmp_path: Path) -> TreeSetup:
    """Set up the pages of the sample, without a site."""
    return TreeSetup.of(tmp_path, sample.with_name("pages") / "en")


def kill_build(tree: TreeSetup, at: int | None, after: float | None = None) -> None:
    """Start a build and kill it at a move into the site, or after some seconds."""
    process = multiprocessing.get_context("fork").Process(target=build_until, args=(tree, at))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    assert at is None or process.exitcode == -signal.SIGKILL


def build_until(tree: TreeSetup, at: int | None) -> None:
    """Build, and kill this process where it moves file number `at` into the site."""
    moves, move = count(), staging._move

    def counted(*paths: Any) -> None:
        if next(moves) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        move(*paths)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "_move", counted)
        tree.build(2)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills no process so")
def test_the_next_build_repairs_what_a_killed_one_leaves(unbuilt: TreeSetup) -> None:
    chance = random.Random(1)  # noqa: S311  moments to be killed at
    for number, at in enumerate((0, 1, 7, 40, 100, None, None, None, None, None)):
        for name in ("extra", "more", "other"):
            (unbuilt.pages / f"{name}.md").unlink(missing_ok=True)
        (unbuilt.pages / "extra.md").write_text(f"# Extra\n\n## Part {{#part}}\n\n{number}\n", "utf-8")
        (unbuilt.pages / f"{('more', 'other')[number % 2]}.md").write_text(
            "# One that the next time is gone\n", "utf-8"
        )
        with (unbuilt.theme / "partials" / "nav.html").open("a", encoding="utf-8") as template:
            template.write("<!-- another -->")
        kill_build(unbuilt, at, chance.uniform(0, 1.5) if at is None else None)
        (unbuilt.pages / f"{('more', 'other')[number % 2]}.md").unlink()
        unbuilt.build(2)
        if number in (2, 4, 9):  # what was left over would be so still
            assert unbuilt.differing() == []
    unbuilt.build(2)  # a worker that was left behind may have written a page while the last one cleared up
    assert [path.name for path in unbuilt.state_file.parent.iterdir()] == ["en.json"]


def test_folders_that_are_empty_without_a_page_go_with_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "index.html").touch()
    staging._remove(tmp_path, "a/b/index.html")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a").mkdir()  # a build that was killed had removed the other
    staging._remove(tmp_path, "a/b/index.html")
    assert list(tmp_path.iterdir()) == []
