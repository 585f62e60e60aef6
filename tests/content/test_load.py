"""A content folder to records: every file is a record of the kind of its folder, with an id of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.content.load import Content, load_folder

MEETING = "title: Talks\ndate: 2024-01-26\n"
NAME = "name: Ada Example\n"


def content(folder: Path, **files: str) -> Content:
    """What a folder with these files holds; in their names `__` stands for a slash."""
    return written(folder, {name.replace("__", "/") + ".yml": text for name, text in files.items()})


def written(folder: Path, files: dict[str, str]) -> Content:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_folder(folder)


def told(found: Content) -> list[tuple[str, str]]:
    """The problems, as code and file below the content folder."""
    return [
        (problem.rule.code, problem.place.file.removeprefix(f"{found.folder}/") if problem.place else "")
        for problem in found.problems
    ]


def test_an_empty_folder_and_one_that_is_not_there_hold_nothing_and_say_so(tmp_path: Path) -> None:
    for folder, code in ((tmp_path, "no-records"), (tmp_path / "nowhere", "unreadable-file")):
        found = load_folder(folder)
        assert [problem.rule.code for problem in found.problems] == [code]
        assert (found.records, found.sources) == ([], {})
        assert found.site.languages == ("en",)


def test_every_yaml_file_in_the_folder_of_a_kind_is_a_record(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        {"people/example-ada.yml": NAME, "meetings/2024/spring/talks.yaml": MEETING, "meetings/more.yml": MEETING},
    )
    assert told(found) == []
    assert [record.id for record in found.records] == ["talks", "more", "example-ada"]
    assert found.files == {
        "meetings/talks": "meetings/2024/spring/talks.yaml",
        "meetings/more": "meetings/more.yml",
        "people/example-ada": "people/example-ada.yml",
    }


def test_the_order_does_not_depend_on_that_of_writing(tmp_path: Path) -> None:
    names = ["people/b.yml", "people/a.yml", "people/c/a-b.yml"]
    first = written(tmp_path / "first", dict.fromkeys(names, NAME))
    second = written(tmp_path / "second", dict.fromkeys(reversed(names), NAME))
    assert [record.id for record in first.records] == [record.id for record in second.records] == ["a", "b", "a-b"]


def test_hidden_files_and_other_files_are_left_alone(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        {".git/x.yml": "x", "people/.hidden/x.yml": "x", "people/.x.yml": "x", "README.md": "x", "people/x.txt": "x"},
    )
    assert [problem.rule.code for problem in found.problems] == ["no-records"]
    assert (found.records, found.sources) == ([], {})


def test_a_folder_that_cannot_be_opened_or_is_a_link_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    written(tmp_path / "content", {"people/ada.yml": NAME})
    (tmp_path / "content" / "people" / "more").symlink_to(tmp_path / "elsewhere")
    found = load_folder(tmp_path / "content")
    assert [problem.rule.code for problem in found.problems] == ["unreadable-file"]
    assert "found a link to one" in found.problems[0].message

    def walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", f"{folder}/people"))
        yield str(folder), [], []

    monkeypatch.setattr("generator.content.files.os.walk", walk)
    (problem,) = load_folder(tmp_path / "content").problems
    assert problem.message.endswith("Permission denied")


def test_the_site_says_what_it_is(tmp_path: Path) -> None:
    found = content(tmp_path, site="title: Examples\nlanguages: [ja, en]\n")
    assert (found.site.languages, found.problems) == (("ja", "en"), [])
    assert list(found.files) == ["site"]


def test_a_site_with_a_mistake_keeps_what_is_sound(tmp_path: Path) -> None:
    found = content(tmp_path, site="languages: [ja]\ntime_zone: Nowhere/Nonsuch\n")
    assert told(found) == [("unknown-time-zone", "site.yml")]
    assert found.problems[0].place is not None
    assert found.problems[0].place.line == 2
    assert (found.site.languages, found.site.time_zone) == (("ja",), "UTC")


@pytest.mark.parametrize("code", ["ain", "en-JP"])
def test_a_site_is_not_in_a_language_that_cldr_has_no_data_for(tmp_path: Path, code: str) -> None:
    found = content(tmp_path, site=f"languages: [{code}]\n")
    assert told(found) == [("unknown-language", "site.yml")]
    assert found.site.languages == ("en",)


def test_a_site_that_cannot_be_read_has_its_defaults(tmp_path: Path) -> None:
    found = content(tmp_path, site="- title\n")
    assert told(found) == [("not-a-mapping", "site.yml")]
    assert found.site.languages == ("en",)


@pytest.mark.parametrize(
    ("name", "found", "hint"),
    [
        ("meeting/talks.yml", 'found "meeting"', 'did you mean "meetings"?'),
        ("Meetings/talks.yml", 'found "Meetings"', 'did you mean "meetings"?'),
        ("talks.yml", "found the content folder itself", "the folders are agreements, "),
        ("drafts/site.yml", 'found "drafts"', "the folders are agreements, "),
    ],
)
def test_a_file_outside_the_folders_of_kinds_is_a_problem(tmp_path: Path, name: str, found: str, hint: str) -> None:
    content = written(tmp_path, {name: MEETING})
    assert told(content) == [("unknown-folder", name)]
    assert content.problems[0].message.endswith(found)
    assert (content.problems[0].hint or "").startswith(hint)
    assert content.records == []


@pytest.mark.parametrize(
    ("stem", "hint"),
    [
        ("Ada Example", 'rename the file to "ada-example.yml"'),
        ("ada_example", 'rename the file to "ada-example.yml"'),
        ("ада", 'rename the file to "ada.yml"'),
        ("池上", 'rename the file after what it is about, in Latin letters, as in "tashkent.yml"'),
        ("index", 'rename the file after what it is about, in Latin letters, as in "tashkent.yml"'),
        ("x" * 101, f'rename the file to "{"x" * 100}.yml"'),
    ],
)
def test_the_name_of_a_file_is_a_sound_id(tmp_path: Path, stem: str, hint: str | None) -> None:
    found = written(tmp_path, {f"people/{stem}.yml": NAME})
    assert told(found) == [("invalid-id", f"people/{stem}.yml")]
    assert found.problems[0].hint == hint


def test_a_name_that_is_proposed_is_free_in_the_whole_space_of_ids(tmp_path: Path) -> None:
    names = ("countries/exa.yml", "organisations/a/Exa.yml", "organisations/b/EXA.yml", "organisations/c/E X A.yml")
    found = written(tmp_path, dict.fromkeys(names, NAME))
    hints = [problem.hint for problem in found.problems if problem.rule.code == "invalid-id"]
    same = f'as "exa" is {tmp_path}/countries/exa.yml, or delete it if both are about the same'
    assert hints == [
        f'rename the file to "exa-2.yml", {same}',
        f'rename the file to "exa-3.yml", {same}',
        'rename the file to "e-x-a.yml"',
    ]


def test_a_country_is_proposed_its_code(tmp_path: Path) -> None:
    found = written(tmp_path, {"countries/Japan.yml": NAME})
    assert found.problems[0].hint == 'rename the file to "jp.yml"'


def test_a_record_that_cannot_be_read_is_known_to_be_there(tmp_path: Path) -> None:
    found = content(tmp_path, meetings__talks="title: Talks\n", people__ada="name: [\n")
    assert found.records == []
    assert found.invalid == {"meetings/talks": [], "people/ada": []}
    assert found.incomplete == set()
    assert told(found) == [("missing-field", "meetings/talks.yml"), ("yaml-syntax", "people/ada.yml")]


def test_a_record_with_a_mistake_is_known_to_be_partial(tmp_path: Path) -> None:
    found = content(tmp_path, meetings__talks=MEETING + "level: ministre\n")
    assert [record.id for record in found.records] == ["talks"]
    assert found.incomplete == {"meetings/talks"}
    assert found.invalid == {}
    (problem,) = found.problems
    assert problem.record == "meetings/talks"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (3, 8)


def test_an_id_stands_once_among_the_folders_of_a_kind(tmp_path: Path) -> None:
    found = content(tmp_path, people__a__ada=NAME, people__b__ada=NAME, people__b__ben=NAME)
    assert told(found) == [("duplicate-id", "people/b/ada.yml")]
    assert found.problems[0].message.endswith("people/a/ada.yml")
    assert [record.id for record in found.records] == ["ada", "ben"]


def test_two_suffixes_do_not_make_two_ids(tmp_path: Path) -> None:
    found = written(tmp_path, {"people/ada.yaml": NAME, "people/ada.yml": NAME})
    assert told(found) == [("duplicate-id", "people/ada.yml")]


def test_what_is_wrong_with_a_duplicate_is_said_too(tmp_path: Path) -> None:
    found = content(tmp_path, people__a__ada=NAME, people__b__ada=NAME + "contry: xa\n")
    assert told(found) == [("unknown-field", "people/b/ada.yml"), ("duplicate-id", "people/b/ada.yml")]


def test_ids_that_differ_in_letter_case_only_are_the_same(tmp_path: Path) -> None:
    found = content(tmp_path, people__Ada=NAME, people__ada=NAME)
    assert told(found) == [("invalid-id", "people/Ada.yml"), ("duplicate-id", "people/Ada.yml")]


def test_countries_and_organisations_share_their_ids(tmp_path: Path) -> None:
    found = content(tmp_path, countries__xa="name: Exampleland\n", organisations__xa="name: Exa\n")
    assert told(found) == [("duplicate-id", "organisations/xa.yml")]


def test_kinds_that_are_no_parties_have_ids_of_their_own(tmp_path: Path) -> None:
    found = content(
        tmp_path, people__energy=NAME, sectors__energy="name: Energy\n", countries__xa="name: Exampleland\n"
    )
    assert told(found) == []
    assert len(found.records) == 3


def test_a_former_id_is_that_of_no_other_record(tmp_path: Path) -> None:
    found = content(tmp_path, people__ada=NAME + "formerly: [ben, old-ada]\n", people__ben=NAME)
    assert told(found) == [("duplicate-id", "people/ada.yml")]
    (problem,) = found.problems
    assert problem.field == ("formerly", 0)
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 12)


def test_a_former_id_is_claimed_once(tmp_path: Path) -> None:
    found = content(tmp_path, people__ada=NAME + "formerly: [old]\n", people__ben=NAME + "formerly: [old]\n")
    assert told(found) == [("duplicate-id", "people/ben.yml")]


def test_a_former_id_of_a_country_is_that_of_no_organisation(tmp_path: Path) -> None:
    found = content(tmp_path, countries__xa="name: X\nformerly: [exa]\n", organisations__exa="name: Exa\n")
    assert told(found) == [("duplicate-id", "countries/xa.yml")]


def test_a_link_to_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(NAME)
    (tmp_path / "content" / "people").mkdir(parents=True)
    (tmp_path / "content" / "people" / "ada.yml").symlink_to(secret)
    found = load_folder(tmp_path / "content")
    assert told(found) == [("unreadable-file", "people/ada.yml")]
    assert found.records == []
