"""Internal content is absent from the public edition, byte by byte; the same inputs make the same bytes."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from generator.kinds import KINDS
from generator.kinds.record import Entry, Fields, Internal
from generator.pages.render_state import STATE_FILE
from generator.site.document_format import FOLDER
from generator.site.search_index import BUNDLE
from tests.support.folders import read_folder
from tests.support.full_record import full, identifier, write_full_content
from tests.support.sites import AS_OF, Once, build


def with_canaries(value: Any, model: type[Fields], number: int, kind: str, count: Iterator[int]) -> Any:
    """Return a record with a canary in each internal field, and in each list."""
    hints = get_type_hints(model, include_extras=True)
    for name, declared in model.model_fields.items():
        key = declared.alias or name
        entry = next(
            (part for part in get_args(declared.annotation) if isinstance(part, type) and issubclass(part, Fields)),
            None,
        )
        if any(isinstance(mark, Internal) for mark in declared.metadata):
            canary = f"CANARY-{next(count)}"
            value[key] = [canary] if isinstance(value[key], list) else canary
        elif entry and issubclass(entry, Entry) and isinstance(value.get(key), list):
            public = with_canaries(value[key][0], entry, number, kind, count)
            internal = full(entry, f"CANARY-{next(count)}", number, kind) | {"audience": "internal"}
            if "id" in internal:
                internal["id"] = f"canary-{next(count)}"
            value[key] = [
                internal,
                public,
                internal | {"id": f"canary-{next(count)}"} if "id" in internal else internal,
            ]
    assert hints
    return value


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write content with a canary in each internal field, entry and record."""
    folder = tmp_path_factory.mktemp("planted") / "content"
    write_full_content(folder, {0: "plain"})
    count = iter(range(10_000))
    for kind in KINDS:
        path = folder / kind.folder / f"{identifier(kind, 0)}.yml"
        record = with_canaries(json.loads(path.read_text("utf-8")), kind.record, 0, kind.record.__name__.lower(), count)
        if record.get("caveats"):
            number = [link.get("audience") for link in record["links"]].index("internal")
            record["inferred"] = {f"links[{number}]": f"CANARY-{next(count)}", "caveats": "said of the caveats"}
        path.write_text(json.dumps(record), "utf-8")
        internal = full(kind.record, f"CANARY-{next(count)}", 0) | {"audience": "internal"}
        internal = {
            key: value
            for key, value in internal.items()
            if key not in ("parent", "follows", "amends", "supersedes", "implements")
        }
        name = identifier(kind, 5) if kind.name == "country" else f"canary-{next(count)}"
        (folder / kind.folder / f"{name}.yml").write_text(json.dumps(internal), "utf-8")
    return folder


def holding(text: bytes, folder: Path) -> list[Path]:
    """Return the files below a folder with a text in name or bytes, in any case."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [
        path
        for path in files
        if text.lower() in path.read_bytes().lower() or text.decode().lower() in path.name.lower()
    ]


@pytest.fixture(scope="session")
def public(planted: Path, once: Once) -> Path:
    """Build the public site of that content."""
    return once("public", partial(build, planted)) / "site"


@pytest.fixture(scope="session")
def internal(planted: Path, once: Once) -> Path:
    """Build the internal site of that content."""
    return once("internal", lambda to: build(planted, to, "--audience", "internal")) / "site"


def test_nothing_internal_is_in_the_public_edition(public: Path) -> None:
    assert (public / "index.html").is_file()
    assert holding(b"canary", public.parent) == []


def test_everything_internal_is_in_the_internal_edition(planted: Path, internal: Path) -> None:
    written = {
        word
        for path in planted.rglob("*.yml")
        for word in path.read_text("utf-8").replace('"', " ").split()
        if word.startswith("CANARY-")
    }
    assert len(written) > 60
    published = "".join(path.read_text("utf-8") for path in internal.rglob("*.html"))
    assert sorted(word for word in written if word not in published) == []


@pytest.mark.slow
def test_nothing_internal_is_in_the_index_of_a_public_site_and_all_of_it_in_that_of_an_internal_one(
    planted: Path, public: Path, internal: Path
) -> None:
    for site, expected in ((public, False), (internal, True)):
        for folder in (site / BUNDLE, site.with_name(".site.index"), site.with_name("pages") / FOLDER):
            text = b"".join(name.encode() + decompress(content) for name, content in read_folder(folder).items())
            assert (b"canary" in text.lower()) is expected, folder
    written = {word for path in planted.rglob("*.yml") for word in re.findall(r"CANARY-\d+", path.read_text("utf-8"))}
    indexed = b"".join(map(decompress, read_folder(internal / BUNDLE).values())).decode("utf-8", "ignore")
    assert len(written) > 60
    assert sorted(written - set(re.findall(r"CANARY-\d+", indexed))) == []


def decompress(content: bytes) -> bytes:
    """Return the content of a file, which may be compressed."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file but the state of the last run, which has times of files."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != STATE_FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built_elsewhere(content: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    """Build in a new process and another environment; return pages and site."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        str(content),
        "--pages",
        str(folder / "pages"),
        "--site",
        str(folder / "site"),
    ]
    subprocess.run([*command, "--as-of", AS_OF], check=True, capture_output=True, env={**os.environ, **environment})
    return {f"{part}/{name}": content for part in ("pages", "site") for name, content in tree(folder / part).items()}


@pytest.mark.slow
def test_time_zone_locale_folder_and_order_of_files_change_nothing(tmp_path: Path) -> None:
    elsewhere = tmp_path / "some" / "où else" / "content"
    for path in sorted(Path("content").rglob("*"), reverse=True):
        if path.is_file():
            target = elsewhere / path.relative_to("content")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    first = built_elsewhere(Path("content"), tmp_path / "one", TZ="Asia/Tashkent", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    second = built_elsewhere(elsewhere, tmp_path / "two", TZ="America/Los_Angeles", LC_ALL="C", PYTHONHASHSEED="2")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
