"""What all builds of a size start from: the records, the Markdown pages of them, the same pages as Hugo takes them."""

import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from tests.bench.metering import ROOT, Failed, metered

EDIT = "Corrigendum"
"""The word that an edited meeting has for the first of its summary; no other record has it."""
SUMMARY = re.compile(r"^summary: >-\n((?:  .+\n)+)", re.M)
HUGO_TOML = """\
baseURL = "https://corpus.example/"
title = "Corpus"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
buildFuture = true
[frontmatter]
# what `date` says on these pages may be a span or a year, which Hugo takes for an error
date = ["printed"]
lastmod = ["printed"]
publishDate = ["printed"]
[markup.goldmark.renderer]
unsafe = true
"""
LAYOUT = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main></body>
</html>
"""


class Sample(NamedTuple):
    """A page by which it is seen whether a tool prints text: its path in a site, and words that stand on it."""

    page: str
    words: str
    record: str
    """The file of its record."""


class Stage(NamedTuple):
    """The folders of a size, and how many pages there are to print."""

    folder: Path
    pages: int
    sample: Sample

    @property
    def content(self) -> Path:
        """The records."""
        return self.folder / "content"

    @property
    def markdown(self) -> Path:
        """The Markdown pages."""
        return self.folder / "pages/en"

    @property
    def hugo(self) -> Path:
        """A site of Hugo with the same pages."""
        return self.folder / "hugo"

    def log(self, name: str) -> Path:
        """Return the log of a step."""
        return self.folder / f"{name}.log"


def set_up(folder: Path, records: int) -> Stage:
    """Write it all anew. Not a cost of anybody. Raises Failed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    content, log = folder / "content", folder / "set-up.log"
    metered([(sys.executable, "-m", "tests.bench.corpus", "content", str(records))], folder, log)
    with (content / "site.yml").open("a", encoding="utf-8") as site:
        site.write("briefs: planned\n")
    metered([(sys.executable, "-m", "generator", "pages", "content", "--to", "pages")], folder, log)
    stage = Stage(folder, sum(1 for _ in (folder / "pages/en").rglob("*.md")), _sample(content))
    _set_up_hugo(stage)
    _set_up_mkdocs(stage)
    return stage


def _sample(content: Path) -> Sample:
    """Return a held meeting from the middle of the archive."""
    files = sorted((content / "meetings").iterdir())
    for file in files[len(files) // 2 :] + files:
        text = file.read_text("utf-8")
        summary = SUMMARY.search(text)
        if summary and "status: held\n" in text:
            sentences = re.findall(r"[A-Za-z ]+", " ".join(summary[1].split()).partition(" ")[2])
            return Sample(f"meetings/{file.stem}/index.html", max(sentences, key=len).strip(), f"meetings/{file.name}")
    raise Failed("no meeting of the corpus can be edited: none that was held has a summary of some lines")


def edited(record: str) -> str:
    """Return a record with another first word in its summary."""
    return re.sub(r"^(summary: >-\n\s+)\S+", rf"\g<1>{EDIT}", record, count=1, flags=re.M)


def _set_up_hugo(stage: Stage) -> None:
    """Write the bare minimum of templates. The index of a section has its own name in Hugo."""
    pages = stage.hugo / "content"
    for page in stage.markdown.rglob("*.md"):
        there = pages / page.relative_to(stage.markdown)
        there = there.with_name("_index.md") if there.name == "index.md" else there
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, there)
    layouts = stage.hugo / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(LAYOUT, "utf-8")
    (stage.hugo / "hugo.toml").write_text(HUGO_TOML, "utf-8")


def _set_up_mkdocs(stage: Stage) -> None:
    """Return the project's own configuration with other folders."""
    (stage.folder / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        f"docs_dir: pages/en\n"
        f"hooks: [{ROOT / 'generator/site/hooks.py'}]\n"
        f"theme: {{custom_dir: {ROOT / 'generator/site/theme'}}}\n",
        "utf-8",
    )
