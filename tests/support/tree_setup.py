"""`TreeSetup`: a language tree on disk that a test may change and build, and MkDocs' own build to compare it with."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.cli.main import main
from generator.incremental.fingerprint import digest
from generator.site.language_tree import LanguageTree, TreeSummary
from tests.support.folders import digest_folder
from tests.support.paths import ROOT
from tests.support.sites import AS_OF

STOCK_BUILDS: dict[str, dict[str, str]] = {}
"""Digests of the files of MkDocs' own builds, by digest of their inputs: many tests end with the same pages."""


class TreeSetup:
    """Pages of one language with a configuration and a theme of their own, and the site that is built of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages, self.site = folder, folder / "pages", folder / "site"
        self.theme, self.config, self.state_file = folder / "theme", folder / "mkdocs.yml", folder / "built" / "en.json"

    @classmethod
    def of(cls, folder: Path, pages: Path) -> "TreeSetup":
        """Set up a copy of `pages`, with two more pages and no site yet."""
        setup = cls(folder)
        shutil.copytree(pages, setup.pages)
        shutil.copytree(ROOT / "generator/site/theme", setup.theme)
        setup.configure()
        setup.add_two_pages()
        return setup

    def copy_to(self, folder: Path) -> "TreeSetup":
        """Copy all of it, with the site and its state."""
        copy = TreeSetup(folder)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        copy.configure()
        return copy

    def add_two_pages(self) -> None:
        """Add a page, and one that links to it."""
        (self.pages / "extra.md").write_text("# Extra\n\n## Part {#part}\n", "utf-8")
        (self.pages / "leading.md").write_text("# Leading\n\n[to it](extra.md#part), [home](index.md)\n", "utf-8")

    def configure(self, more: str = "") -> None:
        """Write the configuration: that of the project, and `more`."""
        self.config.write_text(
            f"INHERIT: {ROOT}/mkdocs.yml\nhooks: [{ROOT}/generator/site/hooks.py]\n"
            f"theme: {{custom_dir: {self.theme}}}\n{more}",
            "utf-8",
        )

    def build(self, jobs: int = 1, *, strict: bool = True) -> TreeSummary:
        """Build the site as `build_site` does."""
        config = load_config(str(self.config), docs_dir=str(self.pages), site_dir=str(self.site), strict=strict)
        return LanguageTree(config, self.site, self.state_file, jobs).prepare().publish()

    def build_with_mkdocs(self) -> dict[str, str]:
        """Build the same pages with MkDocs' own build; return the digest of each file."""
        configuration = self.config.read_text("utf-8").replace(str(self.folder), "")
        folders = (sorted(digest_folder(folder).items()) for folder in (self.pages, self.theme))
        inputs = digest(repr((configuration, *folders)).encode())
        if inputs not in STOCK_BUILDS:
            plain = self.folder / "plain"
            shutil.rmtree(plain, ignore_errors=True)
            build(load_config(str(self.config), docs_dir=str(self.pages), site_dir=str(plain)))
            STOCK_BUILDS[inputs] = digest_folder(plain)
        return STOCK_BUILDS[inputs]

    def differing(self) -> list[str]:
        """Return the files in which the site differs from MkDocs' own build."""
        expected, ours = self.build_with_mkdocs(), digest_folder(self.site)
        return sorted(name for name in expected.keys() | ours.keys() if expected.get(name) != ours.get(name))


def write_language_pages(content: Path | str, folder: Path, as_of: str = AS_OF) -> Path:
    """Write the pages of a content folder to `folder`; return the folder of the first language."""
    arguments = ["pages", str(content), "--to", str(folder), "--as-of", as_of]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder / str(json.loads((folder / ".site.json").read_text("utf-8"))["languages"][0])
