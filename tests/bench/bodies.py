"""The organisations of the corpus: ministries, embassies, banks, universities, companies, international ones."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.bench.countries import BY_ID, COUNTRIES, MINISTRIES, Country
from tests.bench.drawing import a_day, chance
from tests.bench.naming import invented_names, plain, slug, unique
from tests.bench.vocabulary import SECTORS

BRANCHES = ("Textiles", "Engineering", "Logistics", "Minerals", "Software", "Foods", "Railways", "Energy", "Chemicals")


class Body(NamedTuple):
    """An organisation: id, name by language, type, the country it belongs to, and further fields of its record."""

    id: str
    name: dict[str, str]
    type: str
    country: str | None
    further: dict[str, Any]


def bodies(count: int, relations: list[str]) -> list[Body]:
    """So many organisations: foreign ministries first, then all others mixed, every fifth a company."""
    rng = chance("bodies")
    first = [_foreign_ministry(country) for country in COUNTRIES]
    others = [*_international(rng), *_national(rng), *_embassies(rng, relations)]
    rng.shuffle(others)
    taken: set[str] = set()
    names = iter(invented_names(chance("companies"), count + 1))
    found = []
    for number in range(count):
        if number < len(first):
            body = first[number]
        elif number % 5 == 4 or not others:
            body = _company(rng, next(names))
        else:
            body = others.pop()
        found.append(body._replace(id=unique(body.id, taken)))
    return found


def _city(country: Country) -> dict[str, Any]:
    return {"city": country.capital, "country": country.id}


def _foreign_ministry(country: Country) -> Body:
    name = {
        "en": f"Ministry of Foreign Affairs of {country.en}",
        "ja": f"{country.ja}外務省",
        "ru": f"Министерство иностранных дел {country.ru}",
    }
    if country.id == "uz":
        name["uz"] = "Oʻzbekiston Respublikasi Tashqi ishlar vazirligi"
    further = {"acronym": "MFA", "website": f"https://mfa.{country.id}.example/", "located_in": _city(country)}
    return Body(f"mfa-{country.id}", name, "ministry", country.id, further)


def _international(rng: Random) -> Iterator[Body]:
    for sector in SECTORS:
        form = rng.choice(("International Centre for", "Council on", "Intergovernmental Union for"))
        name = {"en": f"{form} {sector.en}", "ja": f"国際{sector.ja}機構"}
        acronym = "".join(word[0] for word in name["en"].split() if word[0].isupper())
        seat = rng.choice(COUNTRIES)
        further = {"acronym": acronym, "located_in": _city(seat), "opened": str(rng.randint(1992, 2015))}
        yield Body(f"international-{sector.id}", name, "international", None, further)


def _national(rng: Random) -> Iterator[Body]:
    for country in COUNTRIES:
        for sector, en, ja, ru in MINISTRIES:
            name = {"en": f"Ministry of {en} of {country.en}", "ru": f"Министерство {ru} {country.ru}"}
            if rng.random() < 0.5:
                name["ja"] = country.ja + ja
            yield Body(f"ministry-{sector}-{country.id}", name, "ministry", country.id, {})
        for town in country.towns:
            name = {"en": f"State University of {town}"}
            further = {"opened": str(rng.randint(1920, 2010)), "located_in": {"city": town, "country": country.id}}
            yield Body(f"university-{slug(town)}", name, "university", country.id, further)
        for form, en, ja, ru in (
            ("parliament", "Parliament of {}", "{}議会", "Парламент {}"),
            ("bank", "Development Bank of {}", "{}開発銀行", "Банк развития {}"),
            ("media", "News Agency of {}", "{}通信", "Информационное агентство {}"),
            ("agency", "Agency for Standards of {}", "{}規格庁", "Агентство по стандартам {}"),
            ("association", "Chamber of Commerce of {}", "{}商工会議所", "Торговая палата {}"),
        ):
            name = {"en": en.format(country.en), "ja": ja.format(country.ja), "ru": ru.format(country.ru)}
            yield Body(f"{form}-{country.id}", name, form, country.id, {})


def _embassies(rng: Random, relations: list[str]) -> Iterator[Body]:
    for relation in relations:
        pair = [BY_ID[code] for code in relation.split("-")]
        for of, host in (pair, pair[::-1]):
            name = {
                "en": f"Embassy of {of.en} in {host.capital}",
                "ja": f"在{host.ja}{of.ja}大使館",
                "ru": f"Посольство {of.ru} ({host.capital_ru})",
            }
            opened = a_day(rng, skew=3)
            further = {
                "parent": f"mfa-{of.id}",
                "located_in": _city(host),
                "opened": rng.choice((opened.isoformat(), f"{opened:%Y-%m}", f"{opened:%Y}")),
            }
            yield Body(f"embassy-{of.id}-{slug(plain(host.capital))}", name, "embassy", of.id, further)


def _company(rng: Random, name: str) -> Body:
    country = rng.choice(COUNTRIES)
    full = f"{name} {rng.choice(BRANCHES)}"
    return Body(slug(full), {"en": full}, "company", country.id, {"website": f"https://{slug(name)}.example/"})
