"""A kind of record as commands take it: its name, or that of its folder."""

from typing import Any

import click

from generator.kinds import BY_FOLDER, KINDS
from generator.kinds.kind import Kind
from generator.problems.suggest import did_you_mean


class KindName(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs, not when it runs
    """A kind of record."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kind[Any]:
        """The kind that was named."""
        named = {kind.name: kind for kind in KINDS} | BY_FOLDER
        if value.casefold() not in named:
            hint = did_you_mean(value, named)
            kinds = ", ".join(kind.name for kind in KINDS)
            self.fail(f"one of {kinds} is expected, found {value!r}" + (f"; {hint}" if hint else ""), param, ctx)
        return named[value.casefold()]
