"""`import`: make records from the rows of a table, by a map; rows that are rejected go into a file.

How rows become records is for `editing/importing`.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.archive.edition import Edition
from generator.checks.run import check
from generator.cli.environment import CACHE_FOLDER, is_coloured, is_stdout, today_in
from generator.cli.leftovers import EditingPrinter
from generator.cli.options import CONTENT, KindParameter, ResultParameter, folder_option
from generator.cli.output import EXIT_ERRORS, EXIT_WRONG_USE, Printer, fail
from generator.cli.progress import with_stages
from generator.content.load import NO_RECORDS, Content
from generator.content.source import SourceFile
from generator.editing.importing.assemble import SlowCellError
from generator.editing.importing.check_mapping import check_map
from generator.editing.importing.decide import CheckContent
from generator.editing.importing.formats import BY_SUFFIX
from generator.editing.importing.mapping import ImportMapping, read_map
from generator.editing.importing.read_table import read_table
from generator.editing.importing.report import (
    MOST_REJECTED,
    edited_records,
    existing_people,
    preview,
    private_rows,
    rejected_rows,
    similar_names,
    summary_line,
)
from generator.editing.importing.run import plan_import
from generator.editing.importing.slow_map import slow_cell_problem
from generator.editing.importing.table import NoTableError, Rejection, Table
from generator.editing.importing.write import encode, free_path, rejects_csv, write_records, write_rejects
from generator.incremental.atomic import ChangedError
from generator.incremental.confined import CAN_LIMIT_MEMORY
from generator.incremental.leftovers import remove_leftovers
from generator.incremental.lock import FolderLockedError, hold_folders
from generator.incremental.processor_watch import CAN_END_STEPS
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind
from generator.pipeline import Listener, load_records
from generator.problems import Problem, has_errors, sort_key
from generator.problems.report import format_counts, format_text
from generator.problems.suggest import closest_match
from generator.problems.terminal import terminal_safe

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import")
@with_stages
@click.argument("kind", metavar="KIND", type=KindParameter())
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--map", "map_file", type=FILE, required=True, help="Which column is which field: see docs/import/README.md."
)
@folder_option("--to", "content", CONTENT, "The folder of the records.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--all", "show_all", is_flag=True, help="With --dry-run: show every record, not only the first of each kind."
)
@click.option(
    "--rejects",
    "rejects_file",
    type=ResultParameter(streams=True),
    default="rejects.csv",
    show_default=True,
    help="Where the rows go that are not imported.",
)
def import_command(
    kind: Kind[Any],
    file: Path,
    map_file: Path,
    content: Path,
    dry_run: bool,
    show_all: bool,
    rejects_file: Path,
    stages: Stages,
) -> None:
    """Import the rows of a FILE as records of a KIND. FILE ends in .csv, .xlsx, .ics or .json.

    A row is one record, or a part of one. Nothing is overwritten, and what was imported before is not imported again.
    Exit status 0 means that every row was imported, 1 that some were rejected, 2 that something is wrong with the
    command, the map or the table, or that a file cannot be written.
    """
    if show_all and not dry_run:
        fail("--all goes with --dry-run: it shows every record that would be written")
    _refuse_missing_folder(content)
    listener = Printer() if dry_run else EditingPrinter([rejects_file], remove_leftovers((), content))
    with nullcontext() if dry_run else _lock_content(content):
        loaded = _load_valid_records(content, stages, listener)
        mapping, source, table = _read_map_and_table(kind, file, map_file, loaded, stages)
        today = today_in(loaded.site.time_zone)
        try:
            result = plan_import(kind, table, mapping, loaded, _check_as_of(today), stages, today)
        except SlowCellError as error:
            _refuse_map([source.locate(slow_cell_problem(mapping, error))], source)
        except NoTableError as error:
            fail(terminal_safe(f"{file}: {error}"))
        plan = result.plan
        rejects = _encode_rejects(table, plan.rejected, mapping, rejects_file) if plan.rejected and not dry_run else b""
        rejects_path = free_path(rejects, rejects_file) if rejects else None
        if dry_run:
            click.echo(preview(plan.written, content.as_posix(), whole=show_all), nl=False)
        else:
            with stages("write") as stage:
                _write([(record.path, record.source.text) for record in plan.written], content, rejects, rejects_path)
                stage.set_amount(len(plan.written), "files")
    most = None if dry_run else MOST_REJECTED
    click.echo(similar_names(plan.written, most, dry=dry_run), nl=False)
    unwritten = existing_people(plan.existing_people) + edited_records(plan.edited)
    click.echo(rejected_rows(plan.rejected, most) + unwritten + private_rows(plan.written, dry=dry_run), nl=False)
    click.echo(summary_line(table, plan, result.skipped, rejects_path.as_posix() if rejects_path else "", dry=dry_run))
    sys.exit(EXIT_ERRORS if plan.rejected else 0)


def _refuse_missing_folder(content: Path) -> None:
    """Exit if the folder does not exist, unless it is the default.

    A mistyped name would start a second archive, unnoticed.
    """
    if content == CONTENT or content.is_dir():
        return
    parent = content.absolute().parent
    folders = [path.name for path in parent.iterdir() if path.is_dir()] if parent.is_dir() else []
    close_name = closest_match(content.name, folders) if folders else None
    suggestion = content.with_name(close_name) if close_name else CONTENT if CONTENT.is_dir() else None
    hint = f"did you mean {suggestion}?" if suggestion else "make it first, if it is to be a new one"
    fail(f"there is no folder {content}; {hint}")


@contextmanager
def _lock_content(content: Path) -> Iterator[None]:
    """Lock the content folder. Exit if another import holds it."""
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_folders(content))
        except FolderLockedError:
            fail(f"{content} is written to by another import: wait until it has ended", EXIT_ERRORS)
        except OSError as error:
            fail(f"{error.filename or content} cannot be written: {error.strerror}")
        yield


def _load_valid_records(content: Path, stages: Stages, listener: Listener) -> Content:
    """Load the existing records. Exit if one is invalid.

    An invalid record would not be matched by name, and written a second time.
    """
    if not content.exists():
        return Content(folder=content.as_posix())
    loaded = load_records(content, CACHE_FOLDER, stages, listener)
    problems = [problem for problem in loaded.problems if problem.rule is not NO_RECORDS]
    if has_errors(problems):
        fail(f"{content} has {format_counts(problems)}: mend them first, `check` prints them", EXIT_ERRORS)
    return loaded


def _read_map_and_table(
    kind: Kind[Any], file: Path, map_file: Path, loaded: Content, stages: Stages
) -> tuple[ImportMapping, SourceFile, Table]:
    """Read the map and the table. Exit if they do not fit each other or the kind."""
    mapping, source, problems = read_map(map_file)
    if not mapping or problems:
        _refuse_map(problems, source)
    _note_missing_limits()
    suffix = file.suffix.lower()
    if suffix not in BY_SUFFIX:
        fail(f"{file}: a file that ends in {', '.join(BY_SUFFIX)} is expected")
    try:
        with stages("read the table") as stage:
            table = read_table(file, mapping.layout(loaded.site.time_zone))
            stage.set_amount(len(table.rows), "rows")
    except NoTableError as error:
        fail(terminal_safe(f"{file}: {error}"))
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}")
    if table.note:
        click.echo(terminal_safe(f"note: {file}: {table.note}"), err=True)
    problems = [source.locate(problem) for problem in check_map(mapping, kind, table)]
    if problems:
        _refuse_map(problems, source)
    return mapping, source, table


def _note_missing_limits() -> None:
    """Print which limits this system lacks."""
    if not CAN_LIMIT_MEMORY:
        click.echo("note: this system limits the time for reading a file, but not the memory", err=True)
    if not CAN_END_STEPS:
        click.echo("note: this system does not end a pattern that takes too long: Ctrl+C does", err=True)


def _refuse_map(problems: Iterable[Problem], source: SourceFile) -> NoReturn:
    """Print the problems of a map, and exit."""
    problems = sorted(problems, key=sort_key)
    text = format_text(problems, {source.file: source.lines}, colour=is_coloured())
    click.echo(f"{text}{format_counts(problems)} in {source.file}", color=True)
    sys.exit(EXIT_WRONG_USE)


def _check_as_of(day: date) -> CheckContent:
    """Return the check of records as of `day`."""
    edition = Edition(day)
    return lambda content: check(content, edition)


def _encode_rejects(table: Table, rejected: Sequence[Rejection], mapping: ImportMapping, path: Path) -> bytes:
    """Return the rejected rows as a file that the same map can read."""
    layout = mapping.layout("")
    raw, is_as_named = encode(rejects_csv(table, rejected, layout), layout.encoding)
    if not is_as_named:
        click.echo(f"note: {path}: it is in UTF-8, as {layout.encoding} lacks some of its letters", err=True)
    return raw


def _write(files: list[tuple[str, str]], content: Path, rejects: bytes, rejects_path: Path | None) -> None:
    """Write the rejected rows and the records."""
    try:
        if rejects_path and is_stdout(rejects_path):
            click.echo(rejects, nl=False)
        elif rejects_path:
            write_rejects(rejects, rejects_path)
        if files:
            write_records(files, content)
    except ChangedError:
        fail(f"{rejects_path} was changed meanwhile: nothing was written; run this again", EXIT_ERRORS)
    except OSError as error:
        fail(f"{error.filename or content} cannot be written: {error.strerror}")
