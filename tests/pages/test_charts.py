"""Charts: valid, accessible SVG without scripts, and the numbers as a table."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.archive.archive import Archive
from generator.content.characters import CONTROLS
from generator.kinds.site import Site
from generator.pages.charts import BarChart, format_chart
from generator.pages.direction import isolate
from generator.pages.markdown import Md
from generator.pages.writer import Writer
from generator.values.languages import language
from generator.values.text import Phrase

CONFIGURED: list[Any] = yaml.safe_load(Path("mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
EXTENSIONS = [name for entry in CONFIGURED for name in (entry if isinstance(entry, dict) else [entry])]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    "</svg></figure><b>",
    '" onload="alert(1)',
    "'quoted'",
    "A & B &amp; C",
    "a | b",
    "*a* _b_ `c`",
    "# x {: .evil }",
    "<!-- x -->",
    "]]>",
    "%(name)s {}",
    "[x](javascript:alert(1))",
    "السلام عليكم",
    "日本 🇯🇵",
)
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(
    lambda text: not CONTROLS.search(text)
)


def chart_of(labels: list[str], series: list[tuple[str, list[int]]]) -> BarChart:
    return BarChart("Year", [Phrase(label) for label in labels], series)


CHART = chart_of(["2022", "2023"], [("Minister", [2, 0]), ("Working", [1, 3])])


def writer(code: str = "en") -> Writer:
    return Writer(Archive(Site(), (), {}, date(2024, 2, 1), "public"), language(code), "statistics/index.md")


def draw(chart: BarChart, *, heading: str = "Heading", horizontal: bool = False, code: str = "en") -> str:
    return str(format_chart(writer(code), heading, "Unit", chart, horizontal=horizontal))


def svg(text: str) -> ElementTree.Element:
    """Parse the drawing of a chart."""
    start, end = text.index("<svg"), text.index("</svg>") + len("</svg>")
    return ElementTree.fromstring(text[start:end])  # noqa: S314  # our own drawing


def written(root: ElementTree.Element) -> list[str]:
    """Return the texts of a drawing."""
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def table(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


def bars(root: ElementTree.Element, series: int) -> list[tuple[float, float]]:
    """Return the width and height of each bar of a series."""
    (group,) = (
        each
        for each in root.iter(f"{SVG}g")
        if each.get("class", "").split()[:2] == ["series", f"serie-{series}"] and each.find(f"{SVG}g") is not None
    )
    return [(float(bar.get("width", "0")), float(bar.get("height", "0"))) for bar in group.iter(f"{SVG}rect")]


# The drawing


@pytest.mark.parametrize("horizontal", [False, True])
def test_a_chart_is_a_drawing_without_anything_that_runs_styles_or_tells_by_itself(horizontal: bool) -> None:
    text = draw(CHART, horizontal=horizontal)
    root = svg(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "g", "rect", "path", "text"}
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name] == []
    assert "<!--" not in text
    assert "<?" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("horizontal", [False, True])
def test_the_text_alternative_tells_the_totals(horizontal: bool) -> None:
    root = svg(draw(CHART, heading="Meetings a year", horizontal=horizontal))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Meetings a year. 2022: 3; 2023: 3."


def test_no_two_charts_of_a_page_share_an_id() -> None:
    assert [element.get("id") for element in svg(draw(CHART)).iter() if element.get("id")] == []


def test_the_bars_are_as_long_as_the_numbers() -> None:
    root = svg(draw(CHART))
    minister, working = ([height for _, height in bars(root, series) if height] for series in (0, 1))
    assert len(minister) == 1
    # drawn to a tenth of a pixel
    assert [height / minister[0] * 2 for height in working] == [
        pytest.approx(1, abs=0.005),
        pytest.approx(3, abs=0.005),
    ]


@pytest.mark.parametrize("horizontal", [False, True])
def test_what_is_none_has_no_bar_and_every_bar_has_its_width_and_height(horizontal: bool) -> None:
    root = svg(
        draw(
            chart_of(["2021", "2022", "2023"], [("Minister", [0, 2, 0]), ("Working", [0, 0, 1])]), horizontal=horizontal
        )
    )
    assert [len([bar for bar in bars(root, series) if 0 not in bar]) for series in (0, 1)] == [1, 1]
    assert [bar.attrib for bar in root.iter(f"{SVG}rect") if not (bar.get("width") and bar.get("height"))] == []


def test_the_bars_of_a_horizontal_chart_stand_beside_their_labels_in_their_order() -> None:
    root = svg(draw(chart_of(["First", "Second"], [("All", [5, 1])]), horizontal=True))
    heights = {each.text: float(each.get("y", "0")) for each in root.iter(f"{SVG}text")}
    assert heights["First"] < heights["Second"]
    (group,) = (each for each in root.iter(f"{SVG}g") if each.get("class") == "bars")
    places = [(float(bar.get("y", "0")), float(bar.get("width", "0"))) for bar in group.iter(f"{SVG}rect")]
    (_, first), (_, second) = sorted(places)
    assert first / second == pytest.approx(5, abs=0.005)


@pytest.mark.parametrize(("series", "named"), [(CHART.series, True), (CHART.series[:1], False)])
def test_series_are_named_where_there_are_several(series: list[tuple[str, list[int]]], named: bool) -> None:
    texts = written(svg(draw(CHART._replace(series=series))))
    assert ("Minister" in texts) is named
    assert {"2022", "2023"} <= set(texts)


def test_a_chart_of_few_has_whole_numbers_on_its_scale() -> None:
    texts = written(svg(draw(chart_of(["2023"], [("All", [2])]))))
    assert texts == ["0", "1", "2", "2023"]


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    chart = chart_of(["2023"], [("All", [12345]), ("None", [0])])
    assert "12,345" in (svg(draw(chart)).get("aria-label") or "")
    assert "12\u00a0345" in (svg(draw(chart, code="ru")).get("aria-label") or "")
    assert "| 2023 | 12\u00a0345 |  | 12\u00a0345 |" in draw(chart, code="ru")


@pytest.mark.parametrize("horizontal", [False, True])
def test_the_same_numbers_make_the_same_bytes(horizontal: bool) -> None:
    assert draw(CHART, horizontal=horizontal) == draw(CHART, horizontal=horizontal)


def test_another_run_makes_the_same_bytes() -> None:
    script = (
        "from tests.pages.test_charts import CHART, draw; "
        "import sys; sys.stdout.buffer.write(draw(CHART, horizontal=True).encode())"
    )
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert again.stdout.decode() == draw(CHART, horizontal=True)


def test_nothing_is_left_for_pygal_to_import() -> None:
    assert [finder for finder in sys.meta_path if "pygal" in type(finder).__module__] == []


# The table


def test_the_numbers_stand_in_a_table_with_their_totals() -> None:
    assert table(draw(CHART)) == [
        "| Year | Minister | Working | All |",
        "| --- | ---: | ---: | ---: |",
        "| 2022 | 2 | 1 | 3 |",
        "| 2023 |  | 3 | 3 |",
    ]


def test_a_single_series_has_no_totals() -> None:
    assert table(draw(chart_of(["2022", "2023"], [("Minister", [2, 0])]))) == [
        "| Year | Minister |",
        "| --- | ---: |",
        "| 2022 | 2 |",
        "| 2023 |  |",
    ]


def test_the_drawing_stands_before_its_unit_and_its_table() -> None:
    text = draw(CHART)
    assert text.startswith('<figure class="chart">\n<svg ')
    assert "</svg>\n<figcaption>Unit</figcaption>\n</figure>\n\n| Year | Minister |" in text


# Hostile text


@pytest.mark.parametrize("horizontal", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is_in_drawing_alternative_and_table(text: str, horizontal: bool) -> None:
    chart = chart_of([text, "2023"], [(text, [1, 2]), ("Other", [3, 4])])
    source = draw(chart, heading=text, horizontal=horizontal)
    root = svg(source)
    alternative = f"{text}. {isolate(text)}: 4; 2023: 6."
    assert root.get("aria-label") == alternative
    assert written(root).count(text) == 2
    tree = rendered(source)
    assert [root.get("aria-label") for root in tree.iter(f"{SVG}svg")] == [alternative]
    assert [each.text for each in tree.iter(f"{SVG}text")].count(text) == 2
    cells = [["".join(cell.itertext()) for cell in row if cell.tag in ("th", "td")] for row in tree.iter("tr")]
    assert cells == [["Year", text, "Other", "All"], [text, "1", "3", "4"], ["2023", "2", "4", "6"]]
    assert {each.tag.removeprefix(SVG) for each in tree.iter() if isinstance(each.tag, str)} <= {
        "DOCUMENT_FRAGMENT", "figure", "figcaption", "svg", "g", "rect", "path", "text",
        "table", "thead", "tbody", "tr", "th", "td", "bdi",
    }  # fmt: skip


def rendered(source: str) -> Any:
    """Convert Markdown by Python-Markdown and parse the HTML, strictly."""
    html = markdown.markdown(source, extensions=EXTENSIONS)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_a_hostile_unit_is_shown_as_it_is(text: str) -> None:
    source = str(format_chart(writer(), "Heading", text, CHART))
    (caption,) = source.split("<figcaption>")[1:]
    assert Md(caption.partition("</figcaption>")[0]) == Md.escape(text)


@given(
    st.lists(st.tuples(texts, st.integers(0, 10**12), st.integers(0, 10**6)), min_size=1, max_size=6),
    texts,
    st.booleans(),
)
@example([("a", 0, 0)], "b", False)
@example([("a", 10**12, 0)], "b", True)
def test_any_labels_and_numbers_make_sound_xml_that_tells_them(
    rows: list[tuple[str, int, int]], name: str, horizontal: bool
) -> None:
    chart = chart_of(
        [label for label, _, _ in rows],
        [(name, [number for _, number, _ in rows]), ("Other", [number for _, _, number in rows])],
    )
    text = draw(chart, horizontal=horizontal)
    totals = "; ".join(f"{isolate(label)}: {one + other:,}" for label, one, other in rows)
    root = svg(text)
    assert root.get("aria-label") == f"Heading. {totals}."
    assert {label.text for label in chart.labels} <= set(written(root))
    assert len(table(text)) == 2 + len(rows)
