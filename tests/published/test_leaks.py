"""Nothing internal decides anything public: random marks and days, beside content from which it was deleted by hand."""

import gzip
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.archive import audience, redact
from generator.archive.as_of import record_as_known_on
from generator.archive.audience import public_view
from generator.archive.dependencies import Changes
from generator.archive.edition import Edition
from generator.archive.view import View
from generator.content.load import load_folder
from generator.kinds import KINDS
from generator.kinds.record import Internal, Record
from generator.kinds.traversal import is_internal
from generator.site.search_index import BUNDLE
from tests.bench.leaks import trials
from tests.support.folders import read_folder
from tests.support.hand_deletion import ALWAYS_INTERNAL, Files, delete_internal, read_files, write_files
from tests.support.leak_trials import Outcome, link_content, load_files, mark, render, with_canary
from tests.support.random_marks import CANARY, SITE
from tests.support.sample import SAMPLE
from tests.support.sites import build

ENOUGH = 20
"""The fewest records that stay public, for a trial to compare much."""
attempts = cache(trials)
sample = cache(lambda: read_files(SAMPLE))


def attempt(seed: int) -> Outcome:
    return attempts()(seed)


@pytest.mark.parametrize("seed", (1001, 1003, 1004, 1005, 1006, 1008, 1009))
def test_the_public_edition_is_that_of_content_without_what_is_internal(seed: int) -> None:
    outcome = attempt(seed)
    assert outcome.failures == []
    assert outcome.records > ENOUGH


def test_the_internal_edition_has_the_canaries() -> None:
    marks = mark(sample(), 1001)
    pages = render(link_content(load_files(marks.files), Edition(marks.today, "internal")))
    assert len(list(with_canary(pages))) > ENOUGH


# Faults that the trials would see


def look_back_first(view: View, record: Record) -> Record | None:
    """Do what an edition did before: let internal events decide over an earlier day."""
    seen = record_as_known_on(record, view.day, view.today) if view.day < view.today else record
    return public_view(seen) if seen and view.audience == "public" else seen


FAULTS: dict[str, tuple[int, Any, str, Callable[..., Any]]] = {
    "looking back first": (1011, View, "of", look_back_first),
    "paths by old positions": (1001, redact, "_rewrite", lambda path, removed: path),
    "citations of what is gone": (1001, redact, "_supports_only", lambda citation, removed: False),
    "entries that stay": (
        1000,
        audience,
        "is_internal",
        lambda value: isinstance(value, Record) and is_internal(value),
    ),
    "fields that stay": (1001, audience, "is_always_internal", lambda marks: False),
    "pages that stay": (1005, Changes, "affect", lambda changes, dependencies: False),
}
"""For each fault the seed of a trial that sees it, and what is put in the place of what."""


@pytest.mark.parametrize(("seed", "owner", "name", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_would_be_seen(
    monkeypatch: pytest.MonkeyPatch, seed: int, owner: Any, name: str, fault: Callable[..., Any]
) -> None:
    monkeypatch.setattr(owner, name, fault)
    assert attempt(seed).failures


# Deletion by hand


def test_the_fields_that_are_deleted_by_hand_are_those_that_are_always_internal() -> None:
    models = (kind.record for kind in KINDS)
    marked = {
        declared.alias or name
        for model in models
        for name, declared in model.model_fields.items()
        if any(isinstance(mark, Internal) for mark in declared.metadata)
    }
    assert marked == set(ALWAYS_INTERNAL)


def test_plain_values_are_read_as_the_records_of_the_same_files() -> None:
    assert load_files(sample()).records == load_folder(SAMPLE).records


def test_deletion_by_hand_leaves_what_an_editor_would() -> None:
    hidden = {"audience": "internal"}
    history = [
        {"event": "negotiated", **hidden},
        {"event": "signed", "signatories": [{"name": "Ada", **hidden}]},
    ]
    pact = {
        "notes": "Of the desk",
        "history": history,
        "inferred": {"history[1].event": "Heard.", "history[0].event": "Overheard.", "notes": "Thought."},
        "sources": [{"source": "a", "supports": ["history[0]", "history[1]"]}, {"source": "b", "supports": ["notes"]}],
    }
    assert delete_internal({"agreements/pact.yml": pact, "agreements/secret.yml": hidden}) == {
        "agreements/pact.yml": {
            "history": [{"event": "signed"}],
            "inferred": {"history[0].event": "Heard."},
            "sources": [{"source": "a", "supports": ["history[0]"]}],
        }
    }


# The built site


@pytest.mark.slow
def test_the_site_of_an_earlier_day_is_that_of_content_without_what_is_internal(tmp_path: Path) -> None:
    marks = mark(sample(), 1002)
    assert CANARY in str(marks.files)
    before = sample() | {SITE: marks.files[SITE]}
    built_site(before, tmp_path / "marked", marks.past)  # all in it is public: what is marked later must go
    marked, stripped = (
        built_site(files, tmp_path / name, marks.past)
        for name, files in (("marked", marks.files), ("stripped", marks.stripped))
    )
    assert any(path.startswith(BUNDLE) for path in marked)
    assert list(with_canary(marked)) == []
    assert marked == stripped


def built_site(files: Files, folder: Path, day: date) -> dict[str, bytes]:
    """Write files, build over what was built before, and return the files of the site without compression."""
    write_files(files, folder / "content")
    site = build(folder / "content", folder, "--as-of", day.isoformat())
    return {path: _decompress(content) for path, content in read_folder(site).items()}


def _decompress(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
