"""Strings that pages show in a way of their own: labels, words of enumerations, addresses, codes."""


class Label(str):
    """A label of ours, shown in the language of the page."""

    __slots__ = ()


def field_label(name: str) -> Label:
    """The name of a field as a label: "Located in"."""
    return Label(name.replace("_", " ").capitalize())


class Word(str):
    """A word of an enumeration, such as `deputy-minister`; shown by its label."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """The word as a label: "Deputy minister"."""
        return {"communique": "Communiqué"}.get(self, self.replace("-", " ").capitalize())


class Status(Word):
    """A word for how something stands; shown with its mark."""

    __slots__ = ()


def word_unless_other(word: str) -> Word | None:
    """A word of an enumeration, unless it only says that none of the others fits."""
    return Word(word) if word != "other" else None


class Address(str):
    """The address of a page elsewhere; shown as a link."""

    __slots__ = ()


class Frequency(str):
    """An ISO 8601 duration, shown in words: "1 year"."""

    __slots__ = ()


class LanguageName(str):
    """The code of a language, shown by the language's name."""

    __slots__ = ()
