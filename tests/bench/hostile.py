"""Hostile texts everywhere, then in a browser: `make bench-hostile`.

Some texts at a time are written into full records, in two languages and into the names of their folders, and into
`site.yml`; and they are built. A text that `check` refuses is tried again without prose. No page may hold an element,
attribute, link or id beyond those of a harmless text, write to the console, ask another host, or break its
Content-Security-Policy, whatever its address and what the browser remembers.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from playwright.sync_api import Page

from generator.cli.main import main as run_command
from tests.bench.hostile_pages import browser_page, faults_when_loaded, served
from tests.support.full_record import Words
from tests.support.hostile_content import (
    HARMLESS,
    MANY_LANGUAGES,
    number_of,
    words_of,
    write_hostile_records,
    write_hostile_site,
)
from tests.support.hostile_texts import naughty_strings, script_texts
from tests.support.page_elements import Usual
from tests.support.paths import ROOT

WORK = ROOT / "build/bench/hostile"
AS_OF = "2024-02-01"
BATCH = 14
"""The most texts that full records have ids of countries for, and a site has languages for."""
LOADED = (
    "meetings/full-meeting-{0}/",
    "ar/meetings/full-meeting-{0}/",
    "people/full-person-{0}/",
    "agreements/full-agreement-{0}/",
    "briefs/full-meeting-{0}/",
)
"""The pages of a text that are loaded in a browser."""


class Outcome(NamedTuple):
    """The outcome of some texts: how many were refused, how many pages were read and loaded, and every fault."""

    refused: int
    pages: int
    loads: int
    faults: tuple[str, ...]


class Attempt:
    """Texts that are built and looked at. Gathers the faults."""

    def __init__(self, folder: Path, usual: Usual, page: Page) -> None:
        self._folder, self._usual, self._page = folder, usual, page
        self._pages = self._loads = 0
        self._faults: list[str] = []

    def outcome(self, texts: Sequence[str]) -> Outcome:
        """Build some texts as records, those that are refused again without prose; then as texts of the site."""
        refused = self._look_at_records(dict(enumerate(texts)), in_prose=True)
        refused = self._look_at_records({number: texts[number] for number in refused}, in_prose=False)
        accepted = [text for number, text in enumerate(texts) if number not in refused]
        if accepted:
            self._look_at_site(accepted)
        return Outcome(len(refused), self._pages, self._loads, tuple(self._faults))

    def _look_at_records(self, texts: Mapping[int, str], *, in_prose: bool) -> set[int]:
        """Build full records. Return the numbers of texts that are refused."""
        if not texts:
            return set()
        words = {number: words_of(text, in_prose=in_prose) for number, text in texts.items()}
        site, refused = build_records(words, self._folder)
        self._read(site)
        with served(site) as address:
            for number in texts.keys() - refused:
                places = [place.format(number) for place in LOADED if (site / place.format(number)).is_dir()]
                self._load(address, texts[number], places)
        shutil.rmtree(self._folder)
        return refused

    def _look_at_site(self, texts: Sequence[str]) -> None:
        """Build a site that has one of the texts as its title in each language.

        A description is prose: what is refused there is left out.
        """
        site = build_site(texts, self._folder)
        self._read(site)
        with served(site) as address:
            for text, code in zip(texts, MANY_LANGUAGES, strict=False):
                self._load(address, text, ["" if code == MANY_LANGUAGES[0] else f"{code}/"])
        shutil.rmtree(self._folder)

    def _read(self, site: Path) -> None:
        paths = sorted(site.rglob("*.html"))
        self._pages += len(paths)
        self._faults += [fault for path in paths for fault in self._usual.faults_of(path)]

    def _load(self, address: str, text: str, places: list[str]) -> None:
        self._loads += len(places) + 1
        self._faults += faults_when_loaded(self._page, address, text, places)


def main() -> int:
    """Build all texts in batches. Return 1 if a page has a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every so many of the texts")
    texts = list(naughty_strings() + script_texts())[:: parser.parse_args().every]
    shutil.rmtree(WORK, ignore_errors=True)
    harmless = build_records({0: words_of(HARMLESS), 1: words_of(f"{HARMLESS} 2")}, WORK / "usual")[0]
    languages = build_site([HARMLESS] * BATCH, WORK / "usual-site")
    usual = Usual([*harmless.rglob("*.html"), *languages.rglob("*.html")])
    outcomes = []
    with browser_page() as page:
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            outcomes.append(Attempt(WORK / f"batch-{start}", usual, page).outcome(batch))
            print("\n".join(outcomes[-1].faults) or f"{start + len(batch)} of {len(texts)}", flush=True)
    refused, pages, loads = (sum(numbers) for numbers in zip(*(each[:3] for each in outcomes), strict=True))
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    print(f"{len(texts)} texts, {refused} refused by check; {pages} pages read, {loads} loaded; {len(faults)} faults")
    return 1 if faults else 0


def build_records(words: Mapping[int, Words], folder: Path) -> tuple[Path, set[int]]:
    """Build the site of full records. Return it, and the numbers of those that `check` refuses.

    Raises whatever a command raises.
    """
    content, refused = folder / "content", set[int]()

    def write() -> None:
        write_hostile_records(content, {number: each for number, each in words.items() if number not in refused})

    def leave_out(problems: Sequence[Any]) -> None:
        refused.update(number_of(Path(each["file"])) for each in problems)

    return build(folder, write, leave_out), refused


def build_site(texts: Sequence[str], folder: Path) -> Path:
    """Build a site without records that has a text in each language.

    What is refused in a language is harmless there.
    """
    accepted = list(texts)

    def write() -> None:
        write_hostile_site(folder / "content", accepted)

    def leave_out(problems: Sequence[Any]) -> None:
        for each in problems:
            accepted[MANY_LANGUAGES.index(each["field"].rpartition(".")[2])] = HARMLESS

    return build(folder, write, leave_out)


def build(folder: Path, write: Callable[[], None], leave_out: Callable[[Sequence[Any]], None]) -> Path:
    """Build content that `write` writes, without what has errors. Return the site."""
    content, site = folder / "content", folder / "site"
    while True:  # a report holds the first problems of each rule
        write()
        report = json.loads(run("check", str(content), "--as-of", AS_OF, "--audience", "internal", "--format", "json"))
        errors = [each for each in report["problems"] if each["severity"] == "error"]
        if not errors:
            break
        leave_out(errors)
        shutil.rmtree(content)
    options = ("--as-of", AS_OF, "--audience", "internal", "--pages", str(folder / "pages"), "--site", str(site))
    output = run("build", str(content), *options)
    if not site.is_dir():
        raise RuntimeError(f"{folder} was not built:\n{output}")
    return site


def run(*arguments: str) -> str:
    """Run a command in this process. Return what it prints."""
    return CliRunner().invoke(run_command, arguments, catch_exceptions=False).stdout


if __name__ == "__main__":
    sys.exit(main())
