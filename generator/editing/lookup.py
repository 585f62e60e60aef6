"""`RecordLookup`: resolve typed text to a record. Used by `new` and `show`.

It finds a record by id, former id, name in any script, first letters of words, or close spelling.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from generator.archive.archive import Archive
from generator.kinds import BY_FOLDER, key_of, kind_of
from generator.kinds.record import Record
from generator.values.folding import fold
from generator.values.reference import ANY, To

LEAST_SIMILARITY = 75
"""The least similarity, from 0 to 100, of a name that is proposed for a typed text."""
EVERYTHING = To(ANY, back="")


@dataclass(frozen=True)
class Candidate:
    """A record that a typed text may mean, with its title and names."""

    record: Record
    title: str
    names: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """Folder and id of the record."""
        return key_of(self.record)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids and former ids of the record, with and without folder."""
        folder = kind_of(self.record).folder
        ids = (self.record.id, *self.record.formerly)
        return frozenset((*ids, *(f"{folder}/{identifier}" for identifier in ids)))

    @cached_property
    def folded_names(self) -> tuple[str, ...]:
        """The folded id and names, the id first."""
        return tuple(dict.fromkeys(map(_fold_spaced, (self.record.id, *self.names))))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the folded id and names."""
        return frozenset(word for name in self.folded_names for word in name.split())

    def reference_for(self, to: To) -> str:
        """Return the text by which a field declared with `to` refers to the record."""
        return self.key if ANY in to.targets else self.record.id

    def has_prefixes(self, typed: list[str]) -> bool:
        """Return whether each typed word begins a word of a name.

        In scripts without spaces it may stand inside.
        """
        return all(
            any(own.startswith(word) or (not word.isascii() and word in own) for own in self.words) for word in typed
        )


class RecordLookup:
    """Finds records of an archive by typed text."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @cached_property
    def _all(self) -> tuple[Candidate, ...]:
        archive = self._archive
        return tuple(
            Candidate(record, archive.title(record, archive.site_language).text, archive.names(record))
            for record in archive.records
        )

    def candidates(self, to: To = EVERYTHING) -> list[Candidate]:
        """Return the records that a field declared with `to` may name.

        The most referred-to come first.
        """
        wanted = set(to.targets)
        fitting = (each for each in self._all if ANY in wanted or kind_of(each.record).reference_names & wanted)
        return sorted(fitting, key=lambda each: (-len(self._archive.links_to(each.record)), each.title, each.key))

    def resolve(self, typed: str, to: To = EVERYTHING) -> list[Candidate]:
        """Return the records that `typed` names: by id; else by a whole name.

        Otherwise it goes by the first letters of its words.

        One record if it is clear, several if it is ambiguous.
        """
        by_id = [each for each in self.candidates(to) if typed.strip().casefold() in each.ids]
        among, folded = self._in_folder(typed, to)
        by_name = by_id or [each for each in among if folded in each.folded_names]
        return by_name or [each for each in among if folded and each.has_prefixes(folded.split())]

    def suggest(self, typed: str, to: To = EVERYTHING, most: int = 10) -> list[Candidate]:
        """Return at most `most` records that `typed` may mean, the most likely first.

        Return any records for an empty text.
        """
        among, folded = self._in_folder(typed, to)
        if not folded:
            return among[:most]
        resolved = self.resolve(typed, to)
        resolved.sort(key=lambda each: not any(name.startswith(folded) for name in each.folded_names))
        return list({each.key: each for each in (*resolved[:most], *self._close(folded, among))}.values())[:most]

    def _in_folder(self, typed: str, to: To) -> tuple[list[Candidate], str]:
        """Return the candidates, only those of a folder typed before the name.

        Return also the folded name.
        """
        folder, slash, name = typed.strip().partition("/")
        kind = BY_FOLDER.get(folder.casefold()) if slash else None
        if kind is None:
            return self.candidates(to), _fold_spaced(typed)
        return [each for each in self.candidates(to) if kind_of(each.record) is kind], _fold_spaced(name)

    def _close(self, folded: str, among: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates with a close spelling."""
        named = [(name, each) for each in among for name in each.folded_names]
        names = [name for name, _ in named]
        scorer = fuzz.token_set_ratio if " " in folded else fuzz.WRatio
        close = (
            process.extract(folded, names, scorer=scorer, limit=10, score_cutoff=LEAST_SIMILARITY)
            if len(folded) > 2
            else []
        )
        return [named[number][1] for _, _, number in close]


def _fold_spaced(text: str) -> str:
    """Fold a text for comparison; hyphens of ids become spaces."""
    return " ".join(fold(text).replace("-", " ").replace("/", " ").split())
