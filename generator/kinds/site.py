"""The site's own record, `site.yml`: what it is called, where it is published and in which languages."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from generator.kinds.kind import Fields
from generator.kinds.reference import Reference, To
from generator.kinds.text import Prose, Text
from generator.kinds.values import LanguageCode, Line, Url
from generator.problems import Rule, quoted
from generator.refusals import refusal

UNKNOWN_TIME_ZONE = Rule("unknown-time-zone", "A time zone is a name of the IANA database: Asia/Tashkent.")
RULES = (UNKNOWN_TIME_ZONE,)


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refusal(
            UNKNOWN_TIME_ZONE, f"a time zone such as Asia/Tashkent is expected, found {quoted(name)}"
        ) from None
    return name


class Site(Fields):
    """The site."""

    title: Text = Text({"": "Aide-Mémoire"})
    """What the site is called."""
    tagline: Text | None = None
    """What it is about, in a few words."""
    description: Prose | None = None
    """What a reader should know of it; stands on the home page."""
    url: Url | None = None
    """The address it is published at."""
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = ("en",)
    """The languages it is published in; the first is the default."""
    time_zone: Annotated[Line, AfterValidator(_time_zone)] = "UTC"
    """The time zone that "today" is of."""
    repository: Url | None = None
    """The address of the repository that holds the records."""
    edit_path: Line = "edit/main/content/"
    """What leads from the repository's address to the file of a record."""
    home_relation: Annotated[Reference, To("relation", back="Home")] | None = None
    """The relation that the home page leads with."""
