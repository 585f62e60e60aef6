"""Stacked bar charts as inline SVG, each with a table of its numbers. pygal draws, the style sheet colours them."""

import sys
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

import pygal

from generator.pages.direction import isolate
from generator.pages.markdown import Md, table
from generator.pages.svg import plain_svg
from generator.pages.writer import Writer
from generator.values.text import Phrase

# pygal leaves a hook of an old kind for its plugins, of which we have none: every later import would warn of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]

SIZE = (640, 280)
"""The width and height of a chart with vertical bars, in pixels; a horizontal one is as high as its bars need."""
BAR_HEIGHT = 34
LEGEND_ROW_HEIGHT = 21
LEGEND_COLUMNS = 3
FEWEST_BARS = 6
"""The number of vertical bars that there is room for at least: a single one would fill the page."""
STEPS = 5
"""The number of steps on the scale."""


class BarChart(NamedTuple):
    """The content of a chart: labels, and series of one number for each label."""

    labels_heading: str
    """The heading of the labels in the table."""
    labels: Sequence[Phrase]
    series: Sequence[tuple[str, Sequence[int]]]
    """Each series: its name, and a number for each label."""

    def total(self, position: int) -> int:
        """Return the sum of the numbers at the position of a label."""
        return sum(numbers[position] for _, numbers in self.series)


def format_chart(writer: Writer, heading: str, unit: str, chart: BarChart, *, horizontal: bool = False) -> Md:
    """Draw stacked bars, with the `unit` as caption and a table of the numbers."""
    svg = Md(plain_svg(_draw(writer, chart, horizontal=horizontal), _text_alternative(writer, heading, chart)))
    figure = Md('<figure class="chart">\n{}\n<figcaption>{}</figcaption>\n</figure>').format(svg, unit)
    return Md("\n\n").join((figure, _table(writer, chart)))


def _table(writer: Writer, chart: BarChart) -> Md:
    """Format the numbers as a table, with totals if there are several series."""
    several = len(chart.series) > 1
    rows = []
    for position, label in enumerate(chart.labels):
        numbers = [numbers[position] for _, numbers in chart.series]
        total = [writer.show(sum(numbers))] if several else []
        rows.append((writer.phrase(label), *(writer.show(number or None) for number in numbers), *total))
    names = [name for name, _ in chart.series]
    head = (chart.labels_heading, *names, *([writer.label("All")] if several else []))
    return table(head, rows, numbers=True)


def _text_alternative(writer: Writer, heading: str, chart: BarChart) -> str:
    """Say the total of each label in words, read aloud by screen readers."""
    totals = (
        f"{isolate(label.text)}: {writer.language.format_number(chart.total(position))}"
        for position, label in enumerate(chart.labels)
    )
    return f"{heading}. {'; '.join(totals)}."


def _draw(writer: Writer, chart: BarChart, *, horizontal: bool) -> ElementTree.Element:
    """Draw a chart by pygal, and return the root element of its SVG."""
    width, height = SIZE
    if horizontal:
        height = BAR_HEIGHT * (len(chart.labels) + 2)
    drawing = (pygal.HorizontalStackedBar if horizontal else pygal.StackedBar)(
        width=width,
        height=height,
        js=(),
        css=(),
        no_prefix=True,
        show_legend=len(chart.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=LEGEND_COLUMNS,
        truncate_legend=-1,
        truncate_label=-1,
        margin=8,
        spacing=8,
        order_min=0,
        value_formatter=lambda number: writer.language.format_number(round(number)),
    )
    names = [label.text for label in chart.labels]
    empty_bars = [] if horizontal else [0] * (FEWEST_BARS - len(names))
    # pygal draws the first horizontal bar at the bottom
    drawing.x_labels = list(reversed(names)) if horizontal else names + ["" for _ in empty_bars]
    most = max(chart.total(position) for position in range(len(names)))
    step = max(1, -(-most // STEPS))
    drawing.y_labels = list(range(0, most + step, step))
    for name, numbers in chart.series:
        drawing.add(name, list(reversed(numbers)) if horizontal else list(numbers) + empty_bars)
    root: ElementTree.Element = drawing.render_tree()
    legend_rows = -(-len(chart.series) // LEGEND_COLUMNS) if len(chart.series) > 1 else 0
    # pygal's own viewBox ends above the legend
    root.set("viewBox", f"0 0 {width} {height + LEGEND_ROW_HEIGHT * legend_rows}")
    return root
