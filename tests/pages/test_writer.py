"""Values on a page: in its language, with relative links, and marked if a text is in another language."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.agreement import Value
from generator.kinds.commitment import Commitment
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.meeting_entries import Venue
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.site import Site
from generator.pages.direction import page_direction
from generator.pages.markdown import Md
from generator.pages.templates import templates
from generator.pages.writer import SEPARATOR, Writer, text_direction
from generator.values.dates import When
from generator.values.labels import Address, Frequency, Label, LanguageName, Status, Word
from generator.values.languages import language
from generator.values.reference import To
from generator.values.text import Phrase, Prose, Text

XA = Country.model_validate({"id": "xa", "name": {"en": "Exampleland", "ar": "مثال", "ja": "例国"}})
ADA = Person.model_validate({"id": "ada", "name": "Ada *A*"})
TALKS = Meeting.model_validate({"id": "talks", "title": {"en": "Talks", "ru": "Беседы"}, "date": "2024-01-26"})
PARTY, PERSON = To("party", back="X"), To("person", back="X")


def writer(
    code: str = "en",
    *records: Record,
    path: str = "meetings/x.md",
    as_of: str = "2024-02-01",
    audience: Audience = "public",
) -> Writer:
    """Return the writer of a page in a language, on a site with English first."""
    site = Site.model_validate({"languages": ["en", "ja"]})
    archive = Archive(site, records or (XA, ADA, TALKS), {}, date.fromisoformat(as_of), audience)
    return Writer(archive, language(code), path)


# Sentences


def test_a_sentence_keeps_the_links_of_its_values() -> None:
    written = writer().sentence("and %(number)s more, in %(list)s", number=1200, list=ADA)
    assert written == "and 1,200 more, in [Ada \\*A\\*](../people/ada.md)"
    assert isinstance(written, Md)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a [b](c) | *d*", "a \\[b\\](c) \\| \\*d\\*"),
        ("<script>", "&lt;script&gt;"),
        ("100 % %(number)s {0}", "100 % %(number)s \\{0\\}"),
        (Md("**b**"), "**b**"),
        (
            (PARTY.refer("xa"), PERSON.refer("ada")),
            "[Exampleland](../countries/xa.md), [Ada \\*A\\*](../people/ada.md)",
        ),
        (When.parse("2024-01"), "January 2024"),
        (None, ""),
        (Phrase("はい", "ja"), '<span lang="ja">はい</span>'),
    ],
)
def test_a_sentence_escapes_texts_and_shows_every_value(value: Any, written: str) -> None:
    assert writer().sentence("by %(names)s", names=value) == f"by {written}"


def test_a_sentence_escapes_the_label_itself() -> None:
    assert writer().sentence("*%(names)s* | <b>", names="x") == "\\*x\\* \\| &lt;b&gt;"


def test_a_sentence_without_values_is_its_label() -> None:
    assert writer().sentence("In force") == "In force"
    assert writer("ja").sentence("In force") == "有効"


def test_a_sentence_is_translated_around_its_values() -> None:
    assert writer("ja").sentence("by %(names)s", names=XA) == "履行者：[例国](../countries/xa.md)"


# Prose that falls back


LINKING = Prose.parse({"en": "The *talks* of [[countries/xa]], [[meetings/talks|here]]."})


def test_prose_in_the_language_of_the_page_stands_as_it_is() -> None:
    written = "The <em>talks</em> of [Exampleland](../countries/xa.md), [here](talks.md)."
    for code, prose in (
        ("en", LINKING),
        ("en", Prose.parse("The *talks* of [[countries/xa]], [[meetings/talks|here]].")),
    ):
        assert writer(code).prose(prose) == written
        assert writer(code).inline(prose) == written


def test_prose_in_a_fallback_language_is_marked_and_titles_of_its_links_are_in_that_language() -> None:
    written = "The <em>talks</em> of [Exampleland](../countries/xa.md), [here](talks.md)."
    marked = f'<span class="fallback" lang="en">{written}</span>'
    for prose in (LINKING, Prose.parse("The *talks* of [[countries/xa]], [[meetings/talks|here]].")):
        assert writer("ja").prose(prose) == marked
        assert writer("ja").inline(prose) == marked
    assert writer("ja").reference(PARTY.refer("xa")) == "[例国](../countries/xa.md)", "names of the page are in its own"


def test_each_block_of_prose_that_falls_back_is_marked() -> None:
    def marked(text: str) -> str:
        return f'<span class="fallback" lang="en">{text}</span>'

    prose = Prose.parse({"en": "One.\n\n- two\n- three\n\nFour."})
    assert writer("ja").prose(prose) == (
        f"{marked('One.')}\n\n-   {marked('two')}\n-   {marked('three')}\n\n{marked('Four.')}"
    )
    assert writer("ja").inline(prose) == marked("One. two three Four.")
    assert writer("en").prose(prose) == "One.\n\n-   two\n-   three\n\nFour."


def test_a_name_within_prose_that_falls_back_is_marked_against_the_prose() -> None:
    only_in_japanese = Country.model_validate({"id": "xb", "name": {"ja": "見本国"}})
    line = writer("ru", only_in_japanese).inline(Prose.parse({"en": "To [[countries/xb]]."}))
    assert line == ('<span class="fallback" lang="en">To [<span lang="ja">見本国</span>](../countries/xb.md).</span>')
    assert writer("ja", only_in_japanese).inline(Prose.parse({"en": "To [[countries/xb]]."})) == (
        '<span class="fallback" lang="en">To [<span lang="ja">見本国</span>](../countries/xb.md).</span>'
    )


@pytest.mark.parametrize(
    ("page", "text", "marks"),
    [
        ("ar", "en", 'lang="en" dir="ltr"'),
        ("en", "ar", 'lang="ar" dir="rtl"'),
        ("ar", "fa", 'lang="fa"'),
        ("ja", "en", 'lang="en"'),
        ("uz", "uz-Cyrl", 'lang="uz-Cyrl"'),
    ],
)
def test_text_in_another_language_is_marked_with_it_and_with_a_differing_direction(
    page: str, text: str, marks: str
) -> None:
    there = writer(page)
    assert there.prose(Prose.parse({text: "X"})) == f'<span class="fallback" {marks}>X</span>'
    assert there.inline(Prose.parse({text: "X"})) == f'<span class="fallback" {marks}>X</span>'
    assert there.phrase(Phrase("X", text)) == f"<span {marks}>X</span>"
    assert there.show(Text.parse({text: "X"})) == f"<span {marks}>X</span>"


def test_titles_of_links_in_arabic_prose_on_an_english_page_are_arabic() -> None:
    assert writer("en").inline(Prose.parse({"ar": "مع [[countries/xa]]"})) == (
        '<span class="fallback" lang="ar" dir="rtl">مع [مثال](../countries/xa.md)</span>'
    )


def test_the_words_of_prose_tell_its_direction_and_not_the_addresses_in_it() -> None:
    text = "اتفق [[people/ada-example|زيف]] و[زاد](https://example.org/long-address) (2)."
    line = writer("en").inline(Prose.parse(text))
    assert line.startswith("<bdi>اتفق [<bdi>زيف</bdi>" if "](../people" in line else "<bdi>اتفق <bdi>زيف</bdi>")
    assert line.endswith("(2).</bdi>")
    mixed = writer("en").prose(Prose.parse("زيف signed the pact.\n\n- زيف (2)\n- Two"))
    assert mixed == '<bdi dir="ltr">زيف signed the pact.</bdi>\n\n-   <bdi>زيف (2)</bdi>\n-   Two'


def test_names_of_parties_in_a_title_keep_their_order() -> None:
    title = Phrase("زيف (2)\u00a0– Belmora", "en")
    assert writer("en").phrase(title) == "<bdi>زيف (2)</bdi>\u00a0– Belmora"


def test_a_label_in_english_on_an_arabic_page_keeps_its_words_in_order() -> None:
    there = writer("ar")
    with page_direction("rtl"):
        assert there.sentence("no such label %(date)s", date=When.parse("2024-01-26")) == (
            "<bdi>no such label <bdi>26 يناير 2024</bdi></bdi>"
        )
        assert there.sentence("في %(date)s", date=When.parse("2024-01-26")) == "في 26 يناير 2024"


@pytest.mark.parametrize("code", ["", "en"])
def test_a_phrase_in_the_language_of_the_page_or_of_none_is_not_marked(code: str) -> None:
    assert writer().phrase(Phrase("a *b*", code)) == "a \\*b\\*"


def test_prose_in_a_language_that_cldr_does_not_know_is_marked_all_the_same() -> None:
    assert text_direction("tlh") == "ltr"
    assert writer().phrase(Phrase("nuqneH", "tlh")) == '<span lang="tlh">nuqneH</span>'
    assert writer().inline(Prose.parse({"tlh": "[[countries/xa]]"})) == (
        '<span class="fallback" lang="tlh">[Exampleland](../countries/xa.md)</span>'
    )


def test_no_prose_is_nothing() -> None:
    assert writer().prose(None) == ""
    assert writer("ja").prose(None) == ""


def test_a_title_that_falls_back_is_marked_within_its_link() -> None:
    assert writer("ja").link(TALKS) == '[<span lang="en">Talks</span>](talks.md)'
    assert writer("ru").link(TALKS) == "[Беседы](talks.md)"
    assert writer("ja").link(TALKS, "*x*") == "[\\*x\\*](talks.md)"


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", '“<span lang="ru">Да *</span>”'), ("ru", "«Да *»"), ("ja", '「<span lang="ru">Да *</span>」')],
)
def test_words_of_somebody_stand_in_the_quotation_marks_of_the_page_in_their_own_language(
    code: str, written: str
) -> None:
    assert writer(code).quotation("Да *", "ru") == written.replace("*", "\\*")
    assert writer().quotation("Yes", None) == "“Yes”"


# Words and labels


@pytest.mark.parametrize(
    ("code", "value", "written"),
    [
        ("en", Status("in-force"), '<span class="status in-force">In force</span>'),
        ("ja", Status("in-force"), '<span class="status in-force">有効</span>'),
        ("ru", Status("in-force"), '<span class="status in-force">В силе</span>'),
        ("en", Word("in-force"), "In force"),
        ("en", Word("communique"), "Communiqué"),
        ("ja", Word("in-force"), "有効"),
        ("en", Label("Diplomatic relations established"), "Diplomatic relations established"),
        ("ja", Label("Diplomatic relations established"), "外交関係樹立"),
        ("ja", "Diplomatic relations established", "Diplomatic relations established"),
        ("en", True, "yes"),
        ("en", False, "no"),
        ("ru", 12345, "12\u00a0345"),
        ("en", Decimal("1234.50"), "1,234.5"),
        ("en", 0, "0"),
        ("en", date(2024, 1, 26), "26 January 2024"),
        ("ja", date(2024, 1, 26), "2024年1月26日"),
        ("en", LanguageName("uz-Cyrl"), "Uzbek (Cyrillic)"),
        ("en", Frequency("P1Y6M"), "1 year, 6 months"),
        ("en", Frequency("P10D"), "1 week, 3 days"),
        ("en", Address("https://x.example/a_b"), "[x.example/a\\_b](https://x.example/a_b)"),
        ("en", Value.model_validate({"amount": "1500", "currency": "JPY"}), "1,500 JPY"),
        (
            "en",
            Venue.model_validate({"venue": "Hall *1*", "city": "Exa", "country": "xa", "online": True}),
            "Hall \\*1\\*, Exa, [Exampleland](../countries/xa.md), online",
        ),
        ("en", None, ""),
        ("en", (), ""),
        ("en", ("a", None, (), "b"), "a, b"),
    ],
)
def test_values_read_in_the_language_of_the_page(code: str, value: Any, written: str) -> None:
    assert writer(code).show(value) == written


def test_a_tuple_may_be_separated_otherwise() -> None:
    assert writer().show(("a", "|", 1), SEPARATOR) == "a · \\| · 1"


def test_a_reference_to_a_record_outside_the_edition_is_its_id() -> None:
    assert writer().show(PERSON.refer("gone")) == "gone"
    assert writer().reference(PERSON.refer("gone"), "Mr *G*") == "Mr \\*G\\*"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("index.md", "people/ada.md"),
        ("people/ben.md", "ada.md"),
        ("meetings/x.md", "../people/ada.md"),
        ("calendar/by/2024.md", "../../people/ada.md"),
    ],
)
def test_links_are_relative_to_the_page(path: str, link: str) -> None:
    assert writer(path=path).link(ADA) == f"[Ada \\*A\\*]({link})"


@pytest.mark.parametrize(
    ("code", "audience", "edition"),
    [
        ("en", "public", "As of 1 February 2024, public edition"),
        ("en", "internal", "As of 1 February 2024, internal edition"),
        ("ja", "public", "2024年2月1日現在・公開版"),
    ],
)
def test_the_edition_says_as_of_when_and_for_whom(code: str, audience: Audience, edition: str) -> None:
    assert writer(code, audience=audience).edition == edition


@pytest.mark.parametrize(
    ("as_of", "status"), [("2024-02-01", "open"), ("2024-02-02", "overdue"), ("2025-01-01", "done")]
)
def test_a_commitment_stands_as_it_does_on_the_day(as_of: str, status: str) -> None:
    fields = {"id": "a", "text": "X", "due": "2024-02-01", "updates": [{"date": "2025-01-01", "status": "done"}]}
    written = writer(as_of=as_of).commitment_status(Commitment.model_validate(fields))
    assert written == f'<span class="status {status}">{status.capitalize()}</span>'


def test_the_terms_of_a_commitment_are_the_recorded_ones() -> None:
    fields = {"by": ["xa", "ada"], "to": ["xa"], "due": "2024-06"}
    commitment = Commitment.model_validate({"id": "a", "text": "X"} | fields)
    assert writer().commitment_terms(commitment) == (
        "by [Exampleland](../countries/xa.md), [Ada \\*A\\*](../people/ada.md)"
        " · to [Exampleland](../countries/xa.md) · due June 2024"
    )
    assert writer().commitment_terms(Commitment.model_validate({"id": "a", "text": "X"})) == ""


def test_templates_escape_printed_values_but_not_md() -> None:
    printed = templates().from_string("{{ text }} {{ ours }} {{ nothing }}|")
    assert printed.render(text="*a* <b>", ours=Md("*c*"), nothing=None) == "\\*a\\* &lt;b&gt; *c* |"
