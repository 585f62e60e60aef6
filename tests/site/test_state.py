"""The state of a language tree is read as it was written, and names the files that have gone."""

from pathlib import Path

from generator.incremental.fingerprint import FileStamp, digest
from generator.site.state import SitePage, SiteState


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    page = SitePage(FileStamp(1, 2, "a"), FileStamp(3, 4, "b"), "2024-02-01", ("x",), {"a.md": {"x": "a.md#x"}}, "0 1")
    pages = {"a/index.html": page, "x.css": SitePage(None, FileStamp(5, 6, "c"))}
    SiteState("shared", ["a.md", "b.md"], pages, ["z"]).write(tmp_path / "en.json")
    state = SiteState.read(tmp_path / "en.json")
    assert (state.shared, state.files, state.pending) == ("shared", ["a.md", "b.md"], ["z"])
    assert state.pages["a/index.html"] == page
    assert state.pages["x.css"].source is None
    assert [path.name for path in tmp_path.iterdir()] == ["en.json"]


def test_a_state_trusts_the_times_of_files_that_are_older_than_its_file(tmp_path: Path) -> None:
    SiteState().write(tmp_path / "en.json")
    state = SiteState.read(tmp_path / "en.json")
    file = tmp_path / "x"
    file.write_text("new", "utf-8")
    time_ns = file.stat().st_mtime_ns
    last = FileStamp(3, time_ns, digest(b"old"))
    assert state.stamp(file, last) == FileStamp(3, time_ns, digest(b"new"))
    state.trusted_before = time_ns + 1
    assert state.stamp(file, last) == last


def test_a_file_that_has_gone_is_named_by_its_number() -> None:
    assert SiteState(files=["a", "b", "c"]).missing(["c", "d", "a"]) == {"1"}
