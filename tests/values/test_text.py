"""Text in several languages, and prose with links to records and pages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.problems import Problem
from generator.values.refusal import extract_problems
from generator.values.text import Phrase, Prose, Text, parse_prose

BOTH = Text.parse({"en": "Talks", "ja": "協議"})


def refusal_of(kind: type[Text], value: Any) -> Problem:
    with pytest.raises(PydanticCustomError) as caught:
        kind.parse(value)
    (problem,) = extract_problems({"ctx": caught.value.context})
    return problem


# Parsing


def test_a_string_is_in_the_default_language() -> None:
    assert Text.parse("  Talks ").by_language == {"": "Talks"}
    assert list(Text.parse("Talks").phrases()) == [Phrase("Talks", "")]


def test_a_mapping_gives_a_string_for_each_language() -> None:
    assert list(BOTH.phrases()) == [Phrase("Talks", "en"), Phrase("協議", "ja")]


def test_a_text_that_was_parsed_is_itself() -> None:
    assert Text.parse(BOTH) is BOTH


def test_equal_texts_are_one_in_a_set() -> None:
    assert {BOTH, Text.parse({"ja": "協議", "en": "Talks"})} == {BOTH}


@pytest.mark.parametrize(
    ("value", "rule", "field", "at_key"),
    [
        (["Talks"], "not-text", (), False),
        ({}, "not-text", (), False),
        ({"en": ["Talks"]}, "not-text", ("en",), False),
        ({"en": "Talks", "ja": {"x": "y"}}, "not-text", ("ja",), False),
        ({"en": "Talks", "jp": "協議"}, "unknown-language", ("jp",), True),
        ({"english": "Talks"}, "unknown-language", ("english",), True),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(value: Any, rule: str, field: tuple[str, ...], at_key: bool) -> None:
    problem = refusal_of(Text, value)
    assert (problem.rule.code, problem.field, problem.at_key) == (rule, field, at_key)


@pytest.mark.parametrize(
    ("value", "ending"),
    [
        (["Talks"], "found a list"),
        ({"en": ["Talks"]}, "found a list"),
        ({"en": {"x": "y"}}, "found fields with values"),
        ({"jp": "協議"}, 'found "jp"'),
    ],
)
def test_the_message_says_what_was_found(value: Any, ending: str) -> None:
    assert refusal_of(Text, value).message.endswith(ending)


def test_a_mapping_without_languages_is_not_called_a_list() -> None:
    assert "found a list" not in refusal_of(Text, {}).message


# Which language is shown


@pytest.mark.parametrize(
    ("text", "asked", "phrase"),
    [
        (BOTH, "ja", Phrase("協議", "ja")),
        (BOTH, "en", Phrase("Talks", "en")),
        (BOTH, "ru", Phrase("Talks", "en")),
        (Text.parse({"uz": "Muzokaralar", "ja": "協議"}), "ru", Phrase("Muzokaralar", "uz")),
        (Text.parse("Talks"), "en", Phrase("Talks", "en")),
        (Text.parse("Talks"), "ja", Phrase("Talks", "en")),
    ],
)
def test_a_text_falls_back_to_the_default_language_and_then_to_the_first_given(
    text: Text, asked: str, phrase: Phrase
) -> None:
    assert text.phrase(asked, "en") == phrase


# Links to records


def test_prose_links_to_the_records_it_names_in_any_language() -> None:
    prose = Prose.parse({"en": "With [[people/example-ada]].", "ja": "[[people/example-ben|例田]]と"})
    assert [link.text for link in prose.links] == ["people/example-ada", "people/example-ben"]
    assert {link.to.back for link in prose.links} == {"In the text of"}


@pytest.mark.parametrize("text", ["[[example-ada]]", "[people/example-ada]", "[[people/]]", "[[people/a|]]"])
def test_what_only_looks_like_a_link_to_a_record_is_none(text: str) -> None:
    assert Prose.parse(text).links == ()
    assert "record_link" not in [token.type for block in parse_prose(text) for token in block.children or ()]


def test_a_link_to_a_record_is_a_token_with_its_reference_and_its_words() -> None:
    inline = parse_prose("See *[[people/example-ada|Ms Example]]* and [[sectors/energy]].")[1]
    tokens = [token for token in inline.children or () if token.type == "record_link"]
    assert [(token.meta["reference"].text, token.content) for token in tokens] == [
        ("people/example-ada", "Ms Example"),
        ("sectors/energy", ""),
    ]


def test_what_holds_a_link_to_a_record_is_not_a_link_itself() -> None:
    inline = parse_prose("[see [[people/example-ada]]](https://example.org/)")[1]
    assert [token.type for token in inline.children or ()] == ["text", "record_link", "text"]


@pytest.mark.parametrize(
    "text", ["# Heading", "<b>bold</b>", "> quote", "```\ncode\n```", "![x](https://example.org/x.png)"]
)
def test_prose_has_no_headings_html_quotes_code_or_images(text: str) -> None:
    types = {token.type for block in parse_prose(text) for token in (block, *(block.children or ()))}
    assert types <= {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "link_open", "link_close"}


# Links to addresses


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[x](javascript:alert(1))", "url-scheme"),
        ("[x](javascript&colon;alert(1))", "url-scheme"),
        ("- *[x](data:text/html,x)*", "url-scheme"),
        ("![x](javascript:alert(1))", "url-scheme"),
        ("[x](page.html)", "invalid-url"),
        ("[x]()", "invalid-url"),
    ],
)
def test_prose_with_an_unsafe_link_is_refused(text: str, rule: str) -> None:
    assert refusal_of(Prose, text).rule.code == rule
    assert refusal_of(Prose, {"en": "Fine.", "ja": text}).field == ("ja",)


@pytest.mark.parametrize(
    "text", ["[x](https://example.org/)", "[x]: javascript:alert(1)", "see](javascript:alert(1))", "\\[x](y)"]
)
def test_prose_with_a_safe_link_or_none_is_taken(text: str) -> None:
    assert Prose.parse(text).by_language == {"": text}


@given(st.text(alphabet="[]()<>!:/.\\&; \njavscriptdhte", max_size=60))
def test_no_link_in_prose_leads_anywhere_unsafe(text: str) -> None:
    try:
        prose = Prose.parse(text)
    except PydanticCustomError:
        return
    tokens = [token for block in parse_prose(prose.by_language[""]) for token in block.children or ()]
    addresses = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(address.lower().startswith(("http://", "https://", "mailto:")) for address in addresses)
