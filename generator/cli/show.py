"""`show`: a record in the terminal, with the records that link to it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from generator.archive.edition import link
from generator.cli.environment import CACHE_FOLDER, is_coloured, terminal_columns, today_in
from generator.cli.options import TextParameter, as_of_option, audience_option, content_argument
from generator.cli.output import EXIT_ERRORS, Printer, fail
from generator.cli.progress import with_stages
from generator.editing.lookup import Candidate, RecordLookup
from generator.editing.show import format_record
from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import EditionRequest, load_records

COLUMNS_WITHOUT_TERMINAL = 100
MAX_SUGGESTIONS = 20


@click.command("show")
@with_stages
@click.argument("record", type=TextParameter())
@content_argument
@as_of_option("Show it as of this day rather than today.")
@audience_option("internal", "For whom: the public edition is without what is internal.")
def show_command(record: str, content: Path, as_of: date | None, audience: Audience, stages: Stages) -> None:
    """Show a RECORD and what links to it. Name it by folder and id, by id, by a former id or by name."""
    name = record.strip().removeprefix(f"{content.as_posix()}/").removesuffix(".yml").removesuffix(".yaml")
    if not name:
        fail("the name or id of a record is expected, found none")
    loaded = load_records(content, CACHE_FOLDER, stages, Printer())
    edition = EditionRequest(as_of, audience, today_in, looks_back=True).edition_for(loaded)
    archive = link(loaded.site, loaded.records, loaded.files, edition)
    lookup = RecordLookup(archive)
    matches = lookup.resolve(name)
    if len(matches) != 1:
        if name in loaded.invalid:
            fail(f"{loaded.sources[name].file} cannot be read as it is: see what `check` says of it", EXIT_ERRORS)
        if not matches and name in loaded.sources:
            fail(f"{name} is not in the {audience} edition of {archive.day}", EXIT_ERRORS)
        fail(_describe_failure(record, matches, lookup.suggest(name)), EXIT_ERRORS)
    coloured = is_coloured()
    strong = partial(click.style, bold=True) if coloured else str
    faint = partial(click.style, dim=True) if coloured else str
    file = loaded.sources[matches[0].key].file
    text = format_record(matches[0].record, file, archive, terminal_columns(COLUMNS_WITHOUT_TERMINAL), strong, faint)
    click.echo(text, nl=False, color=coloured)


def _describe_failure(name: str, matches: Sequence[Candidate], suggestions: Sequence[Candidate]) -> str:
    """Return a message for a `name` that is not one record.

    It lists the `matches`, else the `suggestions`.
    """
    if matches:
        reason = f'"{name}" may be several: name one by its id'
    else:
        reason = f'there is no record "{name}"' + ("; did you mean one of these?" if suggestions else "")
    listed = matches or suggestions
    lines = "".join(f"\n  {candidate.key}  {candidate.title}" for candidate in listed[:MAX_SUGGESTIONS])
    more = f"\n  … {len(listed) - MAX_SUGGESTIONS} more" if len(listed) > MAX_SUGGESTIONS else ""
    return reason + lines + more
