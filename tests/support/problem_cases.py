"""Small content folders in `tests/checks/cases/`, each breaking one rule."""

import pkgutil
import shutil
from importlib import import_module
from pathlib import Path

import generator
from generator.content.source import MAX_BYTES
from generator.content.yaml_parser import MAX_VALUES
from generator.problems import Rule
from tests.support.paths import TESTS

CASE_FOLDER = TESTS / "checks/cases"
CASES = sorted(folder.name for folder in CASE_FOLDER.iterdir())
ALL_AT_ONCE = "all-at-once"

DEEP = b"name: Deep\na: " + b"[" * 10_000 + b"]" * 10_000 + b"\n"
UNUSUAL_FILES: dict[str, dict[str, bytes | Path]] = {
    "unreadable-file": {
        "people/ada-example.yml": Path("../countries/xa.yml"),
        "people/ben-sample.yml": Path("/nowhere.yml"),
    },
    "file-too-large": {"people/ada-example.yml": b"name: Ada Example\n".ljust(MAX_BYTES, b"#") + b"\n"},
    "not-utf-8": {
        "people/latin-1.yml": "name: Ada Example\ncountry: xa\nnotes: Zoé\n".encode("latin-1"),
        "people/mixed.yml": "name: Zoé ".encode() + "Zoé\n".encode("latin-1"),
        "people/utf-16.yml": "name: Ada Example\n".encode("utf-16"),
    },
    "control-character": {
        "people/colour.yml": b"name: Ada Example\nnotes: In \x1b[31mred\x1b[0m.\n",
        "people/line-separator.yml": "name: Ada Example\nnotes: One\u2028Two\n".encode(),
        "people/nul.yml": b"name: Ada\0Example\n",
    },
    "direction-control": {
        "people/comment.yml": "name: Ada Example\nnotes: In brief.  # see \u2066there\n".encode(),
        "people/override.yml": "name: Ada \u202eelpmaxE\u202c\nnotes: |\n  One\n  two \u2067three\u2069\n".encode(),
    },
    "tab": {
        "people/ada-example.yml": b"name: Ada Example\npositions:\n\t- title: Minister\n",
        "people/ben-sample.yml": b"name: Ben Sample\ncountry:\txa\n",
    },
    "text-too-long": {"people/ada-example.yml": b"name: Ada Example\nsummary: " + b"long " * 5000 + b"\n"},
    "too-deep": {"people/deep.yml": DEEP},
    "too-many-values": {"people/ada-example.yml": b"name: Ada Example\nalso_known_as:\n" + b"- A\n" * MAX_VALUES},
    ALL_AT_ONCE: {
        "people/deep.yml": DEEP,
        "people/latin-1.yml": "name: Zoé\n".encode("latin-1"),
        "people/lower/upper-case.yml": b"name: Ada Example\n",
        "people/tab.yml": b"name:\tAda Example\n",
        "people/Upper-Case.yml": b"name: Ada Example\n",
    },
}
"""By case, files that would trip up editors and version control: their bytes, or the target of a symbolic link."""


def copy_case(case: str, folder: Path) -> None:
    """Copy the content of `case` to `folder`, with its unusual files."""
    shutil.copytree(CASE_FOLDER / case / "content", folder / "content")
    for name, content in UNUSUAL_FILES.get(case, {}).items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            file.symlink_to(content)
        else:
            file.write_bytes(content)


def declared_rules() -> list[Rule]:
    """Return every rule that a module of the generator declares, also if its `RULES` forgets it."""
    names = [module.name for module in pkgutil.walk_packages(generator.__path__, "generator.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    rules = (value for module in modules for value in vars(module).values() if isinstance(value, Rule))
    return list({id(rule): rule for rule in rules}.values())  # imported ones are the same objects
