"""Pages to a site: a tree for each language by the driver, the first the site itself, every other a folder below it.

All trees are rendered and indexed before the site changes. What the next build has to know lies in a folder beside it.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from generator.incremental.lock import FolderLockedError, hold_folders
from generator.incremental.stages import Stages
from generator.incremental.workers import WorkerDiedError, Workers, cpu_count
from generator.site import SiteError
from generator.site.hooks import read_settings
from generator.site.language_tree import Built, LanguageTree
from generator.site.search_index import index, publish
from generator.site.up_to_date import remember_run

log = logging.getLogger(__name__)
NAMED = 5
"""How many of the pages that took the slow converter are named."""


def configured(config_file: Path, pages: Path, site: Path) -> MkDocsConfig:
    """MkDocs' configuration for these folders. Raises SiteError."""
    try:
        return load_config(str(config_file), docs_dir=str(pages.resolve()), site_dir=str(site.resolve()))
    except MkDocsException as error:
        raise SiteError(str(error)) from error


def trees(pages: Path, site: Path) -> Iterator[tuple[Path, Path]]:
    """For each language the folder of its pages and that of its part of the site. Raises SiteError."""
    try:
        languages = read_settings(pages)["languages"]
    except ConfigurationError as error:
        raise SiteError(str(error)) from error
    for number, code in enumerate(languages):
        yield pages / code, site / code if number else site


def build_site(
    config_file: Path,
    pages: Path,
    site: Path,
    *,
    jobs: int | None = None,
    strict: bool | None = None,
    stages: Stages | None = None,
) -> list[Built]:
    """Bring the site to what the pages are now; it stays what it was until all is rendered. Raises SiteError.

    Without `jobs` there is one for each core; with one, no process is forked.
    """
    if not config_file.is_file():
        raise SiteError(f"there is no {config_file}")
    if not _may_replace(site):
        raise SiteError(f"{site} holds files that are no site of MkDocs: name another folder, or empty this one")
    try:
        with hold_folders(pages, site):
            return _replace(config_file, pages, site, jobs or cpu_count(), strict, stages or Stages())
    except FolderLockedError as error:
        raise SiteError(str(error)) from error


def _replace(config_file: Path, pages: Path, site: Path, jobs: int, strict: bool | None, stages: Stages) -> list[Built]:
    """Where nothing tells which of its files are ours, the site is made anew and then takes the place of the old."""
    found = list(trees(pages, site))
    _settle(site)
    records, target = state_folder(site) / "records", site
    wanted = {_record(records, markdown, html, site) for markdown, html in found}
    if not site.is_dir() or wanted != set(records.glob("*.json")):
        records, target = state_folder(site) / "records.new", state_folder(site) / "site.new"
        _clear(records, target)
    try:
        made = _build_trees(config_file, pages, site, target, records, jobs, strict, stages)
    except (MkDocsException, WorkerDiedError) as error:
        raise SiteError(str(error)) from error
    if target != site:
        _take_place(target, site)
    remember_run(config_file, pages, site)
    return made


def state_folder(site: Path) -> Path:
    """The folder beside a site that keeps what the next build has to know."""
    return site.with_name(f".{site.name}.built")


def index_folder(site: Path) -> Path:
    """The folder beside a site that keeps its search indexes from one build to the next."""
    return site.with_name(f".{site.name}.index")


def _build_trees(
    config_file: Path,
    pages: Path,
    site: Path,
    target: Path,
    records: Path,
    jobs: int,
    strict: bool | None,
    stages: Stages,
) -> list[Built]:
    """Render every tree of a site, then put all of them and their indexes into a folder."""
    prepared: list[LanguageTree] = []
    found = list(trees(pages, site))
    codes = [markdown.name for markdown, _ in found]
    with ExitStack() as stack:
        # Begun first: Pagefind works while pages are rendered.
        indexing = Workers(lambda code: _index(pages, code, index_folder(site)), codes, 1, in_process=jobs == 1)
        stack.enter_context(indexing)
        with stages("html") as stage:
            for markdown, html in found:
                config = configured(config_file, markdown, html)
                config.strict = config.strict if strict is None else strict
                config.plugins.on_startup(command="build", dirty=False)
                stack.callback(config.plugins.on_shutdown)
                place, record = target / html.relative_to(site), _record(records, markdown, html, site)
                tree = LanguageTree(config, place, record, jobs, stage.progress)
                stack.callback(tree.discard)
                prepared.append(tree.prepare())
            stage.set_amount(sum(len(tree.changed) for tree in prepared), "pages")
        _tell_slow(prepared)
        with stages("index"):
            bundles = [bundle for _, bundle in indexing.results()]
        with stages("publish"):
            built = [tree.publish() for tree in prepared]
            for tree, bundle in zip(prepared, bundles, strict=True):
                publish(bundle, tree.site.folder)
    return built


def _tell_slow(prepared: list[LanguageTree]) -> None:
    """Log how many pages went Python-Markdown's way, if any did, and name the first of them."""
    slow = [uri for tree in prepared for uri in tree.slow]
    if slow:
        named = list(dict.fromkeys(slow))  # the languages have the same pages
        shown = ", ".join((*named[:NAMED], *("…" for _ in named[NAMED : NAMED + 1])))
        total = sum(len(tree.changed) for tree in prepared)
        log.info("%s of %s pages took the slow Markdown converter: %s", f"{len(slow):,}", f"{total:,}", shown)


def _index(pages: Path, code: str, index_folder: Path) -> Path:
    """The bundle of a language. One that is left of a killed build may still write into these folders: it ends soon."""
    with hold_folders(index_folder, wait=True):
        return index(pages, code, index_folder)


def _record(records: Path, pages: Path, tree: Path, site: Path) -> Path:
    """The record of a tree: its name says where in the site it is."""
    return records / f"{'first-' if tree == site else ''}{pages.name}.json"


def _may_replace(site: Path) -> bool:
    """Whether a folder is absent, empty, or a site that MkDocs built."""
    if not site.exists():
        return True
    home = site / "index.html"
    return site.is_dir() and (not any(site.iterdir()) or (home.is_file() and b'content="mkdocs-' in home.read_bytes()))


def _take_place(new: Path, site: Path) -> None:
    """Put a new site and its records in the place of the old. Without records the next build makes all anew."""
    old, records = state_folder(site) / "site.old", state_folder(site) / "records"
    _clear(old, records)
    if site.exists():
        site.rename(old)
    new.rename(site)
    records.with_suffix(".new").rename(records)
    _clear(old)


def _settle(site: Path) -> None:
    """Where a killed build was putting a new site in the place of the old: have one of them, and no other."""
    old = state_folder(site) / "site.old"
    if old.is_dir() and not site.exists():
        old.rename(site)
    _clear(old)


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
