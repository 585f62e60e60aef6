"""The people of the corpus: their names and careers. Nobody is meant by them."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.bench.bodies import Body
from tests.bench.countries import COUNTRIES
from tests.bench.drawing import FIRST, LAST, NEXT_LAST, a_day, chance, common
from tests.bench.naming import Name, person_name, slug, unique

Title = tuple[str, str, str]
"""The title of an office in English, Japanese and Russian."""

CAREER: tuple[Title, ...] = (
    ("Third Secretary", "三等書記官", "Третий секретарь"),
    ("Head of Division", "課長", "Начальник отдела"),
    ("Adviser", "参与", "Советник"),
    ("Director of Department", "部長", "Директор департамента"),
    ("Director General", "局長", "Генеральный директор"),
    ("Deputy Minister", "副大臣", "Заместитель министра"),
    ("Minister", "大臣", "Министр"),
)
ELSEWHERE: dict[str, tuple[Title, ...]] = {
    "university": (("Dean", "学部長", "Декан"), ("Rector", "学長", "Ректор")),
    "bank": (("Head of Credit", "融資部長", "Начальник кредитного отдела"), ("President", "総裁", "Президент")),
    "company": (("Regional Manager", "地域部長", "Региональный менеджер"), ("Chief Executive", "社長", "Гендиректор")),
    "media": (("Correspondent", "特派員", "Корреспондент"), ("Editor-in-Chief", "編集長", "Главный редактор")),
    "embassy": (("Counsellor", "参事官", "Советник-посланник"), ("Ambassador", "大使", "Посол")),
    "parliament": (("Member of Parliament", "議員", "Депутат"), ("Chair of Committee", "委員長", "Председатель")),
}


class Office(NamedTuple):
    """An office: its title, the organisation it is in, and from when to when; to no end where it is still held."""

    title: Title
    body: str | None
    first: date
    last: date | None


class Person(NamedTuple):
    """A person with a record."""

    id: str
    name: Name
    country: str
    offices: tuple[Office, ...]
    """The latest first; none is followed by a gap."""

    @property
    def first(self) -> date:
        """The first day in office."""
        return self.offices[-1].first

    @property
    def last(self) -> date:
        """The last day in office that records may count on."""
        return self.offices[0].last or NEXT_LAST

    def title_on(self, day: date) -> Title:
        """Return the title held on a day."""
        return next((office.title for office in self.offices if office.first <= day), self.offices[-1].title)


def people(count: int, bodies: list[Body]) -> list[Person]:
    """So many people, more of the countries that come first."""
    rng = chance("people")
    taken: set[str] = set()
    of_country: dict[str, list[Body]] = {country.id: [] for country in COUNTRIES}
    for body in bodies:
        if body.country:
            of_country[body.country].append(body)
    found = []
    for number in range(count):
        country = COUNTRIES[number] if number < 4 else common(rng, COUNTRIES)
        name = person_name(rng, country)
        identifier = unique(slug(f"{name.family} {name.given}"), taken)
        found.append(Person(identifier, name, country.id, _offices(rng, of_country[country.id], recent=number < 4)))
    return found


def _offices(rng: Random, bodies: list[Body], recent: bool) -> tuple[Office, ...]:
    """Offices one after the other, mostly in one ministry; the last is still held by those who began late."""
    first = a_day(rng, *((date(2015, 1, 5), date(2018, 1, 5)) if recent else (FIRST, date(2024, 6, 3))), skew=0.8)
    rank = rng.randint(0, 4)
    offices: list[Office] = []
    for _ in range(4 if recent else rng.randint(1, 4)):
        body = common(rng, bodies) if bodies else None
        ladder = ELSEWHERE.get(body.type, CAREER) if body else CAREER
        title = ladder[min(rank, len(ladder) - 1)]
        last = first + timedelta(days=rng.randint(500, 2200))
        ended = last if last < LAST and not (recent and len(offices) == 3) else None
        offices.append(Office(title, body.id if body else None, first, ended))
        if ended is None:
            break
        first, rank = last + timedelta(days=1), rank + rng.randint(0, 2)
    return tuple(reversed(offices))
