"""The layout of the editors' guide: its title line and the marking of English text.

The guide is not translated: editors read English field names all day. Used by `guide.py`, `guide_fields.py` and
`guide_rules.py`.
"""

from generator.archive.addresses import guide_path
from generator.pages.markdown import Md
from generator.pages.writer import FALLBACK, Writer
from generator.values.languages import SOURCE_LANGUAGE, gettext_noop

PATH = guide_path("index")
TITLE = gettext_noop("Editors’ guide")


def english_notice(writer: Writer) -> tuple[Md, ...]:
    """Return the notice that the guide is in English; nothing on an English page.

    Text in tables bears no visible mark of its own.
    """
    if _is_english(writer):
        return ()
    return (Md.escape(writer.label("The tables and explanations of this guide are in English.")),)


def english_text(writer: Writer, text: str, attributes: str = FALLBACK) -> Md:
    """Format a text with code in backticks, marked as English and not translated."""
    parts = text.split("`")
    formatted = Md("").join(
        Md("<code>{}</code>").format(part) if number % 2 else Md.escape(part) for number, part in enumerate(parts)
    )
    return writer.language_frame(SOURCE_LANGUAGE, attributes).format(formatted)


def english_cell(writer: Writer, text: str) -> Md:
    """Format such a text for a table or list, without a visible mark."""
    return english_text(writer, text, "")


def english_code(writer: Writer, text: str) -> Md:
    """Format a word of records as code, such as the name of a field."""
    return Md("<code{}>{}</code>").format(english_attributes(writer), text)


def english_attributes(writer: Writer) -> Md:
    """Return the HTML attributes that mark English; none on an English page."""
    return Md("") if _is_english(writer) else Md(" {}").format(writer.language_attributes(SOURCE_LANGUAGE))


def page_language_text(writer: Writer, label: str) -> Md:
    """Format a label in the language of the page, within English text."""
    text = Md.escape(label)
    code = writer.language.code
    return text if _is_english(writer) else Md('<span lang="{}">{}</span>').format(Md(code), text)


def guide_head(writer: Writer, title: Md | str) -> Md:
    """Return the head of a guide page: title, link to the start page, English notice."""
    back = writer.link_to_page(writer.label(TITLE), PATH)
    return Md("\n\n").join((Md("# {} {{#title}}\n\n{}\n{{: .kind }}").format(title, back), *english_notice(writer)))


def _is_english(writer: Writer) -> bool:
    return writer.language.code == SOURCE_LANGUAGE
