"""How the house is built, held by the source: imports go one way, one module prints, no kind is named outside."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "generator"

ORDER = (
    "serve",
    "editing.new",
    "editing",
    "dossier",
    "checks",
    "content",
    "site.sharded_index",
    "site.fast_markdown",
    "values",
    "incremental",
    "incremental.workers",
    "incremental.atomic",
    "incremental.stages",
    "cli.progress",
    "problems.problem",
    "values.refusal",
    "problems.report",
    "content.yaml_errors",
    "content.yaml_parser",
    "content.source",
    "content.files",
    "incremental.cache",
    "values.folding",
    "values.countries",
    "values.languages",
    "values.scripts",
    "values.date_notations",
    "values.dates",
    "problems.suggest",
    "values.reference",
    "values.text",
    "values.codes",
    "values.labels",
    "values.family_name",
    "kinds.record",
    "kinds.kind",
    "kinds.shared_checks",
    "kinds.commitment",
    "kinds.periods",
    "kinds.traversal",
    "kinds.country",
    "kinds.organisation",
    "kinds.person",
    "kinds.sector",
    "kinds.relation",
    "kinds.milestone",
    "kinds.source",
    "kinds.statement",
    "kinds.delegations",
    "kinds.meeting",
    "kinds.mechanism",
    "kinds.agreement_history",
    "kinds.agreement",
    "kinds.site",
    "kinds",
    "kinds.fields",
    "values.ids",
    "kinds.json_schema",
    "kinds.field_guide",
    "cli.edition_options",
    "content.missing_field",
    "content.structure",
    "content.load",
    "checks.comments",
    "archive.redact",
    "archive.audience",
    "archive.as_of",
    "archive.anniversaries",
    "archive.links",
    "archive.archive",
    "archive.dependencies",
    "dossier.dossier",
    "checks.context",
    "checks.references",
    "checks.records",
    "checks.rechecking",
    "content.yaml_tree",
    "content.yaml_scalars",
    "content.yaml_layout",
    "content.field_order",
    "content.format",
    "content.fix",
    "content.diff",
    "editing.importing",
    "checks.map_rules",
    "checks.rules",
    "checks.explanations",
    "cli.explaining",
    "pages.page",
    "pages.markdown",
    "pages.writer",
    "pages.list_pages",
    "pages.sections",
    "pages.citations",
    "pages.record_page",
    "pages.kind_index",
    "pages.timeline",
    "pages.commitments",
    "dossier.upcoming",
    "pages.relation_page",
    "pages.brief_participants",
    "pages.brief_sections",
    "pages.briefs",
    "pages.calendar",
    "pages.svg",
    "pages.charts",
    "pages.statistics",
    "pages.guide_layout",
    "pages.guide_fields",
    "pages.guide_rules",
    "pages.guide",
    "pages.about",
    "pages.home",
    "pages.search_page",
    "pages.site_settings",
    "pages.search_text",
    "pages.search_document",
    "pages.search_documents",
    "pages",
    "incremental.outputs",
    "pages.render",
    "checks.run",
    "checks.incremental",
    "serve.preview",
    "editing.lookup",
    "content.write_record",
    "editing.new.workspace",
    "editing.new.questions",
    "editing.new.interview",
    "editing.new.prompts",
    "editing.show",
    "editing.find",
    "incremental.lock",
    "cli.inputs",
    "site",
    "site.up_to_date",
    "incremental.mirror",
    "site.pagefind",
    "site.sharded_index.pagefind_format",
    "site.sharded_index.shards",
    "site.sharded_index.merge",
    "site.search_index",
    "site.hooks",
    "site.fingerprint",
    "site.staging",
    "site.fast_markdown.spans",
    "site.fast_markdown.blocks",
    "site.fast_markdown.converter",
    "site.render_page",
    "site.language_tree",
    "site.build",
    "serve.reindex",
    "serve.preview_site",
    "serve.watcher",
    "serve.server",
    "editing.importing.table",
    "editing.importing.csv_table",
    "editing.importing.xlsx_table",
    "editing.importing.ics_table",
    "editing.importing.json_table",
    "editing.importing.formats",
    "editing.importing.date_formats",
    "editing.importing.mapping",
    "editing.importing.converters",
    "editing.importing.check_mapping",
    "editing.importing.draft",
    "editing.importing.personal_names",
    "editing.importing.name_index",
    "editing.importing.assemble",
    "editing.importing.row_problems",
    "editing.importing.prepare",
    "editing.importing.decide",
    "editing.importing.write",
    "editing.importing.report",
    "editing.importing.run",
    "cli.environment",
    "cli.write_files",
    "cli.fix",
    "cli.options",
    "cli.check",
    "cli.format",
    "cli.import_",
    "cli.pages",
    "cli.build",
    "cli.serve",
    "cli.new",
    "cli.show",
    "cli.find",
    "cli.schema",
    "cli.explain",
    "cli",
    "cli.main",
    "__main__",
)
"""A module imports only from those above it."""


def name_of(path: Path) -> str:
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(GENERATOR.rglob("*.py")) if name_of(path)}


def imports(source: str) -> Iterator[str]:
    """The modules of the generator that a source imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("generator.") for alias in node.names if alias.name.startswith("generator.")
            )
        elif isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (alias.name for alias in node.names if alias.name in ORDER)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            module = (node.module or "").removeprefix("generator.")
            below = [f"{module}.{alias.name}" for alias in node.names if f"{module}.{alias.name}" in ORDER]
            yield from below or [module]


def out_of_order(name: str, source: str) -> list[str]:
    return [imported for imported in imports(source) if ORDER.index(imported) >= ORDER.index(name)]


def type_checking_removed(source: str) -> str:
    """What is imported for types alone does not couple modules when they run."""
    tree = ast.parse(source)
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    return ast.unparse(tree)


def test_every_module_has_its_place_in_the_order() -> None:
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_a_module_imports_only_from_those_above_it(name: str) -> None:
    assert out_of_order(name, type_checking_removed(MODULES[name].read_text("utf-8"))) == []


def test_an_import_from_below_would_be_seen() -> None:
    assert out_of_order("archive", "from generator.pages.page import Page") == ["pages.page"]
    assert out_of_order("archive", "def f():\n    from generator import cli") == ["cli.main"]
    assert out_of_order("values.reference", "from generator.kinds import KINDS") == ["kinds"]


def test_only_the_command_line_reads_the_clock_and_the_environment() -> None:
    clock = re.compile(r"date\.today|datetime\.now|utcnow|time\.time\(|os\.environ|getcwd")
    knowing = [name for name, path in MODULES.items() if clock.search(path.read_text("utf-8"))]
    assert knowing == ["cli.main", "cli.environment"]


def test_only_the_site_knows_mkdocs() -> None:
    knowing = [
        name for name, path in MODULES.items() if re.search(r"^\s*(from|import) mkdocs", path.read_text("utf-8"), re.M)
    ]
    assert knowing == [
        "site.build",
        "site.language_tree",
        "site.fingerprint",
        "site.hooks",
        "site.fast_markdown.spans",
        "serve.preview_site",
        "site.render_page",
        "serve.server",
    ]


def test_only_composing_and_the_syntax_of_files_know_yaml() -> None:
    knowing = [
        name for name, path in MODULES.items() if re.search(r"^\s*(from|import) yaml", path.read_text("utf-8"), re.M)
    ]
    assert knowing == ["content.yaml_parser", "content.yaml_tree"]


def test_every_module_says_what_it_is_for_in_one_to_five_lines() -> None:
    for name, path in MODULES.items():
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert docstring, name
        assert len(docstring.splitlines()) <= 5, name


def test_no_stage_compares_with_the_name_of_a_kind() -> None:
    from generator.kinds import KINDS

    names = "|".join(kind.name for kind in KINDS)
    named = re.compile(rf"(==|\bin\b) *[(\[]?[\"']({names})[\"']")
    outside = {name: path for name, path in MODULES.items() if not name.startswith("kinds")}
    assert [name for name, path in outside.items() if named.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("template", sorted(GENERATOR.rglob("*.jinja")), ids=lambda path: path.name)
def test_templates_use_nothing_that_escapes_for_html_instead_of_markdown(template: Path) -> None:
    expressions = re.findall(r"{{.*?}}|{%.*?%}", template.read_text("utf-8"), re.S)
    for expression in expressions:
        without_texts = re.sub(r'"[^"]*"', '""', expression)
        assert "~" not in without_texts, expression
        assert "+" not in without_texts, expression
        assert set(re.findall(r"\|\s*(\w+)", without_texts)) <= {"indented", "length"}, expression
