"""`build` runs its steps in order, and prints nothing. If nothing has changed, it loads nothing."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.incremental.stages import Stages
from generator.kinds.record import Audience
from generator.pipeline import (
    EditionRequest,
    Listener,
    NotWritableError,
    Result,
    build,
)
from tests.support.command_line import INVALID, write_content
from tests.support.paths import ROOT
from tests.support.pipeline_steps import StepRecorder

CACHE = Path("cache")
TODAY = date(2024, 2, 1)

pytestmark = pytest.mark.usefixtures("empty_working_folder")


def build_site(
    as_of: date | None = None,
    audience: Audience = "public",
    *,
    today: date = TODAY,
    pages: Path = Path("pages"),
    site: Path | None = Path("site"),
    listener: Listener | None = None,
) -> Result:
    """Build the folder `content`, with a cache."""
    return build(
        Path("content"),
        EditionRequest(as_of, audience, lambda zone: today, looks_back=True),
        ROOT / "mkdocs.yml",
        pages,
        site,
        CACHE,
        Stages(),
        listener=listener or Listener(),
        min_files_to_cache=0,
    )


def test_a_listener_hears_of_each_step_and_nothing_is_printed(valid: Path, capfd: pytest.CaptureFixture[str]) -> None:
    recorder = StepRecorder()
    result = build_site(site=None, listener=recorder)
    assert recorder.steps == ["files", "parse", "report: "]
    assert (result.report, result.has_errors, result.trees) == ("", False, ())
    assert capfd.readouterr() == ("", "")


def test_without_a_site_a_build_stops_after_the_pages(valid: Path) -> None:
    pages = build_site(site=None).pages
    assert pages
    assert pages.changed == pages.total > 0
    assert sorted(path.name for path in valid.iterdir()) == ["cache", "content", "pages"]
    assert build_site(site=None).pages == (pages.total, 0, 0)


def test_errors_end_a_build_before_it_writes_anything(valid: Path) -> None:
    write_content(valid, INVALID)
    result = build_site()
    assert (result.has_errors, result.pages, result.trees) == (True, None, ())
    assert "unknown-field" in result.report
    assert not (valid / "pages").exists()
    assert not (valid / "site").exists()


def test_a_folder_that_cannot_be_written_is_named(valid: Path) -> None:
    (valid / "file").write_text("a file\n")
    with pytest.raises(NotWritableError, match=r"^file/pages\S* cannot be written: Not a directory$"):
        build_site(pages=Path("file/pages"))
    (valid / "pages").mkdir()
    (valid / "pages/letter.txt").write_text("dear", "utf-8")
    with pytest.raises(NotWritableError, match="pages holds files that were not written here: name another folder"):
        build_site()


def test_an_unchanged_build_repeats_its_report_without_parsing_a_file(valid: Path) -> None:
    def steps(as_of: date, today: date = TODAY) -> list[str]:
        recorder = StepRecorder()
        build_site(as_of, today=today, listener=recorder)
        return recorder.steps

    record, day = valid / "content/people/ada-example.yml", date(2024, 1, 20)
    record.write_text("name: Ada\n", "utf-8")
    first = build_site(day)
    assert "unconnected-record" in first.report
    assert first.trees
    assert steps(day) == ["files", f"report: {first.report}"]
    assert build_site(day) == Result(first.report)
    assert "parse" in steps(day, today=date(2024, 1, 31))
    build_site(day)
    assert "parse" not in steps(day)
    for touched in (valid / "site/people/index.html", valid / "pages/en/index.md", record):
        touched.write_text("name: Ada Lovely\n", "utf-8")
        assert build_site(day).trees, touched
        assert not build_site(day).trees
    assert "Ada Lovely" in (valid / "site/people/ada-example/index.html").read_text("utf-8")


def modules_loaded_by(command: str) -> set[str]:
    """Run a command, and return the names of all modules that it has loaded."""
    program = f"""
import sys
sys.argv = ["generator", *{command.split()}]
try:
    from generator.cli.main import main
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    return set(result.stderr.split())


def test_check_loads_nothing_that_renders_pages(valid: Path) -> None:
    loaded = modules_loaded_by("check content")
    assert "generator.pipeline" in loaded
    assert not loaded & {"generator.pages.render", "jinja2", "mkdocs", "generator.site.build"}


def test_a_conference_of_five_thousand_participants_is_one_record(empty_working_folder: Path) -> None:
    roles = ("head", "member", "member", "observer", "speaker")
    participants = "".join(
        f"- name: Invented Name {number}\n  position: {{en: Officer {number}, ja: 担当官{number}}}\n"
        f"  organisation: office\n  side: x{'ab'[number % 2]}\n  role: {roles[number % 5]}\n"
        for number in range(5000)
    )
    write_content(
        empty_working_folder,
        {
            "site.yml": "title: A site\nlanguages: [en, ja]\n",
            "countries/xa.yml": "name: Exampleland\n",
            "countries/xb.yml": "name: Samplia\n",
            "organisations/office.yml": "name: Example Office\n",
            "sources/report.yml": "title: A report\n",
            "meetings/conference.yml": "title: Conference\ndate: 2024-05-01/2024-05-03\nstatus: planned\n"
            f"parties: [xa, xb]\nparticipants:\n{participants}sources: [{{source: report}}]\n",
        },
    )
    result = build_site(site=None)
    assert result.report == ""
    page, brief = (Path(f"pages/ja/{name}/conference.md").read_text("utf-8") for name in ("meetings", "briefs"))
    assert page.count("Invented Name ") == 5000
    assert brief.count("Invented Name ") == 60
    assert "ほか2,470名" in brief


def test_a_build_for_another_audience_repeats_nothing_and_replaces_nothing(valid: Path) -> None:
    build_site()
    recorder = StepRecorder()
    build_site(audience="internal", pages=Path("other"), site=Path("other-site"), listener=recorder)
    assert "parse" in recorder.steps
    for pages, site in (("pages", "other-site"), ("other", "site")):
        with pytest.raises(NotWritableError, match="holds the public edition, which the internal one does not replace"):
            build_site(audience="internal", pages=Path(pages), site=Path(site))
