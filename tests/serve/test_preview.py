"""After any save the problems are those of `run.check`, and the pages those of a clean run."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.archive.dependencies import Changes
from generator.archive.edition import Edition
from generator.checks.run import check
from generator.content.load import load_folder
from generator.incremental.outputs import MANIFEST
from generator.pages.render_state import STATE_FILE
from generator.pages.site_settings import PATH
from generator.problems import has_errors
from generator.serve.preview import Preview
from tests.support.problem_cases import CASE_FOLDER, CASES
from tests.support.sample import EDITION, EDITS, SAMPLE
from tests.support.written_pages import write_pages

DAY = Edition(date(2024, 2, 1))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def preview(content: Path) -> Preview:
    preview = Preview(content, lambda _: EDITION)
    preview.refresh()
    return preview


def clean(content: Path, to: Path, edition: Edition = EDITION) -> dict[str, bytes]:
    """Render the pages in a clean run; leave out the search documents."""
    write_pages(load_folder(content), edition, to)
    files = (path for path in to.rglob("*") if path.is_file() and path.name not in (STATE_FILE, MANIFEST))
    pages = {path.relative_to(to).as_posix(): path.read_bytes() for path in files}
    return {path: content for path, content in pages.items() if not path.startswith(".search/")}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Render the pages of the sample in a clean run."""
    return clean(SAMPLE, tmp_path_factory.mktemp("before"))


def previewed(preview: Preview, paths: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that the preview has at `paths`."""
    files = {path: preview.find_file(path) for path in paths if not path.endswith(PATH)}
    assert all(path == file[0] for path, file in files.items() if file)
    return {path: file[1] for path, file in files.items() if file} | dict(preview.settings)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_pages_are_those_of_a_clean_run(
    content: Path, tmp_path: Path, preview: Preview, before: dict[str, bytes], edit: Callable[[Path], object]
) -> None:
    assert previewed(preview, before) == before
    edit(content)
    preview.refresh()
    assert preview.problems == check(load_folder(content), EDITION)
    after = before if has_errors(preview.problems) else clean(content, tmp_path / "after")
    assert preview.is_withheld == (edit is EDITS["who may see a meeting"])
    if preview.is_withheld:  # something was marked as internal: nothing may stay until the errors are gone
        assert not any(preview.find_file(path) for path in before)
        return
    assert previewed(preview, after) == after
    assert not any(preview.find_file(path) for path in before.keys() - after.keys())


def test_a_page_that_would_not_be_rendered_again_would_be_noticed(
    content: Path, tmp_path: Path, preview: Preview, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed(preview, before)
    EDITS["the name of a country"](content)
    monkeypatch.setattr(Changes, "affect", lambda self, dependencies: False)
    preview.refresh()
    after = clean(content, tmp_path / "after")
    assert previewed(preview, after) != after


def test_while_records_have_errors_the_last_good_pages_stay(
    content: Path, tmp_path: Path, preview: Preview, before: dict[str, bytes]
) -> None:
    country, person = content / "countries/xa.yml", content / "people/new.yml"
    valid = country.read_text("utf-8")
    country.write_text("nam: Land\n" + valid, "utf-8")
    person.write_text("name: New One\ncountry: xa\n", "utf-8")
    preview.refresh()
    assert [problem.rule.code for problem in preview.problems] == ["unknown-field"]
    assert previewed(preview, before) == before
    assert preview.find_file("en/people/new.md") is None
    country.write_text(valid.replace("en: Arvenia", "en: Arveniya"), "utf-8")
    preview.refresh()
    assert not has_errors(preview.problems)
    after = clean(content, tmp_path / "after")
    assert after.keys() > before.keys()
    assert previewed(preview, after) == after


def test_records_that_were_never_valid_have_no_pages_until_they_are(tmp_path: Path) -> None:
    (tmp_path / "content/people").mkdir(parents=True)
    ada = tmp_path / "content/people/ada.yml"
    ada.write_text("nam: Ada\n", "utf-8")
    preview = Preview(tmp_path / "content", lambda _: EDITION)
    preview.refresh()
    assert has_errors(preview.problems)
    assert (preview.languages, preview.edition, preview.find_file("en/index.md")) == ((), None, None)
    ada.write_text("name: Ada\n", "utf-8")
    preview.refresh()
    assert preview.find_file("en/people/ada.md")


def test_what_was_not_saved_is_not_read_again(content: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def read_file(path: Path, name: str) -> bytes:
        read.append(name)
        return path.read_bytes()

    monkeypatch.setattr("generator.content.files.read_file", read_file)
    country = content / "countries/xa.yml"
    country.write_text(country.read_text("utf-8").replace("en: Arvenia", "en: Arveniya"), "utf-8")
    records = {record.id: record for record in preview.content.records}
    preview.refresh()
    settled = [name for name in read if name != country.as_posix()]
    assert country.as_posix() in read
    assert settled == []
    same = [record for record in preview.content.records if records[record.id] is record]
    assert len(same) == len(records) - 1


def test_another_day_renders_everything_again(content: Path, tmp_path: Path) -> None:
    editions = [Edition(date(2024, 6, 1), today=EDITION.today), EDITION]
    preview = Preview(content, lambda _: editions[0])
    preview.refresh()
    early = clean(content, tmp_path / "early", editions[0])
    assert previewed(preview, early) == early
    del editions[0]
    preview.refresh()
    late = clean(content, tmp_path / "late")
    assert previewed(preview, late) == late


# Problems: for every rule, whichever file was saved last


@pytest.mark.parametrize("case", CASES)
def test_whichever_file_is_saved_last_every_problem_is_reported(case: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CASE_FOLDER / case / "content", content, symlinks=True)
    files = sorted(path for path in content.rglob("*") if path.is_file())
    preview, whole = Preview(content, lambda _: DAY), check(load_folder(content), DAY)
    preview.refresh()
    assert preview.problems == whole
    for file in files:
        saved = file.read_bytes()
        file.unlink()
        preview.refresh()
        assert preview.problems == check(load_folder(content), DAY), f"without {file}"
        file.write_bytes(saved)
        preview.refresh()
        assert preview.problems == whole, f"with {file} again"


def test_a_check_that_would_not_run_again_would_be_noticed(
    content: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changes, "affect", lambda self, dependencies: False)
    EDITS["a mechanism"](content)
    (content / "countries/xa.yml").unlink()
    preview.refresh()
    assert preview.problems != check(load_folder(content), EDITION)
