"""`find`: the records in which words stand, and where."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.cli.environment import edition, is_coloured
from generator.cli.inputs import WORTH_KEEPING, kept_of, values
from generator.cli.options import KindParameter, content_argument
from generator.cli.output import ERRORS, fail
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.content.load import Content
from generator.editing.find import Hit, Results, close_spellings, excerpt, likely_files, search, words_to_find
from generator.incremental.stages import Stages
from generator.kinds import key_of
from generator.kinds.kind import Kind
from generator.problems import format_field_path
from generator.problems.terminal import terminal_safe

MOST = 20
"""How many records are shown unless more are asked for."""


@click.command("find")
@with_stages
@click.argument("text")
@content_argument
@click.option("--kind", type=KindParameter(), help="Only records of this kind.")
@click.option("--most", type=click.IntRange(min=1), default=MOST, show_default=True, help="How many records to show.")
def find_command(text: str, content: Path, kind: Kind[Any] | None, most: int, stages: Stages) -> None:
    """Find the records that hold all words of TEXT. Names in any script, dates and ids are words too."""
    words = words_to_find(text)
    if not words:
        fail("a word is expected, found none")
    with stages("find"):
        found = find_files(content)
    with stages("search"):
        likely = likely_files(found, words, kind)
    known = values(found, kept_of(found), stages) if len(likely) >= WORTH_KEEPING else {}
    with stages("rank"):
        results = search(found, likely, known, tuple(words), edition(Content(), None, "internal"))
    if not results.hits:
        for word, like in close_spellings(found, words, kind):
            meant = f"; did you mean {' or '.join(like)}?" if like else ""
            click.echo(f'no record has "{terminal_safe(words[word])}"{meant}', err=True)
        click.echo("nothing found", err=True)
        sys.exit(ERRORS)
    for hit in results.hits[:most]:
        click.echo(lines(hit, results), nl=False, color=is_coloured())
    if len(results.hits) > most:
        click.echo(f"… {len(results.hits) - most} more records: add a word, or --kind, or --most", err=True)


def lines(hit: Hit, results: Results) -> str:
    """A record that was found: a line for each of its fields that is shown, the title behind the first."""
    mark = partial(click.style, fg="red", bold=True) if is_coloured() else str
    faint = partial(click.style, dim=True) if is_coloured() else str
    source = results.content.sources[key_of(hit.record)]
    printed = ""
    for number, line in enumerate(hit.fields):
        place = source.place(line.field)
        field = f"{format_field_path(line.field)}: " if line.field else ""
        title = faint(f" [{terminal_safe(hit.title)}]") if number == 0 and line.text != hit.title else ""
        said = excerpt(terminal_safe(line.text), results.words, mark)
        printed += f"{faint(f'{terminal_safe(place.file)}:{place.line}:')} {field}{said}{title}\n"
    return printed
