"""Search documents of pages: names, dates, filters and texts, without labels, nothing internal in public ones."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.archive.addresses import brief_path, index_path, page_url, record_path
from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.content.load import load_folder
from generator.kinds import KINDS
from generator.kinds.agreement import Agreement
from generator.kinds.country import Country
from generator.kinds.meeting import Meeting
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.record import Audience, Record
from generator.kinds.relation import Relation
from generator.kinds.sector import Sector
from generator.kinds.site import Site
from generator.kinds.source import Source
from generator.kinds.statement import Statement
from generator.pages import PAGES, RECORD_PAGES, kind_index, search_documents
from generator.pages.search_text import exact_name_key, search_tokens
from generator.site.document_format import FOLDER
from generator.values.languages import language
from tests.support.indexed_document import IndexedDocument, read_document
from tests.support.written_pages import link_content

DAY = date(2024, 2, 1)
XA = Country.model_validate(
    {"id": "xa", "name": {"en": "Arvenia", "ja": "アルヴェニア"}, "official_name": "Realm of A"}
)
XB = Country.model_validate({"id": "xb", "name": "Belmora"})
MFA = Organisation.model_validate({"id": "mfa", "name": "Foreign Office", "acronym": "FOXA", "country": "xa"})
ENERGY = Sector.model_validate({"id": "energy", "name": "Energy"})
ADA = Person.model_validate(
    {
        "id": "ada",
        "name": {"en": "Ada Łovely", "ja": "エイダ", "ru": "Ада"},
        "also_known_as": ["A. L. Oʻgay"],
        "country": "xa",
        "positions": [{"title": {"en": "Envoy", "ja": "公使"}, "organisation": "mfa"}],
        "notes": "Of the desk",
    }
)
TALKS = {"id": "talks", "title": "Talks", "date": "2024-01-26", "parties": ["xa", "mfa"], "type": "visit"}
REGISTERED = {"registration": [{"register": "UNTS", "number": "I-77"}]}
PACT = Agreement.model_validate({"id": "pact", "title": "Pact", "parties": ["mfa", "xb"]} | REGISTERED)
REPORT = Source.model_validate({"id": "report", "title": {"en": "Gazette", "fr": "Rapport"}})
OTHERS = (XA, XB, MFA, ENERGY, ADA)

RANKS = {"name", "title", "heading"}
AUDIENCES: tuple[Audience, ...] = ("public", "internal")


def archive(*records: Record, audience: Audience = "public", **site: Any) -> Archive:
    return Archive(Site.model_validate(site), records, {}, DAY, audience)


def files(of: Archive, code: str = "en") -> dict[str, bytes]:
    """Make the documents of a language, by address."""
    page_language = language(code)
    each = (output for record in of.records for output in search_documents.record_documents(of, page_language, record))
    outputs = [*each, *search_documents.list_documents(of, page_language, PAGES)]
    by_url = {output.path.removeprefix(f"{FOLDER}/{code}/").removesuffix("index.html"): output for output in outputs}
    assert len(by_url) == len(outputs)
    return {url: output.content for url, output in by_url.items()}


def document(record: Record, *others: Record, code: str = "en", **site: Any) -> IndexedDocument:
    return read_document(files(archive(record, *others, **site), code)[page_url(record_path(record))])


def meeting(**fields: Any) -> Meeting:
    return Meeting.model_validate(TALKS | fields)


def test_a_record_is_found_by_its_names_in_every_language_script_and_spelling() -> None:
    indexed = document(ADA, MFA, XA, languages=["en", "ja"])
    assert indexed.meta["name"] == "Ada Łovely"
    names = ("Ada Łovely", "ada lovely", "エイダ", "Ада", "A. L. Oʻgay")
    assert [name for name in names if search_tokens(name) not in indexed.meta["names"]] == []
    assert indexed.meta["keys"].split(" ") == [
        exact_name_key(name) for name in ("Ada Łovely", "エイダ", "Ада", "A. L. Oʻgay")
    ]


@pytest.mark.parametrize(
    ("record", "field", "names"),
    [(XA, "names", "Realm XA"), (MFA, "names", "FOXA"), (PACT, "titles", "I-77"), (REPORT, "headings", "Rapport")],
)
def test_it_is_found_by_its_other_names_acronym_and_number(record: Record, field: str, names: str) -> None:
    assert set(names.split()) <= set(document(record, *OTHERS).meta[field].split(" "))


def test_names_rank_before_titles_and_these_before_sources_and_statements() -> None:
    statement = Statement.model_validate({"id": "x", "by": ["ada"], "date": "2024", "text": "Yes"})
    ranks = [RANKS & document(record, *OTHERS).meta.keys() for record in (ADA, meeting(), statement, REPORT)]
    assert ranks == [{"name"}, {"title"}, {"heading"}, {"heading"}]


def test_names_of_linked_records_are_indexed_but_not_of_sources_and_mentions() -> None:
    zoe = Person.model_validate({"id": "zoe", "name": "Zoe"})
    people = [{"person": "ada", "side": "xa"}, {"name": "Bob Řezáč"}]
    talks = meeting(participants=people, sources=[{"source": "report"}], summary="With [[people/zoe]].")
    indexed = document(talks, REPORT, zoe, *OTHERS)
    assert {"エイ", "Ада", "Arvenia", "FOXA", "Bob", "Řezáč"} <= set(indexed.meta["others"].split(" "))
    assert not {"Gazette", "Zoe", "Energy"} & set(indexed.meta["others"].split(" "))
    assert "Zoe" in indexed.text


def test_a_position_is_found_in_the_languages_the_page_does_not_show() -> None:
    indexed = document(ADA, MFA, XA, languages=["en", "ja"])
    assert (indexed.text, indexed.meta["forms"]) == ("Envoy", search_tokens("公使"))
    turned = document(ADA, MFA, XA, code="ja", languages=["en", "ja"])
    assert (turned.text, turned.meta["forms"]) == (search_tokens("公使"), "Envoy")


@pytest.mark.parametrize(
    ("when", "words", "days", "sort"),
    [
        ("2024-01-26", "26 January 2024", "2024-01-26 26.01.2024", "2024-01-26"),
        ("2024-01", "January 2024", "2024-01", "2024-01-01"),
        ("2024", "2024", "2024", "2024-01-01"),
        ("1993-01~", "about January 1993", "1993-01", "1993-01-01"),
        ("2024-01-31/2024-02-01", None, "2024-01-31 2024-02-01 31.01.2024 01.02.2024", "2024-01-31"),
        ("2024-01-10/2024-01", None, "2024-01 2024-01-10", "2024-01-10"),
        ("2023-01-01/2024-12-31", None, "2023-01-01 2024-12-31", "2023-01-01"),
        ("../2024-01-26", "until 26 January 2024", "2024-01-26", "2024-01-26"),
        ("2024-01-26/..", "from 26 January 2024", "2024-01-26", "2024-01-26"),
    ],
)
def test_a_date_is_found_in_words_and_in_figures(when: str, words: str | None, days: str, sort: str) -> None:
    indexed = document(meeting(date=when))
    assert words is None or re.sub(r"\s+|\u2060", "", indexed.meta["date"]) == re.sub(r"\s+", "", words)
    assert sorted(indexed.meta["days"].split(" ")) == sorted(days.split(" "))
    assert indexed.sort == {"newest": sort, "oldest": sort}


@pytest.mark.parametrize(("last", "number"), [("2024-01-31", 31), ("2024-02-01", 2)])
def test_a_day_within_an_interval_is_found_where_that_is_a_month_at_most(last: str, number: int) -> None:
    days = document(meeting(date=f"2024-01-01/{last}")).meta["days"].split(" ")
    assert len([day for day in days if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]) == number
    assert ("15.01.2024" in days) is (number > 2)


def test_a_record_without_date_is_last_however_results_are_sorted() -> None:
    indexed = document(ADA, *OTHERS[:-1])
    assert (indexed.sort["newest"] < "0001", indexed.sort["oldest"] > "9998-12-31") == (True, True)
    assert not {"days", "date"} & indexed.meta.keys()


def test_results_are_narrowed_by_ids_with_labels_in_the_language_of_the_page() -> None:
    talks = meeting(participants=[{"person": "ada", "side": "xa"}], topics=[{"sector": "energy"}], status="cancelled")
    indexed = document(talks, *OTHERS, code="ja", languages=["en", "ja"])
    label = language("ja").label
    assert sorted(indexed.filters) == [
        ("kind", f"meeting {label('Meeting')}"),
        ("party", "mfa Foreign Office"),
        ("party", "xa アルヴェニア"),
        ("person", "ada エイダ"),
        ("sector", "energy Energy"),
        ("spoken", "en "),
        ("status", f"cancelled {label('Cancelled')}"),
        ("type", f"visit {label('Visit')}"),
        ("year", "2024 "),
    ]


def test_those_behind_a_party_and_a_person_are_concerned_and_who_acts_for_nobody_else() -> None:
    between = Relation.model_validate({"id": "xa-xb", "between": ["xa", "xb"]})
    union = Organisation.model_validate({"id": "union", "name": "Union"})
    concerned = (
        (PACT, ["mfa Foreign Office", "xa Arvenia", "xb Belmora"]),
        (between, ["xa Arvenia", "xb Belmora"]),
        (MFA, ["xa Arvenia"]),
        (ADA, ["ada Ada Łovely", "xa Arvenia"]),
        (union, ["union Union"]),
        (XB, ["xb Belmora"]),
    )
    for record, names in concerned:
        indexed = document(record, *OTHERS).filters
        assert [value for name, value in indexed if name in ("party", "person")] == names


def test_an_interval_is_of_the_year_it_starts_in_and_nothing_undated_is_of_a_year() -> None:
    assert ("year", "2023 ") in document(meeting(date="2023-12-30/2024-01-02")).filters
    assert "year" not in dict(document(ADA, MFA, XA).filters)


def test_its_own_prose_comes_first_and_labels_are_not_in_it() -> None:
    talks = meeting(
        summary="They *met* at [the house](https://x.example/secret-path).",
        caveats=["Who spoke is open."],
        place={"city": "Wendry"},
        sources=[{"source": "report", "quote": "we met"}],
    )
    indexed = document(talks, REPORT, *OTHERS)
    assert indexed.text == "They met at the house. · Who spoke is open. · Wendry · we met"
    labels = "Summary|Parties|Participants|Sources|Home|Timeline|Mentioned|secret|Gazette"
    assert not re.search(labels, " ".join(indexed.meta.values()))


def test_the_reason_for_a_quote_is_no_quote() -> None:
    fields = {"by": ["mfa"], "date": "2024-01-26", "quote": "Soon.", "language": "en", "inferred": {"quote": "Heard."}}
    indexed = document(Statement.model_validate({"id": "speech"} | fields), *OTHERS)
    assert indexed.text == "Heard. · Soon."


def test_a_record_without_text_is_found_by_its_title_and_no_document_is_without_words() -> None:
    assert document(XB).text == "Belmora"
    assert [url for url, content in files(archive(*OTHERS, meeting())).items() if not read_document(content).text] == []


HOSTILE = (
    "</main><script>alert(1)</script>",
    '"><i data-pagefind-filter="kind">x</i>',
    "<i data-pagefind-meta=name>",
    "&lt;b&gt; &amp;amp;",
    "-->]]><!--",
    "'\"`<>&",
    "\u202eabc\u200b",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_escaped_and_read_back_as_it_was(text: str) -> None:
    located = {"located_in": {"city": f"City {text}"}}
    body = Organisation.model_validate({"id": "x", "name": text, "acronym": text} | located)
    indexed = document(body)
    assert (indexed.meta["name"], indexed.meta["names"], indexed.text) == (text, text, f"City {text}")
    assert document(meeting(title=text, parties=["x"]), body).filters[2:3] == [("party", f"x {text}")]


EDITIONS: dict[str, tuple[str, date, Audience]] = {
    "planned": ("tests/sample/content", date(2024, 5, 1), "public"),
    "internal": ("tests/sample/content", date(2025, 6, 1), "internal"),
    "shipped": ("content", DAY, "public"),
}


def expected(of: Archive) -> set[str]:
    """Return the addresses of all pages with a document."""
    records = [(kind, record) for kind in KINDS for record in of.records_of(kind)]
    own = {record_path(record) for _, record in records} | {index_path(kind) for kind, _ in records}
    briefs = {
        brief_path(record)
        for kind, record in records
        if kind.pages.has_brief(record, of) and kind.timeline.is_upcoming(record, of.day)
    }
    lists = {each.path for each in PAGES if each.section and each not in kind_index.PAGE_TYPES}
    return {page_url(path) for path in own | briefs | lists}


@pytest.mark.parametrize("name", [*EDITIONS, "empty"])
def test_every_record_brief_to_come_and_list_has_a_document_with_the_title_of_its_page(name: str) -> None:
    of = archive()
    if name in EDITIONS:
        folder, day, audience = EDITIONS[name]
        content = load_folder(Path(folder))
        of = link_content(content, Edition(day, audience, today=max(day, date(2026, 1, 1))))
    for code in of.site.languages:
        fields = {url: read_document(content).meta for url, content in files(of, code).items()}
        page_language = language(code)
        of_records = (page for pages in RECORD_PAGES for each in of.records for page in pages(of, page_language, each))
        of_many = (page for page_type in PAGES for page in page_type.pages(of, page_language))
        pages_by_url = {page_url(page.path): page for page in (*of_many, *of_records) if not page.redirect}
        assert fields.keys() == expected(of)
        assert fields.keys() <= pages_by_url.keys()
        titles = {url: meta.get("name") or meta.get("title") or meta["heading"] for url, meta in fields.items()}
        assert [url for url, title in titles.items() if title != search_tokens(pages_by_url[url].title)] == []


def test_the_same_records_in_another_order_make_the_same_bytes() -> None:
    records = (*OTHERS, meeting(participants=[{"person": "ada"}]))
    assert files(archive(*records)) == files(archive(*records)) == files(archive(*reversed(records)))


def test_internal_text_is_in_the_documents_of_the_internal_edition_only() -> None:
    records = (ADA, meeting(participants=[{"name": "Bob", "audience": "internal"}], notes="Secret"))
    public, internal = (b"".join(files(archive(*records, audience=who)).values()) for who in AUDIENCES)
    for text in (b"Of the desk", b"Bob", b"Secret"):
        assert (text in public, text in internal) == (False, True)
