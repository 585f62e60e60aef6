"""Sectors named by references."""

from generator.dossier.sectors import sectors_of
from generator.values.reference import To
from tests.support.shared_records import ENERGY, TRADE, archive

SECTOR = To("sector", back="X")


def test_missing_sectors_and_no_reference_are_skipped() -> None:
    references = (SECTOR.refer("trade"), None, SECTOR.refer("nonsuch"), SECTOR.refer("energy"))
    assert list(sectors_of(references, archive(ENERGY, TRADE))) == [TRADE, ENERGY]
