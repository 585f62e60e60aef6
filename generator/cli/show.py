"""`show`: a record in the terminal, with what links to it."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import click

from generator.archive.edition import link
from generator.cli.environment import edition, is_coloured
from generator.cli.inputs import kept_of, read
from generator.cli.options import as_of_option, audience_option, content_argument
from generator.cli.output import ERRORS, fail
from generator.cli.progress import with_stages
from generator.content.files import find_files
from generator.editing.lookup import RecordLookup
from generator.editing.show import format_record
from generator.incremental.stages import Stages
from generator.kinds.record import Audience

PIPED = 100
"""How many columns there are where nobody knows."""


@click.command("show")
@with_stages
@click.argument("record")
@content_argument
@as_of_option("Show it as of this day rather than today.")
@audience_option("internal", "For whom: the public edition is without what is internal.")
def show_command(record: str, content: Path, as_of: date | None, audience: Audience, stages: Stages) -> None:
    """Show a RECORD and what links to it. Name it by folder and id, by id, by a former id or by name."""
    typed = record.strip().removeprefix(f"{content.as_posix()}/").removesuffix(".yml").removesuffix(".yaml")
    if not typed:
        fail("the name or id of a record is expected, found none")
    with stages("find"):
        found = find_files(content)
    loaded = read(found, kept_of(found), stages)
    archive = link(loaded.site, loaded.records, loaded.files, edition(loaded, as_of, audience, looking_back=True))
    candidates = RecordLookup(archive)
    meant = candidates.resolve(typed)
    if len(meant) != 1:
        if typed in loaded.invalid:
            fail(f"{loaded.sources[typed].file} cannot be read as it is: see what `check` says of it", ERRORS)
        if not meant and typed in loaded.sources:
            fail(f"{typed} is not in the {audience} edition of {archive.day}", ERRORS)
        listed = meant or candidates.suggest(typed)
        several = f'"{record}" may be several: name one by its id' if meant else f'there is no record "{record}"'
        lines = "".join(f"\n  {each.key}  {each.title}" for each in listed[:20])
        more = f"\n  … {len(listed) - 20} more" if len(listed) > 20 else ""
        fail(several + ("; did you mean one of these?" if listed and not meant else "") + lines + more, ERRORS)
    coloured = is_coloured()
    strong = partial(click.style, bold=True) if coloured else str
    faint = partial(click.style, dim=True) if coloured else str
    columns = shutil.get_terminal_size((PIPED, 24)).columns
    file = loaded.sources[meant[0].key].file
    click.echo(format_record(meant[0].record, file, archive, columns, strong, faint), nl=False, color=coloured)
