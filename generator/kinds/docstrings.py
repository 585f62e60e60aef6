"""The docstring of a class or function, read from its source where Python was told to drop docstrings (`-OO`).

Editors read the docstrings of records in the guide, in schemas and in `new`; the help of a command is one, too.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any


def read_docstring(thing: type | Callable[..., Any]) -> str | None:
    """Return the docstring that the source of `thing` has, if it has one."""
    definition = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
    if not isinstance(definition, ast.ClassDef | ast.FunctionDef):
        return None
    return ast.get_docstring(definition, clean=False)
