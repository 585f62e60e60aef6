"""Warn of words in letters of several scripts, in every text of a record and of the site."""

import unicodedata
from collections.abc import Iterator

from generator.checks.context import Check, CheckContext, Scope, rules_of
from generator.content.load import SITE
from generator.kinds import key_of
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.kinds.traversal import values_in
from generator.problems import FieldPath, Fix, Problem, Rule, Severity, quote
from generator.values.mixed_scripts import MixedWord, mixed_words
from generator.values.text import Phrase, Text
from generator.values.urls import SCHEMES

MIXED_SCRIPTS = Rule("mixed-scripts", "The letters of a word are of one script.", Severity.WARNING)
ADDRESS = tuple(f"{scheme}:" for scheme in SCHEMES)


def check_letters_of_a_word_are_of_one_script(context: CheckContext) -> Iterator[Problem]:
    """Check that no word mixes letters of several scripts that look the same."""
    for record in context.records:
        yield from _problems(key_of(record), record)
    if context.includes_site:
        yield from _problems(SITE, context.archive.site)


def _problems(key: str, holder: Record | Site) -> Iterator[Problem]:
    for path, value in values_in(holder, classes=(Text, str)):
        for phrase in _phrases(value):
            here = (*path, phrase.language) if phrase.language else path
            for mixed in dict.fromkeys(mixed_words(phrase.text)):
                yield _problem(key, here, mixed)


def _phrases(value: Text | str) -> Iterator[Phrase]:
    """Yield the phrases of a value; none of an address."""
    if isinstance(value, Text):
        yield from value.phrases()
    elif not value.startswith(ADDRESS):
        yield Phrase(value)


def _problem(key: str, path: FieldPath, mixed: MixedWord) -> Problem:
    word, position, script, mended = mixed
    letter = f"U+{ord(word[position]):04X} {unicodedata.name(word[position])}"
    message = f"letters of one script in a word are expected, found {letter} among {script} letters in {quote(word)}"
    meant = f'did you mean "{mended}"?' if mended else None
    if meant and not mixed.may_have_ending:
        fix = Fix(word[position:], mended[position:], is_part=True)
        return Problem(MIXED_SCRIPTS, message, path, meant, key, word, position, fix=fix)
    ending = "put a hyphen before it if it begins an ending"
    hint = f"{ending}; {meant}" if meant else f"type the word anew with one keyboard, or {ending}"
    return Problem(MIXED_SCRIPTS, message, path, hint, key, word, position)


CHECKS = (Check(check_letters_of_a_word_are_of_one_script, (MIXED_SCRIPTS,), Scope.ADVISORY),)
RULES = rules_of(CHECKS)
