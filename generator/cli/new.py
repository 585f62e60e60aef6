"""`new`: asks for what a record needs and writes it, what else it may hold as comments. Nothing is overwritten."""

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.cli.environment import edition, is_terminal
from generator.cli.inputs import kept_of, values
from generator.cli.options import KindParameter, content_argument
from generator.cli.output import ERRORS, fail
from generator.content.files import find_files
from generator.editing.new.interview import Interview, Prompter
from generator.editing.new.prompts import LinePrompter, TerminalPrompter
from generator.editing.new.questions import AmbiguousAnswerError, Answers, duplicate_notes, id_problem, parse_path
from generator.editing.new.workspace import Draft, Workspace
from generator.editing.show import wrap
from generator.incremental.stages import Stages
from generator.kinds.kind import Kind
from generator.problems import Problem, format_field_path, has_errors, quote
from generator.problems.report import format_message
from generator.values.codes import is_id


@click.command("new")
@click.argument("kind", type=KindParameter())
@content_argument
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Give a field rather than be asked for it: title=..., parties=uz,jp, history[0].date=... May be repeated.",
)
@click.option("--id", "identifier", default="", help="The record's id.  [default: from its date and title]")
@click.option("--family-name", default="", help="The part of a person's name with which the id is to begin.")
@click.option("--dry-run", is_flag=True, help="Print the record, and write nothing.")
def new_command(
    kind: Kind[Any], content: Path, fields: tuple[str, ...], identifier: str, family_name: str, dry_run: bool
) -> None:
    """Start a record of a KIND. Answer a few questions, and a file that `check` accepts is written.

    Other records that it refers to are offered while you type. Nothing is overwritten."""
    if family_name and not kind.naming.has_personal_names:
        fail(f"--family-name is for people, not for a {kind.name}")
    desk = desk_of(content)
    draft = Draft(kind, identifier, family=family_name)
    interview = Interview(desk, asker())
    try:
        draft = given(draft, desk, fields, interview)
        if identifier and (said_of_it := id_problem(draft, desk)):
            fail(f"--id: {said_of_it}; nothing was written", ERRORS if is_id(identifier) else 2)
        if not (fields and completed(draft, desk)):
            interview.run(draft)
    except AmbiguousAnswerError as unclear:
        fail(f"{unclear}{like(unclear)}")
    except (EOFError, KeyboardInterrupt) as end:
        click.echo(err=True)
        wanted = "" if is_terminal() else "".join(end.args)
        fail(f"{wanted}; nothing was written" if wanted else "cut short: nothing was written", ERRORS)
    if dry_run:
        for each in desk.finished:
            click.echo(f"{desk.path(each).as_posix()}:\n{desk.text(each)}", nl=False)
        return
    write(desk, content)
    follow_up(content, desk)


def write(desk: Workspace, content: Path) -> None:
    """Write what is finished, and say into which files; the command fails where that cannot be done."""
    try:
        written = desk.write()
    except FileExistsError as error:
        fail(f"{error.filename} is there already: nothing was written", ERRORS)
    except OSError as error:
        fail(f"{error.filename or content} cannot be written: {error.strerror}", ERRORS)
    for path in written:
        click.echo(path.as_posix())


def desk_of(content: Path) -> Workspace:
    """The records as they are, ready to take new ones."""
    found = find_files(content)
    known = values(found, kept_of(found), Stages())
    return Workspace(found, known, partial(edition, as_of=None, audience="public"))


def given(draft: Draft, desk: Workspace, fields: tuple[str, ...], interview: Interview) -> Draft:
    """The draft with the fields that options give; the command fails where one is wrong."""
    answers = Answers(draft, desk)
    for written in fields:
        name, equals, text = written.partition("=")
        path = parse_path(name)
        if not equals or not path or not text.strip():
            fail(f"--set FIELD=VALUE is expected, found {written!r}")
        interview.set(answers, path, text.strip())
    wrong = [problem for problem in desk.problems(answers.draft) if problem.field[:1] in given_roots(fields)]
    if fields and has_errors(wrong):
        for problem in wrong:
            click.echo(f"error: {said(problem)}", err=True)
        fail("nothing was written", ERRORS)
    return answers.draft


def given_roots(fields: tuple[str, ...]) -> set[tuple[str | int, ...]]:
    """The fields of the record that options name."""
    return {parse_path(written.partition("=")[0])[:1] for written in fields}


def completed(draft: Draft, desk: Workspace) -> bool:
    """Whether the options make a record that check accepts: it is finished then, and nothing is asked."""
    sound = not has_errors(desk.problems(draft))
    if sound and not draft.id:
        draft.id = proposed(draft, desk)
    if not sound or not draft.id:
        return False
    tell_namesakes(draft, desk)
    desk.finish(draft)
    return True


def proposed(draft: Draft, desk: Workspace) -> str:
    """The id for a draft where nothing need be asked for it. A terminal asks otherwise; in a script, which may have
    been run before, the command fails."""
    draft.family, families = family_of(draft, desk)
    proposals, there = desk.proposals(draft), desk.existing_file(draft)
    if is_terminal() and (there or (families and not draft.family)):
        return ""
    if there:
        tell_namesakes(draft, desk)
        another = next((each for each in proposals if each.startswith(Path(there).stem)), proposals[0])
        fail(f"{there} is there already: nothing was written; to make another, name it: --id {another}", ERRORS)
    if families and not draft.family:
        fail(f"the family name is expected, for the id begins with it: --family-name {' or '.join(families)}", ERRORS)
    return proposals[0] if proposals else ""


def family_of(draft: Draft, desk: Workspace) -> tuple[str, tuple[str, ...]]:
    """The family name, empty where it cannot be told, and what it may be; the command fails where an option gives
    another."""
    family = desk.family(draft)
    if not family:
        return "", ()
    if draft.family and not family.resolve(draft.family):
        fail(f"--family-name: one of {', '.join(family.candidates)} is expected, found {quote(draft.family)}")
    return family.resolve(draft.family) or family.likely, tuple(family.candidates)


def tell_namesakes(draft: Draft, desk: Workspace) -> None:
    """Say which records may be the same."""
    for note in duplicate_notes(draft, desk):
        click.echo(note, err=True)


def asker() -> Prompter:
    """Who puts the questions: the terminal where there is one, else lines."""
    if not is_terminal():
        return LinePrompter(
            sys.stdin.readline, lambda message: click.echo(message, err=True, nl=not message.endswith("> "))
        )
    columns = shutil.get_terminal_size().columns

    def say(message: str, label: str = "") -> None:
        margin = " " * (len(message) - len(message.lstrip()))
        text = margin + f"\n{margin}  ".join(wrap(message, columns - len(margin) - 2))
        click.echo(click.style(label, bold=True) + text.removeprefix(label))

    return TerminalPrompter(say)


def follow_up(content: Path, desk: Workspace) -> None:
    """Say what check will still say, and what to do next."""
    for draft in desk.finished:
        for problem in desk.problems(draft):
            click.echo(f"note: {said(problem)}", err=True)
    check = "make check" if content == Path("content") else f".venv/bin/python -m generator check {content}"
    click.echo(f"Open it to add what else is known; then: {check}", err=True)


def said(problem: Problem) -> str:
    """A problem in a line, without the file, which the editor has not seen."""
    field = format_field_path(problem.field)
    return f"{field}: {format_message(problem)}" if field else format_message(problem)


def like(unclear: AmbiguousAnswerError) -> str:
    """What may have been meant, for a command that asks no more."""
    names = ", ".join(candidate.key for candidate in unclear.candidates[:5])
    return f"; did you mean {names}?" if names else ""
