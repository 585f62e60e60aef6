"""Drafts: values by their paths; what check says of a record that is not in the folder."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.content.files import find_files
from generator.editing.new.workspace import Draft, Workspace
from generator.kinds.meeting import MEETING
from generator.kinds.sector import SECTOR
from tests.support.paths import ROOT


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Workspace(find_files(tmp_path / "content"), {}, lambda content: Edition(date(2024, 2, 1)))


def sector(identifier: str = "fisheries", **values: str) -> Draft:
    return Draft(SECTOR, identifier, {"name": "Fisheries", "sources": [{"source": "daryo-article"}], **values})


def test_a_value_is_put_at_its_path_and_what_leads_there_comes_into_being() -> None:
    draft = Draft(MEETING)
    draft.put(("title", "ja"), "協議")
    draft.put(("participants", 0, "name"), "Ada")
    draft.put(("participants", 0, "side"), "uz")
    draft.put(("participants", 1, "name"), "Ben")
    assert draft.values == {"title": {"ja": "協議"}, "participants": [{"name": "Ada", "side": "uz"}, {"name": "Ben"}]}


def test_an_entry_beyond_the_next_is_refused() -> None:
    with pytest.raises(IndexError):
        Draft(MEETING).put(("participants", 1, "name"), "Ben")


def test_a_sound_draft_has_no_problems_and_another_those_that_check_has(desk: Workspace) -> None:
    assert desk.problems(sector()) == []
    (problem,) = desk.problems(sector(parent="tourisme"))
    assert (problem.rule.code, problem.field, problem.hint) == (
        "unknown-reference",
        ("parent",),
        'did you mean "tourism"?',
    )
    assert [problem.rule.code for problem in desk.problems(sector("tourism"))] == ["duplicate-id"]


def test_problems_of_other_records_are_not_those_of_a_draft(tmp_path: Path) -> None:
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sectors/broken.yml").write_text("name: [\n", "utf-8")
    desk = Workspace(find_files(tmp_path), {}, lambda content: Edition(date(2024, 2, 1)))
    assert desk.problems(Draft(SECTOR, "fisheries", {"name": "Fisheries"})) == []


def test_what_is_finished_may_be_referred_to(desk: Workspace) -> None:
    desk.finish(sector())
    assert desk.problems(sector("eels", parent="fisheries")) == []


def test_ids_that_were_had_formerly_are_not_proposed(tmp_path: Path) -> None:
    (tmp_path / "sectors").mkdir()
    (tmp_path / "sectors/fish.yml").write_text("name: Fish\nformerly: [fisheries]\n", "utf-8")
    desk = Workspace(find_files(tmp_path), {}, lambda content: Edition(date(2024, 2, 1)))
    assert desk.proposals(Draft(SECTOR, "", {"name": "Fisheries"})) == ("fisheries-2",)


def test_nothing_is_written_before_it_is_finished(desk: Workspace) -> None:
    desk.problems(sector())
    assert desk.write() == []
    desk.finish(sector())
    (written,) = desk.write()
    assert written.name == "fisheries.yml"
    with pytest.raises(FileExistsError):
        desk.write()
    assert written.is_file()
