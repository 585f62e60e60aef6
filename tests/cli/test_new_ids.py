"""`new` proposes an id, with the family name first, and names existing records with the same name or id."""

from pathlib import Path

import pexpect
import pytest

from generator.kinds import KINDS
from tests.support.command_line import run
from tests.support.new_command import Terminal, check_new_record, new_files, set_options


def test_a_namesake_is_named_however_the_words_of_the_name_stand(content: Path) -> None:
    note = 'note: people/usmanov-bobur is called "Bobur Usmanov" too\n'
    by_answers = run("new", "person", answers=["usmanov Bobur", "uz", "daryo-article", "usmanov", ""])
    assert by_answers.stderr.count(note) == 1
    assert by_answers.stderr.index(note) < by_answers.stderr.index("Country:")
    by_options = run("new", "person", "--dry-run", *set_options(["name=Usmanov Bobur", "sources=daryo-article"]))
    assert (by_options.exit_code, note in by_options.stderr) == (0, True)
    assert (
        "note: people" not in run("new", "person", *set_options(["name=Bobur Azizov", "sources=daryo-article"])).stderr
    )


def test_a_record_whose_id_would_be_proposed_is_named(content: Path) -> None:
    fields = ["title=Consultations", "date=2024-01-26", "sources=daryo-article"]
    result = run("new", "meeting", *set_options(fields))
    assert "note: meetings/2024-01-26-consultations is called " in result.stderr
    assert ", and has the id that this would have\n" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("kind", "fields", "file", "other"),
    [
        ("person", ["name=Bobur Usmanov", "country=uz"], "content/people/usmanov-bobur.yml", "usmanov-bobur-2"),
        ("sector", ["name=Tourism"], "content/sectors/tourism.yml", "tourism-2"),
        ("meeting", ["title=Talks", "date=2024-02-01"], "content/meetings/2024-02-01-talks.yml", "2024-02-01-talks-2"),
    ],
)
def test_options_given_again_are_refused_and_another_is_made_by_its_id(
    kind: str, fields: list[str], file: str, other: str, content: Path
) -> None:
    command = ["new", kind, *set_options([*fields, "sources=daryo-article"])]
    run(*command)
    before = new_files(content)
    result = run(*command)
    hint = "nothing was written; to make another, name it"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("note: ")
    assert result.stderr.endswith(f"error: {file} is there already: {hint}: --id {other}\n")
    assert new_files(content) == before
    assert run(*command, "--id", other).stdout.endswith(f"/{other}.yml\n")


def test_the_file_in_the_way_is_named_also_where_it_cannot_be_read_or_only_had_the_id(content: Path) -> None:
    (content / "sectors/fisheries.yml").write_text("nam: Fisheries\n", "utf-8")
    (content / "sectors/energy.yml").write_text("name: Energy\nformerly: [power]\n", "utf-8")
    assert "error: content/sectors/fisheries.yml is" in run("new", "sector", *set_options(["name=Fisheries"])).stderr
    assert "error: content/sectors/energy.yml is" in run("new", "sector", *set_options(["name=Power"])).stderr


def test_an_id_is_asked_for_where_none_can_be_made_of_a_name(content: Path) -> None:
    result = run("new", "person", answers=["山田太郎", "jp", "daryo-article", "", "yamada-taro"])
    assert "Enter for" not in result.stderr
    assert result.stdout == "content/people/yamada-taro.yml\n"
    check_new_record(KINDS[4])


def test_a_person_is_proposed_by_the_family_name_first_as_it_is_written_in_the_country(content: Path) -> None:
    western = run("new", "person", answers=["Ada Example", "uz", "daryo-article", "", ""])
    japanese = run("new", "person", answers=["YAMADA Taro", "jp", "daryo-article", "", ""])
    assert western.stdout == "content/people/example-ada.yml\n"
    assert japanese.stdout == "content/people/yamada-taro.yml\n"


def test_the_family_name_is_asked_for_before_an_id_where_the_name_alone_does_not_tell_it(content: Path) -> None:
    answers = ["Keiko Yamada", "jp", "daryo-article", "", "Taro", "yamada", ""]
    result = run("new", "person", answers=answers)
    assert result.stdout == "content/people/yamada-keiko.yml\n"
    assert result.stderr.count("  one of Keiko, Yamada is expected\n") == 2
    assert "(Enter for yamada-keiko)" in result.stderr
    answers = ["Talks", "2024-02-01", "", "", "+Annual report", "", "", ""]
    assert "Family name" not in run("new", "meeting", answers=answers).stderr


def test_the_beginning_of_the_family_name_is_enough_where_it_begins_no_other_part(content: Path) -> None:
    result = run("new", "person", answers=["Yoko Yamada", "jp", "daryo-article", "y", "yam", ""])
    assert result.stdout == "content/people/yamada-yoko.yml\n"
    assert result.stderr.count("  one of Yoko, Yamada is expected\n") == 1
    assert "  = Yamada\n" in result.stderr
    fields = set_options(["name=Keiko Suzuki", "country=jp", "sources=daryo-article"])
    assert run("new", "person", *fields, "--family-name", "suz").stdout == "content/people/suzuki-keiko.yml\n"


def test_an_option_gives_the_family_name_and_nothing_is_asked(content: Path) -> None:
    fields = set_options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"])
    result = run("new", "person", *fields, "--family-name", "yamada")
    assert (result.exit_code, result.stdout) == (0, "content/people/yamada-keiko.yml\n")
    refused = run("new", "person", *fields, "--family-name", "Sato")
    assert (refused.exit_code, refused.stderr) == (
        2,
        'error: --family-name: one of Keiko, Yamada is expected, found "Sato"\n',
    )
    assert run("new", "sector", "--family-name", "Sato").exit_code == 2


def test_options_that_leave_the_family_name_open_are_not_enough(content: Path) -> None:
    result = run("new", "person", *set_options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"]))
    expected = "the family name is expected, for the id begins with it: --family-name Keiko or Yamada"
    assert (result.exit_code, result.stderr) == (1, f"error: {expected}\n")
    result = run("new", "person", *set_options(["name=Masaki Ikegami", "country=jp", "sources=daryo-article"]))
    assert result.exit_code == 1
    assert "error: content/people/ikegami-masaki.yml is there already" in result.stderr
    assert result.stderr.endswith("--id ikegami-masaki-2\n")
    assert new_files(content) == []


def test_in_a_terminal_options_that_name_what_is_there_are_asked_about(content: Path) -> None:
    terminal = Terminal("sector", *set_options(["name=Tourism", "sources=daryo-article"]))
    terminal.child.expect("note: sectors/tourism is called")
    terminal.answer("Id", "")
    terminal.child.expect(pexpect.EOF)
    assert (content / "sectors/tourism-2.yml").is_file()


def test_in_a_terminal_the_family_name_is_completed(content: Path) -> None:
    terminal = Terminal("person", *set_options(["name=Keiko Yamada", "country=jp", "sources=daryo-article"]))
    terminal.ready("Family name")
    terminal.child.send("yam")
    terminal.child.expect("Yamada")
    terminal.child.send("\t")
    terminal.child.expect("Yamada")
    terminal.child.send("\r")
    terminal.answer("Id", "")
    terminal.child.expect(pexpect.EOF)
    assert (content / "people/yamada-keiko.yml").is_file()
