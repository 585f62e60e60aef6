"""The pages of commitments: all by standing, and all by debtor. `dossier/ledger.py` sorts them."""

from collections.abc import Iterable, Iterator
from functools import partial

from generator.archive.archive import Archive
from generator.dossier.ledger import LedgerList, commitments_by_debtor, commitments_by_standing
from generator.kinds import key_of
from generator.kinds.commitment import CommitmentInRecord
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
    """Write the commitments by standing, and the commitments by debtor."""
    label = language.label
    writer, debtor_writer = Writer(archive, language, PATH), Writer(archive, language, BY_DEBTOR)
    to_debtors = writer.link_to_page(label("By who owes them"), BY_DEBTOR)
    to_standings = debtor_writer.link_to_page(label("By how they stand"), PATH)
    title_by_debtor = label("Commitments by who owes them")
    yield from list_pages(writer, label(TITLE), _groups_by_standing(writer), related=to_debtors)
    yield from list_pages(debtor_writer, title_by_debtor, _groups_by_debtor(debtor_writer), related=to_standings)


def _groups_by_standing(writer: Writer) -> list[ListGroup]:
    """Make a group of each list of the ledger."""
    label = writer.label
    headings: dict[LedgerList, str] = {
        "overdue": label("Overdue"),
        "open": label("Open"),
        "done": label("Done"),
        "dropped": label("Dropped"),
    }
    lists = commitments_by_standing(writer.archive)
    return [ListGroup(headings[name], name, _lines(commitments)) for name, commitments in lists.items()]


def _groups_by_debtor(writer: Writer) -> list[ListGroup]:
    """Make a group of each debtor, sorted by title; commitments of nobody come last."""
    groups: list[tuple[str, ListGroup]] = []
    of_nobody: list[ListGroup] = []
    for debtor, commitments in commitments_by_debtor(writer.archive):
        lines = _lines(commitments)
        if debtor is None:
            of_nobody.append(ListGroup(writer.label("Nobody named"), "nobody", lines))
        else:
            title = writer.title(debtor)
            name = key_of(debtor).replace("/", "-")
            groups.append((title.text, ListGroup(writer.phrase(title), name, lines)))
    return [group for _, group in sorted(groups, key=lambda pair: pair[0])] + of_nobody


def _lines(commitments: Iterable[CommitmentInRecord]) -> list[LineWriter]:
    """Return a line for each commitment."""
    return [partial(commitment_line, each) for each in commitments]


PAGE_TYPE = PageType(pages, PATH, TITLE, section=gettext_noop("Agreements"))
