"""A build makes the bytes that MkDocs makes, whole sites or none, and says why it makes none."""

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.pages.search_document import SearchDocument
from generator.site import SiteError, pagefind
from generator.site.build import build_site, index_folder
from generator.site.document_format import FOLDER
from tests.support.folders import read_folder
from tests.support.held_folders import hold_in_another_process
from tests.support.sites import AS_OF, build

CONFIG = Path("mkdocs.yml")


@pytest.mark.parametrize(
    ("pages", "part"), [("pages", ""), ("pages/en", ""), ("pages/ja", "ja"), ("pages/uz", "uz"), ("pages/ru", "ru")]
)
def test_the_site_is_what_plain_mkdocs_builds_of_each_language(
    pages: str, part: str, shipped: Path, tmp_path: Path
) -> None:
    configuration = tmp_path / "mkdocs.yml"
    root = Path.cwd().as_posix()
    configuration.write_text(
        f"INHERIT: {root}/mkdocs.yml\ndocs_dir: {shipped.parent}/{pages}\nsite_dir: {tmp_path}/site\n"
        f"hooks: [{root}/generator/site/hooks.py]\n"
        f"theme: {{custom_dir: {root}/generator/site/theme}}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(configuration)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr
    others = ("pagefind/",) if part else ("pagefind/", "ja/", "uz/", "ru/")
    plain = read_folder(tmp_path / "site")
    ours = {path: content for path, content in read_folder(shipped / part).items() if not path.startswith(others)}
    assert plain.keys() == ours.keys()
    assert [name for name in ours if ours[name] != plain[name]] == []


def page(folder: Path, text: str) -> Path:
    """Write pages in one language, with a home page of this text; return their folder."""
    english = folder / "en"
    english.mkdir(parents=True, exist_ok=True)
    document = folder / ".search" / "en" / "index.html"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text("<html><body><h1>x</h1></body></html>", "utf-8")
    (english / "index.md").write_text(text, "utf-8")
    (folder / ".site.json").write_text('{"languages": ["en"]}', "utf-8")
    settings = {
        "title": "x",
        "description": "",
        "url": "",
        "language": "en",
        "languages": [{"code": "en", "name": "English", "direction": "ltr", "root": ""}],
        "accent": "#7a1f2b",
        "audience": "public",
        "labels": {"languages": "Languages"},
        "day": AS_OF,
        "edition": "",
        "navigation": [["Home", "index.md"]],
    }
    (english / ".site.json").write_text(json.dumps(settings), "utf-8")
    document = folder / SearchDocument("", "x").output("en").path
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_bytes(SearchDocument("", "x").output("en").content)
    return folder


@pytest.mark.parametrize("text", ["[x](gone.md)", "[x](#gone)", "[x](index.md#gone)"])
def test_a_broken_link_stops_the_build_and_leaves_the_site_that_was(text: str, tmp_path: Path) -> None:
    build_site(CONFIG, page(tmp_path / "pages", "# sound"), tmp_path / "site")
    before = read_folder(tmp_path / "site")
    with pytest.raises(SiteError):
        build_site(CONFIG, page(tmp_path / "pages", text), tmp_path / "site")
    assert read_folder(tmp_path / "site") == before
    assert sorted(path.name for path in (tmp_path / ".site.built").rglob("*")) == ["first-en.json", "records"]


@pytest.mark.parametrize("step", ["site", "site.new", "records.new", "site.old"])
def test_a_build_killed_while_a_new_site_takes_the_place_of_the_old_leaves_one_of_them(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pages = tmp_path / "site", tmp_path / "pages"
    build_site(CONFIG, page(pages, "# old"), site, jobs=1)
    old = read_folder(site)
    shutil.rmtree(tmp_path / ".site.built")

    place, name = (shutil, "rmtree") if step == "site.old" else (Path, "rename")
    whole = getattr(place, name)

    def killed(path: Path, *given: Any, **named: Any) -> None:
        if path.name == step and path.exists():
            raise KeyboardInterrupt
        whole(path, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, killed)
        with pytest.raises(KeyboardInterrupt):
            build_site(CONFIG, page(pages, "# new"), site, jobs=1)
    with pytest.raises(SiteError):
        build_site(CONFIG, page(pages, "[x](gone.md)"), site, jobs=1)
    assert (read_folder(site) == old) == (step in ("site", "site.new"))
    build_site(CONFIG, page(pages, "# new"), site, jobs=1)
    build_site(CONFIG, pages, tmp_path / "clean", jobs=1)
    assert read_folder(site) == read_folder(tmp_path / "clean")
    assert sorted(path.name for path in (tmp_path / ".site.built").rglob("*")) == ["first-en.json", "records"]


def test_every_language_has_its_index_and_none_what_it_was_made_of(shipped: Path) -> None:
    for part in ("", "ja", "uz", "ru"):
        assert (shipped / part / "pagefind" / "pagefind-entry.json").is_file()
    assert [path for path in shipped.rglob("*") if path.name in (".made", FOLDER)] == []
    index_folder = [path.name for path in shipped.with_name(".site.index").iterdir() if path.suffix != ".shards"]
    assert sorted(index_folder) == ["en", "ja", "ru", "uz"]


def test_a_build_of_one_changed_record_indexes_anew_and_one_without_a_change_does_not(tmp_path: Path) -> None:
    record = tmp_path / "content" / "people" / "ada.yml"
    record.parent.mkdir(parents=True)
    record.write_text("name: Ada\n", "utf-8")
    site = build(record.parent.parent, tmp_path)
    before = (site / "pagefind/pagefind-entry.json").stat().st_ino
    (site / "people/ada/index.html").unlink()
    build(record.parent.parent, tmp_path)
    assert (site / "pagefind/pagefind-entry.json").stat().st_ino == before
    record.write_text("name: Ada Lovely\n", "utf-8")
    build(record.parent.parent, tmp_path)
    assert (site / "pagefind/pagefind-entry.json").stat().st_ino != before


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\nexit 1\n", "Pagefind gave no reason"),
        ("#!/bin/sh\nexit 0\n", "Pagefind gave no reason"),
        ("#!/bin/sh\necho first >&2\necho 'no room' >&2\nexit 2\n", "no room"),
        (None, "index"),
        ("no program", "index"),
    ],
    ids=["failing", "idle", "failing with a reason", "absent", "not a program"],
)
def test_without_an_index_there_is_no_new_site_and_the_old_one_stays(
    program: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(CONFIG, page(tmp_path / "pages", "# sound"), tmp_path / "site")
    before = read_folder(tmp_path / "site")
    binary = tmp_path / "bin" / "pagefind"
    binary.parent.mkdir()
    if program:
        binary.write_text(program, "utf-8")
        binary.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: binary)
    with pytest.raises(SiteError, match=reason):
        build_site(CONFIG, page(tmp_path / "pages", "# other"), tmp_path / "site")
    assert read_folder(tmp_path / "site") == before
    assert not (tmp_path / ".site.new").exists()


def test_pages_that_were_not_written_here_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with pytest.raises(SiteError, match="write the pages first"):
        build_site(CONFIG, tmp_path / "pages", tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["pages", "site"])
def test_folders_that_another_process_writes_into_are_refused(name: str, tmp_path: Path) -> None:
    page(tmp_path / "pages", "# sound")
    with (
        hold_in_another_process(tmp_path / name),
        pytest.raises(SiteError, match=f"{name} is being built by another process"),
    ):
        build_site(CONFIG, tmp_path / "pages", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_what_a_killed_build_left_behind_may_end_before_the_search_index_is_made(tmp_path: Path) -> None:
    pages, site = page(tmp_path / "pages", "# sound"), tmp_path / "site"
    with hold_in_another_process(index_folder(site), seconds=2) as left:
        build_site(CONFIG, pages, site, jobs=1)
        assert left.poll() is not None
    assert (site / "pagefind/pagefind-entry.json").is_file()


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"gone\.yml"):
        build_site(tmp_path / "gone.yml", tmp_path, tmp_path / "site")


def test_pages_that_take_the_slow_converter_are_counted_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "generator")
    pages, site = tmp_path / "pages", tmp_path / "site"
    build_site(CONFIG, page(pages, "# A {#a}\n\nOrdinary\n"), site, jobs=1)
    assert caplog.messages == []
    for number in range(6):
        (pages / f"en/{number}.md").write_text("***", "utf-8")
    build_site(CONFIG, pages, site, jobs=2)
    assert [message for message in caplog.messages if "slow" in message] == [
        "6 of 6 pages took the slow Markdown converter: 0.md, 1.md, 2.md, 3.md, 4.md, …"
    ]


def test_a_page_that_is_gone_is_gone_from_the_site(tmp_path: Path) -> None:
    content = tmp_path / "content" / "people"
    content.mkdir(parents=True)
    for name in ("ada", "ben"):
        (content / f"{name}.yml").write_text(f"name: {name}\n", "utf-8")
    assert (build(content.parent, tmp_path) / "people/ben/index.html").is_file()
    (content / "ben.yml").unlink()
    assert not (build(content.parent, tmp_path) / "people/ben").exists()


def test_a_former_id_leads_on(tmp_path: Path) -> None:
    content = tmp_path / "content" / "people"
    content.mkdir(parents=True)
    (content / "ada.yml").write_text("name: Ada\nformerly: [adda]\n", "utf-8")
    page = (build(content.parent, tmp_path) / "people/adda/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../ada/">' in page
    assert 'href="../ada/"' in page
