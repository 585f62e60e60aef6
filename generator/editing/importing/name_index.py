"""`NameIndex`: find records by any of their names, in any script; create drafts for names without a record."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.editing.importing.converters import UnconvertedError
from generator.editing.importing.draft import ImportDraft
from generator.editing.importing.mapping import KINDS_BY_NAME, ValueRule
from generator.editing.importing.personal_names import PersonalNames, normalise_name
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import Kind, own_title
from generator.kinds.record import Record
from generator.problems import quote
from generator.problems.suggest import closest_match
from generator.values.folding import fold_name
from generator.values.ids import propose_id
from generator.values.text import Text

FillDraft = Callable[[ImportDraft], None]
"""Fills in the fields of a new record beside its name."""
MOST_HINTS = 100
"""The most unknown names that are compared with all others for a hint. More of them are not misspellings."""


class NameIndex:
    """The records that a row may refer to, by name, and the drafts created for names without a record."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.drafts: dict[str, ImportDraft] = {}
        self.ids: set[str] = set()
        """The ids of all kinds: no two records share one, so that a person and a party are never confused."""
        self._by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._personal: dict[str, PersonalNames] = {
            kind.name: PersonalNames() for kind in KINDS if kind.naming.has_personal_names
        }
        self._spellings: dict[str, str] = {}
        self._keys: set[str] = set()
        self._hints = 0
        for record in records:
            self.ids |= {record.id, *record.formerly}
            self.add(record)

    def add(self, record: Record) -> None:
        """Index a record by its names."""
        self._add(kind_of(record), record.id, _names(record))

    def people_named_like(self, record: Record) -> list[str]:
        """Return the keys of people with a name of `record`, in any word order."""
        names = self._personal[kind_of(record).name]
        return sorted({key for name in _names_in_every_language(record) for key in names.find(name)})

    def people_resembling(self, record: Record) -> list[str]:
        """Return the keys of people with a name similar to one of `record`."""
        names = self._personal[kind_of(record).name]
        return sorted({key for name in _names_in_every_language(record) for key in names.find_similar(name)})

    def _add(self, kind: Kind[Any], identifier: str, names: Iterable[str]) -> None:
        self._keys.add(f"{kind.folder}/{identifier}")
        for name in names:
            self._by_name[kind.name][fold_name(name)].add(f"{kind.folder}/{identifier}")
            self._spellings.setdefault(fold_name(name), name)
            if kind.naming.has_personal_names:
                self._personal[kind.name].add(name, f"{kind.folder}/{identifier}")

    def refer(self, name: str, rule: ValueRule, fill: FillDraft) -> tuple[str, str]:
        """Return id and key of the record that `name` means.

        Create a draft if the rule allows it.

        Raises UnconvertedError if several records have the name, or none has it.
        """
        kinds, name = [kind for kind in KINDS if rule.refer in kind.reference_names], " ".join(name.split())
        keys = self._find(name, kinds)
        if len(keys) > 1:
            raise UnconvertedError(f"one record is expected, found {quote(name)}, which is {' and '.join(keys)}")
        if not keys:
            return self._create(name, rule, kinds, fill)
        return keys[0].partition("/")[2], keys[0]

    def _find(self, name: str, kinds: list[Kind[Any]]) -> list[str]:
        """Return the keys of the records with that name.

        Otherwise of people with its words in another order, or of records with the id that a standard gives it.
        """
        wanted = fold_name(name)
        named = sorted(key for kind in kinds for key in self._by_name[kind.name].get(wanted, ()))
        named = named or sorted(
            key for kind in kinds if kind.naming.has_personal_names for key in self._personal[kind.name].find(name)
        )
        if named:
            return named
        standard = ((kind, kind.naming.standard_id(name)) for kind in kinds)
        keys = [f"{kind.folder}/{identifier}" for kind, identifier in standard if identifier]
        return [key for key in keys if key in self._keys]

    def _create(self, name: str, rule: ValueRule, kinds: list[Kind[Any]], fill: FillDraft) -> tuple[str, str]:
        kind = KINDS_BY_NAME[rule.create] if rule.create else None
        standard = kind.naming.standard_id(name) if kind else None
        if not kind:
            raise UnconvertedError(f"there is no {rule.refer} {quote(name)}{self._hint(name, kinds)}")
        if kind.naming.restates_a_standard and not standard:
            raise UnconvertedError(f"the name or code of a {kind.name} is expected, found {quote(name)}")
        field = "name" if "name" in kind.record.model_fields else "title"
        own_name = normalise_name(name) if kind.naming.has_personal_names else name
        values = {} if standard else {field: own_name}
        similar = tuple(self._personal[kind.name].find_similar(own_name)) if kind.naming.has_personal_names else ()
        identifier = standard or propose_id("", own_name, self.ids)
        draft = ImportDraft(kind, identifier, values, referred_to=True, name_in_row=name, resembles=similar)
        self.ids.add(draft.id)
        self.drafts[draft.key] = draft
        self._add(kind, draft.id, (own_name, name, draft.id))
        fill(draft)
        return draft.id, draft.key

    def _hint(self, name: str, kinds: list[Kind[Any]]) -> str:
        if any(kind.naming.standard_id(name) for kind in kinds):
            return "; `create` in the map has a record written"
        self._hints += 1
        if self._hints > MOST_HINTS:
            return ""
        close = closest_match(fold_name(name), {name for kind in kinds for name in self._by_name[kind.name]})
        hint = f"did you mean {quote(self._spellings[close])}?" if close else ""
        return f"; {hint}" if hint else ""


def _names(record: Record) -> Iterator[str]:
    """Yield the names that find a record: its names in every language, and its ids."""
    yield from _names_in_every_language(record)
    yield from (record.id, key_of(record), *record.formerly)


def _names_in_every_language(record: Record) -> Iterator[str]:
    """Yield the title and other names of a record in every language."""
    names: tuple[str | Text | None, ...] = (own_title(record), *kind_of(record).naming.other_names(record))
    for name in names:
        if isinstance(name, Text):
            yield from (phrase.text for phrase in name.phrases())
        elif name:
            yield name
