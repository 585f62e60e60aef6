"""Find new records that only internal ones refer to: `import` and `new` make them internal, too."""

from collections.abc import Iterable, Iterator, Mapping

from generator.archive.links import FOLDERS
from generator.kinds.record import Record
from generator.kinds.traversal import references_in
from generator.values.reference import Reference


def referred_to_internally(created: Mapping[str, Record], others: Iterable[Record]) -> set[str]:
    """Return the keys of the `created` records to which nothing public refers.

    `created`: records by key, which are there because other records refer to them. `others`: all other records.
    """
    internal, waiting = set(created), list(others)
    while waiting and internal:
        for _, reference in references_in(waiting.pop(), public_only=True):
            public = internal & set(_possible_keys(reference))
            internal -= public
            waiting += (created[key] for key in public)
    return internal


def _possible_keys(reference: Reference) -> Iterator[str]:
    """Yield the keys of the records that a reference may name."""
    for name in (reference.folder,) if reference.folder else reference.to.targets:
        yield from (f"{folder}/{reference.id}" for folder in FOLDERS.get(name, ()))
