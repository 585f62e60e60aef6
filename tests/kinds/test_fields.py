"""The order of fields: as in the record classes, general fields last."""

import pytest

from generator.kinds import KINDS
from generator.kinds.commitment import Commitment
from generator.kinds.fields import mapping_classes
from generator.kinds.kind import Kind
from generator.kinds.meeting import Meeting
from generator.kinds.meeting_entries import Venue
from generator.kinds.record import Citation, Record
from generator.kinds.site import Site

GENERAL = ["sources", "inferred", "caveats", "notes", "audience", "formerly", "links"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_record_has_its_own_fields_first(kind: Kind[Record]) -> None:
    names = list(mapping_classes(kind.record))
    own = [
        declared.alias or name for name, declared in kind.record.model_fields.items() if name not in ("id", *GENERAL)
    ]
    assert names == [*own, *GENERAL]


def test_an_entry_says_last_for_whom_it_is() -> None:
    assert list(mapping_classes(Citation)) == ["source", "quote", "locator", "supports", "audience"]
    assert list(mapping_classes(Commitment))[-2:] == ["updates", "audience"]


def test_what_a_mapping_inherits_of_another_stands_before_its_own() -> None:
    assert list(mapping_classes(Venue)) == ["city", "country", "venue", "online"]


def test_the_classes_of_mappings_below_are_known() -> None:
    below = {name: model for name, model in mapping_classes(Meeting).items() if model}
    assert (below["place"], below["commitments"], below["sources"]) == (Venue, Commitment, Citation)
    assert not any(mapping_classes(Site).values())
