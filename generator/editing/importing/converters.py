"""What is made of a cell: small functions, each named like the field of a recipe that asks for it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.content.yaml_parser import VISIBLE
from generator.editing.importing.date_formats import NoDateError, day_of
from generator.editing.importing.mapping import Node, ValueRule
from generator.editing.importing.table import Row
from generator.problems import quote
from generator.problems.suggest import did_you_mean

C1 = re.compile("[\x80-\x9f]")
"""Control characters that stand in text only where cp1252 was taken for ISO 8859-1: dashes, curly quotes."""
SEPARATORS = {"lines": "\n"}
"""Separators that cannot be seen, by their names."""
MOST_WORDS = 12
"""How many of the words of a map are listed for a text that is none of them."""
IN_TEMPLATE = re.compile(r"\{([^{}]+)\}")


class UnconvertedError(Exception):
    """A cell of which no value can be made. Its argument says why."""


def cleaned(text: str) -> str:
    """A cell without blanks around it, with the dashes and quotes of cp1252 put right; empty where nothing shows."""
    mended = C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore") or found[0], text)
    broken = mended.replace("\r\n", "\n").replace("\r", "\n").strip()
    return broken if VISIBLE.search(broken) else ""


def origin(recipe: ValueRule, row: Row) -> tuple[str, str]:
    """The text that a recipe starts from, empty where there is none, and the column it is from."""
    if recipe.value:
        return recipe.value, ""
    for column in recipe.column:
        if (text := cleaned(row.cells.get(column, ""))) and text not in recipe.empty:
            return text, column
    for template in recipe.template:
        cells = {name: cleaned(row.cells.get(name, "")) for name in IN_TEMPLATE.findall(template)}
        if all(cells.values()):
            filled = [
                cells.get(part, part) if odd % 2 else part for odd, part in enumerate(IN_TEMPLATE.split(template))
            ]
            return "".join(filled), next(iter(cells), "")
    return "", next(iter(recipe.column), "")


def columns_of(recipe: ValueRule) -> tuple[str, ...]:
    """The columns that a recipe names."""
    return (*recipe.column, *(name for template in recipe.template for name in IN_TEMPLATE.findall(template)))


def columns_in(node: Node) -> Iterator[str]:
    """The columns that a part of a map names."""
    if isinstance(node, ValueRule):
        yield from columns_of(node)
    else:
        for below in node.values() if isinstance(node, dict) else node:
            yield from columns_in(below)


def split(text: str, separators: tuple[str, ...]) -> Iterable[str]:
    """The entries of a list in one cell, each once; the whole where there are no separators."""
    if not separators:
        return (text,)
    between = "|".join(re.escape(SEPARATORS.get(separator, separator)) for separator in separators)
    return dict.fromkeys(piece.strip() for piece in re.split(between, text))


def take(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    """The part of a text that the first pattern that fits it takes; the whole text where none does."""
    found = next(filter(None, (pattern.fullmatch(text) for pattern in patterns)), None)
    return (found[1] or "").strip() if found else text


def empty(text: str, nothing: tuple[str, ...]) -> str:
    """Nothing, for a text that says so."""
    return "" if text in nothing else text


def words(text: str, known: Mapping[str, str]) -> str:
    """The record's word for a word of the table. Letter case counts only where two words differ in nothing else."""
    if text in known:
        return known[text]
    same = {meant for word, meant in known.items() if word.casefold() == text.casefold()}
    if len(same) == 1:
        return same.pop()
    hint = did_you_mean(text, known)
    more = f" and {len(known) - MOST_WORDS:,} more" if len(known) > MOST_WORDS else ""
    listed = f"{', '.join(map(quote, [*known][:MOST_WORDS]))}{more}"
    add = hint or "add it to `words`, or give a `default`"
    raise UnconvertedError(f"one of the words in the map is expected: {listed}; {add}")


def spell(text: str, usual: Mapping[str, str]) -> str:
    """The usual spelling of a text, where the map has one."""
    return usual.get(text, text)


def one_line(text: str, wanted: bool) -> str:
    """A text without line breaks and doubled blanks."""
    return " ".join(text.split())


def date(text: str, formats: tuple[str, ...]) -> str:
    """A date as records have it."""
    try:
        return day_of(text, formats)
    except NoDateError as error:
        raise UnconvertedError(str(error)) from None


CONVERTERS: dict[str, Callable[[str, Any], str]] = {
    "take": take,
    "empty": empty,
    "one_line": one_line,
    "words": words,
    "spell": spell,
    "date": date,
}
"""By the field of a recipe, in the order in which they are applied to each text. What they leave empty is no value."""


def converted(text: str, recipe: ValueRule) -> str:
    """What the converters make of a text. Raises UnconvertedError."""
    for name, convert in CONVERTERS.items():
        asked = getattr(recipe, name)
        if asked and text:
            try:
                text = convert(text, asked)
            except UnconvertedError:
                if convert is words and recipe.default:
                    return recipe.default
                raise
    return text
