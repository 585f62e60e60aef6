"""Build the HTML site: render every language tree, make every search index, then put all in place.

The first language is the root of the site; each other one is a folder below. What the next build has to know lies in
folders beside the site. `pipeline.py` calls it; `language_tree.py` and `search_index.py` do the work.
"""

import errno
import logging
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from generator.incremental.lock import FolderLockedError, hold_folders
from generator.incremental.stages import Stages
from generator.incremental.workers import WorkerDiedError, Workers, cpu_count
from generator.site import SiteError
from generator.site.edition_mark import is_site
from generator.site.hooks import read_settings
from generator.site.language_tree import LanguageTree, TreeSummary
from generator.site.search_index import build_index, publish_index
from generator.site.up_to_date import remember_run

log = logging.getLogger(__name__)
CANNOT_REPLACE = (errno.EBUSY, errno.EXDEV)
"""The errors of renaming a folder on which a file system is mounted, as a container does with a volume."""
MAX_NAMED_PAGES = 5
"""How many of the pages that took the slow converter are named."""


@dataclass(frozen=True)
class SiteBuild:
    """The folders and options of one build."""

    config_file: Path
    pages: Path
    site: Path
    jobs: int
    strict: bool | None
    """None for the setting of the configuration file."""
    stages: Stages


def load_configuration(config_file: Path, pages: Path, site: Path) -> MkDocsConfig:
    """Load MkDocs' configuration for these folders. Raises SiteError."""
    try:
        return load_config(str(config_file), docs_dir=str(pages.resolve()), site_dir=str(site.resolve()))
    except MkDocsException as error:
        raise SiteError(str(error)) from error


def language_folders(pages: Path, site: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the folder of pages and the folder of the site for each language.

    Raises SiteError.
    """
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
) -> list[TreeSummary]:
    """Bring the site up to date with the pages.

    Raises SiteError, and then leaves the site as it was.
    Without `jobs` there is one process for each core. With one job no process is forked.
    """
    if not config_file.is_file():
        raise SiteError(f"there is no {config_file}")
    if not _is_replaceable(site):
        raise SiteError(f"{site} holds files that are no site of MkDocs: name another folder, or empty this one")
    build = SiteBuild(config_file, pages, site, jobs or cpu_count(), strict, stages or Stages())
    try:
        with hold_folders(pages, site):
            return _build(build)
    except FolderLockedError as error:
        raise SiteError(str(error)) from error


def state_folder(site: Path) -> Path:
    """Return the folder beside `site` that holds the state of its last build."""
    return site.with_name(f".{site.name}.built")


def index_folder(site: Path) -> Path:
    """Return the folder beside `site` for its search indexes.

    They stay there from one build to the next.
    """
    return site.with_name(f".{site.name}.index")


def _build(build: SiteBuild) -> list[TreeSummary]:
    """Build into the site.

    Without the states of all languages, build a new site and swap it in.
    """
    site, folders = build.site, list(language_folders(build.pages, build.site))
    _recover_interrupted_swap(site)
    states, target = state_folder(site) / "records", site
    state_files = {_state_file(states, *folder, site) for folder in folders}
    if not site.is_dir() or state_files != set(states.glob("*.json")):
        states, target = state_folder(site) / "records.new", state_folder(site) / "site.new"
        _remove_folders(states, target)
    try:
        summaries = _build_trees(build, folders, target, states)
    except (MkDocsException, WorkerDiedError) as error:
        raise SiteError(str(error)) from error
    if target != site:
        _swap_in(target, site)
    remember_run(build.config_file, build.pages, site)
    return summaries


def _build_trees(build: SiteBuild, folders: list[tuple[Path, Path]], target: Path, states: Path) -> list[TreeSummary]:
    """Render all language trees, then put them and their indexes into `target`."""
    trees: list[LanguageTree] = []
    codes = [pages.name for pages, _ in folders]
    with ExitStack() as stack:
        # Started first: Pagefind works while pages are rendered.
        indexing = Workers(lambda code: _build_index(build, code), codes, 1, in_process=build.jobs == 1)
        stack.enter_context(indexing)
        with build.stages("html") as stage:
            for pages, html in folders:
                config = load_configuration(build.config_file, pages, html)
                config.strict = config.strict if build.strict is None else build.strict
                config.plugins.on_startup(command="build", dirty=False)
                stack.callback(config.plugins.on_shutdown)
                state_file = _state_file(states, pages, html, build.site)
                tree_folder = target / html.relative_to(build.site)
                tree = LanguageTree(config, tree_folder, state_file, build.jobs, stage.progress)
                stack.callback(tree.discard)
                trees.append(tree.prepare())
            stage.set_amount(sum(len(tree.changed) for tree in trees), "pages")
        _log_slow_pages(trees)
        with build.stages("index"):
            bundles = [bundle for _, bundle in indexing.results()]
        with build.stages("publish"):
            summaries = [tree.publish() for tree in trees]
            for tree, bundle in zip(trees, bundles, strict=True):
                publish_index(bundle, tree.outputs.folder)
    return summaries


def _log_slow_pages(trees: list[LanguageTree]) -> None:
    """Log how many pages Python-Markdown converted, if any; name the first."""
    slow_pages = [uri for tree in trees for uri in tree.slow_pages]
    if slow_pages:
        names = list(dict.fromkeys(slow_pages))  # the languages have the same pages
        first = ", ".join((*names[:MAX_NAMED_PAGES], *("…" for _ in names[MAX_NAMED_PAGES : MAX_NAMED_PAGES + 1])))
        total = sum(len(tree.changed) for tree in trees)
        log.info("%s of %s pages took the slow Markdown converter: %s", f"{len(slow_pages):,}", f"{total:,}", first)


def _build_index(build: SiteBuild, code: str) -> Path:
    """Build the search index of a language and return its folder.

    Waits for the lock: a killed build may have left a process that still writes there, and ends soon.
    """
    folder = index_folder(build.site)
    with hold_folders(folder, wait=True):
        return build_index(build.pages, code, folder)


def _state_file(states: Path, pages: Path, html: Path, site: Path) -> Path:
    """Return the file for the state of a language tree.

    Its name tells the place of the tree in the site.
    """
    return states / f"{'first-' if html == site else ''}{pages.name}.json"


def _is_replaceable(site: Path) -> bool:
    """Return whether a folder is absent, empty, or a site that MkDocs built."""
    if not site.exists():
        return True
    return site.is_dir() and (not any(site.iterdir()) or is_site(site))


def _swap_in(new: Path, site: Path) -> None:
    """Replace the site and its states by new ones.

    If it is killed, the next build makes all anew.
    """
    old, states = state_folder(site) / "site.old", state_folder(site) / "records"
    _remove_folders(old, states)
    try:
        if site.exists():
            site.rename(old)
        new.rename(site)
    except OSError as error:
        if old.is_dir() and not site.exists():
            old.rename(site)  # the old site again, rather than none
        if error.errno not in CANNOT_REPLACE or not site.is_dir():
            raise
        log.warning("%s cannot be replaced in one step (%s): its files are replaced one by one", site, error.strerror)
        _replace_files(new, site)
    states.with_suffix(".new").rename(states)
    _remove_folders(old)


def _replace_files(new: Path, site: Path) -> None:
    """Replace what is in the site by what is in `new`.

    Links are removed, not followed.
    """
    for path in site.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    for path in new.iterdir():
        shutil.move(path, site / path.name)
    _remove_folders(new)


def _recover_interrupted_swap(site: Path) -> None:
    """Bring back the old site if a build was killed in the middle of `_swap_in`."""
    old = state_folder(site) / "site.old"
    if old.is_dir() and not site.exists():
        old.rename(site)
    _remove_folders(old)


def _remove_folders(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
