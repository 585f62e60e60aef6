"""An invented corpus of any size, to measure with: `python -m tests.bench.corpus FOLDER N [--languages en,ja]`.

The same arguments write the same bytes. No fact in it is one, and nobody is meant by its names.
"""

import argparse
import sys
from pathlib import Path

from tests.bench.agreements import Agreements, volume_of
from tests.bench.emitting import document
from tests.bench.meeting_plans import plans
from tests.bench.meetings import meetings
from tests.bench.setting import setting
from tests.bench.sources import assign_reports, sources
from tests.bench.surroundings import (
    Records,
    countries,
    mechanisms,
    milestones,
    organisations,
    persons,
    relations,
    sectors,
    statements,
)

LEAST = 20
"""The smallest corpus that has every kind of record."""


def write_corpus(folder: Path, records: int, languages: tuple[str, ...] = ("en",)) -> int:
    """Write a content folder, `<kind>/<id>.yml` and `site.yml`; return the number of records.

    Counted in `records` are meetings (60 %), agreements (25 %), people (10 %) and organisations (5 %). Beside them
    stand 16 countries, 24 sectors and a number that grows slowly of relations, mechanisms, sources, statements and
    milestones. Meetings that are planned are of 2027. English is one of the languages; Japanese and Russian texts are
    written where the site has these languages, names of people and organisations always. `vocabulary.RARE` has the
    rare words.
    """
    if "en" not in languages:
        raise ValueError("the corpus is written in English: en is expected among its languages")
    if records < LEAST:
        raise ValueError(f"at least {LEAST} records are expected, found {records}")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"an empty folder is expected, found files in {folder}")
    written = corpus(records, languages)
    for kind, of_kind in written.items():
        (folder / kind).mkdir(parents=True)
        for identifier, record in of_kind.items():
            (folder / kind / f"{identifier}.yml").write_bytes(document(record).encode())
    (folder / "site.yml").write_bytes(document(_site(languages)).encode())
    return sum(map(len, written.values()))


def corpus(records: int, languages: tuple[str, ...] = ("en",)) -> dict[str, Records]:
    """Return the records by folder and id, as plain values; a field without a value is not written."""
    meeting_count, agreement_count, people_count = (round(records * share) for share in (0.6, 0.25, 0.1))
    body_count = records - meeting_count - agreement_count - people_count
    shared = setting(people_count, body_count, records, languages)
    planned = plans(meeting_count, shared)
    assign_reports(planned)
    agreements = Agreements(agreement_count, planned, shared)
    return {
        "countries": countries(shared),
        "sectors": sectors(shared),
        "organisations": organisations(shared),
        "people": persons(shared),
        "relations": relations(shared),
        "mechanisms": mechanisms(shared),
        "meetings": meetings(planned, shared),
        "agreements": agreements.records,
        "milestones": milestones(shared),
        "statements": statements(shared, planned),
        "sources": sources(shared, planned, map(volume_of, agreements.days.values())),
    }


def _site(languages: tuple[str, ...]) -> dict[str, object]:
    return {
        "title": "Aide-Mémoire: an invented corpus",
        "description": "An *invented* corpus to measure with: no meeting, agreement or person in it is real.",
        "url": "https://corpus.example/",
        "languages": list(languages),
        "time_zone": "Asia/Tashkent",
        "home_relation": "uz-jp",
    }


def main(arguments: list[str]) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description="Write an invented corpus.")
    parser.add_argument("folder", type=Path, help="an empty folder, or one to be made")
    parser.add_argument("records", type=int, help="about how many records")
    parser.add_argument("--languages", default="en", help="the languages of the site, the default first: en,ja")
    given = parser.parse_args(arguments)
    written = write_corpus(given.folder, given.records, tuple(given.languages.split(",")))
    sys.stdout.write(f"{written} records written to {given.folder}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
