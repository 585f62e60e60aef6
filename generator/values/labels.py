"""Classes of strings that pages show in a special way: labels, words of enumerations, addresses, codes.

`pages/writer.py` picks the format by the class.
"""


class Label(str):
    """A label of the site, translated to the language of the page."""

    __slots__ = ()


def field_label(name: str) -> Label:
    """Return the name of a field as a label: "Located in"."""
    return Label(name.replace("_", " ").capitalize())


class Word(str):
    """A word of an enumeration, such as `deputy-minister`, shown by its label."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """Return the word as a label: "Deputy minister"."""
        return {"communique": "Communiqué"}.get(self, self.replace("-", " ").capitalize())


class Status(Word):
    """The status of something, shown with its mark."""

    __slots__ = ()


def word_unless_other(word: str) -> Word | None:
    """Return a word of an enumeration; None for `other`."""
    return Word(word) if word != "other" else None


class Address(str):
    """The address of a page elsewhere, shown as a link."""

    __slots__ = ()


class Frequency(str):
    """An ISO 8601 duration, shown in words: "1 year"."""

    __slots__ = ()


class LanguageName(str):
    """The code of a language, shown by its name."""

    __slots__ = ()
