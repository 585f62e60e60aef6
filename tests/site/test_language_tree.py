"""The driver writes what MkDocs' own build writes, whatever changed since, and whatever befell the build before."""

import json
import logging
import multiprocessing
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.cli.main import main
from generator.incremental import workers
from generator.incremental.fingerprint import digest
from generator.site import SiteError
from generator.site import fingerprint as fingerprints
from generator.site import staging as placing
from generator.site.fingerprint import SiteState
from generator.site.language_tree import Built, build_tree
from tests.bench.corpus import write_corpus
from tests.support.sites import AS_OF

ROOT = Path.cwd()
STOCK: dict[str, dict[str, str]] = {}
"""Digests of what MkDocs' own build made, by what it was made of: many tests come out at the same pages."""


class Bench:
    """A tree of pages with a configuration and a theme of its own, and the site that the driver makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages, self.site = folder, folder / "pages", folder / "site"
        self.theme, self.config, self.record = folder / "theme", folder / "mkdocs.yml", folder / "built" / "en.json"

    @classmethod
    def of(cls, folder: Path, pages: Path) -> "Bench":
        """One of these pages and two more; no site yet."""
        bench = cls(folder)
        shutil.copytree(pages, bench.pages)
        shutil.copytree(ROOT / "generator/site/theme", bench.theme)
        bench.configure()
        bench.lengthen()
        return bench

    def copied(self, folder: Path) -> "Bench":
        """Another one, with the same site and the same record of it."""
        other = Bench(folder)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other.configure()
        return other

    def lengthen(self) -> None:
        (self.pages / "extra.md").write_text("# Extra\n\n## Part {#part}\n", "utf-8")
        (self.pages / "leading.md").write_text("# Leading\n\n[to it](extra.md#part), [home](index.md)\n", "utf-8")

    def configure(self, more: str = "") -> None:
        self.config.write_text(
            f"INHERIT: {ROOT}/mkdocs.yml\nhooks: [{ROOT}/generator/site/hooks.py]\n"
            f"theme: {{custom_dir: {self.theme}}}\n{more}",
            "utf-8",
        )

    def build(self, jobs: int = 1, *, strict: bool = True) -> Built:
        config = load_config(str(self.config), docs_dir=str(self.pages), site_dir=str(self.site), strict=strict)
        return build_tree(config, self.site, self.record, jobs)

    def stock(self) -> dict[str, str]:
        """What MkDocs' own build makes now."""
        configuration = self.config.read_text("utf-8").replace(str(self.folder), "")
        given = digest(
            repr((configuration, *(sorted(digests(each).items()) for each in (self.pages, self.theme)))).encode()
        )
        if given not in STOCK:
            plain = self.folder / "plain"
            shutil.rmtree(plain, ignore_errors=True)
            build(load_config(str(self.config), docs_dir=str(self.pages), site_dir=str(plain)))
            STOCK[given] = digests(plain)
        return STOCK[given]

    def differing(self) -> list[str]:
        """The files in which the site differs from what MkDocs' own build makes now."""
        expected, found = self.stock(), digests(self.site)
        return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digests(folder: Path) -> dict[str, str]:
    return {name: digest(content) for name, content in tree(folder).items()}


def pages_of(content: Path | str, to: Path, as_of: str = AS_OF) -> Path:
    """The pages of a content folder in its first language."""
    arguments = ["pages", str(content), "--to", str(to), "--as-of", as_of]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return to / str(json.loads((to / ".site.json").read_text("utf-8"))["languages"][0])


@pytest.fixture(scope="session")
def few(sample: Path) -> Path:
    """The pages of the sample."""
    return sample.with_name("pages") / "en"


@pytest.fixture
def unbuilt(few: Path, tmp_path: Path) -> Bench:
    """The pages of the sample, of which no site was made yet."""
    return Bench.of(tmp_path, few)


@pytest.fixture(scope="session")
def first(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The same pages, and the site of them that the driver made afresh."""
    bench = Bench.of(tmp_path_factory.mktemp("first"), few)
    assert bench.build(2).rendered
    return bench


@pytest.fixture
def bench(first: Bench, tmp_path: Path) -> Bench:
    """The same, for a test to do with as it likes."""
    return first.copied(tmp_path)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """MkDocs' loggers as they were before each test."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate = list(logger.handlers), logger.propagate
    yield
    assert (list(logger.handlers), logger.propagate) == (handlers, propagate)


def edit(bench: Bench) -> None:
    with (bench.pages / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nA word more.\n")


def delete(bench: Bench) -> None:
    (bench.pages / "extra.md").unlink()
    (bench.pages / "leading.md").write_text("# Leading\n", "utf-8")


def rename(bench: Bench) -> None:
    (bench.pages / "extra.md").rename(bench.pages / "other.md")
    (bench.pages / "leading.md").write_text("# Leading\n\n[to it](other.md#part)\n", "utf-8")


def add(bench: Bench) -> None:
    (bench.pages / "added.md").write_text("# Added\n\n[extra](extra.md)\n", "utf-8")
    (bench.pages / "picture.svg").write_text("<svg/>", "utf-8")


def configure(bench: Bench) -> None:
    bench.configure("extra: {generator: true}\nmarkdown_extensions: [attr_list, def_list, md_in_html, tables, toc]\n")


def entitle(bench: Bench) -> None:
    settings = json.loads((bench.pages / ".site.json").read_text("utf-8"))
    (bench.pages / ".site.json").write_text(json.dumps(settings | {"title": "Another & title"}), "utf-8")


def renavigate(bench: Bench) -> None:
    settings = json.loads((bench.pages / ".site.json").read_text("utf-8"))
    settings["navigation"].append(["Extra", "extra.md"])
    (bench.pages / ".site.json").write_text(json.dumps(settings), "utf-8")


def retheme(bench: Bench) -> None:
    with (bench.theme / "partials" / "nav.html").open("a", encoding="utf-8") as template:
        template.write("<!-- another -->")


def restyle(bench: Bench) -> None:
    with (bench.theme / "assets" / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("p{orphans:3}")


CHANGES = (edit, delete, rename, add, configure, entitle, renavigate, retheme, restyle)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_made_afresh_is_what_mkdocs_makes(jobs: int, unbuilt: Bench) -> None:
    built = unbuilt.build(jobs)
    assert unbuilt.differing() == []
    assert (built.rendered, built.jobs, built.warnings) == (built.pages, jobs if workers.CAN_FORK else 1, 0)


@pytest.mark.parametrize("change", CHANGES)
def test_a_site_brought_up_to_date_is_what_mkdocs_makes(change: Callable[[Bench], None], bench: Bench) -> None:
    change(bench)
    built = bench.build(2)
    assert bench.differing() == []
    assert built.rendered <= 2 or change in (configure, entitle, renavigate, retheme, restyle)
    assert bench.build(1).rendered == 0


def test_a_key_without_the_theme_would_be_noticed(unbuilt: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "of_theme", lambda theme: iter(()))
    unbuilt.build()
    retheme(unbuilt)
    unbuilt.build()
    assert "index.html" in unbuilt.differing()


@pytest.mark.slow
def test_a_site_of_many_records_is_what_mkdocs_makes_afresh_and_after_an_edit(tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", 1000)
    bench = Bench.of(tmp_path, pages_of(tmp_path / "content", tmp_path / "of", "2026-11-01"))
    assert (bench.pages / "meetings" / "by" / "2026.md").is_file()  # a list so long that it is in parts
    bench.build(2)
    edit(bench)
    delete(bench)
    assert bench.build(2).rendered == 2
    assert bench.differing() == []  # all but two pages are those made afresh


def test_why_every_page_is_made_anew_is_said(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "generator")
    edit(bench)
    bench.build()
    assert caplog.messages == []
    retheme(bench)
    bench.build()
    assert [message.partition(":")[0] for message in caplog.messages] == [f"every page of {bench.site} is made anew"]


def test_where_nothing_has_changed_nothing_is_written(bench: Bench) -> None:
    before = {path: path.stat().st_mtime_ns for path in [*bench.site.rglob("*"), bench.record]}
    built = bench.build()
    assert (built.rendered, built.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in [*bench.site.rglob("*"), bench.record]} == before


def test_files_of_the_site_that_were_changed_or_removed_are_mended(bench: Bench) -> None:
    (bench.site / "index.html").write_text("other", "utf-8")
    (bench.site / "extra" / "index.html").unlink()
    (bench.site / "assets" / "print.css").write_text("other", "utf-8")
    (bench.site / "404.html").unlink()
    assert bench.build().rendered == 2
    assert bench.differing() == []


def test_files_that_others_put_into_the_site_stay(bench: Bench) -> None:
    others = [bench.site / "pagefind" / "index.pf", bench.site / "ja" / "index.html", bench.site / "extra" / "note"]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_text("theirs", "utf-8")
    delete(bench)
    assert bench.build().removed == 1
    assert all(other.is_file() for other in others)
    assert not (bench.site / "extra" / "index.html").exists()


@pytest.mark.parametrize(
    ("record", "level"),
    [("", "WARNING"), ("[", "WARNING"), ("[1]", "INFO"), ('[0,"",[],[],[]]', "INFO"), ("null", "INFO")],
)
def test_a_record_that_cannot_be_read_is_as_none(
    record: str, level: str, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    bench.build()
    assert caplog.messages == []
    bench.record.write_text(record, "utf-8")
    SiteState.read(bench.record)
    assert [(each.levelname, each.message.startswith(str(bench.record))) for each in caplog.records] == [(level, True)]
    built = bench.build()
    assert built.rendered == built.pages
    assert bench.differing() == []


def test_warnings_of_workers_fail_a_strict_build_in_the_order_of_pages_and_leave_the_site(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    before, record = tree(bench.site), bench.record.read_bytes()
    for name in ("a", "b", "z"):
        (bench.pages / f"{name}.md").write_text(f"# x\n\n[gone](gone-{name}.md)\n", "utf-8")
    with pytest.raises(Abort, match="3 warnings in strict mode"):
        bench.build(2)
    assert (tree(bench.site), bench.record.read_bytes()) == (before, record)
    assert [path.name for path in bench.record.parent.iterdir()] == ["en.json"]
    said = [message for message in caplog.messages if "gone-" in message]
    assert [message.split("'")[1] for message in said] == ["a.md", "b.md", "z.md"]


def test_a_page_that_warned_warns_again(unbuilt: Bench) -> None:
    (unbuilt.pages / "a.md").write_text("# x\n\n[gone](gone.md)\n", "utf-8")
    assert unbuilt.build(strict=False).warnings == 1
    again = unbuilt.build(strict=False)
    assert (again.warnings, again.rendered) == (1, 1)


def test_a_page_warns_of_an_anchor_that_has_gone_from_another(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    (bench.pages / "extra.md").write_text("# Extra\n", "utf-8")
    with pytest.raises(Abort):
        bench.build()
    assert "'leading.md' contains a link 'extra.md#part'" in caplog.text


def test_a_page_is_rendered_again_when_a_page_that_it_leads_to_has_gone(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    (bench.pages / "extra.md").unlink()
    with pytest.raises(Abort):
        bench.build()
    assert "'leading.md' contains a link 'extra.md#part', but the target" in caplog.text


def test_an_error_in_a_page_is_that_of_mkdocs_and_leaves_the_site(bench: Bench) -> None:
    before = tree(bench.site)
    (bench.pages / "extra.md").write_bytes(b"\xff")
    with pytest.raises(UnicodeDecodeError):
        bench.build(2)
    assert tree(bench.site) == before


def test_where_no_process_can_be_forked_the_work_is_done_in_this_one(
    unbuilt: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CAN_FORK", False)
    assert unbuilt.build(4).jobs == 1
    assert unbuilt.differing() == []


def killed(bench: Bench, at: int | None, after: float | None = None) -> None:
    """Start a build and end it at the move of a file into the site, or after so many seconds."""
    process = multiprocessing.get_context("fork").Process(target=dying, args=(bench, at))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    assert at is None or process.exitcode == -signal.SIGKILL


def dying(bench: Bench, at: int | None) -> None:
    """A build in this process, which ends at once where it is to move the file of this number into the site."""
    moves, move = count(), placing._move

    def counted(*given: Any) -> None:
        if next(moves) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        move(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placing, "_move", counted)
        bench.build(2)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills no process so")
def test_what_a_killed_build_leaves_the_next_one_mends(unbuilt: Bench) -> None:
    chance = random.Random(1)  # noqa: S311  moments to be killed at
    for number, at in enumerate((0, 1, 7, 40, 100, None, None, None, None, None)):
        for name in ("extra", "more", "other"):
            (unbuilt.pages / f"{name}.md").unlink(missing_ok=True)
        (unbuilt.pages / "extra.md").write_text(f"# Extra\n\n## Part {{#part}}\n\n{number}\n", "utf-8")
        (unbuilt.pages / f"{('more', 'other')[number % 2]}.md").write_text(
            "# One that the next time is gone\n", "utf-8"
        )
        retheme(unbuilt)
        killed(unbuilt, at, chance.uniform(0, 1.5) if at is None else None)
        (unbuilt.pages / f"{('more', 'other')[number % 2]}.md").unlink()
        unbuilt.build(2)
        if number in (2, 4, 9):  # what was left over would be so still
            assert unbuilt.differing() == []
    unbuilt.build(2)  # a worker that was left behind may have written a page while the last one cleared up
    assert [path.name for path in unbuilt.record.parent.iterdir()] == ["en.json"]


def test_a_process_that_is_ended_from_outside_ends_the_build() -> None:
    def work(task: int) -> int:
        if task == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    with pytest.raises(workers.WorkerDiedError), workers.Workers(work, range(10), 2) as crew:
        list(crew.results())


def test_what_work_raises_is_raised_where_its_results_are_asked_for() -> None:
    def work(task: int) -> int:
        raise SiteError(str(task))

    with pytest.raises(SiteError), workers.Workers(work, range(10), 2) as crew:
        list(crew.results())


def test_each_task_is_done_once() -> None:
    with workers.Workers(lambda task: task * 2, range(1000), 3) as crew:
        assert sorted(crew.results()) == [(number, number * 2) for number in range(1000)]


def test_folders_that_are_empty_without_a_page_go_with_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "index.html").touch()
    placing._remove(tmp_path, "a/b/index.html")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a").mkdir()  # a build that was killed had removed the other
    placing._remove(tmp_path, "a/b/index.html")
    assert list(tmp_path.iterdir()) == []
