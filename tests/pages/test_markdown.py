"""Escaping and prose, read back by Python-Markdown with the extensions that the site uses, and by an HTML parser."""

import re
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.characters import CONTROLS
from generator.pages.markdown import Md, blocks, bullets, escape_url, indent, inline, plain_text, table
from generator.values.reference import Reference
from generator.values.text import Prose

CONFIGURED: list[Any] = yaml.safe_load(Path("mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
EXTENSIONS = [name for entry in CONFIGURED for name in (entry if isinstance(entry, dict) else [entry])]

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "![x](http://x.example/a.png)",
    "| a | b |",
    "# x",
    "C#",
    "`",
    "``` x",
    "<!--",
    "-->",
    "&amp;",
    "&lt;b&gt;",
    "[[x]]",
    "- x",
    "+ x",
    "1. x",
    "1) x",
    "12 x",
    "===",
    "---",
    "***",
    ": x",
    "~~~",
    "> x",
    "{: .x }",
    "x {: #y }",
    "[TOC]",
    "[^1]",
    "*a* _b_ **c** __d__",
    "a\\*b\\",
    "http://x.example/_a_",
    "<http://x.example>",
    "!!! note",
    "x!",
    "\ufdcf!",
    "\u202eevil",
    "a\u200bb\u200d",
    "السلام عليكم",
    "x  y",
    "\\",
    "'\"",
    "&#58;",
    "*[x]: y",
    "$x$ ==y== ^z^",
    '??? note "x"',
    "???+ note",
    '!!! note "x"',
)
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(
    lambda text: not CONTROLS.search(text)
)
MARKUP = [*"ab *_`[](){}<>#|!-+=:~\\&;.1\n\"'/^$?", "??? a", "!!! a"]
marked = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=40).map("".join)


def no_record(reference: Reference, text: str) -> Md:
    return Md.escape(text or reference.text)


def rendered(source: str) -> Any:
    """Convert Markdown with Python-Markdown to valid HTML; return its element tree."""
    html = markdown.markdown(source, extensions=EXTENSIONS)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html)


def rendered_text(source: str) -> str:
    return "".join(rendered(source).itertext()).strip()


def one_line(text: str) -> str:
    return re.sub(r"[ \n\r\t]+", " ", text).strip(" ")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "-   {}", "Label\n:   {}", "x {} y", "**{}**", "[{}](people/x.md)", "1.  {}"])
def test_hostile_text_is_shown_as_it_is_wherever_it_stands(text: str, frame: str) -> None:
    around = rendered_text(frame.format("MIDDLE"))
    assert rendered_text(frame.format(Md.escape(text))) == around.replace("MIDDLE", one_line(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_table_stays_in_its_cell(text: str) -> None:
    table = rendered(f"| a | b |\n| --- | --- |\n| {Md.escape(text)} | z |\n")
    assert ["".join(cell.itertext()).strip() for cell in table.iter("td")] == [one_line(text), "z"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_heading_leaves_its_id_alone(text: str) -> None:
    heading = next(rendered(f"# {Md.escape(text)} {{#title}}").iter("h1"))
    assert heading.get("id") == "title"
    assert "".join(heading.itertext()).strip() == one_line(text)


@given(marked | texts)
@example("1.")
@example("*\n*")
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert one_line(rendered_text(f"x {Md.escape(text)} y")) == one_line(f"x {text} y")


@given(marked)
def test_any_text_at_the_start_of_a_line_is_shown_as_it_is(text: str) -> None:
    assert one_line(rendered_text(str(Md.escape(text)))) == one_line(text)


@given(marked)
def test_any_prose_makes_sound_html_without_scripts_or_strange_addresses(text: str) -> None:
    tree = rendered(str(blocks(text, no_record)))
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {
        "DOCUMENT_FRAGMENT", "p", "em", "strong", "ul", "ol", "li", "a", "br",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one two</p>"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("a*b*c", "<p>a<em>b</em>c</p>"),
        ("[x](https://x.example/a_b_(c)?d=1&e=2)", '<p><a href="https://x.example/a_b_%28c%29?d=1&amp;e=2">x</a></p>'),
        ("\\*not\\*", "<p>*not*</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ],
)
def test_prose_is_a_small_markdown(text: str, html: str) -> None:
    assert markdown.markdown(str(blocks(text, no_record)), extensions=EXTENSIONS) == html


def test_lists_nest() -> None:
    tree = rendered(str(blocks("- a\n  - b\n\n  c\n- d", no_record)))
    assert len(list(tree.iter("ul"))) == 2
    assert [item.tag for item in next(tree.iter("li"))][-1] == "p"


def test_a_record_link_is_made_by_the_page() -> None:
    def linked(reference: Reference, text: str) -> Md:
        return Md(f"<{reference.text}|{text}>")

    assert blocks("see [[people/x|Mr X]] and [[people/y]]", linked) == "see <people/x|Mr X> and <people/y|>"


def test_prose_on_one_line_keeps_all_it_says() -> None:
    assert inline("a *b*\n\n- c\n- d", no_record) == "a <em>b</em> c d"


def test_the_lines_after_the_first_are_indented_but_not_the_empty_ones() -> None:
    assert indent("a\n\nb\nc") == "a\n\n    b\n    c"


@given(marked)
def test_the_plain_text_of_an_escaped_line_is_the_text(text: str) -> None:
    assert plain_text(Md("x {}").format(text)).removeprefix("x").strip() == one_line(text)


def test_joining_and_formatting_escape() -> None:
    assert Md("{}").format("*") == "\\*"
    assert Md(" · ").join(["*", Md("*")]) == "\\* · *"
    assert Md("a") + "*" == "a\\*"
    assert "*" + Md("a") == "\\*a"


def test_an_address_cannot_leave_its_brackets() -> None:
    assert escape_url('https://x.example/a b)(<>"`\\é') == "https://x.example/a%20b%29%28%3C%3E%22%60%5C%C3%A9"


def test_prose_in_several_languages_keeps_its_links() -> None:
    prose = Prose.parse({"en": "[[people/x]]", "ja": "[[people/y|Y]]"})
    assert [link.text for link in prose.links] == ["people/x", "people/y"]


def test_an_exclamation_mark_makes_no_image_of_what_follows() -> None:
    after_text = Md("{}[\\[1\\]](#source-1)").format("Agreed!")
    after_prose = blocks(
        "Agreed![x](https://x.example/) and ![[people/x|X]]", lambda reference, text: Md(f"[{text}](x.md)")
    )
    for source in (after_text, after_prose):
        assert not list(rendered(str(source)).iter("img"))
        assert rendered_text(str(source)).startswith("Agreed!")


# Tables and lists


def cells_of(source: str) -> list[list[str]]:
    """Return the text of the cells of a table, row by row."""
    return [
        ["".join(cell.itertext()).strip() for cell in row if cell.tag in ("th", "td")]
        for row in rendered(source).iter("tr")
    ]


def test_a_table_has_a_line_for_its_heads_and_one_for_each_row() -> None:
    written = table(("Year", Md("**All**")), [(2024, Md("[x](y.md)")), ("a | *b*", "")])
    assert written == "| Year | **All** |\n| --- | --- |\n| 2024 | [x](y.md) |\n| a \\| \\*b\\* |  |"
    assert isinstance(written, Md)


def test_heads_and_rows_of_a_table_may_be_iterators() -> None:
    assert table(iter("ab"), (iter(row) for row in ("cd", "ef"))) == "| a | b |\n| --- | --- |\n| c | d |\n| e | f |"


def test_a_table_without_rows_has_its_heads() -> None:
    assert table(("a", "b"), ()) == "| a | b |\n| --- | --- |"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_heads_and_cells_of_a_table_stays_there(text: str) -> None:
    written = table((text, "b"), [(text, "z"), ("y", text)])
    as_one_line = one_line(text)
    assert cells_of(written) == [[as_one_line, "b"], [as_one_line, "z"], ["y", as_one_line]]


@given(st.lists(marked.map(one_line).filter(bool), min_size=2, max_size=2))
def test_any_text_in_a_table_stays_in_its_cell(texts: list[str]) -> None:
    written = table(("a", "b"), [texts])
    assert [[one_line(cell) for cell in row] for row in cells_of(written)] == [["a", "b"], texts]


def test_a_cell_is_one_line_whatever_its_text() -> None:
    assert table(("a\nb",), [("c\r\n\n- d",)]) == "| a b |\n| --- |\n| c - d |"


def test_a_list_has_a_line_for_each_entry() -> None:
    written = bullets(iter([Md("[x](y.md)"), Md("b")]))
    assert written == "-   [x](y.md)\n-   b"
    assert isinstance(written, Md)
    assert bullets(()) == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_list_stays_in_its_entry(text: str) -> None:
    tree = rendered(bullets([Md.escape(text), Md("z")]))
    assert ["".join(entry.itertext()).strip() for entry in tree.iter("li")] == [one_line(text), "z"]
    assert [element.tag for element in tree.iter() if element.tag in ("ul", "ol", "dl", "h1")] == ["ul"]


def test_what_is_no_markdown_of_ours_is_escaped_in_a_list_too() -> None:
    assert bullets(["*a*"]) == "-   \\*a\\*"  # type: ignore[list-item]  # a slip that must not be published
