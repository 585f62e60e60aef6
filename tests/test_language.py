"""The words of the generator: no vague identifier, each class name once, docstrings that come to the point."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT

GENERATOR = ROOT / "generator"
SOURCES = {path.relative_to(GENERATOR): ast.parse(path.read_text("utf-8")) for path in sorted(GENERATOR.rglob("*.py"))}
VAGUE = frozenset(
    ("found", "known", "kept", "made", "said", "told", "shown", "sound", "begun", "alone", "beside", "looked", "wrong")
)
"""Words that say how a thing came about, not what it is."""
ROUNDABOUT = frozenset(("which", "that", "what", "whether", "who", "where", "those"))
MOST_ROUNDABOUT = 4
"""Fewer than so many of 100 words of docstrings are roundabout."""
WIDTH = 80
"""The most characters of the first line of a docstring of a function."""


def identifiers(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a source gives: to functions, classes, parameters, attributes and variables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


def vague(tree: ast.AST) -> set[str]:
    """Return the identifiers in `tree` that are one of the words in `VAGUE`."""
    return {name for name in identifiers(tree) if name.strip("_").lower() in VAGUE}


def docstrings(tree: ast.Module, *, of_records: bool = False) -> Iterator[str]:
    """Yield the docstrings of a module, its classes and functions; those of record classes are for editors."""
    yield ast.get_docstring(tree) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.ClassDef) and not of_records
        ):
            yield ast.get_docstring(node) or ""


def repeated_classes(trees: Iterable[ast.AST]) -> list[str]:
    """Return the class names that stand more than once."""
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return [name for name, count in names.items() if count > 1]


def long_first_lines(tree: ast.AST) -> list[str]:
    """Return the functions whose docstring has a first line of more than `WIDTH` characters.

    The docstring of a command is its help text, for the terminal, and may be longer.
    """
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    first_lines = {node.name: (ast.get_docstring(node) or "").partition("\n")[0] for node in functions}
    commands = {node.name for node in functions if any("command" in ast.unparse(each) for each in node.decorator_list)}
    return [name for name, line in first_lines.items() if len(line) > WIDTH and name not in commands]


def roundabout_share(texts: list[str]) -> float:
    """Return how many of 100 words are roundabout."""
    words = re.findall(r"[a-z]+", " ".join(texts).lower())
    return 100 * sum(word in ROUNDABOUT for word in words) / max(1, len(words))


PACKAGES = sorted({path.parts[0] for path in SOURCES if len(path.parts) > 1})


@pytest.mark.parametrize("path", SOURCES, ids=Path.as_posix)
def test_no_identifier_has_to_be_decoded(path: Path) -> None:
    assert path.stem.strip("_") not in VAGUE
    assert vague(SOURCES[path]) == set()


def test_a_vague_identifier_would_be_seen() -> None:
    source = "def known(told, *, made): _found = 1; self.kept = 2\nfor shown in (): ...\nimport x as alone"
    assert vague(ast.parse(source)) == {"known", "told", "made", "_found", "kept", "shown", "alone"}
    assert vague(ast.parse("def record_as_known_on(day): files = 1")) == set()


def test_a_class_name_stands_once_in_the_house() -> None:
    assert repeated_classes(SOURCES.values()) == []


def test_a_class_name_that_stands_twice_would_be_seen() -> None:
    assert repeated_classes(map(ast.parse, ("class A: pass", "class B: pass", "class A: pass"))) == ["A"]


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_come_to_the_point(package: str) -> None:
    texts = [
        text
        for path, tree in SOURCES.items()
        if path.parts[0] == package
        for text in docstrings(tree, of_records=package == "kinds")
    ]
    assert roundabout_share(texts) < MOST_ROUNDABOUT


def test_docstrings_that_do_not_come_to_the_point_would_be_seen() -> None:
    assert roundabout_share(["By what it is known what those are that were made"]) > MOST_ROUNDABOUT
    assert roundabout_share(["Return the digest of `raw`, used as its cache key."]) == 0


@pytest.mark.parametrize("path", SOURCES, ids=Path.as_posix)
def test_the_first_line_of_a_docstring_is_short(path: Path) -> None:
    assert long_first_lines(SOURCES[path]) == []


def test_a_long_first_line_would_be_seen() -> None:
    long, help_text = f'def f():\n    """{"x" * 81}"""\n', f'@click.command("g")\ndef g():\n    """{"x" * 81}"""\n'
    short = f'def h():\n    """Go.\n\n    {"x" * 81}\n    """\n'
    assert long_first_lines(ast.parse(long + help_text + short)) == ["f"]
