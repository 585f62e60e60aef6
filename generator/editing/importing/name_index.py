"""Who is meant by a name: the records there are, found by any name in any script, and those that are made for names
that nobody has."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.editing.importing.converters import UnconvertedError
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import KINDS_BY_NAME, ValueRule
from generator.editing.importing.personal_names import Names, normalise_name
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import Kind, own_title
from generator.kinds.record import Record
from generator.problems import quote
from generator.problems.suggest import closest_match
from generator.values.folding import fold_name
from generator.values.ids import propose
from generator.values.text import Text

Making = Callable[[ImportDraft], None]
"""Fills in what a new record says beside its name."""
MOST_HINTS = 100
"""How many names that nobody has are compared with all there are: where there are more, it is not for misspelling."""


class NameIndex:
    """The records that may be referred to, and drafts of those that a name was given for."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.drafts: dict[str, ImportDraft] = {}
        self.taken: set[str] = set()
        """The ids of all kinds: a person and a party of one id would be told apart by nobody."""
        self._by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._personal: dict[str, Names] = {kind.name: Names() for kind in KINDS if kind.personal}
        self._spelt: dict[str, str] = {}
        self._keys: set[str] = set()
        self._hints = 0
        for record in records:
            self.taken |= {record.id, *record.formerly}
            self.add(record)

    def add(self, record: Record) -> None:
        """Have a record found by its names."""
        self._add(kind_of(record), record.id, _names(record))

    def people(self, record: Record) -> list[str]:
        """The keys of the people who have one of the names of a person, in whatever order and script."""
        names = self._personal[kind_of(record).name]
        return sorted({key for name in _given(record) for key in names.found(name)})

    def resembling(self, record: Record) -> list[str]:
        """The keys of the people who may be a person, by their names."""
        names = self._personal[kind_of(record).name]
        return sorted({key for name in _given(record) for key in names.resembling(name)})

    def _add(self, kind: Kind[Any], identifier: str, names: Iterable[str]) -> None:
        self._keys.add(f"{kind.folder}/{identifier}")
        for name in names:
            self._by_name[kind.name][fold_name(name)].add(f"{kind.folder}/{identifier}")
            self._spelt.setdefault(fold_name(name), name)
            if kind.personal:
                self._personal[kind.name].add(name, f"{kind.folder}/{identifier}")

    def refer(self, name: str, recipe: ValueRule, make: Making) -> tuple[str, str]:
        """The id of what is meant, and its key. Raises UnconvertedError."""
        kinds, name = [kind for kind in KINDS if recipe.refer in kind.words], " ".join(name.split())
        found = self._found(name, kinds)
        if len(found) > 1:
            raise UnconvertedError(f"one record is expected, found {quote(name)}, which is {' and '.join(found)}")
        if not found:
            return self._made(name, recipe, kinds, make)
        return found[0].partition("/")[2], found[0]

    def _found(self, name: str, kinds: list[Kind[Any]]) -> list[str]:
        """The keys of those that are called so, else of people that are with the words of the name in another order,
        else of the one that has that id or that a standard means."""
        wanted = fold_name(name)
        named = sorted(key for kind in kinds for key in self._by_name[kind.name].get(wanted, ()))
        named = named or sorted(key for kind in kinds if kind.personal for key in self._personal[kind.name].found(name))
        if named:
            return named
        standard = ((kind, kind.identified(name)) for kind in kinds)
        keys = [f"{kind.folder}/{identifier}" for kind, identifier in standard if identifier]
        return [key for key in keys if key in self._keys]

    def _made(self, name: str, recipe: ValueRule, kinds: list[Kind[Any]], make: Making) -> tuple[str, str]:
        kind = KINDS_BY_NAME[recipe.create] if recipe.create else None
        standard = kind.identified(name) if kind else None
        if not kind:
            raise UnconvertedError(f"there is no {recipe.refer} {quote(name)}{self._hint(name, kinds)}")
        if kind.standard and not standard:
            raise UnconvertedError(f"the name or code of a {kind.name} is expected, found {quote(name)}")
        field = "name" if "name" in kind.record.model_fields else "title"
        named = normalise_name(name) if kind.personal else name
        values = {} if standard else {field: named}
        like = tuple(self._personal[kind.name].resembling(named)) if kind.personal else ()
        identifier = standard or propose("", named, self.taken)
        draft = ImportDraft(kind, identifier, values, referred_to=True, named=name, resembles=like)
        self.taken.add(draft.id)
        self.drafts[draft.key] = draft
        self._add(kind, draft.id, (named, name, draft.id))
        make(draft)
        return draft.id, draft.key

    def _hint(self, name: str, kinds: list[Kind[Any]]) -> str:
        if any(kind.identified(name) for kind in kinds):
            return "; `create` in the map has a record written"
        self._hints += 1
        if self._hints > MOST_HINTS:
            return ""
        close = closest_match(fold_name(name), {spelt for kind in kinds for spelt in self._by_name[kind.name]})
        hint = f"did you mean {quote(self._spelt[close])}?" if close else ""
        return f"; {hint}" if hint else ""


def _names(record: Record) -> Iterator[str]:
    """Everything that a record is found by: its names in every language, and its id."""
    yield from _given(record)
    yield from (record.id, key_of(record), *record.formerly)


def _given(record: Record) -> Iterator[str]:
    """The names of a record in every language."""
    given: tuple[str | Text | None, ...] = (own_title(record), *kind_of(record).names(record))
    for name in given:
        if isinstance(name, Text):
            yield from (phrase.text for phrase in name.all())
        elif name:
            yield name
