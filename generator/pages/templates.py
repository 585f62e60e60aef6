"""The Jinja environment of the templates in `pages/` and `kinds/`."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.pages.markdown import Md, indent

FOLDERS = (Path(__file__).parent, Path(__file__).parent.parent / "kinds")


@lru_cache
def templates() -> Environment:
    """Return the environment of all templates. It escapes any printed value but `Md`."""
    environment = Environment(
        loader=FileSystemLoader(FOLDERS),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: Md.escape("" if value is None else value),
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{==",  # Jinja's own, {#, starts the id of a heading in Markdown
        comment_end_string="==}",
        keep_trailing_newline=True,
        auto_reload=False,  # looking at the files for every page takes time
    )
    # Jinja's own filters and its `~` escape for HTML. Templates have our filters alone; a test ensures it.
    environment.filters = {"indent": indent, "length": len}
    return environment
