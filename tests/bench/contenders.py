"""What is measured: the commands that a user would type, and by what it is seen that they did their work."""

import gzip
import html
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pagefind_bin_extended import get_executable

from tests.bench.measurements import Step
from tests.bench.metering import Failed
from tests.bench.stage import EDIT, Sample, Stage, edited
from tests.bench.stock import stock_configuration

GENERATOR = (sys.executable, "-m", "generator")
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")


def _nothing() -> None:
    """Do nothing before or after a step."""


class Task(NamedTuple):
    """A step: its commands, what is done before it and what is asked of it afterwards, neither of which is measured."""

    step: Step
    commands: tuple[tuple[str, ...], ...]
    prepare: Callable[[], None] = _nothing
    prove: Callable[[], None] = _nothing


class Contender(NamedTuple):
    """Tasks that follow one another, the folder they are run in, and the one that is empty before and gone after."""

    name: str
    tasks: tuple[Task, ...]
    runs_in: Path
    made: Path
    slow: bool = False


def contenders(stage: Stage, hugo: str, jobs: int | None) -> tuple[Contender, ...]:
    """All that are measured side by side."""
    return (_ours(stage, jobs), _check(stage), _mkdocs(stage), _material(stage), _hugo(stage, hugo))


def _ours(stage: Stage, jobs: int | None) -> Contender:
    folder = stage.folder / "ours"
    site = folder / "site"
    build = (*GENERATOR, "build", *(("--jobs", str(jobs)) if jobs else ()))

    def edit() -> None:
        record = folder / "content" / stage.sample.record
        record.write_text(edited(record.read_text("utf-8")), "utf-8")

    def prove_cold() -> None:
        prove_printed(site, stage, at_least=True)
        prove_there(site / "pagefind/pagefind-entry.json")

    def prove_edited() -> None:
        prove_cold()
        prove_says(site, stage.sample._replace(words=EDIT))
        prove_found(site / "pagefind", EDIT)

    tasks = (
        Task(Step.COLD, (build,), lambda: _copy(stage.content, folder), prove_cold),
        Task(Step.WARM, (build,), prove=prove_cold),
        Task(Step.EDITED, (build,), edit, prove_edited),
    )
    return Contender("ours", tasks, folder, folder)


def _check(stage: Stage) -> Contender:
    folder = stage.folder / "checked"
    check = (*GENERATOR, "check")
    tasks = (
        Task(Step.CHECK_COLD, (check,), lambda: _copy(stage.content, folder)),
        Task(Step.CHECK_WARM, (check,)),
    )
    return Contender("check", tasks, folder, folder)


def _copy(content: Path, folder: Path) -> None:
    """Copy the records alone, so that nothing of an earlier build is left."""
    shutil.copytree(content, folder / "content")


def _mkdocs(stage: Stage) -> Contender:
    site = stage.folder / "mkdocs-site"
    build = (*MKDOCS, "--config-file", "mkdocs.yml", "--site-dir", site.name)
    task = Task(Step.MKDOCS, (build,), prove=lambda: prove_printed(site, stage, at_least=True))
    return Contender("mkdocs", (task,), stage.folder, site, slow=True)


def _material(stage: Stage) -> Contender:
    site, config_file = stage.folder / "material-site", stage.folder / "material.yml"
    build = (*MKDOCS, "--config-file", config_file.name, "--site-dir", site.name)

    def prove() -> None:
        prove_printed(site, stage, at_least=True)
        prove_there(site / "search/search_index.json")

    def prepare() -> None:
        config_file.write_text(f"docs_dir: pages/en\n{stock_configuration()}", "utf-8")

    return Contender("material", (Task(Step.MATERIAL, (build,), prepare, prove),), stage.folder, site, slow=True)


def _hugo(stage: Stage, hugo: str) -> Contender:
    site = stage.hugo / "public"
    build = (hugo, "build", "--quiet")
    index = (str(get_executable()), "--site", site.name, "--quiet")

    def prove() -> None:
        prove_printed(site, stage, at_least=False)
        entry = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))
        indexed = sum(language["page_count"] for language in entry["languages"].values())
        if indexed != stage.pages:
            raise Failed(f"Pagefind indexed {indexed} of {stage.pages} pages of Hugo")

    return Contender("hugo", (Task(Step.HUGO, (build, index), prove=prove),), stage.hugo, site)


def prove_printed(site: Path, stage: Stage, *, at_least: bool) -> None:
    """Each page is a file of HTML, and one of them has its text. Raises Failed."""
    found = sum(name.endswith(".html") for _, _, names in os.walk(site) for name in names)
    if found < stage.pages or (found > stage.pages and not at_least):
        raise Failed(f"{site.name}: {stage.pages} pages were to be printed, found {found} files of HTML")
    prove_says(site, stage.sample)


def prove_says(site: Path, sample: Sample) -> None:
    """Prove that a page of the site has its words. Raises Failed."""
    prove_there(site / sample.page)
    text = html.unescape(re.sub(r"<[^>]*>", " ", (site / sample.page).read_text("utf-8")))
    if sample.words not in " ".join(text.split()):
        raise Failed(f"{site.name}: {sample.page} does not say {sample.words!r}")


def prove_found(bundle: Path, word: str) -> None:
    """Prove that the results of a search index quote a word. Raises Failed."""
    for fragment in bundle.glob("fragment/*"):
        if word.encode() in gzip.decompress(fragment.read_bytes()):
            return
    raise Failed(f"the search index does not hold {word!r}")


def prove_there(file: Path) -> None:
    """Prove that a file exists. Raises Failed."""
    if not file.is_file():
        raise Failed(f"{file.name} was not made")
