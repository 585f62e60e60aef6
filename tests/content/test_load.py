"""A content folder is loaded: each file is a record of the kind of its folder, with an id of its own."""

from pathlib import Path

import pytest

from generator.content.load import Content, load_folder

MEETING = "title: Talks\ndate: 2024-01-26\n"
NAME = "name: Ada Example\n"


def load_records(folder: Path, **files: str) -> Content:
    """Write files and load their folder; in the names `__` stands for a slash."""
    return load_files(folder, {name.replace("__", "/") + ".yml": text for name, text in files.items()})


def load_files(folder: Path, files: dict[str, str]) -> Content:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_folder(folder)


def problems_of(content: Content) -> list[tuple[str, str]]:
    """Return the code and the file below the content folder of each problem."""
    return [
        (problem.rule.code, problem.place.file.removeprefix(f"{content.folder}/") if problem.place else "")
        for problem in content.problems
    ]


def test_an_empty_folder_and_one_that_is_not_there_hold_nothing_and_say_so(tmp_path: Path) -> None:
    for folder, code in ((tmp_path, "no-records"), (tmp_path / "nowhere", "unreadable-file")):
        content = load_folder(folder)
        assert [problem.rule.code for problem in content.problems] == [code]
        assert (content.records, content.sources) == ([], {})
        assert content.site.languages == ("en",)


def test_every_yaml_file_in_the_folder_of_a_kind_is_a_record(tmp_path: Path) -> None:
    content = load_files(
        tmp_path,
        {"people/example-ada.yml": NAME, "meetings/2024/spring/talks.yaml": MEETING, "meetings/more.yml": MEETING},
    )
    assert problems_of(content) == []
    assert [record.id for record in content.records] == ["talks", "more", "example-ada"]
    assert content.files == {
        "meetings/talks": "meetings/2024/spring/talks.yaml",
        "meetings/more": "meetings/more.yml",
        "people/example-ada": "people/example-ada.yml",
    }


def test_the_site_says_what_it_is(tmp_path: Path) -> None:
    content = load_records(tmp_path, site="title: Examples\nlanguages: [ja, en]\n")
    assert (content.site.languages, content.problems) == (("ja", "en"), [])
    assert list(content.files) == ["site"]


def test_a_site_with_a_mistake_keeps_the_rest(tmp_path: Path) -> None:
    content = load_records(tmp_path, site="languages: [ja]\ntime_zone: Nowhere/Nonsuch\n")
    assert problems_of(content) == [("unknown-time-zone", "site.yml")]
    assert content.problems[0].place is not None
    assert content.problems[0].place.line == 2
    assert (content.site.languages, content.site.time_zone) == (("ja",), "UTC")


@pytest.mark.parametrize("code", ["ain", "en-JP"])
def test_a_site_is_not_in_a_language_that_cldr_has_no_data_for(tmp_path: Path, code: str) -> None:
    content = load_records(tmp_path, site=f"languages: [{code}]\n")
    assert problems_of(content) == [("unknown-language", "site.yml")]
    assert content.site.languages == ("en",)


def test_a_site_that_cannot_be_read_has_its_defaults(tmp_path: Path) -> None:
    content = load_records(tmp_path, site="- title\n")
    assert problems_of(content) == [("not-a-mapping", "site.yml")]
    assert content.site.languages == ("en",)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("meeting/talks.yml", 'found "meeting"', 'did you mean "meetings"?'),
        ("Meetings/talks.yml", 'found "Meetings"', 'did you mean "meetings"?'),
        ("talks.yml", "found the content folder itself", "the folders are agreements, "),
        ("drafts/site.yml", 'found "drafts"', "the folders are agreements, "),
    ],
)
def test_a_file_outside_the_folders_of_kinds_is_a_problem(tmp_path: Path, name: str, message: str, hint: str) -> None:
    content = load_files(tmp_path, {name: MEETING})
    assert problems_of(content) == [("unknown-folder", name)]
    assert content.problems[0].message.endswith(message)
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
def test_the_name_of_a_file_is_a_valid_id(tmp_path: Path, stem: str, hint: str | None) -> None:
    content = load_files(tmp_path, {f"people/{stem}.yml": NAME})
    assert problems_of(content) == [("invalid-id", f"people/{stem}.yml")]
    assert content.problems[0].hint == hint


def test_a_name_that_is_proposed_is_free_in_the_whole_space_of_ids(tmp_path: Path) -> None:
    names = ("countries/exa.yml", "organisations/a/Exa.yml", "organisations/b/EXA.yml", "organisations/c/E X A.yml")
    content = load_files(tmp_path, dict.fromkeys(names, NAME))
    hints = [problem.hint for problem in content.problems if problem.rule.code == "invalid-id"]
    same = f'as "exa" is {tmp_path}/countries/exa.yml, or delete it if both are about the same'
    assert hints == [
        f'rename the file to "exa-2.yml", {same}',
        f'rename the file to "exa-3.yml", {same}',
        'rename the file to "e-x-a.yml"',
    ]


def test_a_country_is_proposed_its_code(tmp_path: Path) -> None:
    content = load_files(tmp_path, {"countries/Japan.yml": NAME})
    assert content.problems[0].hint == 'rename the file to "jp.yml"'


def test_a_record_that_cannot_be_read_is_invalid_and_there(tmp_path: Path) -> None:
    content = load_records(tmp_path, meetings__talks="title: Talks\n", people__ada="name: [\n")
    assert content.records == []
    assert content.invalid == {"meetings/talks": [], "people/ada": []}
    assert content.incomplete == set()
    assert problems_of(content) == [("missing-field", "meetings/talks.yml"), ("yaml-syntax", "people/ada.yml")]


def test_a_record_with_a_mistake_is_incomplete(tmp_path: Path) -> None:
    content = load_records(tmp_path, meetings__talks=MEETING + "level: ministre\n")
    assert [record.id for record in content.records] == ["talks"]
    assert content.incomplete == {"meetings/talks"}
    assert content.invalid == {}
    (problem,) = content.problems
    assert problem.record == "meetings/talks"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (3, 8)


def test_an_id_stands_once_among_the_folders_of_a_kind(tmp_path: Path) -> None:
    content = load_records(tmp_path, people__a__ada=NAME, people__b__ada=NAME, people__b__ben=NAME)
    assert problems_of(content) == [("duplicate-id", "people/b/ada.yml")]
    assert content.problems[0].message.endswith("people/a/ada.yml")
    assert [record.id for record in content.records] == ["ada", "ben"]


def test_two_suffixes_do_not_make_two_ids(tmp_path: Path) -> None:
    content = load_files(tmp_path, {"people/ada.yaml": NAME, "people/ada.yml": NAME})
    assert problems_of(content) == [("duplicate-id", "people/ada.yml")]


def test_what_is_wrong_with_a_duplicate_is_said_too(tmp_path: Path) -> None:
    content = load_records(tmp_path, people__a__ada=NAME, people__b__ada=NAME + "contry: xa\n")
    assert problems_of(content) == [("unknown-field", "people/b/ada.yml"), ("duplicate-id", "people/b/ada.yml")]


def test_ids_that_differ_in_letter_case_only_are_the_same(tmp_path: Path) -> None:
    content = load_records(tmp_path, people__Ada=NAME, people__ada=NAME)
    assert problems_of(content) == [("invalid-id", "people/Ada.yml"), ("duplicate-id", "people/Ada.yml")]


def test_countries_and_organisations_share_their_ids(tmp_path: Path) -> None:
    content = load_records(tmp_path, countries__xa="name: Exampleland\n", organisations__xa="name: Exa\n")
    assert problems_of(content) == [("duplicate-id", "organisations/xa.yml")]


def test_kinds_that_are_no_parties_have_ids_of_their_own(tmp_path: Path) -> None:
    content = load_records(
        tmp_path, people__energy=NAME, sectors__energy="name: Energy\n", countries__xa="name: Exampleland\n"
    )
    assert problems_of(content) == []
    assert len(content.records) == 3


def test_a_former_id_is_that_of_no_other_record(tmp_path: Path) -> None:
    content = load_records(tmp_path, people__ada=NAME + "formerly: [ben, old-ada]\n", people__ben=NAME)
    assert problems_of(content) == [("duplicate-id", "people/ada.yml")]
    (problem,) = content.problems
    assert problem.field == ("formerly", 0)
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 12)


def test_a_former_id_is_claimed_once(tmp_path: Path) -> None:
    content = load_records(tmp_path, people__ada=NAME + "formerly: [old]\n", people__ben=NAME + "formerly: [old]\n")
    assert problems_of(content) == [("duplicate-id", "people/ben.yml")]


def test_a_former_id_of_a_country_is_that_of_no_organisation(tmp_path: Path) -> None:
    content = load_records(tmp_path, countries__xa="name: X\nformerly: [exa]\n", organisations__exa="name: Exa\n")
    assert problems_of(content) == [("duplicate-id", "countries/xa.yml")]
