"""`PreviewSite`: render a page of the preview to HTML when a browser asks for it, as a build would render it.

`preview.py` has the Markdown of the pages, `reindex.py` the search index; `server.py` asks. Every link to a page is
taken to lead to a page: the checks of the records see to that.
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

CLOSE_SECONDS = 5.0
"""How long the end waits for a page."""
SITEMAP = "sitemap.xml"
"""The template that needs every page."""


class OnDemandFiles(RecordingFiles):
    """The files of a language tree: a page is added when a link leads to it."""

    def __init__(self, files: Files, site: str) -> None:
        super().__init__(files)
        self._site = site

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at `path`; add a page if there is none."""
        file = super().get_file_from_path(path)
        if file is None and path.endswith(".md"):
            file = File(path, None, self._site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED)
            self.append(file)
        return file


class PreviewTree:
    """The part of the site in one language."""

    def __init__(self, config_file: Path, folder: Path, find_file: Callable[..., tuple[str, bytes] | None]) -> None:
        """`folder` has the settings of the language.

        `find_file` finds the Markdown of a page. Raises SiteError.
        """
        self._find_file, self._stage = find_file, folder / ".page.html"
        try:
            self._gather(config_file, folder)
        except MkDocsException as error:
            raise SiteError(str(error)) from error

    def _gather(self, config_file: Path, folder: Path) -> None:
        """Gather all that pages share, without the pages themselves."""
        config = load_config(str(config_file), docs_dir=str(folder), site_dir=str(folder.with_suffix(".site")))
        config.plugins.on_startup(command="serve", dirty=False)
        self._renderer = renderer = Renderer.gather(config, lambda files: OnDemandFiles(files, config.site_dir))
        self._config, self._files = renderer.config, renderer.files
        renderer.env = config.plugins.on_env(renderer.env, config=self._config, files=self._files)
        self._in_navigation = {page.file.src_uri for page in renderer.nav.pages}

    def read_file(self, path: str) -> bytes | None:
        """Return the content that a build would write at `path`, or None.

        Raises what MkDocs raises of a page.
        """
        if path in self._config.theme.static_templates:
            return self._fill_in(path, self._files)
        static = self._files.src_uris.get(path)
        if static and not static.is_documentation_page():
            return static.content_bytes
        if path.endswith(".md"):
            return None
        if not path.endswith("index.html"):
            other = self._find_file(path)
            return other[1] if other else None
        folder = path.removesuffix("index.html")
        page = self._find_file(f"{folder}index.md", f"{folder.rstrip('/')}.md")
        return self._render_page(*page) if page else None

    def render_sitemap(self, paths: Iterable[str]) -> bytes:
        """Return the site map of the pages at `paths`."""
        site = self._config.site_dir
        files = [File(path, None, site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED) for path in paths]
        for file in files:
            Page(None, file, self._config).update_date = self._config.extra["day"]
        return self._fill_in(SITEMAP, Files(sorted(files, key=file_sort_key)))

    def _fill_in(self, name: str, files: Files) -> bytes:
        template = self._renderer.env.get_template(name)
        return _build_template(name, template, files, self._config, self._renderer.nav).encode()

    def _render_page(self, uri: str, content: bytes) -> bytes:
        file = self._files.get_file_from_path(uri)
        if file is None:  # pragma: no cover  `OnDemandFiles` adds every page
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
    """The whole site: a tree for each language, set up again when its settings change."""

    def __init__(self, config_file: Path, folder: Path, preview: Preview, search: SearchIndexer) -> None:
        """`folder` is for files of this object alone."""
        self._config_file, self._folder, self._preview, self._search = config_file, folder, preview, search
        self._trees: dict[str, tuple[bytes, PreviewTree]] = {}
        """The settings and the tree of each language."""
        self._lock = Lock()

    def read_file(self, path: str) -> bytes | None:
        """Return the content that a build would write at `path`, or None.

        Raises SiteError, and what MkDocs raises of a page.
        """
        code, below = self._split_path(path)
        if below.startswith(f"{BUNDLE}/"):
            return self._search.read_file(code, below)
        pages = self._preview.page_paths(code) if below == SITEMAP else []
        with self._lock:
            if f"{code}/{PATH}" not in self._preview.settings:
                return None
            return self._tree(code).render_sitemap(pages) if pages else self._tree(code).read_file(below)

    def close(self) -> None:
        """Make no more pages; wait a little for the one that is being made.

        Then the folder of this object can be removed.
        """
        self._lock.acquire(timeout=CLOSE_SECONDS)

    def _split_path(self, path: str) -> tuple[str, str]:
        """Return the language of a path, and the path in its tree.

        Without pages the language is empty.
        """
        first, *others = self._preview.languages or ("",)
        folder, _, below = path.partition("/")
        return (folder, below) if folder in others else (first, path)

    def _tree(self, code: str) -> PreviewTree:
        settings = self._preview.settings[f"{code}/{PATH}"]
        if code not in self._trees or self._trees[code][0] != settings:
            folder = self._folder / code
            folder.mkdir(parents=True, exist_ok=True)
            (folder / PATH).write_bytes(settings)
            self._trees[code] = settings, PreviewTree(self._config_file, folder, partial(self._find_file, code))
        return self._trees[code][1]

    def _find_file(self, code: str, *paths: str) -> tuple[str, bytes] | None:
        """Return path and content of the first file of a language among `paths`, or None."""
        file = self._preview.find_file(*(f"{code}/{path}" for path in paths))
        return (file[0].removeprefix(f"{code}/"), file[1]) if file else None
