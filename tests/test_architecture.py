"""The architecture, read from the source: floors, one place for each concern, no kind named outside."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from generator.kinds import KINDS
from tests.support.paths import ROOT

GENERATOR = ROOT / "generator"
FLOORS = (
    ("problems", "incremental"),
    ("values", "site"),
    ("kinds",),
    ("content", "archive"),
    ("checks", "changes", "dossier"),
    ("pages", "exports", "documents"),
    ("editing", "serve", "pipeline"),
    ("cli",),
    ("__main__",),
)
"""The floors, lowest first. A package imports only from lower floors; packages of one floor do not import each other.

`exports`, `documents` and `changes` have a floor before they exist.
"""
FLOOR_OF = {package: number for number, floor in enumerate(FLOORS) for package in floor}
LONGEST = 300
"""The most lines of a module."""
FILTERS = {"indent", "length"}
"""The filters of templates: our own, for Markdown."""
KIND_NAMES = "|".join(kind.name for kind in KINDS)
COMPARED_WITH_A_KIND = rf"(==|\bin\b) *[(\[]?[\"']({KIND_NAMES})[\"']"


def name_of(path: Path) -> str:
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(GENERATOR.rglob("*.py")) if name_of(path)}
SOURCES = {name: path.read_text("utf-8") for name, path in MODULES.items()}


def imports(source: str) -> Iterator[str]:
    """Yield the modules of the generator that `source` imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("generator.") for alias in node.names if alias.name.startswith("generator.")
            )
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "generator":
            package = (node.module or "").removeprefix("generator").removeprefix(".")
            for alias in node.names:
                inner = f"{package}.{alias.name}".removeprefix(".")
                if inner in MODULES or package:
                    yield inner if inner in MODULES else package


def without_type_checking(source: str) -> str:
    """Return `source` without imports for types alone: they do not couple modules when they run."""
    tree = ast.parse(source)
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    return ast.unparse(tree)


def upward(name: str, source: str) -> list[str]:
    """Return the imports of the module `name` that lead to its own floor or to one further up."""
    package = name.partition(".")[0]
    targets = ((each, each.partition(".")[0]) for each in imports(source))
    return [each for each, target in targets if target != package and FLOOR_OF[target] >= FLOOR_OF[package]]


def cycle_in(imports_of: dict[str, set[str]]) -> list[str]:
    """Return the modules of an import cycle; empty if there is none."""
    try:
        TopologicalSorter(imports_of).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return []


def modules_with(pattern: str, sources: dict[str, str] = SOURCES) -> list[str]:
    """Return the modules whose source has a match of `pattern`."""
    return [name for name, source in sources.items() if re.search(pattern, source, re.MULTILINE)]


def too_long(sources: dict[str, str]) -> list[str]:
    """Return the modules with more than `LONGEST` lines."""
    return [name for name, source in sources.items() if len(source.splitlines()) > LONGEST]


def badly_introduced(sources: dict[str, str]) -> list[str]:
    """Return the modules without a docstring of one to five lines."""
    docstrings = {name: ast.get_docstring(ast.parse(source)) or "" for name, source in sources.items()}
    return [name for name, docstring in docstrings.items() if not 1 <= len(docstring.splitlines()) <= 5]


def foreign_syntax(template: str) -> list[str]:
    """Return the expressions of a template with `~`, `+` or a filter that escapes for HTML."""
    expressions = re.findall(r"{{.*?}}|{%.*?%}", template, re.S)
    without_texts = {expression: re.sub(r'"[^"]*"', '""', expression) for expression in expressions}
    return [
        expression
        for expression, code in without_texts.items()
        if "~" in code or "+" in code or not set(re.findall(r"\|\s*(\w+)", code)) <= FILTERS
    ]


# Floors


def test_every_package_has_its_floor() -> None:
    assert {name.partition(".")[0] for name in MODULES} <= FLOOR_OF.keys()


def test_the_root_holds_packages_and_three_modules() -> None:
    assert sorted(path.name for path in GENERATOR.glob("*.py")) == ["__init__.py", "__main__.py", "pipeline.py"]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_floors_below_its_own(name: str) -> None:
    assert upward(name, without_type_checking(SOURCES[name])) == []


def test_an_import_from_further_up_would_be_seen() -> None:
    assert upward("archive.archive", "from generator.pages.page import Page") == ["pages.page"]
    assert upward("archive.archive", "def f():\n    from generator import cli") == ["cli"]
    assert upward("archive.archive", "from generator.content.load import load") == ["content.load"]
    assert upward("values.reference", "from generator.kinds import KINDS") == ["kinds"]
    assert upward("pages.home", "from generator.archive.archive import Archive") == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    sources = {name: without_type_checking(source) for name, source in SOURCES.items()}
    assert cycle_in({name: set(imports(source)) - {name} for name, source in sources.items()}) == []


def test_a_circle_of_imports_would_be_seen() -> None:
    assert set(cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}


# One place for each concern


def test_only_the_command_line_reads_the_day_and_the_environment() -> None:
    assert modules_with(r"date\.today|datetime\.now|utcnow|os\.environ|getcwd|getenv") == [
        "cli.environment",
        "cli.main",
    ]


def test_only_one_module_looks_at_the_terminal() -> None:
    modules = modules_with(r"isatty\(|get_terminal_size")
    assert modules == ["cli.environment", "cli.streams"]  # a guarded stream passes the answer of the system on


def test_only_the_command_line_prints() -> None:
    printing = modules_with(r"^\s*(from|import) click|\bprint\(|\bsys\.exit\(")
    assert {name.partition(".")[0] for name in printing} == {"cli", "__main__"}


def test_the_time_of_day_only_tells_whether_a_file_may_still_change() -> None:
    assert modules_with(r"time\.time(_ns)?\(") == ["incremental.fingerprint"]


def test_only_the_site_and_its_preview_know_mkdocs() -> None:
    packages = {name.partition(".")[0] for name in modules_with(r"^\s*(from|import) mkdocs")}
    assert packages == {"site", "serve"}


def test_only_the_parser_and_the_tree_of_record_files_know_yaml() -> None:
    assert modules_with(r"^\s*(from|import) yaml") == ["content.yaml_parser", "content.yaml_tree_parser"]


def test_only_one_module_writes_csv() -> None:
    assert modules_with(r"csv\.(writer|DictWriter)|import .*\b(writer|DictWriter)\b") == ["values.spreadsheet_cells"]


def test_files_of_others_are_read_in_a_child_process_alone() -> None:
    readers = modules_with(r"BY_SUFFIX\[.*\]\.read\(")
    assert readers == ["editing.importing.read_table"]


def test_no_stage_compares_with_the_name_of_a_kind() -> None:
    assert [name for name in modules_with(COMPARED_WITH_A_KIND) if not name.startswith("kinds")] == []


def test_a_concern_in_another_place_would_be_seen() -> None:
    sources = {"a": 'if kind.name == "person":', "b": 'if word in ("meeting", "x"):', "c": "if kind.is_citable:"}
    assert modules_with(COMPARED_WITH_A_KIND, sources) == ["a", "b"]


@pytest.mark.parametrize("template", sorted(GENERATOR.rglob("*.jinja")), ids=lambda path: path.name)
def test_templates_use_nothing_that_escapes_for_html_instead_of_markdown(template: Path) -> None:
    assert foreign_syntax(template.read_text("utf-8")) == []


def test_what_escapes_for_html_would_be_seen() -> None:
    bad = ['{{ "a" ~ b }}', "{{ a + b }}", "{{ a | join }}"]
    assert foreign_syntax("".join([*bad, '{{ w("a + b | c") | indent }}', "{% if a %}"])) == bad


# Modules that can be read at a sitting


def test_no_module_is_longer_than_it_may_be() -> None:
    assert too_long(SOURCES) == []


def test_a_module_that_is_too_long_would_be_seen() -> None:
    assert too_long({"a": "x\n" * LONGEST, "b": "x\n" * (LONGEST + 1)}) == ["b"]


def test_every_module_says_what_it_is_for_in_one_to_five_lines() -> None:
    assert badly_introduced(SOURCES) == []


def test_a_module_without_a_docstring_or_with_a_long_one_would_be_seen() -> None:
    assert badly_introduced({"a": "x = 1", "b": '"""A."""', "c": '"""A.\n\nB\nC\nD\nE"""'}) == ["a", "c"]
