"""Which meetings there are: when, between whom, of what type, in which mechanism; before anything is said of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.bench.countries import COUNTRIES
from tests.bench.drawing import LAST, NEXT_FIRST, NEXT_LAST, a_day, chance, common
from tests.bench.naming import unique
from tests.bench.setting import Mechanism, Relation, Setting
from tests.bench.vocabulary import RARE, SECTORS, Sector

TYPES = (
    "consultation",
    "visit",
    "commission",
    "call",
    "forum",
    "courtesy",
    "conference",
    "signing",
    "summit",
    "other",
)
LONG = ("visit", "forum", "conference", "summit")
"""The types of meetings that may last for days."""


@dataclass
class Plan:
    """A meeting before anything is said of it."""

    type: str
    first: date
    last: date
    relation: Relation
    parties: list[str]
    sectors: list[Sector]
    status: str = "held"
    id: str = ""
    mechanism: Mechanism | None = None
    session: int = 0
    follows: str = ""
    source: str = ""
    agreements: list[str] = field(default_factory=list)
    rare: list[str] = field(default_factory=list)
    month_only: bool = False

    @property
    def when(self) -> str:
        """The date as its record gives it."""
        if self.month_only:
            return f"{self.first:%Y-%m}" + "~" * (self.first.day > 20)
        return self.first.isoformat() if self.first == self.last else f"{self.first}/{self.last}"


def plans(count: int, setting: Setting) -> list[Plan]:
    """So many meetings, the earliest first; about one in fifty is planned."""
    rng = chance("meetings")
    taken: set[tuple[Any, ...]] = set()
    planned = max(2, count // 50)
    found = [_plan(rng, setting, taken, coming=number < planned) for number in range(count)]
    found.sort(key=lambda plan: (plan.first, plan.parties))
    ids: set[str] = set()
    for plan in found:
        day = f"{plan.first:%Y-%m}" if plan.month_only else plan.first.isoformat()
        plan.id = unique(f"{day}-{plan.type}-{plan.relation.id}", ids)
    _number_sessions(found)
    _spread_rare_words(found)
    return found


def _plan(rng: Random, setting: Setting, taken: set[tuple[Any, ...]], coming: bool) -> Plan:
    relation = common(rng, setting.relations)
    parties = [relation.one.id, relation.other.id]
    if rng.random() < 0.5:
        parties.reverse()
    if rng.random() < 0.1:
        parties.append(rng.choice([country.id for country in COUNTRIES if country.id not in parties]))
    international = [body.id for body in setting.bodies if body.type == "international"] if rng.random() < 0.06 else []
    if international:
        parties.append(common(rng, international))
    period = (NEXT_FIRST, NEXT_LAST) if coming else (relation.established, LAST)
    while True:
        first = a_day(rng, *period, skew=1 if coming else 0.7)
        if (first, *sorted(parties)) not in taken:
            taken.add((first, *sorted(parties)))
            break
    form = common(rng, TYPES)
    last = first + timedelta(days=rng.choice((0, 1, 2)) if form in LONG else 0)
    plan = Plan(form, first, min(last, period[1]), relation, parties, _sectors(rng))
    if coming:
        plan.status = "planned"
    elif rng.random() < 0.02:
        plan.status = rng.choice(("cancelled", "postponed"))
    mechanism = setting.mechanisms.get((relation.id, form))
    plan.mechanism = mechanism if mechanism and len(parties) == 2 else None
    plan.month_only = first.year < 2000 and first == last and rng.random() < 0.08
    return plan


def _sectors(rng: Random) -> list[Sector]:
    drawn = {common(rng, SECTORS).id: None for _ in range(6)}
    by_id = {sector.id: sector for sector in SECTORS}
    found = [by_id[sector] for sector in drawn][: rng.randint(2, 4)]
    return found if len(found) > 1 else [*SECTORS[:2]]


def _number_sessions(found: list[Plan]) -> None:
    before: dict[str, Plan] = {}
    counted: dict[str, int] = defaultdict(int)
    for plan in found:
        if plan.mechanism and plan.status in ("held", "planned"):
            of_it = plan.mechanism.id
            counted[of_it] += 1
            plan.session = counted[of_it]
            plan.follows = before[of_it].id if of_it in before else ""
            before[of_it] = plan


def _spread_rare_words(found: list[Plan]) -> None:
    rng = chance("rare words")
    for rank, word in enumerate(RARE):
        for plan in rng.sample(found, max(1, round(len(found) * 0.02 / (rank + 1) ** 0.8))):
            plan.rare.append(word)
