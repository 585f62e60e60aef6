"""Countries: parties with an ISO 3166-1 code as id. Their names come from CLDR."""

from collections.abc import Iterator
from typing import Annotated

from generator.kinds.kind import Fact, Kind, Lookup, Naming
from generator.kinds.record import OnlyOnOwnPage, Record
from generator.problems import Problem, Rule, quote
from generator.values.countries import country_by_name, country_code, is_country, is_user_assigned
from generator.values.languages import Language, gettext_noop
from generator.values.reference import Reference, To
from generator.values.text import Phrase, Prose, Text

UNKNOWN_COUNTRY = Rule("unknown-country", "A country's id is its ISO 3166-1 alpha-2 code in lower case.")
UNNAMED_COUNTRY = Rule("unnamed-country", "A country whose code ISO leaves to its users has a name in its record.")
RULES = (UNKNOWN_COUNTRY, UNNAMED_COUNTRY)

HOW_TO_NAME_A_COUNTRY = (
    "rename it after the country's two-letter code, as jp.yml for Japan; move what is no country to organisations; "
    "call an invented country xa, or another code up to xz"
)


class Country(Record):
    """A country. Its id is its ISO 3166-1 code in lower case: `uz`, `jp`."""

    name: Text | None = None
    """Its name; by default the one that CLDR, the Unicode locale data, has in each language."""
    official_name: Text | None = None
    """Its full name, such as "Republic of Uzbekistan"."""
    foreign_ministry: Annotated[Reference, To("organisation", back="Foreign ministry of")] | None = None
    """The id of the organisation that is its foreign ministry."""
    summary: Annotated[Prose | None, OnlyOnOwnPage()] = None
    """What a reader should know first."""


def title(country: Country, lookup: Lookup, language: Language) -> Phrase:
    """Return its recorded name if it has one in the language, else CLDR's."""
    recorded = lookup.phrase(country.name, language) if country.name else None
    cldr_name = language.country_name(country.id)
    if cldr_name and (recorded is None or recorded.language != language.code):
        return Phrase(cldr_name, language.code)
    return recorded or Phrase(country.id.upper())


def facts(country: Country, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the facts at the top of its page."""
    return (
        Fact("Official name", country.official_name, ("official_name",)),
        Fact("Country code", country.id.upper()),
        Fact("Foreign ministry", country.foreign_ministry, ("foreign_ministry",)),
    )


def check_code_is_a_country(country: Country, lookup: Lookup) -> Iterator[Problem]:
    """Check that the id is the code of a country, or user-assigned and named."""
    if is_country(country.id):
        return
    if not is_user_assigned(country.id):
        message = f"the ISO 3166-1 code of a country is expected as the file's name, found {quote(country.id)}"
        code = country_code({"uk": "gb"}.get(country.id, country.id))
        yield Problem(UNKNOWN_COUNTRY, message, hint=f'did you mean "{code}"?' if code else HOW_TO_NAME_A_COUNTRY)
    elif not country.name:
        yield Problem(
            UNNAMED_COUNTRY,
            f"a name is expected for {quote(country.id)}, which is no country's code in ISO 3166-1, found none",
            hint='add a line with "name:", a space and the name',
        )


COUNTRY = Kind(
    record=Country,
    name="country",
    folder="countries",
    label="Country",
    plural="Countries",
    section=gettext_noop("People and bodies"),
    title=title,
    facts=facts,
    detail=lambda country, lookup: (country.official_name,),
    checks=(check_code_is_a_country,),
    fields_asked_by_new=("official_name",),
    shared_id_space="party",
    naming=Naming(
        other_names=lambda country: (country.official_name, country.id.upper()),
        standard_id=country_by_name,
        restates_a_standard=True,
        is_known_by_references=True,
    ),
)
