"""What the pages of the editors' guide share: English, marked where a page is in another language, and the way back.

The guide is not translated: it is for those who write the records, who read English field names all day.
"""

from generator.archive.addresses import guide_path
from generator.pages.markdown import Md
from generator.pages.writer import FALLBACK, Writer
from generator.values.languages import SOURCE_LANGUAGE, gettext_noop

PATH = guide_path("index")
TITLE = gettext_noop("Editors’ guide")


def said_to_be_english(writer: Writer) -> tuple[Md, ...]:
    """On a page in another language, that the guide is English: in tables, no mark says so."""
    spoken = writer.language.code == SOURCE_LANGUAGE
    return () if spoken else (Md.escape(writer.label("The tables and explanations of this guide are in English.")),)


def english(writer: Writer, text: str, more: str = FALLBACK) -> Md:
    """A text of the guide, in which `code` stands in backticks; by default marked as what is not translated."""
    parts = text.split("`")
    shown = Md("").join(
        Md("<code>{}</code>").format(part) if number % 2 else Md.escape(part) for number, part in enumerate(parts)
    )
    return writer.language_frame(SOURCE_LANGUAGE, more).format(shown)


def cell(writer: Writer, text: str) -> Md:
    """The same in a table or a list, where a mark in every line would be too many."""
    return english(writer, text, "")


def code(writer: Writer, text: str) -> Md:
    """A word that is written in records as it stands: English, as the names of fields are."""
    return Md("<code{}>{}</code>").format(marks(writer), text)


def marks(writer: Writer) -> Md:
    """The attributes of what is English on a page in another language."""
    spoken = writer.language.code == SOURCE_LANGUAGE
    return Md("") if spoken else Md(" {}").format(writer.language_attributes(SOURCE_LANGUAGE))


def in_own_language(writer: Writer, label: str) -> Md:
    """A label within what is English."""
    shown = Md.escape(label)
    code = writer.language.code
    return shown if code == SOURCE_LANGUAGE else Md('<span lang="{}">{}</span>').format(Md(code), shown)


def head(writer: Writer, title: Md | str) -> Md:
    """The title of a page of the guide, the way back to its beginning, and in which language what follows is."""
    back, spoken = writer.link_to_page(writer.label(TITLE), PATH), said_to_be_english(writer)
    return Md("\n\n").join((Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, back), *spoken))
