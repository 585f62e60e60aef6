"""`LanguageTree`: render the part of a site in one language with MkDocs' own functions (1.6), only what changed.

Stands on `build` of mkdocs.commands.build, whose order of events it keeps, on its `_build_template`, and on
`Page.validate_anchor_links`. `render_page.py` renders one page, `staging.py` moves files into the site.
"""

import gzip
import io
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from jinja2 import Template, TemplateNotFound
from mkdocs.commands.build import _build_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_build_timestamp

from generator.incremental.fingerprint import FileStamp, digest
from generator.incremental.workers import Progress, Workers, no_progress
from generator.site.fingerprint import link_target_key, shared_fingerprint
from generator.site.render_page import LogMessage, RenderedPage, Renderer, reuse_markdown_converter
from generator.site.staging import StagedOutputs
from generator.site.state import SitePage

mkdocs_log = logging.getLogger("mkdocs.commands.build")
"""MkDocs' own: for messages that its build would log."""
log = logging.getLogger(__name__)

INCLUDED = frozenset(level for level in InclusionLevel if level.is_included())  # type: ignore[no-untyped-call]  # MkDocs: no types
"""How files are marked that a build shows: not drafts."""
NICENESS = 5
"""How much the renderers yield to Pagefind, which makes the search index meanwhile: it can use fewer processors at
once, and the build would wait for it in the end."""


class TreeSummary(NamedTuple):
    """Numbers of one build of a language tree."""

    pages: int
    rendered: int
    removed: int
    warnings: int
    jobs: int
    """Processes that rendered: one on a machine that cannot fork."""


class LanguageTree:
    """The part of a site in one language: `prepare` renders it beside the site, `publish` puts it in place."""

    def __init__(
        self, config: MkDocsConfig, folder: Path, state_file: Path, jobs: int = 1, progress: Progress = no_progress
    ) -> None:
        """`state_file` holds the state of the last build. Rendered files wait beside it."""
        self.config, self.jobs, self.progress = config, jobs, progress
        self.outputs = StagedOutputs(folder, state_file)
        self.last = self.outputs.last
        self.changed: list[File] = []
        """The pages that are rendered."""
        self.slow_pages: list[str] = []
        """The URIs of rendered pages that Python-Markdown converted instead of the fast converter."""
        self.warnings = 0

    def prepare(self) -> Self:
        """Render all that has changed, beside the site. Raises what MkDocs raises."""
        self.outputs.begin()
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(counter)
        try:
            self._prepare()
            self._count_warnings(counter.get_counts())
        except BaseException as error:
            self.discard()
            if isinstance(error, Exception):
                self.config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                mkdocs_log.error(str(error))
                raise Abort("Aborted with a BuildError!") from error
            raise
        finally:
            logging.getLogger("mkdocs").removeHandler(counter)
        return self

    def _count_warnings(self, counts: list[tuple[str, int]]) -> None:
        """Count the warnings. Raises Abort if there are any in a strict build."""
        self.warnings = sum(number for _, number in counts)
        if counts and self.config.strict:
            raise Abort(f"Aborted with {', '.join(f'{n} {kind.lower()}s' for kind, n in counts)} in strict mode!")

    def _prepare(self) -> None:
        self._gather()
        self._read_navigation()
        self._compare()
        results = self._render()
        self._stage_pages(results)
        self._stage_static_files()
        self._stage_templates()
        for file in self.changed:
            _log(results[file.src_uri].templating)
        self._check_anchors(results)

    def _gather(self) -> None:
        """Gather the files and the navigation, and make a page of each Markdown file."""
        # MkDocs runs `env` once all pages are read: here it sees those of the navigation alone.
        self.renderer = Renderer.gather(self.config)
        self.config, self.files = self.renderer.config, self.renderer.files
        self.pages = list(self.files.documentation_pages())
        for file in self.pages:
            if file.page is None:
                Page(None, file, self.config)
        self.link_targets = [link_target_key(file) for file in self.files]

    def _read_navigation(self) -> None:
        """Convert the pages of the navigation.

        Every page may show their titles and metadata.
        """
        renderer = self.renderer
        with reuse_markdown_converter(self.config, renderer.converters):
            for page in renderer.nav.pages:
                if page.file.inclusion in INCLUDED:
                    renderer.converted[page.file.src_uri] = renderer.convert(page.file)
        renderer.env = self.config.plugins.on_env(renderer.env, config=self.config, files=self.files)
        self.shared = shared_fingerprint(self.config, renderer.nav)

    def _compare(self) -> None:
        """Divide the pages into changed and up-to-date ones."""
        if self.last.shared not in ("", self.shared):
            reason = "the navigation, theme, configuration, hooks or a package is another"
            log.info("every page of %s is made anew: %s", self.outputs.folder, reason)
        is_same, missing, new_numbers = self.shared == self.last.shared, self.last.missing(self.link_targets), None
        if self.link_targets != self.last.files:
            numbers = {file: str(number) for number, file in enumerate(self.link_targets)}
            new_numbers = {str(old): numbers.get(file, "") for old, file in enumerate(self.last.files)}
        for file in self.pages:
            last = self.last.pages.get(file.dest_uri)
            if is_same and last and (page := self._up_to_date_page(file, last, missing)):
                if new_numbers:
                    page = page._replace(lookups=" ".join(map(new_numbers.__getitem__, page.lookups.split())))
                self.outputs.keep(file.dest_uri, page)
                if file.page and page.update_date:
                    file.page.update_date = page.update_date
            else:
                self.changed.append(file)

    def _up_to_date_page(self, file: File, last: SitePage, missing: set[str]) -> SitePage | None:
        """Return the page with its present stamps, or None if it has to be rendered."""
        source = self._stamp_source(file, last)
        if source is None or last.source is None or source.digest != last.source.digest:
            return None
        if missing and not missing.isdisjoint(last.lookups.split()):
            return None
        output = self.outputs.stamp_output(file.dest_uri, last)
        if output and output.digest == last.output.digest:
            return last._replace(source=source, output=output)
        return None

    def _stamp_source(self, file: File, last: SitePage | None) -> FileStamp | None:
        if file.abs_src_path is None:  # a plugin made it
            content = file.content_bytes
            return FileStamp(len(content), 0, digest(content))
        return self.last.stamp(file.abs_src_path, last.source if last else None)

    def _render(self) -> dict[str, RenderedPage]:
        """Render the changed pages into staged files. Return the results by URI."""
        # Stamped before it is rendered: a page that is edited meanwhile is changed for the next build.
        self.sources = {
            file.src_uri: self._stamp_source(file, self.last.pages.get(file.dest_uri)) for file in self.changed
        }
        tasks = [(file, self._staged_file(number)) for number, file in enumerate(self.changed)]
        with (
            reuse_markdown_converter(self.config, self.renderer.converters),
            Workers(self.renderer.render, tasks, self.jobs, niceness=NICENESS) as workers,
        ):
            results = {self.changed[number].src_uri: result for number, result in workers.results(self.progress)}
            self.jobs = workers.jobs
        self.slow_pages = [file.src_uri for file in self.changed if results[file.src_uri].is_slow]
        return results

    def _staged_file(self, number: int) -> Path:
        return self.outputs.stage_folder / f"{number}.html"

    def _stage_pages(self, results: dict[str, RenderedPage]) -> None:
        """Stage the rendered pages, in their order.

        Raises the first error among the results.
        """
        number_of = {file.src_uri: str(number) for number, file in enumerate(self.files)}
        for number, file in enumerate(self.changed):
            result = results[file.src_uri]
            _log(result.converting)
            if result.error:
                if not isinstance(result.error, OSError):  # whose reason is printed at the end
                    _log(result.templating)
                raise result.error
            if file.page and result.update_date:
                file.page.update_date = result.update_date
            if result.output:
                # A page that warns, or looks up a file that is not there, is never up to date: it warns again.
                has_warned = result.converting or result.templating or result.has_failed_lookup
                source = None if has_warned else self.sources[file.src_uri]
                lookups = " ".join(number_of[uri] for uri in result.lookups)
                page = SitePage(source, result.output, result.update_date, result.anchors, result.anchor_links, lookups)
                self.outputs.stage_file(file.dest_uri, self._staged_file(number), page)

    def _stage_static_files(self) -> None:
        """Stage pictures, scripts and style sheets, of the pages and of the theme."""
        for file in self.files:
            if file.is_documentation_page() or file.inclusion not in INCLUDED:
                continue
            last = self.last.pages.get(file.dest_uri)
            source = self._stamp_source(file, last)
            if file.dest_uri in self.outputs.pages or source is None:
                continue  # a page of the same name comes later in MkDocs' build, and replaces the file
            if last and last.source and last.source.digest == source.digest:
                output = self.outputs.stamp_output(file.dest_uri, last)
                if output and output.digest == source.digest:
                    self.outputs.keep(file.dest_uri, last._replace(source=source, output=output))
                    continue
            self.outputs.stage(file.dest_uri, file.content_bytes, source)

    def _stage_templates(self) -> None:
        """Stage the output of static and extra templates.

        Does as `_build_theme_template` and `_build_extra_template` of MkDocs do.
        """
        for name in self.config.theme.static_templates:
            try:
                template = self.renderer.env.get_template(name)
            except TemplateNotFound:
                mkdocs_log.warning(f"Template skipped: '{name}' not found in theme directories.")
                continue
            self._stage_template(name, name, template)
        for name in map(str, self.config.extra_templates):
            if file := self.files.get_file_from_path(name):
                self._stage_template(name, file.dest_uri, Template(file.content_string))
            else:
                mkdocs_log.warning(f"Template skipped: '{name}' not found in docs_dir.")

    def _stage_template(self, name: str, path: str, template: Template) -> None:
        """Fill in a template and stage the output; a site map also compressed."""
        output = _build_template(name, template, self.files, self.config, self.renderer.nav)
        if not output.strip():
            mkdocs_log.info(f"Template skipped: '{name}' generated empty output.")
            return
        self.outputs.stage(path, output.encode("utf-8"))
        if name == "sitemap.xml":
            buffer = io.BytesIO()
            timestamp = get_build_timestamp(pages=[file.page for file in self.pages if file.page])
            with gzip.GzipFile(fileobj=buffer, filename=f"{name}.gz", mode="wb", mtime=timestamp) as compressed:
                compressed.write(output.encode("utf-8"))
            self.outputs.stage(f"{path}.gz", buffer.getvalue())

    def _check_anchors(self, results: dict[str, RenderedPage]) -> None:
        """Warn of links to anchors that do not exist.

        Checks all pages, since the targets of unchanged ones may have changed.
        """
        pages = {file.src_uri: results.get(file.src_uri) or self.outputs.pages[file.dest_uri] for file in self.pages}
        for file in self.pages:
            if file.page is None or not (anchor_links := pages[file.src_uri].anchor_links):
                continue
            file.page.links_to_anchors = {}
            for uri, links in anchor_links.items():
                target = self.files.get_file_from_path(uri)
                if target and target.page and uri in pages:
                    target.page.present_anchor_ids = set(pages[uri].anchors)
                    file.page.links_to_anchors[target] = dict(links)
            file.page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def publish(self) -> TreeSummary:
        """Put everything in its place."""
        removed = self.outputs.publish(self.shared, self.link_targets)
        self.config.plugins.on_post_build(config=self.config)
        return TreeSummary(len(self.pages), len(self.changed), removed, self.warnings, self.jobs)

    def discard(self) -> None:
        """Remove all that was rendered but not published."""
        self.outputs.discard()


def _log(messages: Iterable[LogMessage]) -> None:
    """Log messages of a worker process in this one."""
    for name, level, text in messages:
        attributes = {"name": name, "levelno": level, "levelname": logging.getLevelName(level), "msg": text}
        logging.getLogger(name).handle(logging.makeLogRecord(attributes))
