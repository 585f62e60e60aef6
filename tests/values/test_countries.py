"""Countries by their codes and names."""

import pytest

from generator.values.countries import country_by_name, country_code, is_country, is_user_assigned


@pytest.mark.parametrize("code", ["jp", "uz", "JP", "gb"])
def test_a_code_of_iso_3166_is_a_country_in_either_case(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize("code", ["xa", "xb", "xz", "uk", "eu", "un", "zz", "j", "jpn", "", "001", "日本"])
def test_what_is_no_code_of_iso_3166_is_no_country(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize("code", ["aa", "qm", "qz", "xa", "xz", "XZ", "zz"])
def test_iso_leaves_some_codes_to_their_users(code: str) -> None:
    assert is_user_assigned(code)


@pytest.mark.parametrize("code", ["ab", "ql", "qa", "za", "wz", "jp", "x", "xaa", "x1", "xé", ""])
def test_iso_keeps_all_other_codes(code: str) -> None:
    assert not is_user_assigned(code)


@pytest.mark.parametrize("name", ["jp", "JPN", "Japan", "japan", "日本", "Япония", "Yaponiya"])
def test_a_country_is_found_by_its_codes_and_its_name_in_any_language(name: str) -> None:
    assert country_by_name(name) == "jp"


@pytest.mark.parametrize("name", ["Côte d’Ivoire", "Cote d'Ivoire", "COTE DIVOIRE"])
def test_diacritics_and_apostrophes_of_a_name_make_no_difference(name: str) -> None:
    assert country_code(name) == country_by_name(name) == "ci"


@pytest.mark.parametrize("name", ["", "xa", "Exampleland", "'"])
def test_what_is_no_country_is_not_found(name: str) -> None:
    assert country_by_name(name) is None
    assert country_code(name) is None


@pytest.mark.parametrize(("name", "code"), [("jp", "jp"), ("Japan", "jp"), ("JPN", None), ("日本", None)])
def test_hints_know_two_letters_and_english_names_alone(name: str, code: str | None) -> None:
    assert country_code(name) == code
