"""What the pages of the editors' guide share: English, marked where a page is in another language, and the way back.

The guide is not translated: it is for those who write the records, who read English field names all day.
"""

from generator.languages import SOURCE_LANGUAGE, marked
from generator.pages.markdown import Md
from generator.pages.writer import FALLBACK, Writer

PATH = "guide/index.md"
TITLE = marked("Editors’ guide")


def english(writer: Writer, text: str, marks: str = FALLBACK) -> Md:
    """A text of the guide, in which `code` stands in backticks; by default marked as what is not translated."""
    parts = text.split("`")
    shown = Md("").join(code(part) if number % 2 else Md.escape(part) for number, part in enumerate(parts))
    return writer.frame(SOURCE_LANGUAGE, marks).format(shown)


def cell(writer: Writer, text: str) -> Md:
    """The same in a table or a list, where a mark in every line would be too many."""
    return english(writer, text, "")


def code(text: str) -> Md:
    """A word that is written in records as it stands."""
    return Md("<code>{}</code>").format(text)


def head(writer: Writer, title: Md | str) -> Md:
    """The title of a page of the guide, and the way back to its beginning."""
    back = writer.link_to_page(writer.label(TITLE), PATH)
    return Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, back)
