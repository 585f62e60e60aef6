"""`schema`: JSON Schemas for editors that complete and underline, and the tables of all fields."""

from pathlib import Path

import click

from generator.cli.environment import lock_folders
from generator.cli.leftovers import clear_leftovers
from generator.cli.options import CONTENT, ResultParameter, folder_option
from generator.cli.output import EXIT_ERRORS, fail
from generator.incremental.atomic import ChangedError, replace_file
from generator.incremental.outputs import Output, OutputFolder
from generator.kinds.field_guide import format_guide
from generator.kinds.json_schema import make_schemas, to_json
from generator.pipeline import NotWritableError, explain_write_errors

SCHEMAS = "build/schemas"


@click.command("schema")
@folder_option("--to", "folder", SCHEMAS, "Where the schemas go.")
@click.option(
    "--fields",
    type=ResultParameter(),
    help="Write the tables of all fields into this file too, such as content/FIELDS.md.",
)
def schema_command(folder: Path, fields: Path | None) -> None:
    """Write the JSON Schemas by which editors complete and underline. There is one for each kind of record."""
    lock_folders(CONTENT, folder)
    if fields:
        clear_leftovers([fields])
    outputs = [Output(f"{name}.json", to_json(schema)) for name, schema in make_schemas().items()]
    try:
        with explain_write_errors(folder):
            written = OutputFolder(folder).write(outputs)
            click.echo(f"{folder}: {written.total} schemas, {written.changed} written, {written.removed} removed")
            if fields:
                click.echo(f"{fields}: {'written' if _update(fields, format_guide().encode()) else 'unchanged'}")
    except NotWritableError as error:
        fail(str(error))
    except ChangedError:
        fail(f"{fields} was changed meanwhile; run this again", EXIT_ERRORS)


def _update(path: Path, content: bytes) -> bool:
    """Write `content` into a file, and return True; return False if it is the same.

    A link leads to the file that is written. Raises OSError, ChangedError.
    """
    path = path.resolve()
    before = path.read_bytes() if path.exists() else None
    if before != content:
        replace_file(path, before, content)
    return before != content
