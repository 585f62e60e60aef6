"""Which records somebody may mean by what they type: an id, also a former one, or a name in any script it is recorded
in, whole or the beginnings of its words; else the closest spellings."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from generator.archive.archive import Archive
from generator.kinds import BY_FOLDER, key_of, kind_of
from generator.kinds.record import Record
from generator.values.folding import fold
from generator.values.reference import ANY, To

CLOSE = 75
"""How close, from 0 to 100, a name must be to what was typed to be proposed."""
EVERYTHING = To(ANY, back="")


@dataclass(frozen=True)
class Candidate:
    """A record that may be meant."""

    record: Record
    title: str
    names: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """Its folder and id."""
        return key_of(self.record)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All that it is referred to by."""
        folder = kind_of(self.record).folder
        ids = (self.record.id, *self.record.formerly)
        return frozenset((*ids, *(f"{folder}/{identifier}" for identifier in ids)))

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """What it is called, as it is compared, its id first."""
        return tuple(dict.fromkeys(map(_plain, (self.record.id, *self.names))))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its id and of what it is called."""
        return frozenset(word for name in self.spelt for word in name.split())

    def written(self, to: To) -> str:
        """How a field that is declared so refers to it."""
        return self.key if ANY in to.targets else self.record.id

    def has(self, typed: list[str]) -> bool:
        """Whether each of some words begins a word of what it is called, or stands in it where no spaces do."""
        return all(
            any(known.startswith(word) or (not word.isascii() and word in known) for known in self.words)
            for word in typed
        )


class RecordLookup:
    """The records of an archive, to be found by what is typed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @cached_property
    def _all(self) -> tuple[Candidate, ...]:
        archive = self._archive
        return tuple(
            Candidate(record, archive.title(record, archive.site_language).text, archive.names(record))
            for record in archive.records
        )

    def of(self, to: To = EVERYTHING) -> list[Candidate]:
        """Those that a field declared so may name: what others refer to most comes first."""
        wanted = set(to.targets)
        fitting = (each for each in self._all if ANY in wanted or kind_of(each.record).reference_names & wanted)
        return sorted(fitting, key=lambda each: (-len(self._archive.links_to(each.record)), each.title, each.key))

    def meant(self, typed: str, to: To = EVERYTHING) -> list[Candidate]:
        """Those that are meant for certain, one where it is clear: by id, else by a whole name, else by the beginnings
        of the words of a name."""
        by_id = [each for each in self.of(to) if typed.strip().casefold() in each.ids]
        among, plain = self._in_folder(typed, to)
        by_name = by_id or [each for each in among if plain in each.spelt]
        return by_name or [each for each in among if plain and each.has(plain.split())]

    def like(self, typed: str, to: To = EVERYTHING, most: int = 10) -> list[Candidate]:
        """Those that may be meant, the most likely first: all where nothing is typed."""
        among, plain = self._in_folder(typed, to)
        if not plain:
            return among[:most]
        meant = sorted(self.meant(typed, to), key=lambda each: not any(name.startswith(plain) for name in each.spelt))
        return list({each.key: each for each in (*meant[:most], *self._close(plain, among))}.values())[:most]

    def _in_folder(self, typed: str, to: To) -> tuple[list[Candidate], str]:
        """Those in the folder that is typed before a name, else all, and the name as it is compared."""
        folder, slash, name = typed.strip().partition("/")
        kind = BY_FOLDER.get(folder.casefold()) if slash else None
        if kind is None:
            return self.of(to), _plain(typed)
        return [each for each in self.of(to) if kind_of(each.record) is kind], _plain(name)

    def _close(self, plain: str, among: Iterable[Candidate]) -> list[Candidate]:
        """Those of close spellings."""
        spelt = [(name, each) for each in among for name in each.spelt]
        names = [name for name, _ in spelt]
        scorer = fuzz.token_set_ratio if " " in plain else fuzz.WRatio
        found = process.extract(plain, names, scorer=scorer, limit=10, score_cutoff=CLOSE) if len(plain) > 2 else []
        return [spelt[number][1] for _, _, number in found]


def _plain(text: str) -> str:
    """A text as it is compared: hyphens of ids are spaces."""
    return " ".join(fold(text).replace("-", " ").replace("/", " ").split())
