"""What the records of a corpus share: parties, people, mechanisms, names; and the records that stand for them."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from tests.bench.bodies import Body, bodies
from tests.bench.countries import COUNTRIES, Country
from tests.bench.drawing import chance
from tests.bench.naming import invented_names
from tests.bench.people import Person, people
from tests.bench.vocabulary import SECTORS


class Relation(NamedTuple):
    """Two countries that deal with each other, and since when."""

    one: Country
    other: Country
    established: date

    @property
    def id(self) -> str:
        """The id of its record."""
        return f"{self.one.id}-{self.other.id}"


class Mechanism(NamedTuple):
    """A standing format for meetings of two countries."""

    id: str
    type: str
    """The type of the meetings that are its sessions."""
    relation: Relation
    title: tuple[str, str, str]
    sector: str


@dataclass
class Setting:
    """What the records of a corpus share."""

    languages: tuple[str, ...]
    relations: list[Relation]
    bodies: list[Body]
    people: list[Person]
    mechanisms: dict[tuple[str, str], Mechanism]
    """By the id of the relation and the type of the meetings."""
    names: list[str]
    """Of projects and places that records mention."""
    party_names: dict[str, str]
    """In English, by id."""
    by_country: dict[str, list[Person]]

    def text(self, en: str, ja: str = "", ru: str = "") -> Any:
        """Return a text in the site's languages, as far as it is given in them."""
        given = {"en": en, "ja": ja, "ru": ru}
        found = {code: text for code, text in given.items() if text and code in self.languages}
        return en if list(found) == ["en"] and self.languages[0] == "en" else found

    def foreign_ministry(self, country: str) -> str | None:
        """Return the id of a country's foreign ministry. None without a record of it."""
        wanted = f"mfa-{country}"
        return wanted if wanted in self.party_names else None

    def in_office(self, country: str, first: date, last: date) -> list[Person]:
        """Return the people of a country who held an office throughout a period."""
        return [person for person in self.by_country[country] if person.first <= first and last <= person.last]


def setting(people_count: int, body_count: int, records: int, languages: tuple[str, ...]) -> Setting:
    """Return the setting of a corpus of a size."""
    related = _relations(records)
    known = bodies(body_count, [relation.id for relation in related])
    persons = people(people_count, known)
    names = invented_names(chance("names"), max(20, records // 8))
    party_names = {country.id: country.en for country in COUNTRIES} | {body.id: body.name["en"] for body in known}
    by_country: dict[str, list[Person]] = {country.id: [] for country in COUNTRIES}
    for person in persons:
        by_country[person.country].append(person)
    return Setting(languages, related, known, persons, _mechanisms(related), names, party_names, by_country)


def _relations(records: int) -> list[Relation]:
    """Return the pairs of countries with relations, the closest first. Their number grows slowly."""
    rng = chance("relations")
    rank = {country: number for number, country in enumerate(COUNTRIES, 1)}
    pairs = sorted(combinations(COUNTRIES, 2), key=lambda pair: rank[pair[0]] * rank[pair[1]])
    start = date(1992, 1, 10)
    return [Relation(*pair, start + timedelta(days=rng.randint(0, 800))) for pair in pairs[: 15 + records // 100]]


def _mechanisms(relations: list[Relation]) -> dict[tuple[str, str], Mechanism]:
    """Consultations for most pairs of countries, a commission for many."""
    rng = chance("mechanisms")
    found = {}
    for number, relation in enumerate(relations):
        one, other = relation.one, relation.other
        sector = rng.choice(SECTORS)
        if number % 4 != 3:
            title = (
                f"Political consultations between {one.en} and {other.en}",
                f"{one.ja}・{other.ja}政務協議",
                f"Политические консультации {one.ru} и {other.ru}",
            )
            found[relation.id, "consultation"] = Mechanism(
                f"consultations-{relation.id}", "consultation", relation, title, sector.id
            )
        if number % 5 < 3:
            title = (
                f"Joint Commission of {one.en} and {other.en} on {sector.en}",
                f"{one.ja}・{other.ja}{sector.ja}合同委員会",
                f"Совместная комиссия {one.ru} и {other.ru}: {sector.ru}",
            )
            found[relation.id, "commission"] = Mechanism(
                f"commission-{relation.id}", "commission", relation, title, sector.id
            )
    return found
