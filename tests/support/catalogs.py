"""All labels of the site, and their catalogs of translations. `make labels` adds new labels to the catalogs.

Labels stand in calls in the source, in templates, and in what the kinds declare.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.kinds import KINDS
from generator.kinds.agreement_history import PARTY_STATUSES
from generator.kinds.record import Fields
from generator.values.labels import Word, field_label
from generator.values.languages import CATALOGS
from generator.values.reference import ANY, To
from tests.support.paths import ROOT

Message: TypeAlias = str | tuple[str, str]
"""A label, or the two forms of a plural label."""

GENERATOR = ROOT / "generator"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "label": None,
    "gettext_noop": None,
    "plural": (1, 2),
    "Fact": None,
    "Label": None,
    "sentence": None,
}
HEADER = """\
# The labels of the site. `make labels` adds new ones and takes out those that are gone.
msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {}\\n"

"""
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext.babel_extract")]
OPTIONS = {"**.jinja": {"comment_start_string": "{==", "comment_end_string": "==}", "silent": "false"}}


@cache
def messages() -> frozenset[Message]:
    """Return every label in English. Reading them all takes a while."""
    return frozenset((*_written(), *_declared()))


def _written() -> Iterator[Message]:
    """Return the labels in calls and templates."""
    extracted = extract_from_dir(GENERATOR, METHODS, OPTIONS, KEYWORDS)
    for _, _, message, _, _ in extracted:
        if isinstance(message, tuple):
            yield message[0], message[1]
        else:
            yield message


def _declared() -> Iterator[Message]:
    """Return the labels that kinds declare: names, backlinks, words, fields."""
    for kind in KINDS:
        yield from (kind.label, kind.plural)
        yield from (field_label(name) for name, declared in kind.record.model_fields.items() if not declared.exclude)
        for model in _models(kind.record):
            for name in model.model_fields:
                yield from (mark.back for mark in _marks(get_type_hints(model, include_extras=True)[name]))
    yield from (Word(word).label for word in WORDS)
    yield To(ANY, back="In the text of").back


def _models(model: type[Fields]) -> Iterator[type[Fields]]:
    """Yield a class of mappings, and the classes of the mappings in it."""
    yield model
    for hint in get_type_hints(model, include_extras=True).values():
        for part in _parts(hint):
            if isinstance(part, type) and issubclass(part, Fields):
                yield from _models(part)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _marks(hint: Any) -> Iterator[To]:
    return (part for part in _parts(hint) if isinstance(part, To))


def _words() -> Iterator[Word]:
    for kind in KINDS:
        for model in _models(kind.record):
            for hint in get_type_hints(model, include_extras=True).values():
                for part in _parts(hint):
                    if get_origin(part) is Literal:
                        yield from map(Word, get_args(part))
    yield from map(Word, (*PARTY_STATUSES, "overdue"))


WORDS = frozenset(_words()) - {Word("public"), Word("internal")}


def update(path: Path) -> None:
    """Update a catalog to the current labels: translations stay, outdated labels go."""
    with path.open("rb") as file:
        old = read_po(file, locale=path.stem.replace("-", "_"))
    new = Catalog(locale=old.locale, fuzzy=False)
    for message in sorted(messages(), key=str):
        identifier = message if isinstance(message, str) else message[0]
        last = old.get(identifier)
        new.add(message, last.string if last and isinstance(last.string, str) == isinstance(message, str) else "")
    with path.open("wb") as file:
        file.write(HEADER.format(path.stem, old.plural_forms).encode())
        write_po(file, new, width=0, omit_header=True)


def untranslated(path: Path) -> list[Message]:
    """Return the labels that a catalog lacks, wholly or in one plural form."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem.replace("-", "_"))
    lacking = []
    for message in messages():
        entry = catalog.get(message if isinstance(message, str) else message[0])
        strings = (entry.string,) if entry and isinstance(entry.string, str) else entry.string if entry else ()
        plural = isinstance(message, tuple)
        if not strings or not all(strings) or (plural and len(strings) != catalog.num_plurals):
            lacking.append(message)
    return sorted(lacking, key=str)


if __name__ == "__main__":
    for catalog in sys.argv[1:] or map(str, sorted(CATALOGS.glob("*.po"))):
        update(Path(catalog))
