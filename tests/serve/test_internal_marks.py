"""The preview of the public edition shows nothing internal: in pages, in its search index, in its panel of problems."""

import gzip
import shutil
import signal
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.archive.edition import Edition
from generator.serve.banner import ProblemBanner
from generator.serve.preview import Preview
from generator.serve.problem_panel import internal_banner, public_banner
from generator.serve.reindex import SearchIndexer
from tests.support.preview_process import preview_process
from tests.support.sample import SAMPLE

CANARY = "Zqcanary"
"""A word in what is internal. Nothing else has it."""
INDEX_FILES = "pagefind-entry.json"


class ContentFolder:
    """A content folder of a test, its preview, and the panels of both audiences."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.folder = folder
        for name, text in files.items():
            self.write(name, text)
        self.preview = Preview(folder, lambda _: Edition(date(2024, 2, 1)))

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def panels(self) -> tuple[ProblemBanner, ProblemBanner]:
        """Return the panel of the public edition, and that of the internal one."""
        self.preview.refresh()
        content, problems = self.preview.content, self.preview.problems
        return (
            public_banner(content, problems, "as before", self.preview.marks),
            internal_banner(content, problems, "as before"),
        )


INTERNAL_PLACES = {
    "a wrong value in an internal record": {
        "people/zqcanary.yml": f"name: {CANARY}\naudience: internal\nborn: {CANARY}\n"
    },
    "an unknown field in an internal record": {
        "people/a-b.yml": f"name: A B\naudience: internal\nzqcanary: {CANARY}\n"
    },
    "a wrong mark": {"people/a-b.yml": f"name: A B\naudience: intern\nborn: {CANARY}\n"},
    "a misspelt mark": {"people/a-b.yml": f"name: A B\naudiance: internal\nborn: {CANARY}\n"},
    "a mark of another name": {"people/a-b.yml": f"name: A B\nvisible: Internal\nborn: {CANARY}\n"},
    "a reference from an internal record": {
        "people/a-b.yml": f"name: A B\naudience: internal\npositions:\n"
        f"  - title: {CANARY}\n    organisation: {CANARY}\n"
    },
    "an internal entry": {
        "people/a-b.yml": "name: A B\nlinks:\n"
        f"  - title: {CANARY}\n    url: {CANARY}\n    audience: internal\n  - title: x\n    url: https://example.org/\n"
    },
    "an entry on the line of an internal one": {
        "people/a-b.yml": "name: A B\nborn: x\n"
        f"links: [{{title: {CANARY}, url: 'https://example.org/', audience: internal}}]\n"
    },
    "notes": {"people/a-b.yml": f"name: A B\nnotes: see [[people/{CANARY}]]\n"},
    "misspelt notes": {"people/a-b.yml": f"name: A B\nnote: {CANARY}\n"},
    "a comment": {"people/a-b.yml": f"name: A B\nborn: x # {CANARY}\n"},
    "a file that is no record": {"people/a-b.yml": f"name: A B\nnotes: *{CANARY}\n"},
    "a file in another encoding": {"people/a-b.yml": f"name: A B\nnotes: {CANARY}\x07\n"},
    "a file in the folder of no kind": {"persons/a-b.yml": f"name: A B\nnotes: {CANARY}\n"},
    "a file whose name is no id": {"people/A B.yml": f"name: A B\nnotes: {CANARY}\naudience: internal\nborn: x\n"},
    "a record that refers to an internal one": {
        "people/zqcanary.yml": f"name: {CANARY}\naudience: internal\n",
        "people/a-b.yml": "name: A B\nsummary: With [[people/zqcanary]].\n",
    },
    "a record with a former id that an internal one has": {
        "people/zqcanary.yml": "name: A C\naudience: internal\n",
        "people/a-b.yml": "name: A B\nformerly: [zqcanary]\n",
    },
    "a reference that resembles an internal id": {
        "people/zqcanary.yml": "name: A C\naudience: internal\n",
        "people/a-b.yml": "name: A B\nsummary: With [[people/zqcanery]].\n",
    },
    "a name that resembles an internal one": {
        "people/c-d.yml": f"name: Long {CANARY} Name\naudience: internal\n",
        "people/a-b.yml": f"name: Long {CANARY} Name\n",
    },
}
"""Content folders with a problem that an editor is told of, but no reader of the public edition."""


@pytest.mark.parametrize("case", INTERNAL_PLACES)
def test_no_panel_of_the_public_edition_shows_what_is_internal(case: str, tmp_path: Path) -> None:
    public, internal = ContentFolder(tmp_path / "content", INTERNAL_PLACES[case]).panels()
    own = case == "a name that resembles an internal one"  # the record shows its own name, in public
    assert CANARY.lower() not in public.text.lower() or own
    assert "c-d" not in public.text
    assert internal.text.count("\n") > 0, "there is a problem"
    assert public.title == internal.title


def test_a_problem_in_what_is_internal_is_counted(tmp_path: Path) -> None:
    files = INTERNAL_PLACES["a wrong value in an internal record"]
    public, _ = ContentFolder(tmp_path / "content", files).panels()
    assert public.text == "1 problem about what is or may be internal: see the terminal\n"
    assert public.title == "1 error, 0 warnings: as before"


def test_a_problem_in_what_is_public_is_shown(tmp_path: Path) -> None:
    content = ContentFolder(tmp_path / "content", {"people/a-b.yml": "nam: A B\nnotes: x\n"})
    public, internal = content.panels()
    assert 'nam: a field of this kind is expected, found "nam"; did you mean "name"?' in public.text
    assert "1 | nam: A B" in internal.text
    assert "1 | nam: A B" not in public.text


def test_a_file_that_is_no_record_is_named(tmp_path: Path) -> None:
    public, _ = ContentFolder(tmp_path / "content", {"people/a-b.yml": "name: [\n"}).panels()
    message = "a problem in a file that may be internal: see the terminal"
    assert f"people/a-b.yml:1:7: error: {message}" in public.text


MARKED_ENTRY = "  - title: x\n    url: https://example.org/\n    audience: internal\n"


@pytest.mark.parametrize(
    "later",
    [
        "name: [\n",
        "",
        "name: A B\nlinks:\n" + MARKED_ENTRY + "born: *x\n",
        "name: A B\nlinks: x\nborn: x\n",
        "name: A B\nlinks: []\nborn: x\n",
        "name: A B\nborn: x\n",
        "- x\n",
    ],
)
def test_a_file_that_had_a_mark_may_be_anything_later(later: str, tmp_path: Path) -> None:
    files = {"people/a-b.yml": f"name: A B\nlinks:\n{MARKED_ENTRY}", "people/c-d.yml": "nam: C D\n"}
    content = ContentFolder(tmp_path / "content", files)
    content.panels()
    content.write("people/a-b.yml", later)
    public, _ = content.panels()
    assert 'nam: a field of this kind is expected, found "nam"' in public.text
    (content.folder / "people/a-b.yml").unlink()
    assert 'nam: a field of this kind is expected, found "nam"' in content.panels()[0].text


# Pages that were public


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    files = {"people/a-b.yml": f"name: {CANARY}\n", "people/c-d.yml": "name: C D\nsummary: With [[people/a-b]].\n"}
    return ContentFolder(tmp_path / "content", files)


@pytest.mark.parametrize(
    "marked",
    [
        f"name: {CANARY}\naudience: internal\n",  # an error: the other record refers to it
        f"name: {CANARY}\naudience: intern\n",
        f"name: {CANARY}\naudiance: internal\n",
        f"name: {CANARY}\nborn: x\nlinks:\n  - title: x\n    url: https://example.org\n    audience: internal\n",
    ],
)
def test_a_mark_hides_pages_although_there_are_errors(content: ContentFolder, marked: str) -> None:
    content.preview.refresh()
    assert content.preview.find_file("en/people/a-b.md")
    content.write("people/a-b.yml", marked)
    content.preview.refresh()
    assert content.preview.is_withheld
    assert content.preview.find_file("en/people/a-b.md") is None
    content.write("people/a-b.yml", "name: [\n")  # half-written: it was marked before
    content.preview.refresh()
    assert content.preview.find_file("en/people/a-b.md") is None
    content.write("people/a-b.yml", f"name: {CANARY}\n")
    content.preview.refresh()
    assert content.preview.find_file("en/people/a-b.md")


def test_other_errors_leave_the_last_pages(content: ContentFolder) -> None:
    content.write(
        "people/a-b.yml", "name: A B\nlinks:\n  - title: x\n    url: https://example.org\n    audience: internal\n"
    )
    content.preview.refresh()
    for text in ("name: [\n", "nam: x\n", "name: A B\nnotes: x\nborn: x\n"):
        content.write("people/a-b.yml", text)
        content.preview.refresh()
        assert not content.preview.is_withheld, text


def test_an_index_of_before_a_mark_is_not_served(content: ContentFolder, tmp_path: Path) -> None:
    content.preview.refresh()
    with SearchIndexer(content.preview, tmp_path / "index", delay=0.01) as search:
        search.schedule()
        wait(lambda: search.read_file("en", f"pagefind/{INDEX_FILES}"))
        content.write("people/c-d.yml", "name: C D\n")
        content.write("people/a-b.yml", f"name: {CANARY}\naudience: internal\n")
        content.preview.refresh()
        assert search.read_file("en", f"pagefind/{INDEX_FILES}") is None
        search.schedule()
        wait(lambda: search.read_file("en", f"pagefind/{INDEX_FILES}"))
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert files
    assert not any(CANARY.lower().encode() in unpacked(path.read_bytes()).lower() for path in files)


def test_an_index_of_another_audience_is_not_served(content: ContentFolder, tmp_path: Path) -> None:
    internal = Preview(content.folder, lambda _: Edition(date(2024, 2, 1), "internal"))
    internal.refresh()
    with SearchIndexer(internal, tmp_path / "index", delay=0.01) as search:
        search.schedule()
        wait(lambda: search.read_file("en", f"pagefind/{INDEX_FILES}"))
    content.preview.refresh()
    assert SearchIndexer(content.preview, tmp_path / "index").read_file("en", f"pagefind/{INDEX_FILES}") is None


def wait(until: Callable[[], object]) -> None:
    """Wait for work in the background."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def unpacked(content: bytes) -> bytes:
    """Return a file of an index as it was before it was compressed."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


# Two previews at once, and the end of one


def test_two_previews_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    (content / "people/zq-canary.yml").write_text(f"name: {CANARY}\naudience: internal\nnotes: {CANARY}\n", "utf-8")
    page = "/people/zq-canary/"
    with (
        preview_process(content, tmp_path / "public") as public,
        preview_process(content, tmp_path / "internal", "--audience", "internal", "--host", "0") as internal,
    ):
        assert "warning: every machine" not in public.printed
        assert (
            "warning: every machine that reaches any address of this machine can read the internal" in internal.printed
        )
        assert "warning: it holds INTERNAL records" in internal.printed
        internal.wait_for(page, CANARY.encode())
        status, text = public.get(page)
        assert (status, CANARY.encode() in text) == (404, False)
        for path in ("/", "/people/", "/sitemap.xml", "/statistics/"):
            assert CANARY.encode() not in public.get(path)[1]
        (content / "people/zq-canary.yml").write_text(f"name: {CANARY}\n", "utf-8")
        public.wait_for(page, CANARY.encode())
        (content / "people/zq-canary.yml").write_text(f"name: {CANARY}\naudience: internal\n", "utf-8")
        public.wait_for(page, CANARY.encode(), present=False)
        assert internal.get(page)[0] == 200


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without closed terminals")
def test_a_closed_terminal_removes_the_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    with preview_process(content, tmp_path / "state", temporary=tmp_path / "temporary") as preview:
        assert preview.get("/")[0] == 200
        assert list((tmp_path / "temporary").iterdir()) != []
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGINT):  # others follow while it ends
            if preview.process.poll() is None:
                preview.process.send_signal(number)
            time.sleep(0.02)
        preview.process.wait(30)
    assert preview.process.returncode == 0
    assert list((tmp_path / "temporary").iterdir()) == []
    assert "Traceback" not in preview.printed
