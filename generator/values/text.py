"""`Text` and `Prose`: text in one or more languages; plain, or a small Markdown with links to records.

Parses and validates only. HTML and Markdown of pages are made in `pages/markdown.py`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Self

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from generator.problems import Rule, quote
from generator.values import urls
from generator.values.languages import is_language
from generator.values.reference import ANY, Reference, To
from generator.values.refusal import merge_refusals, refusal, with_snippet

NOT_TEXT = Rule("not-text", "A text is a string, or a mapping of language codes to strings.")
UNKNOWN_LANGUAGE = Rule("unknown-language", "A language is a BCP 47 code that CLDR knows: en, ja, uz-Cyrl.")
TEXT_TOO_LONG = Rule("text-too-long", "A text is at most ten pages long.")
RULES = (NOT_TEXT, UNKNOWN_LANGUAGE, *urls.RULES, TEXT_TOO_LONG)
"""Rules of addresses are listed here because prose holds addresses."""

MAX_CHARACTERS = 20_000
"""Ten pages, and no more than is parsed in an instant."""

ONE_TEXT = "write one text after the colon; put it in quotes where it starts with [ or { or holds a colon and a space"

LANGUAGE_CODE = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
"""The form of a language code. `is_language` asks CLDR for the code itself."""


class Phrase(NamedTuple):
    """A string and its language. An empty language is the site's default."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Text:
    """Plain text: a string in the site's default language, or a mapping of language codes to strings."""

    by_language: Mapping[str, str]
    """Language code to string. The default language has the empty code."""

    def __hash__(self) -> int:
        return hash(frozenset(self.by_language.items()))

    def phrase(self, language: str, default: str) -> Phrase:
        """Return the text in `language`, else in `default`, else in the first language."""
        for code in (language, default):
            if code in self.by_language:
                return Phrase(self.by_language[code], code)
            if code == default and "" in self.by_language:
                return Phrase(self.by_language[""], default)
        first = next(iter(self.by_language))
        return Phrase(self.by_language[first], first)

    def phrases(self) -> Iterator[Phrase]:
        """Yield the text in each of its languages."""
        yield from (Phrase(text, code) for code, text in self.by_language.items())

    @classmethod
    def parse(cls, value: Any) -> Self:
        """Parse a string, or a mapping of language codes to strings. Raises a refusal."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls({"": cls._check_string(value, ())})
        if not isinstance(value, dict) or not value:
            actual = "empty brackets" if isinstance(value, dict) else "a list"
            raise refusal(NOT_TEXT, f"text, or texts by language, is expected, found {actual}", ONE_TEXT)
        for code in value:
            _check_language_key(code)
        return cls({code: cls._check_string(text, (code,)) for code, text in value.items()})

    @classmethod
    def _check_string(cls, value: Any, at: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            actual = "a list" if isinstance(value, list) else "fields with values"
            raise refusal(NOT_TEXT, f"text is expected, found {actual}", ONE_TEXT, at)
        if len(value) > MAX_CHARACTERS:
            message = f"at most {MAX_CHARACTERS:,} characters are expected, found {len(value):,}"
            raise refusal(TEXT_TOO_LONG, message, at=at)
        return value.strip()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1, "maxLength": MAX_CHARACTERS}
        codes = {"pattern": LANGUAGE_CODE, "patternErrorMessage": "one code per language is expected, such as en or ja"}
        by_language = {"type": "object", "minProperties": 1, "propertyNames": codes, "additionalProperties": text}
        return {"anyOf": [text, by_language]}


def _check_language_key(code: str) -> None:
    if not is_language(code):
        looks_like_a_code = re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", code)
        in_quotes = "text that holds a colon and a space must stand in quotes"
        hint = "write one code per language, such as en, ja, ru or uz" if looks_like_a_code else in_quotes
        message = f"a language code is expected, found {quote(code)}"
        raise refusal(UNKNOWN_LANGUAGE, message, hint, (code,), at_key=True)


class Prose(Text):
    """Text in a small Markdown: paragraphs, emphasis, lists and links. No headings, no HTML.

    Links to records are `[[people/ikegami-masaki]]` or `[[people/ikegami-masaki|Mr Ikegami]]`.
    """

    @cached_property
    def links(self) -> tuple[Reference, ...]:
        """Return the references to records in its links."""
        texts = (text for text in self.by_language.values() if "[[" in text)
        matches = (match for text in texts for match in RECORD_LINK.finditer(text))
        return tuple(TO_ANY.refer(match["record"]) for match in matches)

    @classmethod
    def _check_string(cls, value: Any, at: tuple[str, ...]) -> str:
        text = super()._check_string(value, at)
        errors = []
        for address in _link_addresses(text):
            try:
                if RECORD_PATH.fullmatch(address):
                    hint = f"for a record write [[{address}]] and no other brackets, for a page {urls.COPY_ADDRESS}"
                    raise refusal(urls.INVALID_URL, f"{urls.COMPLETE_EXPECTED}, found {quote(address)}", hint, at)
                urls.check_url(address, at)
            except PydanticCustomError as error:
                errors.append(with_snippet(error, address))
        if errors:
            raise merge_refusals(errors)
        return text


TO_ANY = To(ANY, back="In the text of")
RECORD_PATH = re.compile(r"[a-z]+/[a-z0-9-]+")
RECORD_LINK = re.compile(r"\[\[ *(?P<record>[\w.-]+/[^\s\[\]|]+) *(?:\|(?P<text>[^\[\]|\n]+))?\]\]")


@lru_cache
def _parser() -> MarkdownIt:
    rules = [
        "paragraph",
        "list",
        "emphasis",
        "balance_pairs",
        "fragments_join",
        "link",
        "escape",
        "newline",
        "record_link",
    ]
    parser = MarkdownIt("zero", {"html": False, "linkify": False})
    parser.inline.ruler.before("link", "record_link", _parse_record_link)
    # Every address is parsed as a link, so that an unsafe one is refused rather than left standing as text.
    parser.validateLink = lambda address: True  # type: ignore[method-assign,assignment]  # the documented way to replace it
    return parser.enable(rules)


def _parse_record_link(state: StateInline, silent: bool) -> bool:
    """Parse `[[folder/id|words]]` at the position of markdown-it.

    Return False if there is none.
    """
    match = RECORD_LINK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("record_link", "", 0)
        token.meta = {"reference": TO_ANY.refer(match["record"])}
        token.content = match["text"] or ""
    state.pos = match.end()
    return True


@lru_cache(maxsize=1 << 10)  # a page and its search document show the same texts
def parse_prose(text: str) -> list[Token]:
    """Parse prose to tokens of markdown-it.

    A link to a record is a token of type `record_link`.
    """
    return _parser().parse(text)


def _link_addresses(text: str) -> Iterator[str]:
    """Yield the addresses of Markdown links."""
    if "](" not in text and "]:" not in text:
        return
    for block in parse_prose(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])
