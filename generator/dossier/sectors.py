"""The sectors named by fields of records. Used by the dossier and by briefs."""

from collections.abc import Iterable, Iterator

from generator.archive.archive import Archive
from generator.kinds.sector import Sector
from generator.values.reference import Reference


def sectors_of(references: Iterable[Reference | None], archive: Archive) -> Iterator[Sector]:
    """Yield the sectors named by `references`; skip None and missing records."""
    for reference in references:
        sector = archive.get(reference) if reference else None
        if isinstance(sector, Sector):
            yield sector
