"""The sectors that fields of records name. Used by the dossier and by briefs."""

from collections.abc import Iterable, Iterator

from generator.archive.archive import Archive
from generator.kinds.sector import Sector
from generator.values.reference import Reference


def sectors_of(references: Iterable[Reference | None], archive: Archive) -> Iterator[Sector]:
    """Yield the sectors that `references` name; None and references to nothing are skipped."""
    for reference in references:
        sector = archive.get(reference) if reference else None
        if isinstance(sector, Sector):
            yield sector
