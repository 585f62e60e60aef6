"""The commitments: overdue, open, done and dropped; and by who owes them."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.archive.archive import Archive
from generator.kinds import key_of
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.record import Record
from generator.pages.lines import commitment_line
from generator.pages.list_pages import LineWriter, ListGroup, list_pages
from generator.pages.page import Page
from generator.pages.page_type import PageType
from generator.pages.writer import Writer
from generator.values.languages import Language, gettext_noop

PATH = "commitments/index.md"
BY_DEBTOR = "commitments/owed/index.md"
TITLE = gettext_noop("Commitments")


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The commitments by how they stand on the day, and by who owes them."""
    label = language.label
    writer, owing = Writer(archive, language, PATH), Writer(archive, language, BY_DEBTOR)
    to_owed = writer.link_to_page(label("By who owes them"), BY_DEBTOR)
    to_all = owing.link_to_page(label("By how they stand"), PATH)
    yield from list_pages(writer, label(TITLE), _by_standing(archive, language), also=to_owed)
    yield from list_pages(owing, label("Commitments by who owes them"), _by_debtor(archive, language), also=to_all)


def _by_standing(archive: Archive, language: Language) -> list[ListGroup]:
    sorted_in: tuple[tuple[str, str, Callable[[CommitmentInRecord], bool]], ...] = (
        ("overdue", language.label("Overdue"), lambda promise: promise.commitment.is_overdue_on(archive.day)),
        ("open", language.label("Open"), lambda promise: promise.commitment.is_open_on(archive.day)),
        ("done", language.label("Done"), lambda promise: promise.commitment.status_on(archive.day) == "done"),
        ("dropped", language.label("Dropped"), lambda promise: True),
    )
    groups = {name: ListGroup(heading, name, []) for name, heading, _ in sorted_in}
    for promise in archive.commitments:
        name = next(name for name, _, fits in sorted_in if fits(promise))
        groups[name].lines.append(partial(commitment_line, promise))
    return [group for group in groups.values() if group.lines]


def _by_debtor(archive: Archive, language: Language) -> list[ListGroup]:
    """A group for each party or person that owes something, what is still open first; a promise of two stands twice."""
    writer = Writer(archive, language, BY_DEBTOR)
    owed: dict[str, list[LineWriter]] = {}
    debtors: dict[str, Record] = {}
    nobody: list[LineWriter] = []
    for promise in sorted(archive.commitments, key=lambda promise: not promise.commitment.is_open_on(archive.day)):
        known = [debtor for debtor in map(archive.get, promise.commitment.by) if debtor]
        for debtor in known:
            debtors[key_of(debtor)] = debtor
            owed.setdefault(key_of(debtor), []).append(partial(commitment_line, promise))
        if not known:
            nobody.append(partial(commitment_line, promise))
    titles = {key: writer.title(debtor) for key, debtor in debtors.items()}
    by_title = sorted(titles, key=lambda key: titles[key].text)
    groups = [ListGroup(writer.phrase(titles[key]), key.replace("/", "-"), owed[key]) for key in by_title]
    return groups + ([ListGroup(language.label("Nobody named"), "nobody", nobody)] if nobody else [])


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Agreements"))
