"""The command line: what each command does is in `commands`.

Exit status 0: done; 1: the content has errors, or the site could not be built; 2: the command was used wrongly.
"""

import gc
import logging
import os
import sys

import click

from generator import __version__
from generator.commands import COMMANDS


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aide-memoire")
def main() -> None:
    """Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    gc.set_threshold(100_000, 50, 100)  # records are many, stay to the end and hold no circles: looking was a quarter
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement, not a warning about the site


for command in COMMANDS:
    main.add_command(command)
