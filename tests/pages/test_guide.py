"""The editors' guide: complete, its English marked, an anchor for every code and field."""

import posixpath
import re
from datetime import date
from functools import lru_cache

import pytest

from generator.archive.archive import Archive
from generator.archive.dependencies import RecordingArchive
from generator.checks.rules import GROUPS, RULES_BY_CODE
from generator.kinds import KINDS
from generator.kinds.field_guide import build_guide
from generator.kinds.site import Site
from generator.pages import PAGES, guide
from generator.pages.guide_layout import english_cell, english_code, english_text
from generator.pages.page import Page
from generator.pages.writer import Writer
from generator.values.languages import language

IN_ENGLISH = "The tables and explanations of this guide are in English."
SITE = Site.model_validate({"languages": ["en", "ja"]})
ARCHIVE = Archive(SITE, [], {}, date(2024, 2, 1), "public")


@lru_cache
def guide_pages(code: str = "en") -> dict[str, Page]:
    return {page.path: page for page in guide.pages(ARCHIVE, language(code))}


def writer(code: str) -> Writer:
    return Writer(ARCHIVE, language(code), "guide/index.md")


def anchors(page: Page) -> list[str]:
    return re.findall(r"^##+ .* \{#([^}]*)\}$", page.body, re.MULTILINE)


def test_there_is_a_page_for_each_kind_for_what_is_common_and_for_each_group_of_rules() -> None:
    kinds = {f"guide/{kind.folder}.md" for kind in KINDS}
    groups = {f"guide/problems/{group.name}.md" for group in GROUPS}
    assert guide_pages().keys() == {
        "guide/index.md",
        "guide/every-record.md",
        "guide/site.md",
        "guide/problems/index.md",
        *kinds,
        *groups,
    }


def test_the_folder_of_the_problems_has_a_page_that_leads_to_every_code() -> None:
    body = guide_pages()["guide/problems/index.md"].body
    led_to = re.findall(r"\]\(([^)]*)\)", body)
    assert [f"{group.name}.md#{rule.code}" for group in GROUPS for rule in group.rules] == [
        target for target in led_to if "#" in target
    ]
    assert {f"{group.name}.md" for group in GROUPS} < set(led_to)


def test_the_guide_is_among_the_pages_of_the_site() -> None:
    assert guide.PAGE_TYPE in PAGES


def test_every_code_is_an_anchor_of_the_page_of_its_group() -> None:
    codes = [anchor for path, page in guide_pages().items() if "/problems/" in path for anchor in anchors(page)]
    assert codes == list(RULES_BY_CODE)


@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_link_leads_to_a_page_and_an_anchor_that_are_there(code: str) -> None:
    there = {path: anchors(page) for path, page in guide_pages(code).items()}
    links = [
        (posixpath.normpath(posixpath.join(posixpath.dirname(path), target or posixpath.basename(path))), anchor)
        for path, page in guide_pages(code).items()
        for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page.body)
    ]
    assert [link for link in links if link[0] not in there or (link[1] and link[1] not in there[link[0]])] == []
    assert {anchor for _, anchor in links} >= {*RULES_BY_CODE}


def test_every_field_is_on_the_page_of_its_kind_and_what_is_needed_says_so() -> None:
    for part in build_guide():
        body = guide_pages()[f"guide/{part.anchor}.md"].body
        for line in (*part.fields, *(line for below in part.parts for line in below.fields)):
            assert f"<code>{line.name.replace('_', chr(92) + '_')}</code>" in body
    meetings = guide_pages()["guide/meetings.md"].body
    assert '| <code>title</code> <span class="needed">needed</span> | text | What it is called. |' in meetings
    assert "| <code>hosts</code> | list: id in organisations/ or countries/ or people/ |" in meetings


def test_a_rule_is_shown_with_its_example_the_message_and_how_to_mend_it() -> None:
    body = guide_pages()["guide/problems/references.md"].body
    rule = body[body.index("{#unknown-reference}") : body.index("{#wrong-kind-reference}")]
    parts = ("Error · A reference names", 'class="broken"', "  - person: ikegami-masako\n```", "did you mean")
    places = [rule.find(part) for part in (*parts, 'class="mended"', "Correct the id", "ikegami-masaki\n```")]
    assert -1 not in places
    assert places == sorted(places)


def test_a_warning_is_called_one() -> None:
    assert "{#unused-source}\n\nWarning · " in guide_pages()["guide/problems/records.md"].body


def test_on_a_page_in_another_language_english_is_marked_and_labels_are_not_english() -> None:
    body = guide_pages("ja")["guide/problems/references.md"].body
    assert guide_pages("ja")["guide/index.md"].title == "編集者の手引き"
    assert '<span class="fallback" lang="en">A reference is the id' in body
    assert '<div class="broken" lang="en" markdown="1">\n\n**<span lang="ja">例</span>**' in body
    assert '## <code lang="en">unknown-reference</code> {#unknown-reference}' in body
    assert all("lang=" not in page.body for page in guide_pages("en").values())


def test_in_another_language_every_page_says_once_above_all_english_that_it_is_so() -> None:
    notice = language("ja").label(IN_ENGLISH)
    for page in guide_pages("ja").values():
        assert page.body.count(f"\n\n{notice}\n\n") == 1
        assert page.body.index(notice) < page.body.index('lang="en"')
    assert IN_ENGLISH not in "".join(page.body for page in guide_pages().values())


def test_every_english_cell_of_a_table_is_marked_so() -> None:
    for page in guide_pages("ja").values():
        for row in re.findall(r"^\| (.*) \|$", page.body, re.MULTILINE)[2:]:
            cells = [re.sub(r'<(span|code) lang="en">.*?</\1>', "", each) for each in row.split(" | ")]
            assert [each for each in cells if re.search("[a-z]{3}", re.sub(r"\]\([^)]*\)|<[^>]*>", "", each))] == [], (
                row
            )


def test_code_within_a_text_is_shown_as_code_and_what_is_markdown_in_it_as_it_is() -> None:
    assert english_text(writer("en"), "Write `a_b`, *so*.") == r"Write <code>a\_b</code>, \*so\*."
    assert english_text(writer("ja"), "So.") == '<span class="fallback" lang="en">So.</span>'
    assert english_cell(writer("ja"), "So.") == '<span lang="en">So.</span>'
    assert english_code(writer("ja"), "<id>") == '<code lang="en">&lt;id&gt;</code>'


def test_no_page_of_the_guide_depends_on_a_record() -> None:
    archive = RecordingArchive(SITE, [], {}, date(2024, 2, 1), "public", None, None)
    with archive.recording() as dependencies:
        assert len(list(guide.pages(archive, language("en")))) == len(guide_pages())
    assert dependencies == set()


@pytest.mark.parametrize(
    ("code", "of_a_problem", "of_a_country"), [("ja", "問題", "国コード"), ("ru", "Ошибка", "Код страны")]
)
def test_a_problem_is_not_called_the_code_of_a_country(code: str, of_a_problem: str, of_a_country: str) -> None:
    label = language(code).label
    assert f"| {of_a_problem} |" in guide_pages(code)["guide/index.md"].body
    assert label("Country code") == of_a_country
