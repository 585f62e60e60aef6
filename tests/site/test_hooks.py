"""What templates keep from page to page is what they would have printed again."""

from pathlib import Path

import pytest

from tests.bench.corpus import write_corpus
from tests.support.folders import read_folder
from tests.support.paths import ROOT
from tests.support.tree_setup import TreeSetup, write_language_pages

PLAIN = """
def on_env(env, *, config, files):
    env.globals["cached"] = lambda *names, caller: caller()
    return env
"""


def write_content(folder: Path) -> Path:
    write_corpus(folder, 40)
    return folder


@pytest.mark.parametrize("language", ["en", "ja", "corpus"])
def test_pages_are_the_same_where_nothing_is_kept(language: str, shipped: Path, tmp_path: Path) -> None:
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
    kept = read_folder(tree.site)
    (tmp_path / "plain.py").write_text(PLAIN, "utf-8")
    text = tree.config.read_text("utf-8")
    tree.config.write_text(text.replace("hooks.py]", f"hooks.py, {tmp_path}/plain.py]"), "utf-8")
    tree.build()
    plain = read_folder(tree.site)
    assert [name for name in plain if plain[name] != kept[name]] == []


def test_the_other_test_would_notice_what_is_kept_too_long(sample: Path, tmp_path: Path) -> None:
    tree = TreeSetup.of(tmp_path, sample.with_name("pages") / "en")
    tree.build()
    right = read_folder(tree.site)
    hook = (ROOT / "generator/site/hooks.py").read_text("utf-8")
    (tmp_path / "wrong.py").write_text(
        hook + "\n\ndef on_page_context(context, **_):\n    return context | {'place': 'everywhere'}\n", "utf-8"
    )
    text = tree.config.read_text("utf-8")
    tree.config.write_text(text.replace(f"{ROOT}/generator/site/hooks.py", f"{tmp_path}/wrong.py"), "utf-8")
    tree.build()
    wrong = read_folder(tree.site)
    assert [name for name in wrong if wrong[name] != right[name]]
