"""The sources of the corpus: reports on meetings, directories, collected agreements, a handbook and a calendar."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tests.bench.drawing import LAST, Words, chance, common
from tests.bench.meeting_plans import Plan
from tests.bench.setting import Setting
from tests.bench.surroundings import CALENDAR, HANDBOOK, LISTED, REPORTED, Records
from tests.bench.vocabulary import SECTORS

TITLES = (
    ("en", "{subject_first}: what the delegations agreed in {place}"),
    ("en", "Chronicle of visits and talks, {month}"),
    ("en", "On the {matter} in {sector} and the {name} project"),
    ("ja", "{sector_ja}をめぐる協議について"),
    ("ru", "О переговорах: {sector_ru}"),
    ("en", "Press digest of {body}"),
)


def assign_reports(plans: list[Plan]) -> None:
    """Names the report that tells of each meeting: one for every dozen that were to be held, in their order."""
    for number, plan in enumerate(plan for plan in plans if plan.status != "planned"):
        plan.source = f"report-{number // REPORTED + 1}"
    for plan in plans:
        plan.source = plan.source or CALENDAR


def sources(setting: Setting, plans: list[Plan], volumes: Iterable[str]) -> Records:
    """Every source that the records cite."""
    listed = len(setting.bodies) + len(setting.people)
    found: Records = {
        HANDBOOK: {
            "title": "Handbook of relations",
            "publisher_name": "Desk Press",
            "published": "2020",
            "type": "book",
        },
        CALENDAR: {"title": "Calendar of planned meetings", "published": "2026-10-30", "type": "official"},
    }
    for number in range(1, (listed - 1) // LISTED + 2):
        title = f"Diplomatic directory, part {number}"
        found[f"diplomatic-directory-{number}"] = {"title": title, "published": "2026", "type": "document"}
    for volume in sorted(set(volumes)):
        year = int(volume.rpartition("-")[2])
        published = str(year + 1) if year < LAST.year else None
        title = f"Collected agreements, volume of {year}"
        found[volume] = {"title": title, "published": published, "language": "en", "type": "document"}
    last_days: dict[str, date] = {}
    for plan in plans:
        if plan.source != CALENDAR:
            last_days[plan.source] = max(plan.last, last_days.get(plan.source, plan.last))
    media = [body.id for body in setting.bodies if body.type in ("media", "ministry")]
    return found | {report: _report(report, day, media, setting) for report, day in last_days.items()}


def _report(identifier: str, last: date, media: list[str], setting: Setting) -> dict[str, Any]:
    rng = chance(identifier)
    published = min(last + timedelta(days=rng.randint(1, 9)), LAST + timedelta(days=2))
    sector = common(rng, SECTORS)
    words = Words(
        rng,
        {
            "subject": sector.subjects,
            "sector": [sector.en.lower()],
            "sector_ja": [sector.ja],
            "sector_ru": [sector.ru],
            "month": [f"{published:%m/%Y}"],
            "place": setting.names,
            "name": setting.names,
        },
    )
    language, title = rng.choice(TITLES)
    return {
        "title": words.fill(title),
        "publisher": rng.choice(media) if rng.random() < 0.7 else None,
        "url": f"https://press.example/{published}/{identifier}",
        "published": published.isoformat(),
        "accessed": (published + timedelta(days=1)).isoformat(),
        "language": language,
        "type": rng.choice(("news", "news", "official", "social")),
    }
