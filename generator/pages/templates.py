"""The Jinja environment of the templates of pages and kinds."""

from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from generator.pages.markdown import Md, indent

HERE = Path(__file__).parent


@lru_cache
def templates() -> Environment:
    """The templates of pages and kinds. What a template prints is escaped unless it is Markdown of ours."""
    loader = ChoiceLoader([FileSystemLoader(HERE), FileSystemLoader(HERE.parent / "kinds")])
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: Md.escape("" if value is None else value),
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{==",  # Jinja's own, {#, starts the id of a heading in Markdown
        comment_end_string="==}",
        keep_trailing_newline=True,
        auto_reload=False,  # which looks at the files for every page
    )
    # Jinja's own filters and its `~` escape for HTML: templates have ours alone, and a test holds them to it.
    environment.filters = {"indent": indent, "length": len}
    return environment
