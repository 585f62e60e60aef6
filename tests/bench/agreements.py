"""The records of agreements: many signed at a meeting, each with a history whose events follow one another."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.bench.countries import BY_ID
from tests.bench.drawing import LAST, Words, a_day, after, chance, common
from tests.bench.meeting_plans import Plan
from tests.bench.naming import person_name, unique
from tests.bench.promises import commitments
from tests.bench.setting import Setting
from tests.bench.titles import FORMS
from tests.bench.vocabulary import AGREED, SECTORS, Sector

SIGNED_AT = ("visit", "summit", "signing", "forum", "commission", "consultation")
RATIFIED = ("treaty", "agreement", "protocol")
MONEY = {"loan": (5, 900), "grant": (1, 30), "contract": (1, 400)}
"""How many millions these are about."""


def volume_of(day: date) -> str:
    """Return the id of the source with the text of an agreement."""
    return f"collected-agreements-{day.year}"


class Agreements:
    """The agreements of a corpus: their records, and the days they were signed."""

    def __init__(self, count: int, plans: list[Plan], setting: Setting) -> None:
        self.setting = setting
        self.records: dict[str, dict[str, Any]] = {}
        self.days: dict[str, date] = {}
        self.ids: set[str] = set()
        self.latest: dict[str, str] = {}
        rng = chance("agreements")
        fitting = [plan for plan in plans if plan.status == "held" and plan.type in SIGNED_AT and not plan.month_only]
        at = rng.sample(fitting, min(len(fitting), round(count * 0.6)))
        alone = self._days_alone(rng, count - len(at), {(plan.first, plan.relation.id) for plan in plans})
        signings = [(plan.first, plan.relation.id, plan) for plan in at] + alone
        for day, relation, plan in sorted(signings, key=lambda signing: (signing[:2], signing[2] is None)):
            self._add(day, relation, plan)

    def _days_alone(self, rng: Random, count: int, taken: set[tuple[date, str]]) -> list[tuple[date, str, Plan | None]]:
        found: list[tuple[date, str, Plan | None]] = []
        while len(found) < count:
            relation = common(rng, self.setting.relations)
            day = a_day(rng, relation.established)
            if (day, relation.id) not in taken:
                taken.add((day, relation.id))
                found.append((day, relation.id, None))
        return found

    def _add(self, day: date, relation: str, plan: Plan | None) -> None:
        rng = chance(f"agreement {day} {relation}")
        form = common(rng, tuple(FORMS))
        identifier = unique(f"{day}-{form}-{relation}", self.ids)
        parties = plan.parties if plan else self._parties(rng, relation, form)
        sectors = plan.sectors[: rng.randint(1, 2)] if plan else [common(rng, SECTORS)]
        record = self._record(rng, day, form, parties, sectors, plan)
        if relation in self.latest and rng.random() < 0.12:
            record[rng.choice(("amends", "implements", "supersedes"))] = self.latest[relation]
        self.latest[relation] = identifier
        self.records[identifier], self.days[identifier] = record, day
        if plan:
            plan.agreements.append(identifier)

    def _parties(self, rng: Random, relation: str, form: str) -> list[str]:
        parties = relation.split("-")
        lenders = [body.id for body in self.setting.bodies if body.type in ("bank", "company")]
        if form in MONEY and lenders and rng.random() < 0.7:
            return [parties[0], rng.choice(lenders)]
        if form in RATIFIED and rng.random() < 0.2:
            others = [country for country in BY_ID if country not in parties]
            return [*parties, *rng.sample(others, rng.randint(1, 4))]
        return parties

    def _record(
        self, rng: Random, day: date, form: str, parties: list[str], sectors: list[Sector], plan: Plan | None
    ) -> dict[str, Any]:
        words = Words(rng, self._pools(parties, sectors))
        expires = day + timedelta(days=365 * rng.choice((3, 5, 10))) if rng.random() < 0.3 else None
        history = _History(rng, day, parties).told(form, expires, self._signing(rng, day, parties, plan))
        in_force = any(event["event"] == "entered-into-force" for event in history)
        return {
            "title": self._title(words, form, sectors[0]),
            "type": form,
            "parties": parties,
            "sectors": [sector.id for sector in sectors],
            "history": history,
            "expires": expires.isoformat() if expires else None,
            "renewal": "For five years at a time, unless a party objects" if expires and rng.random() < 0.5 else None,
            "value": self._value(rng, form),
            "registration": _registration(rng, day) if in_force and rng.random() < 0.4 else [],
            "texts": [{"language": "en", "url": f"https://texts.example/{day}"}] if rng.random() < 0.3 else [],
            "depositary": parties[0] if len(parties) > 2 and parties[0] in BY_ID else None,
            "commitments": commitments(words, int(rng.random() < 0.2), parties, sectors, day, volume_of(day)),
            "summary": self.setting.text(" ".join(words.several(AGREED, rng.randint(2, 4)))),
            "sources": [
                {
                    "source": volume_of(day),
                    "locator": f"p. {rng.randint(1, 400)}",
                    "supports": ["title", "history[0]", "summary"][: rng.randint(0, 3)],
                }
            ],
        }

    def _pools(self, parties: list[str], sectors: list[Sector]) -> dict[str, Any]:
        return {
            "sector": [sector.en.lower() for sector in sectors],
            "subject": [subject for sector in sectors for subject in sector.subjects],
            "name": self.setting.names,
            "place": [BY_ID[party].capital for party in parties if party in BY_ID],
        }

    def _title(self, words: Words, form: str, sector: Sector) -> Any:
        en, ja, ru = FORMS[form]
        ja, ru = (text if words.rng.random() < 0.5 else "" for text in (ja, ru))
        return self.setting.text(words.fill(en), ja.format(sector_ja=sector.ja), ru.format(sector_ru=sector.ru))

    def _value(self, rng: Random, form: str) -> dict[str, str] | None:
        if form not in MONEY:
            return None
        return {"amount": str(rng.randint(*MONEY[form]) * 10**6), "currency": rng.choice(("USD", "EUR", "JPY"))}

    def _signing(self, rng: Random, day: date, parties: list[str], plan: Plan | None) -> dict[str, Any]:
        signatories = []
        for party in parties if rng.random() < 0.6 else []:
            free = [] if party not in BY_ID else self.setting.in_office(party, day, day)
            country = BY_ID.get(party) or rng.choice(list(BY_ID.values()))
            signer = {"person": rng.choice(free).id} if free else {"name": person_name(rng, country).en}
            signatories.append({**signer, "for": party})
        host = BY_ID[next(party for party in parties if party in BY_ID)]
        return {
            "place": {"city": host.capital, "country": host.id} if rng.random() < 0.7 else None,
            "meeting": plan.id if plan else None,
            "signatories": signatories,
        }


def _registration(rng: Random, day: date) -> list[dict[str, str]]:
    number = {"register": "UNTS", "number": f"I-{rng.randint(29000, 59000)}"}
    series = {"register": "Collected Agreements", "number": f"{rng.randint(1, 90)}/{day.year}"}
    return [number, series][rng.randint(0, 1) :]


class _History:
    """Writes a history forwards; what would lie in the future is left out."""

    def __init__(self, rng: Random, signed: date, parties: list[str]) -> None:
        self.rng, self.day, self.parties = rng, signed, parties
        self.events: list[dict[str, Any]] = []

    def _then(self, event: str, least: int, most: int, **further: Any) -> bool:
        day = after(self.rng, self.day, least, most)
        if day > LAST:
            return False
        self.day = day
        self.events.append({"event": event, "date": day.isoformat(), **further})
        return True

    def told(self, form: str, expires: date | None, signing: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the events from the negotiations to the end, if it has come."""
        rng = self.rng
        if rng.random() < 0.15:
            begun, ended = self.day - timedelta(days=rng.randint(200, 500)), self.day - timedelta(days=20)
            self.events.append({"event": "negotiated", "date": f"{begun:%Y-%m}/{ended:%Y-%m}"})
        self._then("signed", 0, 0, **signing)
        bound = True
        if form in RATIFIED:
            bound = all(self._then("ratified", 20, 240, party=party) for party in self.parties if rng.random() < 0.9)
        if not bound or rng.random() < 0.12 or not self._then("entered-into-force", 0, 90):
            return self.events
        if rng.random() < 0.25:
            self._then("registered", 20, 200)
        self._later(expires)
        return self.events

    def _later(self, expires: date | None) -> None:
        rng = self.rng
        if expires:
            if self.day < expires <= LAST and rng.random() < 0.5:
                self.events.append({"event": "expired", "date": expires.isoformat()})
            return
        if rng.random() < 0.15:
            self._then("amended", 200, 2000, note="By an exchange of notes.")
        if rng.random() < 0.06 and self._then("suspended", 200, 2000):
            self._then("resumed", 60, 600)
        if rng.random() < 0.06:
            self._then("terminated", 300, 3000)
