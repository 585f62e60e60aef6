"""Commitments, as meetings and agreements have them: some done, some open, some overdue."""

from datetime import date
from typing import Any

from tests.bench.drawing import LAST, Words, after
from tests.bench.vocabulary import COMMITMENTS, UPDATES, Sector


def commitments(
    words: Words, count: int, parties: list[str], sectors: list[Sector], made: date, source: str
) -> list[dict[str, Any]]:
    """So many commitments, each made on a day and with updates since."""
    rng = words.rng
    found = []
    for identifier, text in rng.sample(COMMITMENTS, count):
        one, *others = rng.sample(parties, len(parties))
        found.append(
            {
                "id": identifier,
                "text": words.fill(text),
                "by": [one] if rng.random() < 0.6 else sorted(parties),
                "to": others[:1] if rng.random() < 0.5 else [],
                "due": after(rng, made, 60, 700).isoformat() if rng.random() < 0.8 else None,
                "sector": rng.choice(sectors).id,
                "updates": _updates(words, made, source),
                "audience": "internal" if rng.random() < 0.03 else None,
            }
        )
    return found


def _updates(words: Words, made: date, source: str) -> list[dict[str, Any]]:
    rng, day = words.rng, made
    found = []
    for status in ("in-progress", rng.choice(("done", "done", "dropped", "open"))):
        day = after(rng, day, 40, 400)
        if day > LAST or rng.random() < 0.25:
            break
        text = words.fill(rng.choice(UPDATES))
        cited = [{"source": source}] if rng.random() < 0.2 else []
        found.append({"date": day.isoformat(), "status": status, "text": text, "sources": cited})
    return found
