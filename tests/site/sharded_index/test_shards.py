"""Only shards of changed documents are indexed again, and the index is the same bytes however it came about."""

import gzip
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.incremental.mirror import list_files
from generator.pages.search_document import SearchDocument
from generator.site import pagefind, search_index
from generator.site.pagefind import index_documents
from generator.site.search_index import BUNDLE, publish_index
from generator.site.sharded_index import shards
from generator.site.sharded_index.shards import SIGNATURE, SearchDocumentFile, split_into_shards
from tests.support.search_documents import SHARD_SIZE, build_small_shards, content, save, write_documents

CHANGES: Mapping[str, Callable[[Path], object]] = {
    "edited": lambda documents: (documents / "zz/index.html").write_bytes(
        (documents / "zz/index.html").read_bytes().replace(b"?!", b"zebra")
    ),
    "added": lambda documents: save(documents.parent.parent, SearchDocument("m/", "Zebra", text=("A new one",))),
    "removed": lambda documents: shutil.rmtree(next(documents.glob("people/*"))),
    "renamed": lambda documents: next(documents.glob("people/*")).rename(documents / "moved"),
    "many more": lambda documents: write_documents(documents.parent.parent, 190, seed=9),
    "fewer than a shard": lambda documents: list(map(shutil.rmtree, documents.glob("[mp]*"))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_index_is_byte_for_byte_that_of_a_clean_build(change: str, tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 120)
    before = content(build_small_shards(tmp_path, tmp_path / "index"))
    publish_index(tmp_path / "index/en", tmp_path / "site")
    CHANGES[change](documents)
    after = content(build_small_shards(tmp_path, tmp_path / "index"))
    publish_index(tmp_path / "index/en", tmp_path / "site")
    assert after != before
    assert after == content(build_small_shards(tmp_path, tmp_path / "clean"))
    assert content(tmp_path / "site" / BUNDLE) == after
    assert {folder.name for folder in (tmp_path / "index/en.shards").iterdir()} == {
        folder.name for folder in (tmp_path / "clean/en.shards").iterdir()
    }


def test_a_digest_that_does_not_see_what_is_written_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def digest_paths(program: str, documents: list[SearchDocumentFile]) -> str:
        return str(hash(tuple(path for path, _ in documents)))

    for module in (shards, search_index):
        monkeypatch.setattr(module, "shard_digest", digest_paths)
    with pytest.raises(AssertionError):
        test_after_a_change_the_index_is_byte_for_byte_that_of_a_clean_build("edited", tmp_path)


def test_only_the_shard_of_a_changed_document_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = write_documents(tmp_path, 200)
    build_small_shards(tmp_path, tmp_path / "index")
    sizes: list[int] = []

    def counted(documents: Any, code: str, folder: Path) -> dict[str, bytes]:
        sizes.append(len(documents))
        return index_documents(documents, code, folder)

    monkeypatch.setattr(shards, "index_documents", counted)
    CHANGES["edited"](documents)
    build_small_shards(tmp_path, tmp_path / "index")
    assert len(sizes) == 1
    assert sizes[0] <= SHARD_SIZE + 1
    build_small_shards(tmp_path, tmp_path / "index")
    assert len(sizes) == 1


def test_a_document_more_moves_hardly_any_other_end_of_a_shard() -> None:
    def ends(numbers: range) -> set[str]:
        documents = [SearchDocumentFile(f"{number:05}", b"") for number in numbers]
        return {part[-1].path for part in split_into_shards(documents, SHARD_SIZE)}

    moved = [len(ends(range(number)) ^ ends(range(number + 1))) for number in range(1000, 1100)]
    assert sum(count <= 2 for count in moved) > 80


@pytest.mark.parametrize("when", ["_index_shard", "merge_shards", "_write_bundle", "mirror", "remove_other_shards"])
def test_the_next_run_repairs_what_a_run_leaves_that_was_ended_at_any_place(
    when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = write_documents(tmp_path, 120)
    build_small_shards(tmp_path, tmp_path / "index")
    CHANGES["many more"](documents)
    module: Any = shards if when == "_index_shard" else search_index
    original, calls = getattr(module, when), iter((True, False))

    def ended(first: Any, *others: Any, **options: Any) -> Any:
        """Do the work the first time, and half of it the second."""
        if when == "_index_shard" and next(calls):
            return original(first, *others)
        if when == "_index_shard":
            first.with_name(f"{first.name}.new").mkdir()
        if when == "mirror":
            original(dict(list(first.items())[:50]), *others, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, when, ended)
        with pytest.raises(KeyboardInterrupt):
            build_small_shards(tmp_path, tmp_path / "index")
    after = content(build_small_shards(tmp_path, tmp_path / "index"))
    assert after == content(build_small_shards(tmp_path, tmp_path / "clean"))


def test_a_shard_that_a_killed_run_has_removed_in_part_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = write_documents(tmp_path, 60)
    first = content(build_small_shards(tmp_path, tmp_path / "index"))
    edited = documents / "zz/index.html"
    before = edited.read_bytes()
    CHANGES["edited"](documents)

    def killed(folder: Path) -> None:
        next(folder.rglob("*.pf_fragment")).unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:

        def remove(folder: Path, shards_to_keep: Any) -> None:
            patch.setattr(shutil, "rmtree", killed)
            shards.remove_other_shards(folder, shards_to_keep)

        patch.setattr(search_index, "remove_other_shards", remove)
        with pytest.raises(KeyboardInterrupt):
            build_small_shards(tmp_path, tmp_path / "index")
    edited.write_bytes(before)
    assert content(build_small_shards(tmp_path, tmp_path / "index")) == first


def test_what_another_pagefind_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(tmp_path, 60)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "pagefind_version", lambda: "0.1")
        build_small_shards(tmp_path, tmp_path / "index")
    earlier = {folder.name for folder in (tmp_path / "index/en.shards").iterdir()}
    chunk = next((tmp_path / "index/en/index").iterdir())
    chunk.write_bytes(gzip.compress(SIGNATURE + b"another format"))
    bundle = build_small_shards(tmp_path, tmp_path / "index")
    assert content(bundle) == content(build_small_shards(tmp_path, tmp_path / "clean"))
    assert not earlier & {folder.name for folder in (tmp_path / "index/en.shards").iterdir()}


def test_publishing_again_touches_only_what_changed(tmp_path: Path) -> None:
    documents = write_documents(tmp_path, 120)
    published = tmp_path / "site" / BUNDLE

    def files() -> dict[str, tuple[int, int]]:
        publish_index(build_small_shards(tmp_path, tmp_path / "index"), tmp_path / "site")
        return {path: (Path(file).stat().st_ino, Path(file).stat().st_mtime_ns) for path, file in list_files(published)}

    before = files()
    CHANGES["edited"](documents)
    after = files()
    fragments = {path for path in before if path.startswith("fragment/")}
    assert {path for path in fragments if after.get(path) != before[path]} == set()
    assert len(after) == len(before) + 1
    assert after["pagefind.js"] == before["pagefind.js"]
