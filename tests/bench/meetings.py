"""The records of meetings: who took part, what was said, and what came of it."""

from random import Random
from typing import Any

from tests.bench.countries import BY_ID, Country
from tests.bench.drawing import Words, chance, common
from tests.bench.meeting_plans import Plan
from tests.bench.naming import person_name
from tests.bench.people import CAREER
from tests.bench.promises import commitments
from tests.bench.setting import Setting
from tests.bench.titles import meeting_title
from tests.bench.vocabulary import (
    AGENDA,
    HELD,
    OUTCOMES,
    POINTS,
    QUOTES,
    RARE_SUMMARY,
    SUMMARY_JA,
    SUMMARY_RU,
    TO_COME,
    TOPICS,
)

LEVELS = {
    "consultation": ("deputy-minister", "senior-official"),
    "visit": ("minister", "head-of-government", "head-of-state"),
    "call": ("minister", "head-of-government"),
    "summit": ("head-of-state", "head-of-government"),
    "forum": ("other", "minister"),
    "commission": ("deputy-minister", "minister", "senior-official"),
    "signing": ("minister", "deputy-minister"),
    "conference": ("senior-official", "working"),
    "courtesy": ("minister", "deputy-minister"),
    "other": ("working", "senior-official"),
}


def meetings(plans: list[Plan], setting: Setting) -> dict[str, dict[str, Any]]:
    """Return the records of meetings, by id."""
    return {plan.id: _Telling(plan, setting, chance(f"meeting {plan.id}")).record() for plan in plans}


class _Telling:
    """Tells one meeting."""

    def __init__(self, plan: Plan, setting: Setting, rng: Random) -> None:
        self.plan, self.setting, self.rng = plan, setting, rng
        self.host = None if plan.type == "call" else BY_ID[plan.parties[0]]
        self.people: list[str] = []
        self.participants = self._participants()
        self.words = Words(rng, self._pools())

    def record(self) -> dict[str, Any]:
        """Return the fields of its record."""
        plan, rng = self.plan, self.rng
        to_come = plan.status == "planned"
        return {
            "title": self.setting.text(*meeting_title(plan, rng)),
            "date": plan.when,
            **self._hours(),
            "type": plan.type,
            "level": rng.choice(LEVELS[plan.type]),
            "status": plan.status,
            "parties": plan.parties,
            "mechanism": plan.mechanism and plan.mechanism.id,
            "session": plan.session or None,
            "hosts": [self.host.id] if self.host else [],
            "place": self._place(),
            "participants": self.participants,
            "attendance": self._attendance(),
            "agenda": self.words.several(AGENDA, rng.randint(2, 5)) if to_come or rng.random() < 0.25 else [],
            "summary": self._summary(),
            "topics": self._topics(),
            **(self._results() if plan.status == "held" else {}),
            "follows": plan.follows,
            "talking_points": self.words.several(POINTS, 3) if to_come else [],
            "sources": self._sources(),
            "caveats": ["The source does not say who else attended."] if rng.random() < 0.1 else [],
            "inferred": {"level": "It is that of the highest participant named."} if rng.random() < 0.1 else {},
            "notes": self.words.fill("Compare the file on {subject}.") if rng.random() < 0.03 else None,
        }

    def _pools(self) -> dict[str, Any]:
        plan, setting = self.plan, self.setting
        countries = [BY_ID[party] for party in plan.parties if party in BY_ID]
        places = [place for country in countries for place in (country.capital, *country.towns)]
        return {
            "party": [setting.party_names[plan.parties[0]]],
            "other": [setting.party_names[party] for party in plan.parties[1:]],
            "sector": [sector.en.lower() for sector in plan.sectors],
            "subject": [subject for sector in plan.sectors for subject in sector.subjects],
            "place": [*places, *self.rng.sample(setting.names, 2)],
            "name": setting.names,
            "person": self.people or ["The head of the delegation"],
        }

    def _hours(self) -> dict[str, str]:
        plan, rng = self.plan, self.rng
        if plan.first != plan.last or plan.month_only or rng.random() < 0.6:
            return {}
        offset = BY_ID[plan.parties[0]].offset
        hour = rng.randint(9, 15)
        return {"starts": f"{hour:02}:30:00{offset}", "ends": f"{hour + rng.randint(1, 3):02}:15:00{offset}"}

    def _place(self) -> dict[str, Any]:
        if not self.host:
            return {"online": "true"}
        host = self.host
        city = self.setting.text(host.capital, host.capital_ja, host.capital_ru)
        return {
            "city": city if self.rng.random() < 0.8 else common(self.rng, host.towns),
            "country": host.id,
            "venue": "Hall of Nations" if self.rng.random() < 0.1 else None,
        }

    def _participants(self) -> list[dict[str, Any]]:
        parties = self.plan.parties
        used: set[str] = set()
        seats = []
        for number in range(self.rng.randint(max(2, len(parties)), 6)):
            side = parties[number % len(parties)]
            seat = self._guest(BY_ID[side], used) if side in BY_ID else self._delegate(side)
            role = "head" if number < len(parties) else self.rng.choice(("member", "member", "observer"))
            seats.append({**seat, "side": side, "role": "host" if number == 0 and self.host else role})
        return seats

    def _guest(self, country: Country, used: set[str]) -> dict[str, Any]:
        plan, rng, setting = self.plan, self.rng, self.setting
        free = [person for person in setting.in_office(country.id, plan.first, plan.last) if person.id not in used]
        if plan.month_only or not free or rng.random() < 0.3:
            return {
                "name": person_name(rng, country).en,
                "position": setting.text(*rng.choice(CAREER)),
                "organisation": setting.foreign_ministry(country.id) if rng.random() < 0.5 else None,
            }
        person = common(rng, free)
        used.add(person.id)
        self.people.append(f"[[people/{person.id}|{person.name.en}]]")
        position = setting.text(*person.title_on(plan.first)) if rng.random() < 0.5 else None
        return {"person": person.id, "position": position}

    def _delegate(self, body: str) -> dict[str, Any]:
        country = self.rng.choice(list(BY_ID.values()))
        return {"name": person_name(self.rng, country).en, "position": "Representative", "organisation": body}

    def _attendance(self) -> list[dict[str, Any]]:
        if self.plan.type not in ("forum", "conference"):
            return []
        return [{"what": self.setting.text("companies", "企業", "компании"), "count": self.rng.randint(2, 40) * 10}]

    def _summary(self) -> Any:
        """From 60 to 150 words; in some records in the other languages too."""
        plan, rng = self.plan, self.rng
        patterns = HELD if plan.status == "held" else (*TO_COME, *HELD[6:9])
        told = [rng.choice(RARE_SUMMARY).replace("{rare}", word) for word in plan.rare[:1]]
        told = [self.words.fill(pattern) for pattern in told]
        count = sum(len(sentence.split()) for sentence in told)
        wanted = rng.randint(62, 120)
        for pattern in rng.sample(patterns, len(patterns)):
            if count >= wanted:
                break
            told.append(self.words.fill(pattern))
            count += len(told[-1].split())
        in_japanese, in_russian = rng.random() < 0.3, rng.random() < 0.3
        host = self.host or BY_ID[plan.parties[0]]
        japanese = {"party": host.ja, "other": plan.relation.other.ja, "place": host.capital_ja}
        russian = {"sector": plan.sectors[0].ru, "place": host.capital_ru}
        ja = [each.format(sector=plan.sectors[0].ja, **japanese) for each in rng.sample(SUMMARY_JA, 4)]
        ru = [each.format(**russian) for each in rng.sample(SUMMARY_RU, 4)]
        return self.setting.text(" ".join(told), "".join(ja) * in_japanese, " ".join(ru) * in_russian)

    def _topics(self) -> list[dict[str, Any]]:
        texts = []
        for sector, pattern in zip(self.plan.sectors, self.rng.sample(TOPICS, len(self.plan.sectors)), strict=True):
            of_sector = {"subject": sector.subjects, "sector": [sector.en.lower()]}
            texts.append(Words(self.rng, {**self.words.pools, **of_sector}).fill(pattern))
        for word in self.plan.rare[1:]:
            texts[0] += " " + self.words.fill(RARE_SUMMARY[0].replace("{rare}", word))
        return [{"sector": sector.id, "text": text} for sector, text in zip(self.plan.sectors, texts, strict=True)]

    def _results(self) -> dict[str, Any]:
        plan, rng = self.plan, self.rng
        outcomes = self.words.several(OUTCOMES, rng.randint(1, 4))
        outcomes += [f"The [[agreements/{signed}]] was signed." for signed in plan.agreements]
        promised = rng.randint(1, 3) if rng.random() < 0.3 else 0
        ministry = self.setting.foreign_ministry(plan.parties[0])
        told = ministry if rng.random() < 0.15 else None
        return {
            "outcomes": outcomes,
            "agreements": plan.agreements,
            "commitments": commitments(self.words, promised, plan.parties, plan.sectors, plan.last, plan.source),
            "readouts": [{"by": told, "url": f"https://{told}.example/readouts/{plan.id}"}] if told else [],
        }

    def _sources(self) -> list[dict[str, Any]]:
        rng = self.rng
        quoted = self.words.fill(rng.choice(QUOTES)) if rng.random() < 0.3 else None
        supports = ["date", "summary", "participants[0]", "topics[0]"]
        return [
            {
                "source": self.plan.source,
                "quote": quoted,
                "locator": f"paragraph {rng.randint(1, 9)}" if rng.random() < 0.5 else None,
                "supports": supports[: rng.randint(0, 4)],
            }
        ]
