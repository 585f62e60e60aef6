"""Statements: their titles, and a text or quote in each."""

from datetime import date
from typing import Any

import pytest

from generator.archive.archive import Archive
from generator.kinds.organisation import Organisation
from generator.kinds.person import Person
from generator.kinds.site import Site
from generator.kinds.statement import STATEMENT, Statement
from generator.values.languages import language
from generator.values.text import Phrase

ADA = Person.model_validate({"id": "example-ada", "name": {"en": "Ada Example", "ja": "例田あだ"}})
MINISTRY = Organisation.model_validate({"id": "xa-ministry", "name": "Ministry of Examples"})


def statement(**fields: Any) -> Statement:
    given = {"id": "remark", "by": ["example-ada"], "date": "2024-01-26", "text": "All went well."}
    return Statement.model_validate(given | fields)


def archive(*statements: Statement) -> Archive:
    return Archive(Site(), (ADA, MINISTRY, *statements), {}, date(2024, 2, 1), "internal")


def title(of: Statement, code: str = "en") -> Phrase:
    return STATEMENT.title(of, archive(of), language(code))


def test_it_is_called_by_its_medium_its_authors_and_its_date() -> None:
    joint = statement(medium="press-release", by=["xa-ministry", "example-ada"])
    assert title(joint).text == "Press release by Ministry of Examples, Ada Example, 26 January 2024"


def test_its_authors_and_its_date_are_named_in_the_language_asked_for() -> None:
    assert title(statement(date="2024-01"), "ja") == Phrase("例田あだによる発言・声明（2024年1月）", "ja")


def test_an_author_without_a_record_is_named_by_the_id() -> None:
    assert title(statement(by=["example-ben"])).text == "Statement by example-ben, 26 January 2024"


def test_a_title_of_its_own_stands_before_the_others() -> None:
    assert title(statement(title={"en": "Remark", "ja": "所感"}), "ja") == Phrase("所感", "ja")


@pytest.mark.parametrize(
    ("fields", "codes"),
    [({"text": "All went well."}, []), ({"quote": "All went well."}, []), ({}, ["nothing-said"])],
)
def test_a_statement_says_something(fields: dict[str, str], codes: list[str]) -> None:
    silent = {"id": "remark", "by": ["example-ada"], "date": "2024-01-26"}
    of = Statement.model_validate(silent | fields)
    assert [problem.rule.code for check in STATEMENT.checks for problem in check(of, archive(of))] == codes
