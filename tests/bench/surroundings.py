"""The records that others need: countries, sectors, relations, mechanisms, sources, milestones, statements, bodies."""

from datetime import date, timedelta
from typing import Any

from tests.bench.bodies import Body
from tests.bench.countries import COUNTRIES
from tests.bench.drawing import LAST, Words, a_day, chance, common
from tests.bench.meeting_plans import Plan
from tests.bench.naming import spellings
from tests.bench.setting import Relation, Setting
from tests.bench.vocabulary import SECTORS, SPEECH

Records = dict[str, dict[str, Any]]
"""By id."""

HANDBOOK, CALENDAR = "handbook-of-relations", "calendar-of-meetings"
LISTED, REPORTED = 40, 12
"""How many people and organisations one directory lists; on how many meetings one report tells."""


def directory(number: int) -> dict[str, Any]:
    """Return the citation of the directory that lists a person or organisation, by their number."""
    return {"source": f"diplomatic-directory-{number // LISTED + 1}", "locator": f"entry {number % LISTED + 1}"}


def countries(setting: Setting) -> Records:
    """Return the countries."""
    return {
        country.id: {
            "summary": f"One of the {len(COUNTRIES)} countries of this corpus.",
            "foreign_ministry": setting.foreign_ministry(country.id),
        }
        for country in COUNTRIES
    }


def sectors(setting: Setting) -> Records:
    """Return the sectors."""
    return {
        sector.id: {
            "name": {"en": sector.en, "ja": sector.ja, "ru": sector.ru},
            "sources": [{"source": HANDBOOK, "locator": f"chapter {number}"}],
        }
        for number, sector in enumerate(SECTORS, 1)
    }


def organisations(setting: Setting) -> Records:
    """Return the organisations."""
    return {body.id: _organisation(number, body) for number, body in enumerate(setting.bodies)}


def _organisation(number: int, body: Body) -> dict[str, Any]:
    own = {"name": body.name, "type": body.type, "country": body.country}
    return {**own, **body.further, "sources": [directory(number)]}


def persons(setting: Setting) -> Records:
    """Return the people."""
    rng = chance("careers")
    listed = len(setting.bodies)
    found = {}
    for number, person in enumerate(setting.people, listed):
        words = Words(rng, {"subject": common(rng, SECTORS).subjects, "name": setting.names})
        precision = "%Y-%m" if number % 5 == 0 else "%Y-%m-%d"
        found[person.id] = {
            "name": person.name.by_language,
            "also_known_as": spellings(rng, person.name),
            "country": person.country,
            "positions": [
                {
                    "title": setting.text(*office.title),
                    "organisation": office.body,
                    "from": f"{office.first:{precision}}",
                    "to": f"{office.last:{precision}}" if office.last else None,
                }
                for office in person.offices
            ],
            "summary": words.fill("Known for work on {subject} and on the {name} project.") if number % 4 == 0 else "",
            "sources": [directory(number)],
        }
    return found


def relations(setting: Setting) -> Records:
    """Return the relations between two countries."""
    return {relation.id: _relation(setting, relation) for relation in setting.relations}


def _relation(setting: Setting, relation: Relation) -> dict[str, Any]:
    rng = chance(f"relation {relation.id}")
    partnership = a_day(rng, date(1998, 1, 5), skew=1)
    levels = [
        {"since": partnership.isoformat(), "name": setting.text("Partnership", "パートナーシップ", "Партнёрство")}
    ]
    if rng.random() < 0.4:
        strategic = setting.text("Strategic partnership", "戦略的パートナーシップ", "Стратегическое партнёрство")
        levels.append({"since": a_day(rng, partnership, skew=1).isoformat(), "name": strategic})
    sector, other = rng.sample(SECTORS, 2)
    summary = f"Relations between {relation.one.en} and {relation.other.en} centre on {sector.en} and {other.en}."
    return {
        "between": [relation.one.id, relation.other.id],
        "established": relation.established.isoformat(),
        "levels": levels,
        "summary": setting.text(summary),
        "sources": [{"source": HANDBOOK, "supports": ["established"]}],
    }


def mechanisms(setting: Setting) -> Records:
    """Return the mechanisms in which countries meet."""
    rng = chance("rhythms")
    return {
        mechanism.id: {
            "title": setting.text(*mechanism.title),
            "between": [mechanism.relation.one.id, mechanism.relation.other.id],
            "every": rng.choice(("P1Y", "P1Y", "P2Y", "P6M")),
            "chairs": [mechanism.relation.one.id, mechanism.relation.other.id],
            "since": str(mechanism.relation.established.year + rng.randint(0, 3)),
            "sectors": [mechanism.sector] if mechanism.type == "commission" else [],
            "sources": [{"source": HANDBOOK}],
        }
        for mechanism in setting.mechanisms.values()
    }


def milestones(setting: Setting) -> Records:
    """Return the first day of each relation, and the opening of recorded embassies."""
    found: Records = {}
    for relation in setting.relations:
        found[f"{relation.established}-relations-{relation.id}"] = {
            "title": f"Diplomatic relations between {relation.one.en} and {relation.other.en}",
            "date": relation.established.isoformat(),
            "parties": [relation.one.id, relation.other.id],
            "sources": [{"source": HANDBOOK}],
        }
    for body in setting.bodies:
        if body.type == "embassy":
            found[f"opening-of-{body.id}"] = {
                "title": f"Opening of the {body.name['en']}",
                "date": body.further["opened"],
                "parties": sorted({str(body.country), body.further["located_in"]["country"]}),
                "organisation": body.id,
                "sources": [{"source": HANDBOOK}],
            }
    return found


def statements(setting: Setting, plans: list[Plan]) -> Records:
    """Return the statements after meetings, about one in thirty."""
    rng = chance("statements")
    held = [plan for plan in plans if plan.status == "held" and plan.last < LAST - timedelta(days=4)]
    found: Records = {}
    days: set[date] = set()
    for plan in sorted(rng.sample(held, len(held) // 30 + 1), key=lambda plan: plan.id):
        day = plan.last + timedelta(days=rng.randint(1, 3))
        if day in days:
            continue
        days.add(day)
        country = plan.parties[0]
        speakers = [person.id for person in setting.in_office(country, day, day)]
        sector = plan.sectors[0]
        words = Words(rng, {"subject": sector.subjects, "sector": [sector.en.lower()], "name": setting.names})
        said = words.fill(rng.choice(SPEECH))
        found[f"{day}-{plan.type}-{plan.relation.id}"] = {
            "by": [rng.choice(speakers) if speakers and rng.random() < 0.6 else country],
            "date": day.isoformat(),
            "medium": rng.choice(("press-release", "speech", "interview", "post", "communique")),
            **({"quote": said, "language": "en"} if rng.random() < 0.5 else {"text": setting.text(said)}),
            "about": [f"meetings/{plan.id}", f"sectors/{sector.id}"],
            "sources": [{"source": plan.source}],
        }
    return found
