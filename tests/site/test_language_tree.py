"""A language tree is the bytes of MkDocs' own build, whatever changed since, and whatever befell the last build."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from generator.incremental import workers
from generator.site import fingerprint
from generator.site.state import SiteState
from tests.bench.corpus import write_corpus
from tests.support.folders import read_folder
from tests.support.tree_setup import TreeSetup, write_language_pages


@pytest.fixture(scope="session")
def few(sample: Path) -> Path:
    """Return the pages of the sample."""
    return sample.with_name("pages") / "en"


@pytest.fixture
def unbuilt(few: Path, tmp_path: Path) -> TreeSetup:
    """Set up the pages of the sample, without a site."""
    return TreeSetup.of(tmp_path, few)


@pytest.fixture(scope="session")
def first(few: Path, tmp_path_factory: pytest.TempPathFactory) -> TreeSetup:
    """Set up the same pages, with a site."""
    tree = TreeSetup.of(tmp_path_factory.mktemp("first"), few)
    assert tree.build(2).rendered
    return tree


@pytest.fixture
def tree(first: TreeSetup, tmp_path: Path) -> TreeSetup:
    """Copy the same, for a test to change."""
    return first.copy_to(tmp_path)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Check that a test leaves MkDocs' loggers as they were."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate = list(logger.handlers), logger.propagate
    yield
    assert (list(logger.handlers), logger.propagate) == (handlers, propagate)


def edit(tree: TreeSetup) -> None:
    with (tree.pages / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nA word more.\n")


def delete(tree: TreeSetup) -> None:
    (tree.pages / "extra.md").unlink()
    (tree.pages / "leading.md").write_text("# Leading\n", "utf-8")


def rename(tree: TreeSetup) -> None:
    (tree.pages / "extra.md").rename(tree.pages / "other.md")
    (tree.pages / "leading.md").write_text("# Leading\n\n[to it](other.md#part)\n", "utf-8")


def add(tree: TreeSetup) -> None:
    (tree.pages / "added.md").write_text("# Added\n\n[extra](extra.md)\n", "utf-8")
    (tree.pages / "picture.svg").write_text("<svg/>", "utf-8")


def configure(tree: TreeSetup) -> None:
    tree.configure("extra: {generator: true}\nmarkdown_extensions: [attr_list, def_list, md_in_html, tables, toc]\n")


def entitle(tree: TreeSetup) -> None:
    settings = json.loads((tree.pages / ".site.json").read_text("utf-8"))
    (tree.pages / ".site.json").write_text(json.dumps(settings | {"title": "Another & title"}), "utf-8")


def renavigate(tree: TreeSetup) -> None:
    settings = json.loads((tree.pages / ".site.json").read_text("utf-8"))
    settings["navigation"].append(["Extra", "extra.md"])
    (tree.pages / ".site.json").write_text(json.dumps(settings), "utf-8")


def retheme(tree: TreeSetup) -> None:
    with (tree.theme / "partials" / "nav.html").open("a", encoding="utf-8") as template:
        template.write("<!-- another -->")


def restyle(tree: TreeSetup) -> None:
    with (tree.theme / "assets" / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("p{orphans:3}")


CHANGES = (edit, delete, rename, add, configure, entitle, renavigate, retheme, restyle)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_made_afresh_is_what_mkdocs_makes(jobs: int, unbuilt: TreeSetup) -> None:
    built = unbuilt.build(jobs)
    assert unbuilt.differing() == []
    assert (built.rendered, built.jobs, built.warnings) == (built.pages, jobs if workers.CAN_FORK else 1, 0)


@pytest.mark.parametrize("change", CHANGES)
def test_a_site_brought_up_to_date_is_what_mkdocs_makes(change: Callable[[TreeSetup], None], tree: TreeSetup) -> None:
    change(tree)
    built = tree.build(2)
    assert tree.differing() == []
    assert built.rendered <= 2 or change in (configure, entitle, renavigate, retheme, restyle)
    assert tree.build(1).rendered == 0


def test_a_key_without_the_theme_would_be_noticed(unbuilt: TreeSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "theme_parts", lambda theme: iter(()))
    unbuilt.build()
    retheme(unbuilt)
    unbuilt.build()
    assert "index.html" in unbuilt.differing()


@pytest.mark.slow
def test_a_site_of_many_records_is_what_mkdocs_makes_afresh_and_after_an_edit(tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", 1000)
    tree = TreeSetup.of(tmp_path, write_language_pages(tmp_path / "content", tmp_path / "of", "2026-11-01"))
    assert (tree.pages / "meetings" / "by" / "2026.md").is_file()  # a list so long that it is in parts
    tree.build(2)
    edit(tree)
    delete(tree)
    assert tree.build(2).rendered == 2
    assert tree.differing() == []  # all but two pages are those made afresh


def test_why_every_page_is_made_anew_is_said(tree: TreeSetup, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "generator")
    edit(tree)
    tree.build()
    assert caplog.messages == []
    retheme(tree)
    tree.build()
    assert [message.partition(":")[0] for message in caplog.messages] == [f"every page of {tree.site} is made anew"]


def test_where_nothing_has_changed_nothing_is_written(tree: TreeSetup) -> None:
    before = {path: path.stat().st_mtime_ns for path in [*tree.site.rglob("*"), tree.state_file]}
    built = tree.build()
    assert (built.rendered, built.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in [*tree.site.rglob("*"), tree.state_file]} == before


def test_files_of_the_site_that_were_changed_or_removed_are_repaired(tree: TreeSetup) -> None:
    (tree.site / "index.html").write_text("other", "utf-8")
    (tree.site / "extra" / "index.html").unlink()
    (tree.site / "assets" / "print.css").write_text("other", "utf-8")
    (tree.site / "404.html").unlink()
    assert tree.build().rendered == 2
    assert tree.differing() == []


def test_files_that_others_put_into_the_site_stay(tree: TreeSetup) -> None:
    others = [tree.site / "pagefind" / "index.pf", tree.site / "ja" / "index.html", tree.site / "extra" / "note"]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_text("theirs", "utf-8")
    delete(tree)
    assert tree.build().removed == 1
    assert all(other.is_file() for other in others)
    assert not (tree.site / "extra" / "index.html").exists()


@pytest.mark.parametrize(
    ("state", "level"),
    [("", "WARNING"), ("[", "WARNING"), ("[1]", "INFO"), ('[0,"",[],[],[]]', "INFO"), ("null", "INFO")],
)
def test_after_a_state_that_cannot_be_read_all_is_made_anew(
    state: str, level: str, tree: TreeSetup, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "generator")
    tree.build()
    assert caplog.messages == []
    tree.state_file.write_text(state, "utf-8")
    SiteState.read(tree.state_file)
    assert [(each.levelname, each.message.startswith(str(tree.state_file))) for each in caplog.records] == [
        (level, True)
    ]
    built = tree.build()
    assert built.rendered == built.pages
    assert tree.differing() == []


def test_warnings_of_workers_fail_a_strict_build_in_the_order_of_pages_and_leave_the_site(
    tree: TreeSetup, caplog: pytest.LogCaptureFixture
) -> None:
    before, state = read_folder(tree.site), tree.state_file.read_bytes()
    for name in ("a", "b", "z"):
        (tree.pages / f"{name}.md").write_text(f"# x\n\n[gone](gone-{name}.md)\n", "utf-8")
    with pytest.raises(Abort, match="3 warnings in strict mode"):
        tree.build(2)
    assert (read_folder(tree.site), tree.state_file.read_bytes()) == (before, state)
    assert [path.name for path in tree.state_file.parent.iterdir()] == ["en.json"]
    missing_links = [message for message in caplog.messages if "gone-" in message]
    assert [message.split("'")[1] for message in missing_links] == ["a.md", "b.md", "z.md"]


def test_a_page_that_warned_warns_again(unbuilt: TreeSetup) -> None:
    (unbuilt.pages / "a.md").write_text("# x\n\n[gone](gone.md)\n", "utf-8")
    assert unbuilt.build(strict=False).warnings == 1
    again = unbuilt.build(strict=False)
    assert (again.warnings, again.rendered) == (1, 1)


def test_a_page_warns_of_an_anchor_that_has_gone_from_another(
    tree: TreeSetup, caplog: pytest.LogCaptureFixture
) -> None:
    (tree.pages / "extra.md").write_text("# Extra\n", "utf-8")
    with pytest.raises(Abort):
        tree.build()
    assert "'leading.md' contains a link 'extra.md#part'" in caplog.text


def test_a_page_is_rendered_again_when_a_page_that_it_leads_to_has_gone(
    tree: TreeSetup, caplog: pytest.LogCaptureFixture
) -> None:
    (tree.pages / "extra.md").unlink()
    with pytest.raises(Abort):
        tree.build()
    assert "'leading.md' contains a link 'extra.md#part', but the target" in caplog.text


def test_an_error_in_a_page_is_that_of_mkdocs_and_leaves_the_site(tree: TreeSetup) -> None:
    before = read_folder(tree.site)
    (tree.pages / "extra.md").write_bytes(b"\xff")
    with pytest.raises(UnicodeDecodeError):
        tree.build(2)
    assert read_folder(tree.site) == before


def test_where_no_process_can_be_forked_the_work_is_done_in_this_one(
    unbuilt: TreeSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CAN_FORK", False)
    assert unbuilt.build(4).jobs == 1
    assert unbuilt.differing() == []
