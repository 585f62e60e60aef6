"""Text in one or more languages: plain (Text), or a small Markdown with links to records (Prose)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from generator.problems import Rule, quote
from generator.values.languages import is_language
from generator.values.reference import ANY, Reference, To
from generator.values.refusal import merge_refusals, refusal, with_snippet

NOT_TEXT = Rule("not-text", "A text is a string, or a mapping of language codes to strings.")
UNKNOWN_LANGUAGE = Rule("unknown-language", "A language is a BCP 47 code that CLDR knows: en, ja, uz-Cyrl.")
INVALID_URL = Rule("invalid-url", "An address is complete: https://example.org/page.")
URL_SCHEME = Rule("url-scheme", "Only http:, https: or mailto: stands at the start of an address.")
TEXT_TOO_LONG = Rule("text-too-long", "A text is at most ten pages long.")
RULES = (NOT_TEXT, UNKNOWN_LANGUAGE, INVALID_URL, URL_SCHEME, TEXT_TOO_LONG)

LONGEST = 20_000
"""How many characters a text may have: ten pages, and no more than is parsed in an instant."""

ONE_TEXT = "write one text after the colon; put it in quotes where it starts with [ or { or holds a colon and a space"

SCHEMES = ("http", "https", "mailto")
LANGUAGE_CODE = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
"""How a language code looks; CLDR says which there are."""


COPY_ADDRESS = "copy it from the address bar of your browser"
COMPLETE_EXPECTED = "a complete address such as https://example.org/page is expected"


class Phrase(NamedTuple):
    """A string and the language it is in; an empty language is the site's default."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Text:
    """Plain text: a string in the site's default language, or a mapping of language codes to strings."""

    by_language: Mapping[str, str]
    """The default language's string stands under the empty code."""

    def __hash__(self) -> int:
        return hash(frozenset(self.by_language.items()))

    def phrase(self, language: str, default: str) -> Phrase:
        """The text in a language; where it is not given, in the default language; else in the first one given."""
        given = self.by_language
        for code in (language, default):
            if code in given:
                return Phrase(given[code], code)
            if code == default and "" in given:
                return Phrase(given[""], default)
        first = next(iter(given))
        return Phrase(given[first], first)

    def phrases(self) -> Iterator[Phrase]:
        """The text in every language it is given in."""
        yield from (Phrase(text, code) for code, text in self.by_language.items())

    @classmethod
    def parse(cls, value: Any) -> Self:
        """A text from what an editor wrote; raises a refusal."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls({"": cls._string(value, ())})
        if not isinstance(value, dict) or not value:
            found = "empty brackets" if isinstance(value, dict) else "a list"
            raise refusal(NOT_TEXT, f"text, or texts by language, is expected, found {found}", ONE_TEXT)
        for code in value:
            if not is_language(code):
                plain = re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", code)
                advice = "text that holds a colon and a space must stand in quotes"
                hint = "write one code per language, such as en, ja, ru or uz" if plain else advice
                raise refusal(
                    UNKNOWN_LANGUAGE,
                    f"a language code is expected, found {quote(code)}",
                    hint,
                    (code,),
                    at_key=True,
                )
        return cls({code: cls._string(text, (code,)) for code, text in value.items()})

    @classmethod
    def _string(cls, value: Any, at: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            found = "a list" if isinstance(value, list) else "fields with values"
            raise refusal(NOT_TEXT, f"text is expected, found {found}", ONE_TEXT, at)
        if len(value) > LONGEST:
            raise refusal(TEXT_TOO_LONG, f"at most {LONGEST:,} characters are expected, found {len(value):,}", at=at)
        return value.strip()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        codes = {"pattern": LANGUAGE_CODE, "patternErrorMessage": "one code per language is expected, such as en or ja"}
        by_language = {"type": "object", "minProperties": 1, "propertyNames": codes, "additionalProperties": text}
        return {"anyOf": [text, by_language]}


class Prose(Text):
    """Text in a small Markdown: paragraphs, emphasis, lists, links, and links to records written
    `[[people/ikegami-masaki]]` or `[[people/ikegami-masaki|Mr Ikegami]]`. No headings, no HTML."""

    @cached_property
    def links(self) -> tuple[Reference, ...]:
        """The records it links to."""
        texts = (text for text in self.by_language.values() if "[[" in text)
        found = (match for text in texts for match in RECORD_LINK.finditer(text))
        return tuple(TO_ANY.refer(match["record"]) for match in found)

    @classmethod
    def _string(cls, value: Any, at: tuple[str, ...]) -> str:
        text = super()._string(value, at)
        errors = []
        for address in _addresses(text):
            try:
                if RECORD_PATH.fullmatch(address):
                    hint = f"for a record write [[{address}]] and no other brackets, for a page {COPY_ADDRESS}"
                    raise refusal(INVALID_URL, f"{COMPLETE_EXPECTED}, found {quote(address)}", hint, at)
                check_url(address, at)
            except PydanticCustomError as error:
                errors.append(with_snippet(error, address))
        if errors:
            raise merge_refusals(errors)
        return text


TO_ANY = To(ANY, back="In the text of")
RECORD_PATH = re.compile(r"[a-z]+/[a-z0-9-]+")
RECORD_LINK = re.compile(r"\[\[ *(?P<record>[\w.-]+/[^\s\[\]|]+) *(?:\|(?P<text>[^\[\]|\n]+))?\]\]")


def check_url(address: str, at: tuple[str, ...] = ()) -> str:
    """The address, where it is complete and of a scheme that is safe to publish; raises a refusal."""
    try:
        parts = urlsplit(address)
    except ValueError:
        message = f"{COMPLETE_EXPECTED}, found {quote(address)}"
        raise refusal(INVALID_URL, message, COPY_ADDRESS, at) from None
    if parts.scheme and parts.scheme not in SCHEMES:
        expected = "an address that starts with http:, https: or mailto: is expected"
        raise refusal(URL_SCHEME, f"{expected}, found {quote(address)}", f"{COPY_ADDRESS}, or delete the link", at)
    complete = parts.netloc if parts.scheme in ("http", "https") else parts.scheme and "@" in parts.path
    if not complete or any(character.isspace() or character in '<>"\\' for character in address):
        bare = re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
        whole = f'did you mean "https://{address}"?' if bare else COPY_ADDRESS
        hint = "write %20 for a space" if " " in address else whole
        if parts.scheme == "mailto":
            hint = "write an e-mail address after mailto:, such as mailto:desk@example.org"
        raise refusal(INVALID_URL, f"{COMPLETE_EXPECTED}, found {quote(address)}", hint, at)
    return address


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
    parser.inline.ruler.before("link", "record_link", _record_link)
    # Every address is parsed as a link, so that an unsafe one is refused rather than left standing as text.
    parser.validateLink = lambda address: True  # type: ignore[method-assign,assignment]  # the documented way to replace it
    return parser.enable(rules)


def _record_link(state: StateInline, silent: bool) -> bool:
    match = RECORD_LINK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("record_link", "", 0)
        token.meta = {"reference": TO_ANY.refer(match["record"])}
        token.content = match["text"] or ""
    state.pos = match.end()
    return True


@lru_cache(maxsize=1 << 10)  # a page and what the search has of it show the same texts
def parse_prose(text: str) -> list[Token]:
    """The tokens of markdown-it; a link to a record is a token of type `record_link`."""
    return _parser().parse(text)


def _addresses(text: str) -> Iterator[str]:
    if "](" not in text and "]:" not in text:
        return
    for block in parse_prose(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])
