"""`show` prints a record, named by id, file or any name; plain in a pipe."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.problems.terminal import width
from tests.support.paths import TESTS

EXPECTED = TESTS / "cli/expected"


def show(*arguments: str, columns: int = 100) -> Result:
    options = arguments if "--as-of" in arguments else (*arguments, "--as-of", "2025-09-01")
    environment = {"COLUMNS": str(columns)}
    return CliRunner().invoke(main, ["show", *options], catch_exceptions=False, env=environment)


@pytest.fixture(autouse=True)
def in_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS / "sample")


@pytest.mark.parametrize(
    "record", ["people/valdis-irena", "meetings/2025-09-18-consultations", "agreements/2022-03-22-river-convention"]
)
def test_a_record_is_shown_as_expected(record: str, request: pytest.FixtureRequest) -> None:
    result = show(record)
    expected = EXPECTED / f"show-{record.partition('/')[2]}.txt"
    if request.config.getoption("--golden"):
        expected.write_text(result.stdout, "utf-8", newline="\n")
    assert result.stdout == expected.read_text("utf-8")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "name",
    [
        "valdis-irena",
        "people/valdis-irena",
        "content/people/valdis-irena.yml",
        "Irena Valdis",
        "irena",
        "ヴァルディス",
        "VALDIS irena",
        "people/valdis",
        "people/Irena",
    ],
)
def test_a_record_is_named_by_id_file_or_name_in_any_script(name: str) -> None:
    assert show(name).stdout.startswith("Irena Valdis\n")


def test_a_former_id_leads_to_the_record() -> None:
    assert (
        "content/agreements/1995-03-20-friendship-treaty.yml (formerly friendship-treaty)"
        in show("agreements/friendship-treaty").stdout
    )


def test_all_records_of_an_ambiguous_name_are_listed() -> None:
    result = show("consultations")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "may be several: name one by its id" in result.stderr
    assert "meetings/2023-11-14-consultations" in result.stderr


def test_only_a_misspelt_name_is_answered_with_close_ones() -> None:
    assert "did you mean one of these?\n  people/valdis-irena  Irena Valdis" in show("valdsi-irena").stderr
    result = show("qqqqqq")
    assert (result.exit_code, result.stderr) == (1, 'error: there is no record "qqqqqq"\n')


def test_a_folder_before_a_part_of_a_name_leaves_only_its_records() -> None:
    result = show("meetings/consultations")
    assert (result.exit_code, result.stdout) == (1, "")
    listed = [line.split()[0] for line in result.stderr.splitlines()[1:] if not line.startswith("  …")]
    assert listed
    assert {key.partition("/")[0] for key in listed} == {"meetings"}
    assert "people/valdis-irena" in show("people/valdsi").stderr


@pytest.mark.parametrize("part", ["ブローヴ", "センナ", "people/ブローヴ"])
def test_a_part_of_a_name_is_enough_in_a_script_without_spaces(part: str) -> None:
    assert "people/brovik-senna" in show(part).stdout


@pytest.mark.parametrize("nothing", ["", "  ", "content/"])
def test_no_name_is_a_wrong_use(nothing: str) -> None:
    result = show(nothing)
    assert (result.exit_code, result.stderr) == (2, "error: the name or id of a record is expected, found none\n")


def test_internal_values_are_marked_and_absent_from_the_public_edition() -> None:
    assert "Talking points (internal)" in show("2025-09-18-consultations").stdout
    public = show("2025-09-18-consultations", "--audience", "public").stdout
    assert "Talking points" not in public
    hidden = show("meetings/2024-12-05-unannounced-talks", "--audience", "public")
    assert (hidden.exit_code, "is not in the public edition" in hidden.stderr) == (1, True)


def test_offices_and_statuses_are_those_of_the_day() -> None:
    assert "Office   Minister" in show("valdis-irena").stdout
    assert "Office   Deputy Minister" in show("valdis-irena", "--as-of", "2023-01-01").stdout


@pytest.mark.parametrize("columns", [40, 72, 100])
def test_lines_are_no_wider_than_the_terminal(columns: int) -> None:
    lines = show("valdis-irena", columns=columns).stdout.splitlines()
    words = {word for line in lines for word in line.split()}
    margin = 4  # what is longer than a line stays whole behind it
    assert max(map(width, lines)) <= max(columns, margin + max(map(width, words)))


def test_nothing_is_coloured_in_a_pipe() -> None:
    assert "\x1b" not in show("valdis-irena").stdout


def test_a_record_that_cannot_be_read_is_referred_to_check(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people/ada.yml").write_text("name: [\n", "utf-8")
    result = show("people/ada", str(tmp_path))
    assert (result.exit_code, "cannot be read as it is" in result.stderr) == (1, True)
