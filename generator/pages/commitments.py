"""The commitments: overdue, open, done and dropped, each with who owes it to whom."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.archive import Archive, Promise
from generator.languages import Language
from generator.pages.grouped import Group, list_pages
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer

PATH = "commitments/index.md"


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """The commitments by how they stand on the day."""
    sorted_in: tuple[tuple[str, str, Callable[[Promise], bool]], ...] = (
        ("overdue", "Overdue", lambda promise: promise.commitment.is_overdue_on(archive.day)),
        ("open", "Open", lambda promise: promise.commitment.is_open_on(archive.day)),
        ("done", "Done", lambda promise: promise.commitment.status_on(archive.day) == "done"),
        ("dropped", "Dropped", lambda promise: True),
    )
    groups = {name: Group(language.label(heading), name, []) for name, heading, _ in sorted_in}
    for promise in archive.commitments:
        name = next(name for name, _, fits in sorted_in if fits(promise))
        groups[name].lines.append(partial(line, promise))
    writer = Writer(archive, language, PATH)
    yield from list_pages(writer, language.label("Commitments"), [group for group in groups.values() if group.lines])


def line(promise: Promise, writer: Writer) -> Md:
    """A commitment as an entry of a list."""
    commitment = promise.commitment
    parts = (
        writer.inline(commitment.text),
        writer.status(commitment),
        writer.terms(commitment),
        writer.link(promise.record),
    )
    return SEPARATOR.join(filter(None, parts))
