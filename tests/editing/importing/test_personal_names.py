"""Which spellings of a name are of one person, and which may be."""

import pytest

from generator.editing.importing.personal_names import are_similar, normalise_name, words_of


@pytest.mark.parametrize(
    "name",
    [
        *("Usmanov, Bobur", "USMANOV Bobur", "Mr Bobur Usmanov", "mr. bobur usmanov", "H.E. Dr. Bobur Usmanov"),
        *("Usmanov, Mr Bobur", "Prof. Usmanov, Bobur", "Bobur  Usmanov", "Бобур Усманов", "Г-н Усманов Бобур"),
    ],
)
def test_order_case_and_honorifics_make_no_other_name(name: str) -> None:
    assert words_of(name) == words_of("Bobur Usmanov")


@pytest.mark.parametrize("name", ["Aziz Usmanov", "B. Usmanov", "Bobur Usmanova", "Bobur", "He Bobur Usmanov"])
def test_another_name_is_another(name: str) -> None:
    assert words_of(name) != words_of("Bobur Usmanov")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Usmanov, Bobur", "Bobur Usmanov"),
        ("de la Cruz, Ms Maria", "Maria de la Cruz"),
        ("Г-н Бобур Усманов", "Бобур Усманов"),
        ("He Yafei", "He Yafei"),
        ("Drake Sample", "Drake Sample"),
        ("Nick Sample, MP", "Nick Sample, MP"),
        ("Sample, Nick, Minister", "Sample, Nick, Minister"),
        ("Dr.", "Dr."),
    ],
)
def test_a_name_is_stored_with_the_family_name_last_and_without_honorifics(name: str, expected: str) -> None:
    assert normalise_name(name) == expected


@pytest.mark.parametrize(
    "name", ["B. Usmanov", "B.A. Usmanov", "Bobur Anvarovich Usmanov", "Boburr Usmanov", "Bobur Usmonov", "Usmanov"]
)
def test_initials_a_lacking_name_and_a_close_spelling_resemble(name: str) -> None:
    assert are_similar(words_of(name), words_of("Bobur Usmanov"))


@pytest.mark.parametrize("name", ["Aziz Usmanov", "A. Usmanov", "Bobur Karimov", "B. Karimov"])
def test_a_family_name_alone_resembles_nobody(name: str) -> None:
    assert not are_similar(words_of(name), words_of("Bobur Usmanov"))
