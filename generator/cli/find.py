"""`find`: the records that hold some words, and the lines with them."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.cli.environment import CACHE_FOLDER, is_coloured, today_in
from generator.cli.options import KindParameter, TextParameter, content_argument
from generator.cli.output import EXIT_ERRORS, Printer, fail
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.content.load import Content
from generator.editing.find import Hit, Results, close_spellings, excerpt, likely_files, search, words_to_find
from generator.editing.show import INTERNAL
from generator.incremental.stages import Stages
from generator.kinds import key_of
from generator.kinds.kind import Kind
from generator.kinds.traversal import is_public_at
from generator.pipeline import MIN_FILES_TO_CACHE, EditionRequest, open_cache, parse_files
from generator.problems import format_field_path
from generator.problems.terminal import terminal_safe

MAX_RECORDS = 20
"""The number of records to show, unless the command is given another."""


@click.command("find")
@with_stages
@click.argument("text", type=TextParameter())
@content_argument
@click.option("--kind", type=KindParameter(), help="Only records of this kind.")
@click.option(
    "--most", type=click.IntRange(min=1), default=MAX_RECORDS, show_default=True, help="How many records to show."
)
def find_command(text: str, content: Path, kind: Kind[Any] | None, most: int, stages: Stages) -> None:
    """Find the records that hold all words of TEXT. Names in any script, dates and ids are words too."""
    words = words_to_find(text)
    if not words:
        fail("a word is expected, found none")
    with stages("find"):
        files = find_files(content)
    with stages("search"):
        likely = likely_files(files, words, kind)
    is_worth_caching = len(likely) >= MIN_FILES_TO_CACHE
    cache = open_cache(files, CACHE_FOLDER)
    parsed = parse_files(files, cache, stages, listener=Printer()) if is_worth_caching else {}
    with stages("rank"):
        edition = EditionRequest(None, "internal", today_in).edition_for(Content())
        results = search(files, likely, parsed, tuple(words), edition)
    if not results.hits:
        for word, spellings in close_spellings(files, words, kind):
            hint = f"; did you mean {' or '.join(spellings)}?" if spellings else ""
            click.echo(f'no record has "{terminal_safe(words[word])}"{hint}', err=True)
        click.echo("nothing found", err=True)
        sys.exit(EXIT_ERRORS)
    for hit in results.hits[:most]:
        click.echo(format_hit(hit, results), nl=False, color=is_coloured())
    if len(results.hits) > most:
        click.echo(f"… {len(results.hits) - most} more records: add a word, or --kind, or --most", err=True)


def format_hit(hit: Hit, results: Results) -> str:
    """Return a line for each field with a word. The first line ends with the title.

    What the public edition lacks is marked.
    """
    mark = partial(click.style, fg="red", bold=True) if is_coloured() else str
    faint = partial(click.style, dim=True) if is_coloured() else str
    source = results.content.sources[key_of(hit.record)]
    lines = ""
    for number, line in enumerate(hit.fields):
        place = source.place(line.field)
        field = f"{format_field_path(line.field)}: " if line.field else ""
        title = faint(f" [{terminal_safe(hit.title)}]") if number == 0 and line.text != hit.title else ""
        text = excerpt(terminal_safe(line.text), results.words, mark)
        internal = "" if is_public_at(hit.record, line.field) else INTERNAL
        lines += f"{faint(f'{terminal_safe(place.file)}:{place.line}:')} {field}{text}{title}{internal}\n"
    return lines
