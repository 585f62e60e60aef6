"""Charts as inline SVG, drawn by pygal, coloured by the style sheet; each with its figures as a table."""

import sys
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

import pygal

from generator.pages.markdown import Md, table
from generator.pages.svg import plain_svg
from generator.pages.writer import Writer
from generator.values.text import Phrase

# pygal leaves a hook of an old kind for its plugins, of which we have none: every later import would warn of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]

SIZE = (640, 280)
HEIGHT_OF_A_BAR = 34
HEIGHT_OF_A_LEGEND = 21
COLUMNS = 3
FEWEST_BARS = 6
"""There is room for so many: one alone would fill the page."""


class Figures(NamedTuple):
    """What a chart shows: for each series its name and a number for each label; and what the labels are of."""

    of: str
    labels: Sequence[Phrase]
    series: Sequence[tuple[str, Sequence[int]]]


def chart(writer: Writer, heading: str, unit: str, figures: Figures, *, lying: bool = False) -> Md:
    """Stacked bars, what they say in words for those who do not see them, and the table of their numbers."""
    svg = Md(plain_svg(_drawn(writer, figures, lying=lying), _spoken(writer, heading, figures)))
    figure = Md('<figure class="chart">\n{}\n<figcaption>{}</figcaption>\n</figure>').format(svg, unit)
    return Md("\n\n").join((figure, _table(writer, figures)))


def _table(writer: Writer, figures: Figures) -> Md:
    several = len(figures.series) > 1
    names = [name for name, _ in figures.series]
    rows = []
    for position, name in enumerate(figures.labels):
        numbers = [numbers[position] for _, numbers in figures.series]
        total = [writer.show(sum(numbers))] if several else []
        rows.append((writer.phrase(name), *(writer.show(number or None) for number in numbers), *total))
    head = (figures.of, *names, *([writer.label("All")] if several else []))
    return table(head, rows, numbers=True)


def _spoken(writer: Writer, heading: str, figures: Figures) -> str:
    """The text alternative: the total of each label."""
    totals = (
        f"{name.text}: {writer.language.format_number(sum(numbers[position] for _, numbers in figures.series))}"
        for position, name in enumerate(figures.labels)
    )
    return f"{heading}. {'; '.join(totals)}."


def _drawn(writer: Writer, figures: Figures, *, lying: bool) -> ElementTree.Element:
    width, height = SIZE
    if lying:
        height = HEIGHT_OF_A_BAR * (len(figures.labels) + 2)
    drawing = (pygal.HorizontalStackedBar if lying else pygal.StackedBar)(
        width=width,
        height=height,
        js=(),
        css=(),
        no_prefix=True,
        show_legend=len(figures.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=COLUMNS,
        truncate_legend=-1,
        truncate_label=-1,
        margin=8,
        spacing=8,
        order_min=0,
        value_formatter=lambda number: writer.language.format_number(round(number)),
    )
    names = [name.text for name in figures.labels]
    room = [] if lying else [0] * (FEWEST_BARS - len(names))
    drawing.x_labels = list(reversed(names)) if lying else names + ["" for _ in room]
    most = max(sum(numbers[position] for _, numbers in figures.series) for position in range(len(names)))
    step = max(1, -(-most // 5))
    drawing.y_labels = list(range(0, most + step, step))
    for name, numbers in figures.series:
        drawing.add(name, list(reversed(numbers)) if lying else list(numbers) + room)
    root: ElementTree.Element = drawing.render_tree()
    rows = -(-len(figures.series) // COLUMNS) if len(figures.series) > 1 else 0
    root.set("viewBox", f"0 0 {width} {height + HEIGHT_OF_A_LEGEND * rows}")  # pygal's ends above the legend
    return root
