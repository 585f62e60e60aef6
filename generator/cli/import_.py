"""`import`: rows of a table that others have as records, by a map; what cannot be imported goes into a file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.cli.environment import is_coloured, today_in
from generator.cli.inputs import kept_of, read
from generator.cli.options import CONTENT, KindParameter, folder_option
from generator.cli.output import ERRORS, fail
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.content.load import NO_RECORDS, Content
from generator.content.source import SourceFile
from generator.editing.importing.check_mapping import check_map
from generator.editing.importing.decide import CheckContent
from generator.editing.importing.formats import BY_SUFFIX
from generator.editing.importing.mapping import ImportMapping, read_map
from generator.editing.importing.report import (
    MOST_REJECTED,
    edited_records,
    existing_people,
    preview,
    rejected_rows,
    similar_names,
    summary_line,
)
from generator.editing.importing.run import plan_import
from generator.editing.importing.table import NoTableError, Rejection, Table
from generator.editing.importing.write import encode, free_path, rejects_csv, write_records, write_rejects
from generator.incremental.lock import FolderLockedError, hold_folders
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind
from generator.problems import Problem, has_errors, sort_key
from generator.problems.report import format_counts, format_text
from generator.problems.suggest import closest_match

WRONG_USE = 2
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import")
@with_stages
@click.argument("kind", metavar="KIND", type=KindParameter())
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--map", "map_file", type=FILE, required=True, help="Which column is which field: see docs/import/README.md."
)
@folder_option("--to", "content", CONTENT, "The folder of the records.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--all", "whole", is_flag=True, help="With --dry-run: show every record, not only the first of each kind."
)
@click.option(
    "--rejects",
    "rejects_file",
    type=click.Path(dir_okay=False, path_type=Path),
    default="rejects.csv",
    show_default=True,
    help="Where the rows go that are not imported.",
)
def import_command(
    kind: Kind[Any],
    file: Path,
    map_file: Path,
    content: Path,
    dry: bool,
    whole: bool,
    rejects_file: Path,
    stages: Stages,
) -> None:
    """Import the rows of a FILE as records of a KIND. FILE ends in .csv, .xlsx, .ics or .json.

    A row is one record, or a part of one. Nothing is overwritten, and what was imported before is not imported again.
    Exit status 0 means that every row was imported, 1 that some were rejected, 2 that nothing was done.
    """
    if whole and not dry:
        fail("--all goes with --dry-run: it shows every record that would be written")
    _refuse_missing(content)
    with _for_itself(content):
        loaded = _loaded(content, stages)
        mapping, table = _read(kind, file, map_file, loaded, stages)
        today = today_in(loaded.site.time_zone)
        result = plan_import(kind, table, mapping, loaded, _check_as_of(today), stages, today)
        plan = result.plan
        listed = _listed(table, plan.rejected, mapping, rejects_file) if plan.rejected and not dry else b""
        into = free_path(listed, rejects_file) if listed else None
        if dry:
            click.echo(preview(plan.written, content.as_posix(), whole=whole), nl=False)
        else:
            with stages("write") as stage:
                _write([(ready.path, ready.source.text) for ready in plan.written], content, listed, into)
                stage.set_amount(len(plan.written), "files")
    most = None if dry else MOST_REJECTED
    click.echo(similar_names(plan.written, most, dry=dry), nl=False)
    left = existing_people(plan.existing_people) + edited_records(plan.edited)
    click.echo(rejected_rows(plan.rejected, most) + left, nl=False)
    click.echo(summary_line(table, plan, result.skipped, into.as_posix() if into else "", dry=dry))
    sys.exit(ERRORS if plan.rejected else 0)


def _refuse_missing(content: Path) -> None:
    """Refuse a folder that is named and not there: under a mistyped name there would be a second archive, unnoticed."""
    if content == CONTENT or content.is_dir():
        return
    beside = content.absolute().parent
    near = (
        closest_match(content.name, [each.name for each in beside.iterdir() if each.is_dir()])
        if beside.is_dir()
        else None
    )
    meant = content.with_name(near) if near else CONTENT if CONTENT.is_dir() else None
    hint = f"did you mean {meant}?" if meant else "make it first, if it is to be a new one"
    fail(f"there is no folder {content}; {hint}")


@contextmanager
def _for_itself(content: Path) -> Iterator[None]:
    """Have the content folder for this command alone."""
    try:
        with hold_folders(content):
            yield
    except FolderLockedError:
        fail(f"{content} is written to by another import: wait until it has ended", ERRORS)


def _loaded(content: Path, stages: Stages) -> Content:
    """The records there are. With some that cannot be read, names would not be found, and written a second time."""
    if not content.exists():
        return Content(folder=content.as_posix())
    with stages("find"):
        found = find_files(content)
    loaded = read(found, kept_of(found), stages)
    wrong = [problem for problem in loaded.problems if problem.rule is not NO_RECORDS]
    if has_errors(wrong):
        fail(f"{content} has {format_counts(wrong)}: mend them first, `check` prints them", ERRORS)
    return loaded


def _read(kind: Kind[Any], file: Path, map_file: Path, loaded: Content, stages: Stages) -> tuple[ImportMapping, Table]:
    """The map and the table, where they fit each other and the kind."""
    by, source, problems = read_map(map_file)
    if not by or problems:
        _refuse(problems, source)
    suffix = file.suffix.lower()
    if suffix not in BY_SUFFIX:
        fail(f"{file}: a file that ends in {', '.join(BY_SUFFIX)} is expected")
    try:
        with stages("read the table") as stage:
            table = BY_SUFFIX[suffix].read(file.read_bytes(), by.layout(loaded.site.time_zone))
            stage.set_amount(len(table.rows), "rows")
    except NoTableError as error:
        fail(f"{file}: {error}")
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}")
    if table.note:
        click.echo(f"note: {file}: {table.note}", err=True)
    problems = [source.locate(problem) for problem in check_map(by, kind, table)]
    if problems:
        _refuse(problems, source)
    return by, table


def _refuse(problems: list[Problem], source: SourceFile) -> NoReturn:
    """Print what is wrong with the map, and stop."""
    shown = format_text(sorted(problems, key=sort_key), {source.file: source.lines}, colour=is_coloured())
    click.echo(f"{shown}{format_counts(problems)} in {source.file}", color=True)
    sys.exit(WRONG_USE)


def _check_as_of(day: date) -> CheckContent:
    """The rules of records, as of a day."""
    made_for = Edition(day)
    return lambda content: check(content, made_for)


def _listed(table: Table, rejected: list[Rejection], by: ImportMapping, into: Path) -> bytes:
    """The file of the rows that were rejected, so that the same map reads it."""
    layout = by.layout("")
    raw, as_named = encode(rejects_csv(table, rejected, layout), layout.encoding)
    if not as_named:
        click.echo(f"note: {into}: it is in UTF-8, as {layout.encoding} lacks some of its letters", err=True)
    return raw


def _write(files: list[tuple[str, str]], content: Path, listed: bytes, into: Path | None) -> None:
    """Write the records, and the rows that were rejected."""
    try:
        if into:
            write_rejects(listed, into)
        if files:
            write_records(files, content)
    except OSError as error:
        fail(f"{error.filename or content} cannot be written: {error.strerror}", ERRORS)
