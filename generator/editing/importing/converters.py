"""Convert one cell: small functions, each named after the field of a `ValueRule` that asks for it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.content.characters import VISIBLE
from generator.editing.importing.date_formats import NoDateError, convert_date
from generator.editing.importing.mapping import Node, ValueRule
from generator.editing.importing.table import Row
from generator.incremental.processor_watch import StepTooLongError
from generator.problems import quote
from generator.problems.suggest import did_you_mean

C1 = re.compile("[\x80-\x9f]")
"""Control characters that appear in text when cp1252 is read as ISO 8859-1: dashes, curly quotes."""
SEPARATORS = {"lines": "\n"}
"""Invisible separators, by name."""
MOST_WORDS = 12
"""The most words of a map that a message lists."""
IN_TEMPLATE = re.compile(r"\{([^{}]+)\}")
LONGEST_FILLED = 1 << 20
"""The most characters of a filled template: as many as a cell may have."""
LONGEST_MATCHED = 20_000
"""The most characters of a text that patterns are tried on: as many as a text of a record may have."""
MOST_ENTRIES = 20_000
"""The most entries of a list in one cell."""


class UnconvertedError(Exception):
    """A cell that cannot become a value. Its argument gives the reason."""


class SlowPatternError(StepTooLongError):
    """A pattern that takes too long. Its arguments: the allowed seconds, and its number among the patterns."""


def cleaned(text: str) -> str:
    """Return a cell stripped, with the dashes and quotes of cp1252 repaired.

    Empty if no character is visible.
    """
    repaired = C1.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore") or match[0], text)
    stripped = repaired.replace("\r\n", "\n").replace("\r", "\n").strip()
    return stripped if VISIBLE.search(stripped) else ""


def origin(rule: ValueRule, row: Row) -> tuple[str, str]:
    """Return the text that a rule starts from, and its column.

    The text is empty if the row has none. Raises UnconvertedError.
    """
    if rule.value:
        return rule.value, ""
    for column in rule.column:
        if (text := cleaned(row.cells.get(column, ""))) and text not in rule.empty:
            return text, column
    for template in rule.template:
        cells = {name: cleaned(row.cells.get(name, "")) for name in {*IN_TEMPLATE.findall(template)}}
        if all(cells.values()):
            filled = [
                cells.get(part, part) if odd % 2 else part for odd, part in enumerate(IN_TEMPLATE.split(template))
            ]
            _refuse_over(sum(map(len, filled)), LONGEST_FILLED, "characters in a filled template")
            return "".join(filled), next(iter(IN_TEMPLATE.findall(template)), "")
    return "", next(iter(rule.column), "")


def _refuse_over(number: int, most: int, of: str) -> None:
    if number > most:
        raise UnconvertedError(f"at most {most:,} {of} are expected, found more")


def columns_of(rule: ValueRule) -> tuple[str, ...]:
    """Return the columns that a rule names."""
    return (*rule.column, *(name for template in rule.template for name in IN_TEMPLATE.findall(template)))


def columns_in(node: Node) -> Iterator[str]:
    """Yield the columns that a part of a map names."""
    if isinstance(node, ValueRule):
        yield from columns_of(node)
    else:
        for below in node.values() if isinstance(node, dict) else node:
            yield from columns_in(below)


def split(text: str, separators: tuple[str, ...]) -> Iterable[str]:
    """Return the unique entries of a list in one cell.

    Without separators, return the whole text. Raises UnconvertedError.
    """
    if not separators:
        return (text,)
    between = "|".join(re.escape(SEPARATORS.get(separator, separator)) for separator in separators)
    pieces = re.split(between, text, maxsplit=MOST_ENTRIES)
    _refuse_over(len(pieces), MOST_ENTRIES, "entries of a list")
    return dict.fromkeys(piece.strip() for piece in pieces)


def take(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    """Return the bracketed part of the first pattern that matches.

    If none matches, return the whole text. Raises UnconvertedError.
    """
    _refuse_over(len(text), LONGEST_MATCHED, "characters for the patterns of `take`")
    for number, pattern in enumerate(patterns):
        try:
            match = pattern.fullmatch(text)
        except StepTooLongError as error:
            raise SlowPatternError(*error.args, number) from None
        if match:
            return (match[1] or "").strip()
    return text


def empty(text: str, nothing: tuple[str, ...]) -> str:
    """Return an empty text if `text` is one of the words for nothing."""
    return "" if text in nothing else text


def words(text: str, translations: Mapping[str, str]) -> str:
    """Translate a word of the table to the record's word.

    Letter case counts only if two words of the map differ in nothing else.
    """
    if text in translations:
        return translations[text]
    same = {meant for word, meant in translations.items() if word.casefold() == text.casefold()}
    if len(same) == 1:
        return same.pop()
    hint = did_you_mean(text, translations)
    more = f" and {len(translations) - MOST_WORDS:,} more" if len(translations) > MOST_WORDS else ""
    listed = f"{', '.join(map(quote, [*translations][:MOST_WORDS]))}{more}"
    add = hint or "add it to `words`, or give a `default`"
    raise UnconvertedError(f"one of the words in the map is expected: {listed}; {add}")


def spell(text: str, usual: Mapping[str, str]) -> str:
    """Return the usual spelling of a text, if the map has one."""
    return usual.get(text, text)


def one_line(text: str, wanted: bool) -> str:
    """Return a text without line breaks and repeated blanks."""
    return " ".join(text.split())


def date(text: str, formats: tuple[str, ...]) -> str:
    """Convert a date to the notation of records."""
    try:
        return convert_date(text, formats)
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
"""The converters by the rule's field, in the order in which they apply to a text. An empty result is no value."""


def convert(text: str, rule: ValueRule) -> str:
    """Apply the converters that a rule asks for. Raises UnconvertedError."""
    for name, converter in CONVERTERS.items():
        argument = getattr(rule, name)
        if argument and text:
            try:
                text = converter(text, argument)
            except UnconvertedError:
                if converter is words and rule.default:
                    return rule.default
                raise
    return text
