"""The site of records that are being edited: a page is rendered by MkDocs when a browser asks for it, and is then what
a build would make of it. Links are taken to lead to pages that are there: the checks of the records see to that.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Lock

from mkdocs.commands.build import _build_template
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.pages import Page

from generator.pages.site_settings import PATH
from generator.serve.preview import Preview
from generator.serve.reindex import SearchIndexer
from generator.site import SiteError
from generator.site.render_page import RecordingFiles, Renderer, reuse_markdown_converter
from generator.site.search_index import BUNDLE

SITEMAP = "sitemap.xml"
"""The template that needs every page."""


class OnDemandFiles(RecordingFiles):
    """The files of a tree, of which pages come into being when something leads to them."""

    def __init__(self, files: Files, site: str) -> None:
        super().__init__(files)
        self._site = site

    def get_file_from_path(self, path: str) -> File | None:
        """The file with a path below the folder of pages."""
        found = super().get_file_from_path(path)
        if found is None and path.endswith(".md"):
            found = File(path, None, self._site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED)
            self.append(found)
        return found


class PreviewTree:
    """The part of the site in one language."""

    def __init__(self, config_file: Path, folder: Path, output: Callable[..., tuple[str, bytes] | None]) -> None:
        """`folder` has the settings of the tree. Raises SiteError."""
        self._output, self._stage = output, folder / ".page.html"
        try:
            self._gather(config_file, folder)
        except MkDocsException as error:
            raise SiteError(str(error)) from error

    def _gather(self, config_file: Path, folder: Path) -> None:
        """Everything but the pages."""
        config = load_config(str(config_file), docs_dir=str(folder), site_dir=str(folder.with_suffix(".site")))
        config.plugins.on_startup(command="serve", dirty=False)
        self._renderer = renderer = Renderer.gather(config, lambda files: OnDemandFiles(files, config.site_dir))
        self._config, self._files = renderer.config, renderer.files
        renderer.env = config.plugins.on_env(renderer.env, config=self._config, files=self._files)
        self._in_navigation = {page.file.src_uri for page in renderer.nav.pages}

    def file(self, path: str) -> bytes | None:
        """What a build would put at a path of this tree, None for nothing. Raises what MkDocs raises of a page."""
        if path in self._config.theme.static_templates:
            return self._filled_in(path, self._files)
        static = self._files.src_uris.get(path)
        if static and not static.is_documentation_page():
            return static.content_bytes
        if path.endswith(".md"):
            return None
        if not path.endswith("index.html"):
            other = self._output(path)
            return other[1] if other else None
        folder = path.removesuffix("index.html")
        found = self._output(f"{folder}index.md", f"{folder.rstrip('/')}.md")
        return self._page(*found) if found else None

    def sitemap(self, paths: Iterable[str]) -> bytes:
        """The map of the pages that there are."""
        site = self._config.site_dir
        files = [File(path, None, site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED) for path in paths]
        for file in files:
            Page(None, file, self._config).update_date = self._config.extra["day"]
        return self._filled_in(SITEMAP, Files(sorted(files, key=file_sort_key)))

    def _filled_in(self, name: str, files: Files) -> bytes:
        template = self._renderer.env.get_template(name)
        return _build_template(name, template, files, self._config, self._renderer.nav).encode()

    def _page(self, uri: str, content: bytes) -> bytes:
        file = self._files.get_file_from_path(uri)
        if file is None:  # pragma: no cover  whatever is expected is there
            raise SiteError(f"{uri} is no page")
        file.content_bytes = content
        if uri not in self._in_navigation:
            Page(None, file, self._config)
        with reuse_markdown_converter(self._config, self._renderer.converters):
            rendered = self._renderer.render((file, self._stage))
        if rendered.error:
            raise rendered.error
        return self._stage.read_bytes()


class PreviewSite:
    """The whole site."""

    def __init__(self, config_file: Path, folder: Path, preview: Preview, search: SearchIndexer) -> None:
        """`folder` is one that nobody else uses."""
        self._config_file, self._folder, self._preview, self._search = config_file, folder, preview, search
        self._trees: dict[str, tuple[bytes, PreviewTree]] = {}
        self._lock = Lock()

    def file(self, path: str) -> bytes | None:
        """What a build would put at a path, None for nothing. Raises SiteError, and what MkDocs raises of a page."""
        code, below = self._tree_of(path)
        if below.startswith(f"{BUNDLE}/"):
            return self._search.file(code, below)
        pages = self._preview.pages(code) if below == SITEMAP else []
        with self._lock:
            if not code:
                return None
            return self._tree(code).sitemap(pages) if pages else self._tree(code).file(below)

    def _tree_of(self, path: str) -> tuple[str, str]:
        """The language of a path, empty before there is any, and the path within its tree."""
        first, *others = self._preview.languages or ("",)
        folder, _, below = path.partition("/")
        return (folder, below) if folder in others else (first, path)

    def _tree(self, code: str) -> PreviewTree:
        settings = self._preview.settings[f"{code}/{PATH}"]
        if code not in self._trees or self._trees[code][0] != settings:
            folder = self._folder / code
            folder.mkdir(parents=True, exist_ok=True)
            (folder / PATH).write_bytes(settings)
            self._trees[code] = settings, PreviewTree(self._config_file, folder, partial(self._output, code))
        return self._trees[code][1]

    def _output(self, code: str, *paths: str) -> tuple[str, bytes] | None:
        """The first file that there is at one of some paths below the pages of a language."""
        found = self._preview.output(*(f"{code}/{path}" for path in paths))
        return (found[0].removeprefix(f"{code}/"), found[1]) if found else None
