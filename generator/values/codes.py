"""Small field types: id, URL, language, currency, colour, count, amount, time, duration, field path.

Each is an annotated type with its validator, its rule, and its form for JSON Schema.
"""

import re
from datetime import time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

import isodate
from babel.numbers import list_currencies
from pydantic import AfterValidator, Field, GetPydanticSchema, StringConstraints, WithJsonSchema
from pydantic_core import core_schema

from generator.problems import Fix, Rule, quote
from generator.values.languages import is_language
from generator.values.refusal import refusal
from generator.values.text import LANGUAGE_CODE, UNKNOWN_LANGUAGE
from generator.values.urls import check_url

UNKNOWN_CURRENCY = Rule("unknown-currency", "A currency is a code of ISO 4217: JPY, USD, UZS.")
INVALID_TIME = Rule("invalid-time", "A time of day is a time of RFC 3339 with its offset: 15:00:00+05:00.")
INVALID_DURATION = Rule("invalid-duration", "How often is an ISO 8601 duration in years, months, weeks or days: P1Y.")
INVALID_ID = Rule(
    "invalid-id",
    "An id is made of lower-case letters a to z, digits and single hyphens, at most 100 characters.",
)
INVALID_FIELD_PATH = Rule("invalid-field-path", "A field of the record is named as date or participants[0].position.")
INVALID_COLOUR = Rule("invalid-colour", "A colour is written #rrggbb and can be read on white.")
RULES = (UNKNOWN_CURRENCY, INVALID_TIME, INVALID_DURATION, INVALID_ID, INVALID_FIELD_PATH, INVALID_COLOUR)

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
MAX_ID = 100
TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
LEAST_CONTRAST = 4.5  # of text with its background, WCAG 2.2 level AA
DURATION = re.compile(r"P(?=[0-9])([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,3}W)?([0-9]{1,4}D)?")
ID_EXPECTED = "an id of lower-case letters a to z, digits and hyphens is expected"
FIELD_PATH = re.compile(r"[a-z_]+(\[[0-9]{1,4}\])*(\.[a-z_]+(\[[0-9]{1,4}\])*)*")


def is_id(text: str) -> bool:
    """Return True if a text can be the id of a record."""
    return len(text) <= MAX_ID and ID.fullmatch(text) is not None


def suggest_id(text: str) -> str | None:
    """Return the letters a to z and digits of a text, joined by hyphens.

    None if that is no id.
    """
    identifier = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())
    return identifier if is_id(identifier) else None


def _check_id(text: str) -> str:
    if not is_id(text):
        suggestion = suggest_id(text.rpartition("/")[2])
        hint = f'write "{suggestion}"' if suggestion else None
        raise refusal(INVALID_ID, f"{ID_EXPECTED}, found {quote(text)}", hint)
    return text


def _check_language(text: str) -> str:
    if not is_language(text):
        raise refusal(
            UNKNOWN_LANGUAGE,
            f"a language code is expected, found {quote(text)}",
            "write a code such as en, ja, ru or uz-Cyrl",
        )
    return text


def _check_currency(text: str) -> str:
    if not is_currency(text):
        code = text.upper() if is_currency(text.upper()) else None
        hint, fix = (f'did you mean "{code}"?', Fix(text, code)) if code else (None, None)
        message = f"a currency code of ISO 4217 is expected, found {quote(text)}"
        raise refusal(UNKNOWN_CURRENCY, message, hint, fix=fix)
    return text


def _parse_time(text: str) -> time:
    try:
        parsed = time.fromisoformat(text) if TIME.fullmatch(text) else None
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        example = text if parsed else "17:00"
        offset = f"how far the clock there is ahead of UTC, as in {example}+05:00 for Tashkent"
        hint = f"add {offset}" if parsed else f"write the hours from 00 to 23, the minutes, and {offset}"
        raise refusal(INVALID_TIME, f"a time such as 15:00:00+05:00 is expected, found {quote(text)}", hint)
    return parsed


def _check_duration(text: str) -> str:
    if not DURATION.fullmatch(text) or not isodate.parse_duration(text):
        message = f"a duration such as P1Y, P6M or P2W is expected, found {quote(text)}"
        hint = "P1Y is every year, P2Y every two years, P6M every six months, P2W every two weeks"
        raise refusal(INVALID_DURATION, message, hint)
    return text


def _check_colour(text: str) -> str:
    expected = "a colour such as #7a1f2b is expected"
    if not re.fullmatch("#[0-9a-fA-F]{6}", text, re.ASCII):
        hint = "write # and the six digits or letters a to f that a colour picker shows for it"
        raise refusal(INVALID_COLOUR, f"{expected}, found {quote(text)}", hint)
    contrast = 1.05 / (_luminance(text) + 0.05)
    if contrast < LEAST_CONTRAST:
        actual = f"{quote(text)} with {contrast:.2f}"
        raise refusal(INVALID_COLOUR, f"{expected} whose contrast with white is at least 4.5, found {actual}")
    return text.lower()


def _luminance(colour: str) -> float:
    """Return the relative luminance.

    See https://www.w3.org/TR/WCAG22/#dfn-relative-luminance .
    """
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _check_field_path(text: str) -> str:
    if not FIELD_PATH.fullmatch(text):
        raise refusal(
            INVALID_FIELD_PATH,
            f"the path of a field such as date or participants[0].position is expected, found {quote(text)}",
            "write the name that stands before the colon of that field in this record, such as starts; "
            "of a list the first entry is [0], the second [1]",
        )
    return text


def _describe_form(pattern: str, expected: str, *examples: str) -> Any:
    """Describe a value in JSON Schema, for editors that complete and underline."""
    return Field(json_schema_extra={"pattern": pattern, "patternErrorMessage": expected, "examples": [*examples]})


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain text without a language."""
Id = Annotated[
    Line,
    AfterValidator(_check_id),
    Field(json_schema_extra={"pattern": f"^{ID.pattern}$", "maxLength": MAX_ID, "patternErrorMessage": ID_EXPECTED}),
]
Url = Annotated[
    Line,
    AfterValidator(check_url),
    _describe_form(
        '^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^ <>"\\\\]+$',
        "a complete address such as https://example.org/page is expected",
        "https://example.org/",
    ),
]
LanguageCode = Annotated[
    Line,
    AfterValidator(_check_language),
    _describe_form(LANGUAGE_CODE, "a language code is expected", "en", "uz-Cyrl"),
]
CurrencyCode = Annotated[
    Line,
    AfterValidator(_check_currency),
    _describe_form("^[A-Z]{3}$", "a currency code of ISO 4217 is expected", "JPY", "USD", "UZS"),
]
Colour = Annotated[
    Line,
    AfterValidator(_check_colour),
    _describe_form("^#[0-9a-fA-F]{6}$", "a colour such as #7a1f2b is expected", "#7a1f2b"),
]
Count = Annotated[int, Field(ge=0, le=10**12)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=24, decimal_places=4)]
TimeOfDay = Annotated[
    time,
    GetPydanticSchema(
        lambda source, handler: core_schema.no_info_after_validator_function(_parse_time, core_schema.str_schema())
    ),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})$",
            "patternErrorMessage": "a time with its offset from UTC is expected, such as 15:00:00+05:00",
            "examples": ["15:00:00+05:00"],
        }
    ),
]
Duration = Annotated[
    Line,
    AfterValidator(_check_duration),
    _describe_form(f"^{DURATION.pattern}$", "a duration such as P1Y, P6M or P2W is expected", "P1Y", "P6M"),
]
FieldName = Annotated[
    Line,
    AfterValidator(_check_field_path),
    _describe_form(
        f"^{FIELD_PATH.pattern}$",
        "the path of a field such as date or participants[0].position is expected",
        "date",
        "participants[0].position",
    ),
]


def parse_field_path(text: str) -> tuple[str | int, ...]:
    """Split a path as editors write it: `participants[0].position`."""
    return tuple(int(step) if step.isdigit() else step for step in re.findall(r"[a-z_]+|\d+", text))


@lru_cache
def is_currency(code: str) -> bool:
    """Return True if `code` is a present or past currency of ISO 4217."""
    return code in list_currencies()
