"""`new`: start a record from answers or options. Nothing is overwritten.

The questions are asked by `editing/new/interview.py`; options are read by `editing/new/from_options.py`.
"""

import sys
from pathlib import Path
from typing import Any

import click

from generator.cli import EXIT_INTERRUPTED
from generator.cli.environment import CACHE_FOLDER, is_terminal, terminal_columns, today_in
from generator.cli.leftovers import EditingPrinter
from generator.cli.options import CONTENT, KindParameter, TextParameter, content_argument
from generator.cli.output import EXIT_ERRORS, EXIT_WRONG_USE, Printer, fail
from generator.content.files import find_files
from generator.editing.new.answers import AmbiguousAnswerError, id_problem
from generator.editing.new.from_options import (
    OptionRejectedError,
    describe_problem,
    finish_without_questions,
    set_fields,
)
from generator.editing.new.interview import Interview, Prompter
from generator.editing.new.prompts import LinePrompter, TerminalPrompter
from generator.editing.new.workspace import Draft, Workspace
from generator.editing.show import wrap
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind
from generator.pipeline import EditionRequest, Listener, open_cache, parse_files
from generator.problems.terminal import terminal_safe
from generator.values.codes import is_id

MAX_ANSWER = 100_000
"""The most characters of a line of answers. The longest text of a record is far shorter."""


@click.command("new")
@click.argument("kind", type=KindParameter())
@content_argument
@click.option(
    "--set",
    "fields",
    type=TextParameter(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="Give a field rather than be asked for it: title=..., parties=uz,jp, history[0].date=... May be repeated.",
)
@click.option("--id", "identifier", default="", help="The record's id.  [default: from its date and title]")
@click.option(
    "--family-name", type=TextParameter(), default="", help="The part of a person's name with which the id is to begin."
)
@click.option("--dry-run", is_flag=True, help="Print the record, and write nothing.")
def new_command(
    kind: Kind[Any], content: Path, fields: tuple[str, ...], identifier: str, family_name: str, dry_run: bool
) -> None:
    """Start a record of a KIND. Answer a few questions, and a file that `check` accepts is written.

    Other records that it refers to are offered while you type. Nothing is overwritten."""
    if family_name and not kind.naming.has_personal_names:
        fail(f"--family-name is for people, not for a {kind.name}")
    workspace = _open_workspace(content, Printer() if dry_run else EditingPrinter())
    _fill_workspace(workspace, Draft(kind, identifier, family=family_name), fields)
    for key in workspace.mark_internal():
        _print_note(f"note: {key} is internal, since only internal records refer to it")
    if dry_run:
        for draft in workspace.finished:
            click.echo(f"{terminal_safe(workspace.path(draft).as_posix())}:\n{workspace.text(draft)}", nl=False)
    else:
        _write_records(workspace, content)
        _print_next_steps(workspace, content)


def _open_workspace(content: Path, listener: Listener) -> Workspace:
    """Load the existing records."""
    files = find_files(content)
    listener.on_files(files)
    parsed = parse_files(files, open_cache(files, CACHE_FOLDER), Stages(), listener=listener)
    return Workspace(files, parsed, EditionRequest(None, "public", today_in).edition_for)


def _fill_workspace(workspace: Workspace, draft: Draft, fields: tuple[str, ...]) -> None:
    """Finish the draft from `fields` and answers. Exit if that is impossible."""
    identifier, interview = draft.id, Interview(workspace, _prompter())
    try:
        draft = set_fields(draft, fields, interview, workspace)
        if identifier and (reason := id_problem(draft, workspace)):
            fail(f"--id: {reason}; nothing was written", EXIT_ERRORS if is_id(identifier) else EXIT_WRONG_USE)
        if not (fields and finish_without_questions(draft, workspace, _print_note, can_ask=is_terminal())):
            interview.run(draft)
    except OptionRejectedError as error:
        for problem in error.problems:
            click.echo(f"error: {describe_problem(problem)}", err=True)
        fail(str(error), EXIT_WRONG_USE if error.is_wrong_use else EXIT_ERRORS)
    except AmbiguousAnswerError as error:
        names = ", ".join(candidate.key for candidate in error.candidates[:5])
        fail(f"{error}; did you mean {names}?" if names else str(error))
    except (EOFError, KeyboardInterrupt) as end:
        click.echo(err=True)
        expected = "" if is_terminal() else "".join(end.args)
        status = EXIT_INTERRUPTED if isinstance(end, KeyboardInterrupt) else EXIT_ERRORS
        fail(f"{expected}; nothing was written" if expected else "cut short: nothing was written", status)


def _prompter() -> Prompter:
    """Return the prompter for the terminal, or for lines of stdin."""
    if not is_terminal():
        return LinePrompter(_read_line, lambda message: click.echo(message, err=True, nl=not message.endswith("> ")))
    columns = terminal_columns()

    def say(message: str, label: str = "") -> None:
        margin = " " * (len(message) - len(message.lstrip()))
        text = margin + f"\n{margin}  ".join(wrap(message, columns - len(margin) - 2))
        click.echo(click.style(label, bold=True) + text.removeprefix(label))

    return TerminalPrompter(say)


def _read_line() -> str:
    """Return a line of stdin. Raises EOFError for one that does not end."""
    line = sys.stdin.readline(MAX_ANSWER)
    if len(line) == MAX_ANSWER:
        raise EOFError(f"an answer of less than {MAX_ANSWER:,} characters is expected")
    return line


def _write_records(workspace: Workspace, content: Path) -> None:
    """Write the finished drafts, and print their paths. Exit if one is not writable."""
    try:
        paths = workspace.write()
    except FileExistsError as error:
        fail(f"{error.filename} is there already: nothing was written", EXIT_ERRORS)
    except OSError as error:
        fail(f"{error.filename or content} cannot be written: {error.strerror}")
    for path in paths:
        click.echo(terminal_safe(path.as_posix()))


def _print_next_steps(workspace: Workspace, content: Path) -> None:
    """Print the problems that `check` will report, and how to go on."""
    for draft in workspace.finished:
        for problem in workspace.problems(draft):
            _print_note(f"note: {describe_problem(problem)}")
    check = "make check" if content == CONTENT else f".venv/bin/aide-memoire check {terminal_safe(str(content))}"
    _print_note(f"Open it to add what else is known; then: {check}")


def _print_note(note: str) -> None:
    click.echo(note, err=True)
