"""Only changed outputs are written, only listed files are deleted, and every file is whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.incremental.outputs import MANIFEST, ForeignFolderError, Output, OutputFolder, WriteSummary


def outputs(**files: str) -> list[Output]:
    """Make outputs by name: `__` stands for a slash, and `.md` is added."""
    return [Output(f"{name.replace('__', '/')}.md", text.encode()) for name, text in files.items()]


def files(folder: Path) -> dict[str, str]:
    """Return the text of each file in a folder but the manifest, by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def make_old(folder: Path) -> None:
    """Set the time of every file far back, so that a file written again has another time."""
    for path in folder.rglob("*.md"):
        os.utime(path, (0, 0))


def rewritten(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.md") if path.stat().st_mtime > 0}


def test_outputs_are_written_below_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "pages"
    assert OutputFolder(folder).write(outputs(index="Home", people__ada="Ada")) == WriteSummary(
        total=2, changed=2, removed=0
    )
    assert files(folder) == {"index.md": "Home", "people/ada.md": "Ada"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert OutputFolder(tmp_path).write(outputs(index="Home")).changed == 1


def test_only_changed_outputs_are_written(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home", people__ada="Ada", people__ben="Ben"))
    make_old(tmp_path)
    summary = OutputFolder(tmp_path).write(
        outputs(index="Home", people__ada="Ada!", people__ben="Ben", people__cy="Cy")
    )
    assert summary == WriteSummary(total=4, changed=2, removed=0)
    assert rewritten(tmp_path) == {"ada.md", "cy.md"}
    assert files(tmp_path)["people/ada.md"] == "Ada!"


def test_the_same_again_writes_nothing_at_all(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home"))
    make_old(tmp_path)
    os.utime(tmp_path / MANIFEST, (0, 0))
    assert OutputFolder(tmp_path).write(outputs(index="Home")) == WriteSummary(total=1, changed=0, removed=0)
    assert rewritten(tmp_path) == set()
    assert (tmp_path / MANIFEST).stat().st_mtime == 0


def test_a_file_that_somebody_changed_or_deleted_is_put_right(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home", other="Other"))
    (tmp_path / "index.md").write_text("Vandalised")
    (tmp_path / "other.md").unlink()
    assert OutputFolder(tmp_path).write(outputs(index="Home", other="Other")).changed == 2
    assert files(tmp_path) == {"index.md": "Home", "other.md": "Other"}


def test_outdated_files_are_deleted_and_folders_left_empty_too(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home", people__ada="Ada", people__by__a="A", meetings__talks="Talks"))
    summary = OutputFolder(tmp_path).write(outputs(index="Home", meetings__talks="Talks"))
    assert summary == WriteSummary(total=2, changed=0, removed=2)
    assert files(tmp_path) == {"index.md": "Home", "meetings/talks.md": "Talks"}
    assert folders(tmp_path) == {"meetings"}


def test_the_folder_itself_stays_when_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    OutputFolder(folder).write(outputs(people__ada="Ada"))
    assert OutputFolder(folder).write([]) == WriteSummary(total=0, changed=0, removed=1)
    assert [path.name for path in folder.iterdir()] == [MANIFEST]


def test_an_outdated_file_may_have_been_deleted_already(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home", people__ada="Ada"))
    (tmp_path / "people" / "ada.md").unlink()
    (tmp_path / "people").rmdir()
    assert OutputFolder(tmp_path).write(outputs(index="Home")).removed == 1


def test_a_folder_with_files_of_others_is_refused_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Years of work")
    with pytest.raises(ForeignFolderError, match=tmp_path.name):
        OutputFolder(tmp_path).write(outputs(index="Home"))
    assert files(tmp_path) == {"thesis.txt": "Years of work"}
    assert not (tmp_path / MANIFEST).exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("Years of work")
    with pytest.raises(ForeignFolderError):
        OutputFolder(tmp_path / "pages").write(outputs(index="Home"))
    assert (tmp_path / "pages").read_text() == "Years of work"


def test_files_that_others_add_later_are_never_deleted(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(outputs(index="Home", people__ada="Ada"))
    (tmp_path / "people" / "thesis.txt").write_text("Years of work")
    assert OutputFolder(tmp_path).write(outputs(index="Home")).removed == 1
    assert OutputFolder(tmp_path).write(outputs(index="Home")).removed == 0
    assert files(tmp_path) == {"index.md": "Home", "people/thesis.txt": "Years of work"}


def test_a_failure_before_anything_is_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def failing() -> Iterator[Output]:
        yield from outputs(index="New")
        raise RuntimeError("a page that cannot be rendered")

    OutputFolder(tmp_path).write(outputs(index="Home", other="Other"))
    with pytest.raises(RuntimeError):
        OutputFolder(tmp_path).write(failing())
    assert files(tmp_path) == {"index.md": "Home", "other.md": "Other"}


def test_a_failure_halfway_leaves_whole_files_that_are_all_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutputFolder(tmp_path).write(outputs(a="old a", b="old b", gone="gone"))
    replace = Path.replace

    def full_disk(self: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise OSError("No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full_disk)
        with pytest.raises(OSError, match="No space left"):
            OutputFolder(tmp_path).write(outputs(a="new a", b="new b", c="new c"))
    left = {name: text for name, text in files(tmp_path).items() if not name.startswith(".")}
    assert left == {"a.md": "new a", "b.md": "old b", "gone.md": "gone"}
    assert OutputFolder(tmp_path).write(outputs(b="new b")).removed == 3
    assert files(tmp_path) == {"b.md": "new b"}


def kill_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """End the run in the middle of the step of that number: an operation on a file."""
    steps = iter(range(step))

    def ending(name: str) -> Callable[..., Any]:
        whole = getattr(Path, name)

        def call(path: Path, *arguments: Any, **options: Any) -> Any:
            if next(steps, None) is not None:
                return whole(path, *arguments, **options)
            if name == "open" and "xb" in arguments:
                with whole(path, *arguments) as file:
                    file.write(b"half")
            raise KeyboardInterrupt

        return call

    for name in ("open", "replace", "mkdir", "unlink", "rmdir"):
        patch.setattr(Path, name, ending(name))


@pytest.mark.parametrize("earlier", [{}, {"a": "old a", "b__c__d": "old", "gone__e__f": "gone"}])
def test_the_run_after_one_killed_at_any_step_leaves_only_its_own_outputs(
    earlier: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(100):
        folder = tmp_path / str(step)
        if earlier:
            OutputFolder(folder).write(outputs(**earlier))
        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            kill_at(step, patch)
            OutputFolder(folder).write(outputs(a="new a", b__c__d="old", g__h="new"))
            assert step > 8
            return
        OutputFolder(folder).write(outputs(a="other a"))
        assert {path.name for path in folder.rglob("*")} == {"a.md", MANIFEST}
        assert files(folder) == {"a.md": "other a"}
    pytest.fail("no run came to its end")


def test_the_manifest_does_not_depend_on_the_order_of_writing(tmp_path: Path) -> None:
    for name, pages in (("one", outputs(a="a", b="b")), ("two", outputs(b="b", a="a"))):
        OutputFolder(tmp_path / name).write(pages)
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@pytest.mark.parametrize("manifest", ["x", "{}", "[1]", '["../precious"]', '["/etc/passwd"]', '["a/../../b"]', '[""]'])
def test_a_manifest_of_another_program_is_not_trusted(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "precious").write_text("dear", "utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / ".aide-memoire.json").write_text(manifest, "utf-8")
    with pytest.raises(ForeignFolderError):
        OutputFolder(folder).write([Output("a.md", b"a")])
    assert (tmp_path / "precious").read_text("utf-8") == "dear"
    assert not (folder / "a.md").exists()
