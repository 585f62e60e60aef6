"""The small values that fields hold beside texts, dates and references: addresses, codes, numbers, times."""

import re
from datetime import time
from decimal import Decimal
from typing import Annotated, Any

import isodate
from pydantic import AfterValidator, Field, GetPydanticSchema, StringConstraints, WithJsonSchema
from pydantic_core import core_schema

from generator.problems import Fix, Rule, quote
from generator.values.languages import is_currency, is_language
from generator.values.refusal import refusal
from generator.values.text import LANGUAGE_CODE, UNKNOWN_LANGUAGE, check_url

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
    """Whether a text may be the id of a record."""
    return len(text) <= MAX_ID and ID.fullmatch(text) is not None


def suggest_id(text: str) -> str | None:
    """The id that a text may be meant for: its letters a to z and digits, joined by hyphens."""
    plain = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())
    return plain if is_id(plain) else None


def _id(text: str) -> str:
    if not is_id(text):
        meant = suggest_id(text.rpartition("/")[2])
        hint = f'write "{meant}"' if meant else None
        raise refusal(INVALID_ID, f"{ID_EXPECTED}, found {quote(text)}", hint)
    return text


def _language(text: str) -> str:
    if not is_language(text):
        raise refusal(
            UNKNOWN_LANGUAGE,
            f"a language code is expected, found {quote(text)}",
            "write a code such as en, ja, ru or uz-Cyrl",
        )
    return text


def _currency(text: str) -> str:
    if not is_currency(text):
        meant = text.upper() if is_currency(text.upper()) else None
        hint, fix = (f'did you mean "{meant}"?', Fix(text, meant)) if meant else (None, None)
        message = f"a currency code of ISO 4217 is expected, found {quote(text)}"
        raise refusal(UNKNOWN_CURRENCY, message, hint, fix=fix)
    return text


def _time(text: str) -> time:
    try:
        read = time.fromisoformat(text) if TIME.fullmatch(text) else None
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        example = text if read else "17:00"
        offset = f"how far the clock there is ahead of UTC, as in {example}+05:00 for Tashkent"
        hint = f"add {offset}" if read else f"write the hours from 00 to 23, the minutes, and {offset}"
        raise refusal(INVALID_TIME, f"a time such as 15:00:00+05:00 is expected, found {quote(text)}", hint)
    return read


def _duration(text: str) -> str:
    if not DURATION.fullmatch(text) or not isodate.parse_duration(text):
        message = f"a duration such as P1Y, P6M or P2W is expected, found {quote(text)}"
        hint = "P1Y is every year, P2Y every two years, P6M every six months, P2W every two weeks"
        raise refusal(INVALID_DURATION, message, hint)
    return text


def _colour(text: str) -> str:
    expected = "a colour such as #7a1f2b is expected"
    if not re.fullmatch("#[0-9a-fA-F]{6}", text, re.ASCII):
        hint = "write # and the six digits or letters a to f that a colour picker shows for it"
        raise refusal(INVALID_COLOUR, f"{expected}, found {quote(text)}", hint)
    contrast = 1.05 / (_luminance(text) + 0.05)
    if contrast < LEAST_CONTRAST:
        found = f"{quote(text)} with {contrast:.2f}"
        raise refusal(INVALID_COLOUR, f"{expected} whose contrast with white is at least 4.5, found {found}")
    return text.lower()


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _field_path(text: str) -> str:
    if not FIELD_PATH.fullmatch(text):
        raise refusal(
            INVALID_FIELD_PATH,
            f"the path of a field such as date or participants[0].position is expected, found {quote(text)}",
            "write the name that stands before the colon of that field in this record, such as starts; "
            "of a list the first entry is [0], the second [1]",
        )
    return text


def _form(pattern: str, expected: str, *examples: str) -> Any:
    """How a value looks, for the editors that go by our schemas."""
    return Field(json_schema_extra={"pattern": pattern, "patternErrorMessage": expected, "examples": [*examples]})


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain text without a language."""
Id = Annotated[
    Line,
    AfterValidator(_id),
    Field(json_schema_extra={"pattern": f"^{ID.pattern}$", "maxLength": MAX_ID, "patternErrorMessage": ID_EXPECTED}),
]
Url = Annotated[
    Line,
    AfterValidator(check_url),
    _form(
        '^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^ <>"\\\\]+$',
        "a complete address such as https://example.org/page is expected",
        "https://example.org/",
    ),
]
LanguageCode = Annotated[
    Line,
    AfterValidator(_language),
    _form(LANGUAGE_CODE, "a language code is expected", "en", "uz-Cyrl"),
]
CurrencyCode = Annotated[
    Line,
    AfterValidator(_currency),
    _form("^[A-Z]{3}$", "a currency code of ISO 4217 is expected", "JPY", "USD", "UZS"),
]
Colour = Annotated[
    Line,
    AfterValidator(_colour),
    _form("^#[0-9a-fA-F]{6}$", "a colour such as #7a1f2b is expected", "#7a1f2b"),
]
Count = Annotated[int, Field(ge=0, le=10**12)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=24, decimal_places=4)]
TimeOfDay = Annotated[
    time,
    GetPydanticSchema(
        lambda source, handler: core_schema.no_info_after_validator_function(_time, core_schema.str_schema())
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
    AfterValidator(_duration),
    _form(f"^{DURATION.pattern}$", "a duration such as P1Y, P6M or P2W is expected", "P1Y", "P6M"),
]
FieldName = Annotated[
    Line,
    AfterValidator(_field_path),
    _form(
        f"^{FIELD_PATH.pattern}$",
        "the path of a field such as date or participants[0].position is expected",
        "date",
        "participants[0].position",
    ),
]


def parse_field_path(text: str) -> tuple[str | int, ...]:
    """The steps of a path as editors write it."""
    return tuple(int(step) if step.isdigit() else step for step in re.findall(r"[a-z_]+|\d+", text))
