"""Templates print from the cache the same as they would print again."""

from pathlib import Path

import pytest

from tests.bench.corpus import write_corpus
from tests.support.folders import read_folder
from tests.support.paths import ROOT
from tests.support.tree_setup import TreeSetup, write_language_pages

WITHOUT_CACHE = """
def on_env(env, *, config, files):
    env.globals["cached"] = lambda *names, caller: caller()
    return env
"""


def write_content(folder: Path) -> Path:
    write_corpus(folder, 40)
    return folder


@pytest.mark.parametrize("language", ["en", "ja", "corpus"])
def test_pages_are_the_same_without_the_cache(language: str, shipped: Path, tmp_path: Path) -> None:
    if language == "corpus":
        pages = write_language_pages(write_content(tmp_path / "content"), tmp_path / "of", "2026-11-01")
    else:
        pages = shipped.with_name("pages") / language
    tree = TreeSetup.of(tmp_path, pages)
    (tree.pages / "meetings" / "of").mkdir()
    for name in ("extra-more.md", "meetings/of/one.md", "meetings/of/index.md", "search/one.md", "assets/one.md"):
        (tree.pages / name).parent.mkdir(exist_ok=True)
        (tree.pages / name).write_text("# One\n", "utf-8")
    tree.build()
    with_cache = read_folder(tree.site)
    (tmp_path / "without_cache.py").write_text(WITHOUT_CACHE, "utf-8")
    text = tree.config.read_text("utf-8")
    tree.config.write_text(text.replace("hooks.py]", f"hooks.py, {tmp_path}/without_cache.py]"), "utf-8")
    tree.build()
    without_cache = read_folder(tree.site)
    assert [name for name in without_cache if without_cache[name] != with_cache[name]] == []


def test_a_cache_that_does_not_tell_folders_apart_would_be_noticed(sample: Path, tmp_path: Path) -> None:
    tree = TreeSetup.of(tmp_path, sample.with_name("pages") / "en")
    tree.build()
    expected = read_folder(tree.site)
    hook = (ROOT / "generator/site/hooks.py").read_text("utf-8")
    (tmp_path / "everywhere.py").write_text(
        hook + "\n\ndef on_page_context(context, **_):\n    return context | {'place': 'everywhere'}\n", "utf-8"
    )
    text = tree.config.read_text("utf-8")
    tree.config.write_text(text.replace(f"{ROOT}/generator/site/hooks.py", f"{tmp_path}/everywhere.py"), "utf-8")
    tree.build()
    site = read_folder(tree.site)
    assert [name for name in site if site[name] != expected[name]]
