"""Commands run in this process, and small content folders for them."""

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import main

VALID = {
    "people/ada-example.yml": "name: Ada Example\nsources: [{source: report}]\n",
    "sources/report.yml": "title: A report\n",
}
"""The files of a content folder without problems."""
VALID_WITH_SITE = VALID | {"site.yml": "title: A site\n"}
INVALID = {"people/ada-example.yml": "name: Ada Example\npost: clerk\n"}


def run(*arguments: object, answers: list[str] | None = None) -> Result:
    """Run a command, with `answers` as lines of stdin. Raises whatever the command raises, except an exit."""
    lines = "".join(f"{answer}\n" for answer in answers or [])
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=lines, catch_exceptions=False)


def write_content(folder: Path, files: dict[str, str]) -> Path:
    """Write files into the folder `content` below `folder`. Return that folder."""
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "content"
