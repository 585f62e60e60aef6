"""Text for the search index: pairs of letters without spaces, marks for apostrophes, one key for a whole name."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.search_text import LAST, PUNCTUATION, SPACE, SPACELESS, exact_name_key, search_tokens, spellings
from tests.support.search_texts import TEXTS

NAMES = st.lists(st.text(st.sampled_from("abÉüʻ’ЙўΩ한東京テス서"), min_size=1, max_size=6), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("Ada Lovely", "Ada Lovely"),
        ("日", f"日{LAST}"),
        ("日本語", f"日本 本語 語{LAST}"),
        ("テスノフ", f"テス スノ ノフ フ{LAST}"),
        ("ラダン・テスノフ", f"ラダ ダン ン{LAST} ・ テス スノ ノフ フ{LAST}"),
        ("人々", f"人々 々{LAST}"),
        ("スー", f"スー ー{LAST}"),
        ("かガ", f"かガ ガ{LAST}"),
        ("𠮷田", f"𠮷田 田{LAST}"),
        ("中国银行", f"中国 国银 银行 行{LAST}"),
        ("สำนัก", f"สำ ำน นั ัก ก{LAST}"),
        ("ລາວ", f"ລາ າວ ວ{LAST}"),
        ("မြ", f"မြ ြ{LAST}"),
        ("ខ្មែ", f"ខ្ ្ម មែ ែ{LAST}"),
        ("한국 사람", "한국 사람"),
        ("हिन्दी", "हिन्दी"),
        ("日本 語", f"日本 本{LAST} {SPACE} 語{LAST}"),
        ("日本と AI", f"日本 本と と{LAST} {SPACE} AI"),
        ("AI と", f"AI {SPACE} と{LAST}"),
        ("AIと", f"AI と{LAST}"),
        ("2024年1月26日", f"2024 年{LAST} 1 月{LAST} 26 日{LAST}"),
        ("「日」（本）", f"「 日{LAST} 」（ 本{LAST} ）"),
        ("東京　大阪", f"東京 京{LAST} {SPACE} 大阪 阪{LAST}"),
        ("10–12 May", "10 – 12 May"),
        ("May – June", f"May {SPACE} – {SPACE} June"),
        ("2024-01-26", "2024-01-26"),
        ("well-known", "well-known"),
        ("２０２４年", f"2024 年{LAST}"),
        ("ＡＢｃ", "ABc"),
        ("ﾊﾞﾝｸ", f"バン ンク ク{LAST}"),
        (" \n a \t\u00a0 b ", "a b"),
        (f"a{SPACE}b {SPACE} c", "ab c"),
        ("e\u0301", "é"),
        ("か\u3099く", f"がく く{LAST}"),
        ("O'rta O’rta O‘rta O`rta", "O'rta O’rta O‘rta O`rta"),
    ],
)
def test_words_have_a_space_between_them(text: str, words: str) -> None:
    assert search_tokens(text) == words


@pytest.mark.parametrize("apostrophe", ["\u02bb", "\u02bc"])
def test_an_apostrophe_that_is_a_letter_is_folded_like_a_diacritic(apostrophe: str) -> None:
    (word,) = search_tokens(f"O{apostrophe}zbek").split(" ")
    assert len(word) == 6
    assert "".join(letter for letter in word if not unicodedata.combining(letter)) == "Ozbek"


def test_a_half_width_voicing_mark_is_joined_to_its_letter() -> None:
    assert search_tokens("カﾞス") == search_tokens("ガス")


@given(TEXTS)
def test_no_word_is_empty_and_none_is_cut_too_coarsely(text: str) -> None:
    words = search_tokens(text).split(" ") if search_tokens(text) else []
    assert "" not in words
    for word in words:
        letters = re.findall(f"[{SPACELESS}]", word)
        assert len(letters) <= 2
        assert not letters or re.fullmatch(f"[{SPACELESS}]([{SPACELESS}]|{LAST})", word)
        assert not re.search(r"\s", re.sub(f"[{PUNCTUATION}]", "", word))


@given(TEXTS)
def test_every_two_letters_that_stand_side_by_side_are_a_word(text: str) -> None:
    words = set(search_tokens(text).split(" "))
    composed = unicodedata.normalize("NFC", text).replace(SPACE, "")
    assert {match[1] for match in re.finditer(f"(?=([{SPACELESS}]{{2}}))", composed)} <= words


@given(TEXTS)
def test_how_a_text_is_composed_makes_no_difference(text: str) -> None:
    assert search_tokens(unicodedata.normalize("NFD", text)) == search_tokens(text)


# One word for a whole name


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ikegami Masaki", "masaki IKEGAMI"),
        ("Tomáš Ederlín", "ederlin tomas"),
        ("Gʻulom Toʻrayev", "To'rayev G’ulom"),
        ("Gʻulom Toʻrayev", "torayev gulom"),
        ("ラダン・テスノフ", "テスノフ ラダン"),
        ("ラダン・テスノフ", "ﾗﾀﾞﾝ･ﾃｽﾉﾌ"),
        ("Jean–Luc", "jean luc"),
        ("Jean-Luc", "LUC JEAN"),
        ("МИД России", "россии мид"),
        ("ΜΗΤΣΟΤΑΚΗΣ", "μητσοτάκης"),
        ("İstanbul", "ISTANBUL"),
        ("Joint Commission (JC)", "jc joint commission"),
        ("ＡＢＣ", "abc"),
        ("foo_bar", "bar foo"),
    ],
)
def test_a_name_is_the_same_word_however_its_parts_are_typed(name: str, typed: str) -> None:
    assert exact_name_key(name) == exact_name_key(typed)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ada", "Adam"), ("Ada", "Bda"), ("日本", "日本国"), ("日本", "本日"), ("Tokyo 2020", "Tokyo 202")],
)
def test_a_name_written_with_other_letters_is_another_word(name: str, other: str) -> None:
    assert exact_name_key(name) != exact_name_key(other)


def test_the_word_of_no_name_begins_like_that_of_another() -> None:
    names = ("Ada", "Ad", "Adal", "Adalbert", "2", "20", "202", "日", "日本", "★")
    keys = [exact_name_key(name) for name in names]
    assert not [(one, two) for one in keys for two in keys if one != two and two.startswith(one)]


@given(st.data())
def test_the_order_case_and_composition_of_parts_make_no_difference(data: st.DataObject) -> None:
    parts = data.draw(NAMES)
    turned = data.draw(st.permutations(parts))
    assert (
        exact_name_key(" ".join(parts)) == exact_name_key("  ".join(turned).upper()) == exact_name_key("-".join(turned))
    )
    assert exact_name_key(" ".join(parts)) == exact_name_key(unicodedata.normalize("NFD", " ".join(parts)))


@given(TEXTS)
def test_it_is_one_word_in_small_letters_for_any_text(text: str) -> None:
    key = exact_name_key(text)
    assert re.fullmatch(r"k0\w*\d+k", key), key
    assert key == unicodedata.normalize("NFD", key).lower()


# Other spellings


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ada", ("Ada",)),
        ("Tomáš", ("Tomáš",)),
        ("Łódź", ("Łódź", "lódź")),
        ("ŁÓDŹ", ("ŁÓDŹ", "lódź")),
        ("Straße", ("Straße", "strasse")),
        ("Ærø Þingvellir", ("Ærø Þingvellir", "aero thingvellir")),
        ("Đorđe", ("Đorđe", "dorde")),
        ("Diyarbakır", ("Diyarbakır", "diyarbakir")),
        ("Ħamrun œuvre ð", ("Ħamrun œuvre ð", "hamrun oeuvre d")),
        ("日本ø", (f"日本 本{LAST} ø", f"日本 本{LAST} o")),
    ],
)
def test_a_name_is_also_spelt_with_plain_latin_letters(name: str, words: tuple[str, ...]) -> None:
    assert spellings(name) == words
