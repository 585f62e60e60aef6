"""`site.yml`, the record of the site itself: title, address, languages, time zone."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field

from generator.kinds.record import Fields
from generator.problems import Rule, quote
from generator.problems.suggest import did_you_mean
from generator.values.codes import Colour, LanguageCode, Line, Url
from generator.values.languages import language
from generator.values.reference import Reference, To
from generator.values.refusal import refusal
from generator.values.text import UNKNOWN_LANGUAGE, Prose, Text

UNKNOWN_TIME_ZONE = Rule("unknown-time-zone", "A time zone is a name of the IANA database: Asia/Tashkent.")
REPEATED_LANGUAGE = Rule("repeated-language", "A language of the site is named once.")
RULES = (UNKNOWN_TIME_ZONE, REPEATED_LANGUAGE)


def _check_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"a time zone such as Asia/Tashkent is expected, found {quote(name)}"
        cities = {zone.rpartition("/")[2].lower(): zone for zone in available_timezones()}
        zone_of_city = cities.get(name.replace(" ", "_").lower())
        hint = f'did you mean "{zone_of_city}"?' if zone_of_city else did_you_mean(name, available_timezones())
        raise refusal(UNKNOWN_TIME_ZONE, message, hint) from None
    return name


def _check_language(code: str) -> str:
    try:
        language(code)
    except KeyError:
        message = f"a language whose dates and numbers CLDR knows is expected, found {quote(code)}"
        raise refusal(UNKNOWN_LANGUAGE, message) from None
    return code


def _check_no_repetition(codes: tuple[str, ...]) -> tuple[str, ...]:
    for position, code in enumerate(codes):
        if code in codes[:position]:
            message = f"each language once is expected, found {quote(code)} again"
            raise refusal(REPEATED_LANGUAGE, message, at=(position,))
    return codes


SiteLanguage = Annotated[LanguageCode, AfterValidator(_check_language)]


class Site(Fields):
    """What the site is called, where it is published, in which languages, and what its pages start with."""

    title: Text = Text({"": "Aide-Mémoire"})
    """What the site is called."""
    tagline: Text | None = None
    """What it is about, in a few words."""
    description: Prose | None = None
    """What a reader should know of it; stands on the home page."""
    url: Url | None = None
    """The address it is published at."""
    languages: Annotated[tuple[SiteLanguage, ...], Field(min_length=1), AfterValidator(_check_no_repetition)] = ("en",)
    """The languages it is published in; the first is the default."""
    time_zone: Annotated[Line, AfterValidator(_check_time_zone)] = "UTC"
    """The time zone that "today" is of."""
    repository: Url | None = None
    """The address of the repository that holds the records."""
    edit_path: Line = "edit/main/content/"
    """What leads from the repository's address to the file of a record."""
    accent: Colour = "#7a1f2b"
    """The one colour of the site beside ink and paper, as `#rrggbb`; dark enough to be read on white."""
    briefs: Literal["all", "planned"] = "all"
    """Which meetings have a pre-meeting brief: `all`, held ones as on their eve, or only those that are `planned`."""
    home_relation: Annotated[Reference, To("relation", back="Home")] | None = None
    """The relation that the home page leads with."""
