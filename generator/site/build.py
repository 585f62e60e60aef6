"""Pages to a site, by MkDocs (1.6): its own `build`, into a folder beside the site that then takes its place.

Each language is a pass of its own: the first into the site itself, every other into a folder below it. The search
index is made meanwhile, and put into the site at the end.
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from generator.site import SiteError
from generator.site.hooks import read_settings
from generator.site.index import index, publish
from generator.site.unchanged import remember


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


def build_site(config_file: Path, pages: Path, site: Path) -> None:
    """Build the site. The site there was stays until the new one is whole. Raises SiteError."""
    if not config_file.is_file():
        raise SiteError(f"there is no {config_file}")
    if not _may_replace(site):
        raise SiteError(f"{site} holds files that are no site of MkDocs: name another folder, or empty this one")
    beside = site.with_name(f".{site.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with ThreadPoolExecutor() as background:
            found = list(trees(pages, beside))
            indexing = [background.submit(index, pages, markdown.name, kept(site)) for markdown, _ in found]
            for markdown, html in found:
                _build_tree(configured(config_file, markdown, html))
            for bundle, (_, html) in zip(indexing, found, strict=True):
                publish(bundle.result(), html)
    except (MkDocsException, SiteError) as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise SiteError(str(error)) from error
    _take_place(beside, site)
    remember(config_file, pages, site)


def kept(site: Path) -> Path:
    """The folder beside a site that keeps its search indexes from one build to the next."""
    return site.with_name(f".{site.name}.index")


def _build_tree(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _may_replace(site: Path) -> bool:
    """Whether a folder is absent, empty, or a site that MkDocs built."""
    if not site.exists():
        return True
    home = site / "index.html"
    return site.is_dir() and (not any(site.iterdir()) or (home.is_file() and b'content="mkdocs-' in home.read_bytes()))


def _take_place(new: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
