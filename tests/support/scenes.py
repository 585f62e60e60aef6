"""Scenes: a working folder, and a command that writes into it. Faults are injected into them."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

AS_OF = "2026-12-01"
SITE = "title: {en: Records, ja: 記録}\nlanguages: [en, ja]\n"
CONTENT = {
    "content/site.yml": SITE,
    "content/people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "content/people/ben-example.yml": "sources: [{source: report}]\nname:   Ben Example\n",
    "content/sources/report.yml": "title:    A report\ntype: news\n",
    "content/milestones/first.yml": "date:   '2020'\ntitle: First flight\nsources: [{source: report}]\n",
}
"""Records without problems, three of them not laid out as `format` does."""
TABLE = "No,Title,Day,Who\n1,Forum,2024-01,Bank of Examples\n2,Fair,2024-02,Ministry of Examples\n3,Feast,never,\n"
MAP = """key: No
source: {id: list, title: A list}
fields:
  title: Title
  date: {column: Day, date: iso}
  parties: [{column: Who, refer: party, create: organisation}]
"""
BUILD = ("build", "--as-of", AS_OF, "--pages", "pages", "--jobs", "1")


class Scene(NamedTuple):
    """A command, the files that it finds, and the earlier commands that it follows."""

    command: tuple[str, ...]
    files: Mapping[str, str]
    before: tuple[tuple[str, ...], ...] = ()
    edit: Callable[[Path], object] = lambda folder: None
    """What somebody changes after the earlier commands."""
    status: int = 0
    """The exit status of the command without a fault."""
    answers: str = ""
    """The lines that it reads."""
    is_whole: bool = False
    """Whether the command writes all of its records or none."""


def _edit(folder: Path) -> None:
    """Change a record, add one, take one away, and leave a picture of the old ones."""
    (folder / "content/people/ada-example.yml").write_text("name: Ada Example-Smith\nsources: [{source: report}]\n")
    (folder / "content/people/ben-example.yml").unlink()
    (folder / "content/people/cy-example.yml").write_text("name: Cy Example\nsources: [{source: report}]\n")


def _forget(folder: Path) -> None:
    """Delete what the last build has left beside the site."""
    shutil.rmtree(folder / ".site.built")
    shutil.rmtree(folder / ".site.index")
    (folder / ".site.made").unlink()
    _edit(folder)


MANY = {f"content/sources/list-{number:03}.yml": f"title: List {number}\n" for number in range(200)}
"""Enough records for a cache."""
SCENES = {
    "build, first": Scene(BUILD, CONTENT),
    "build, again": Scene(BUILD, CONTENT, (BUILD,), _edit),
    "build, anew": Scene(BUILD, CONTENT, (BUILD,), _forget),
    "build, in processes": Scene((*BUILD[:-1], "2"), CONTENT),
    "pages, first": Scene(("pages", "--as-of", AS_OF, "--to", "pages"), CONTENT),
    "pages, again": Scene(
        ("pages", "--as-of", AS_OF, "--to", "pages"), CONTENT, (("pages", "--as-of", AS_OF, "--to", "pages"),), _edit
    ),
    "check, cached": Scene(("check", "--as-of", AS_OF), CONTENT | MANY),
    "format": Scene(("format",), CONTENT),
    "format a file": Scene(("format", "content/people/ben-example.yml"), CONTENT),
    "check --fix": Scene(("check", "--fix", "--yes", "--as-of", AS_OF), CONTENT),
    "new": Scene(
        ("new", "milestone"),
        CONTENT,
        answers="Second flight\n2021\n+ Bank of Examples\norganisation\n" + "\n" * 20,
        is_whole=True,
    ),
    "import": Scene(
        ("import", "milestone", "rows.csv", "--map", "map.yml"),
        CONTENT | {"rows.csv": TABLE, "map.yml": MAP},
        status=1,
        is_whole=True,
    ),
    "schema": Scene(("schema", "--fields", "content/FIELDS.md"), CONTENT),
}


def write_scene(scene: Scene, folder: Path) -> None:
    """Write the files of a scene."""
    for name, text in scene.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
