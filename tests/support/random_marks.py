"""Mark records and entries as internal at random, on plain YAML values; add internal ones, and reasons for fields.

Each text that is internal for certain holds a canary of its own. Marks are closed: what is public refers to nothing
internal.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from tests.support.hand_deletion import ALWAYS_INTERNAL, Files, Values

CANARY = "zzcanary"
LANGUAGES = {"en", "ja", "uz", "ru"}
DATE = re.compile(r"\d{4}-\d\d-\d\d")
LINK = re.compile(r"\[\[([^\]|]+)")
NO_FACTS = {"id", "audience", "formerly", "inferred", "sources", "supports", "notes", "caveats", "links"}
"""Fields that no reason or citation is for."""
TEXTS = {"title", "name", "summary", "text", "note", "quote", "description"}
SITE = "site.yml"
FEW_STAY_WITHOUT = ("countries/", "relations/")
"""Records to which so many refer that few stay public without them."""
Lists = list[tuple[Values, str, str]]
"""A mapping, a key of it with a list of mappings, and the path of the list."""


class Marker:
    """Marks files in place, by chance."""

    def __init__(self, files: Files, chance: Random) -> None:
        self.files, self.chance = files, chance
        self.days = sorted({day for values in files.values() for day in DATE.findall(str(values))})
        self._canaries = 0

    def mark(self) -> None:
        """Add internal records, entries, texts and reasons; mark some that are there; close the marks."""
        for _ in range(self.chance.randrange(4)):
            self._add_record()
        share = self.chance.choice((0.0, 0.03, 0.1, 0.3))
        for path in self._records():
            if self.chance.random() < self.chance.choice((0.0, 0.2)):
                self._add_entries(self.files[path], path)
            if self.chance.random() < 0.2:
                self._add_texts(self.files[path], path)
            self._mark_entries(self.files[path], share)
        if self.chance.random() < 0.7:
            self._mark_records()
        self._close()
        for path in self._records():
            if self.chance.random() < 0.3:
                self._add_reasons(self.files[path])

    def _mark_entries(self, values: Values, share: float) -> None:
        """Mark a share of the entries of a record."""
        for mapping, key, _ in _lists(values):
            for entry in mapping[key]:
                if self.chance.random() < share:
                    entry["audience"] = "internal"

    def _mark_records(self) -> None:
        """Mark a few records."""
        for path in self.chance.sample(self._records(), self.chance.randrange(1, 4)):
            if not path.startswith(FEW_STAY_WITHOUT) or self.chance.random() < 0.1:
                self.files[path]["audience"] = "internal"

    def _records(self) -> list[str]:
        return [path for path in self.files if path != SITE]

    def canary(self) -> str:
        """Return a text that stands nowhere else."""
        self._canaries += 1
        return f"{CANARY}{self._canaries}x"

    def _add_record(self) -> None:
        """Add an internal record much like another."""
        path = self.chance.choice([path for path in self._records() if not path.startswith("countries/")])
        new = f"{path.removesuffix('.yml')}-{self.canary()}.yml"
        values = self._internal_copy(self.files[path])
        values.pop("formerly", None)
        values["formerly"] = [f"former-{self.canary()}"]
        self.files[new] = values

    def _internal_copy(self, mapping: Values) -> Values:
        """Return an internal copy of a record or entry, with canaries in its texts and on other days."""
        copy = deepcopy(mapping)
        for name, value in list(copy.items()):
            if isinstance(value, str) and DATE.fullmatch(value) and self.chance.random() < 0.7:
                copy[name] = self.chance.choice(self.days)
            if name in TEXTS:
                copy[name] = self.canary()
        if "text" in copy and "id" in copy:
            copy["id"] = self.canary()
        return copy | {"audience": "internal"}

    def _add_entries(self, values: Values, path: str) -> None:
        """Add internal entries to lists of a record, and lists of them alone."""
        for mapping, key, place in _lists(values):
            if self.chance.random() < 0.5:
                position = self.chance.randrange(len(mapping[key]) + 1)
                mapping[key].insert(position, self._internal_copy(self.chance.choice(mapping[key])))
                _make_room(values, place, position)
        folder = path.partition("/")[0]
        donor = self.files[self.chance.choice([each for each in self._records() if each.startswith(folder)])]
        for mapping, key, place in _lists(donor):
            if mapping is donor and place not in values and self.chance.random() < 0.5:
                values[place] = [self._internal_copy(entry) for entry in mapping[key]]
                for citation in _all_citations({place: values[place]}):
                    citation.pop("supports", None)  # fields of the other record

    def _add_texts(self, values: Values, path: str) -> None:
        """Add fields that are always internal."""
        values["notes"] = self.canary()
        if path.startswith("meetings/"):
            values["talking_points"] = [self.canary() for _ in range(self.chance.randrange(1, 3))]

    def _add_reasons(self, values: Values) -> None:
        """Give reasons and citations for random fields. Those for internal ones hold a canary."""
        fields = list(_fields(values))
        citations = [citation for citation in _all_citations(values) if citation.get("audience") != "internal"]
        if not fields:
            return
        for path, is_internal in self.chance.sample(fields, min(len(fields), self.chance.randrange(1, 4))):
            values.setdefault("inferred", {})[path] = self.canary() if is_internal else "Heard."
        for citation in citations:
            if self.chance.random() < 0.5:
                chosen = self.chance.sample(fields, min(len(fields), self.chance.randrange(1, 3)))
                supports = list(dict.fromkeys([*citation.get("supports", ()), *(path for path, _ in chosen)]))
                internal = {path for path, is_internal in fields if is_internal}
                citation["supports"] = supports
                if internal.issuperset(supports):
                    citation["quote"] = self.canary()

    def _close(self) -> None:
        """Mark what refers to something internal: the entry around it, else the record. The site leaves it out."""
        while True:
            names = self._internal_names()
            changes = 0
            for path, values in self.files.items():
                if values.get("audience") == "internal":
                    continue
                for around, place in list(_references(values, names, (values,), ())):
                    changes += 1
                    self._close_one(path, around, place)
            if not changes:
                return

    def _close_one(self, path: str, around: tuple[Values, ...], place: tuple[str, ...]) -> None:
        if path == SITE:
            self.files[SITE].pop(place[0], None)
        elif place[0] == "inferred":
            around[0]["inferred"].pop(place[1], None)
        else:
            last = len(around) - 1
            around[min(last, self.chance.choice((last, last, last, 0)))]["audience"] = "internal"

    def _internal_names(self) -> set[str]:
        """Return the names by which internal records are referred to."""
        names: set[str] = set()
        for path, values in self.files.items():
            if values.get("audience") == "internal":
                folder, stem = path.partition("/")[0], path.rpartition("/")[2].removesuffix(".yml")
                for identifier in (stem, *values.get("formerly", ())):
                    names |= {identifier, f"{folder}/{identifier}"}
        return names


def _lists(value: Any, path: str = "") -> Lists:
    """Return the lists of mappings in a record, at any depth."""
    lists: Lists = []
    if isinstance(value, dict):
        for key, below in value.items():
            place = f"{path}.{key}" if path else key
            if isinstance(below, list) and below and isinstance(below[0], dict) and not _is_text(below[0]):
                lists.append((value, key, place))
            lists += _lists(below, place)
    elif isinstance(value, list):
        for position, below in enumerate(value):
            lists += _lists(below, f"{path}[{position}]")
    return lists


def _is_text(value: Any) -> bool:
    """Return True for a text in several languages."""
    return isinstance(value, dict) and bool(value) and value.keys() <= LANGUAGES


def _make_room(values: Values, place: str, position: int) -> None:
    """Rewrite field paths for an entry that was added to the list at `place`."""

    def moved(path: str) -> str:
        rest = re.match(rf"{re.escape(place)}\[(\d+)\]", path)
        if not rest or int(rest[1]) < position:
            return path
        return f"{place}[{int(rest[1]) + 1}]{path[rest.end() :]}"

    if "inferred" in values:
        values["inferred"] = {moved(path): reason for path, reason in values["inferred"].items()}
    for citation in _all_citations(values):
        if "supports" in citation:
            citation["supports"] = [moved(path) for path in citation["supports"]]


def _all_citations(value: Any) -> Iterator[Values]:
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "sources":
                yield from below
            yield from _all_citations(below)
    elif isinstance(value, list):
        for below in value:
            yield from _all_citations(below)


def _fields(value: Any, path: str = "", is_internal: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the path of each fact of a record, and whether it is internal."""
    if isinstance(value, dict) and not _is_text(value):
        for key, below in value.items():
            if key not in NO_FACTS:
                place = f"{path}.{key}" if path else key
                all_internal = isinstance(below, list) and all(map(_is_marked, below))
                hidden = is_internal or key in ALWAYS_INTERNAL or all_internal
                yield place, hidden
                yield from _fields(below, place, hidden)
    elif isinstance(value, list):
        for position, below in enumerate(value):
            place, hidden = f"{path}[{position}]", is_internal or _is_marked(below)
            yield place, hidden
            yield from _fields(below, place, hidden)


def _is_marked(value: Any) -> bool:
    return isinstance(value, dict) and value.get("audience") == "internal"


def _references(
    value: Any, names: set[str], around: tuple[Values, ...], place: tuple[str, ...]
) -> Iterator[tuple[tuple[Values, ...], tuple[str, ...]]]:
    """Yield each public value with one of `names`: the entries around it, the outermost first, and its keys."""
    if isinstance(value, dict):
        for key, below in value.items():
            if not (len(place) == 0 and key in (*ALWAYS_INTERNAL, "formerly")):
                yield from _references(below, names, around, (*place, key))
    elif isinstance(value, list):
        for below in value:
            if not _is_marked(below):
                entry = (below,) if isinstance(below, dict) and not _is_text(below) else ()
                yield from _references(below, names, (*around, *entry), place)
    elif value in names or not names.isdisjoint(LINK.findall(str(value))):
        yield around, place
