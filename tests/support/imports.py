"""A table and maps to import, and how a test imports them."""

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import main

KEYED = """
key: No
source:
  id: list
  title: A list
fields:
  title: Title
  date:
    column: Day
    date: iso
  parties:
    - column: Who
      split: ;
      refer: party
      create: organisation
"""
NOT_KEYED = KEYED.replace("key: No\n", "").replace("source:\n  id: list\n  title: A list\n", "")
ROWS = "No,Title,Day,Who\n1,Forum,2024-01,Bank of Examples; Daily Sample\n2,Forum,2024-01,\n"
STATUSES = "fields: {title: Title, date: {column: Day, date: iso}, status: {column: State, words: {off: cancelled}}}"


def run_import(rows: str, by: str = KEYED, kind: str = "milestone", *options: str, file: str = "rows.csv") -> Result:
    """Run `import` over a table and a map, in the working folder."""
    Path(file).write_text(rows, "utf-8")
    Path("map.yml").write_text(by, "utf-8")
    return CliRunner().invoke(main, ["import", kind, file, "--map", "map.yml", *options], catch_exceptions=False)


def record_files(folder: str = "content") -> dict[str, str]:
    """Return the text of every record below a folder, by path."""
    return {path.as_posix(): path.read_text("utf-8") for path in sorted(Path(folder).rglob("*.yml"))}
