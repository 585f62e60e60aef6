"""Full-text search in record files: all words, in any letter case, script, with or without diacritics.

`likely_files` skips files whose text cannot hold the words, so that few files are loaded as records.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load
from generator.content.parse import ParsedValues
from generator.kinds import BY_FOLDER, key_of
from generator.kinds.kind import Kind, own_title
from generator.kinds.record import Record
from generator.kinds.traversal import references_in, values_in
from generator.problems import FieldPath
from generator.problems.suggest import CLOSE_SCORE
from generator.values.date_notations import parse_other_notation
from generator.values.dates import When
from generator.values.folding import fold
from generator.values.reference import Reference
from generator.values.text import Text

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
NAMES = ("title", "name")
EXCERPT = 100
MOST_FIELDS = 3
"""The most fields of a record that a hit lists."""
BEST, GOOD, FAIR = 9, 3, 1
"""Scores of a word: whole in a name or id; whole elsewhere, or as a prefix in a name; as a prefix elsewhere."""


class MatchingField(NamedTuple):
    """A field of a record, and its text."""

    field: FieldPath
    text: str


class Hit(NamedTuple):
    """A record that holds all words, with the fields that hold them."""

    record: Record
    title: str
    score: float
    fields: tuple[MatchingField, ...]


def words_to_find(text: str) -> dict[str, str]:
    """Return the folded words of a query, each with its typed form.

    Dates are converted to the notation of records.
    """
    typed = text.split()
    words: dict[str, str] = {}
    while typed:
        date_size = next(
            (size for size in (3, 2, 1) if len(typed) >= size and parse_other_notation(" ".join(typed[:size]))), 0
        )
        if date_size:
            written = " ".join(typed[:date_size])
            words.setdefault(str(parse_other_notation(written)), written)
        else:
            parts = fold(typed[0]).replace("_", " ").split()
            words |= {part: typed[0] if len(parts) == 1 else part for part in parts if part not in words}
        typed = typed[date_size or 1 :]
    return words


def likely_files(files: ContentFiles, words: Collection[str], kind: Kind[Any] | None) -> list[ContentFile]:
    """Return the files that may hold all words, for records of one kind or of all."""
    return [file for file in files.files if _is_record(file, kind) and _may_hold(file, words)]


def search(
    files: ContentFiles, likely: list[ContentFile], parsed: ParsedValues, words: tuple[str, ...], edition: Edition
) -> "Results":
    """Return the records in the `likely` files that hold all words, best first."""
    content = _load(files, likely, parsed)
    wanted = {file.name for file in likely}
    archive = Archive(content.site, content.records, content.files, edition.day, "internal")
    candidates = [record for record in archive.records if content.sources[key_of(record)].file in wanted]
    hits = filter(None, (_hit(record, archive, words) for record in candidates))
    return Results(sorted(hits, key=lambda hit: (-hit.score, key_of(hit.record))), content, words)


class Results(NamedTuple):
    """The hits of a search, and the content that was searched."""

    hits: list[Hit]
    content: Content
    words: tuple[str, ...]


def _is_record(file: ContentFile, kind: Kind[Any] | None) -> bool:
    folder = BY_FOLDER.get(file.relative_path.parts[0]) if len(file.relative_path.parts) > 1 else None
    return folder is not None and kind in (None, folder)


def _may_hold(file: ContentFile, words: Iterable[str]) -> bool:
    """Return whether a file may hold all words.

    They may stand in its text, or in a title that other records give its record.
    """
    text = _text(file)
    return all(word in text for word in words) or not any(f"\n{name}:" in text for name in NAMES)


def _text(file: ContentFile) -> str:
    """Return the folded text of a file, with its id."""
    return (
        fold(f"{file.path.stem}\n{file.content.decode('utf-8', 'replace')}") if isinstance(file.content, bytes) else ""
    )


def _load(files: ContentFiles, likely: list[ContentFile], parsed: ParsedValues) -> Content:
    """Load the `likely` files, the site, and the records that give titles to others."""
    first = load(replace(files, files=tuple(likely)), parsed)
    untitled = (record for record in first.records if not own_title(record))
    ids = {reference.id for record in untitled for _, reference in references_in(record)}
    sites = [file for file in files.files if len(file.relative_path.parts) == 1]
    referred_to = [file for file in files.files if file.path.stem in ids]
    wanted = {file.name: file for file in (*sites, *likely, *referred_to)}
    ordered = sorted(wanted.values(), key=lambda file: file.sort_key)
    return load(replace(files, files=tuple(ordered)), parsed, first.valid)


def _hit(record: Record, archive: Archive, words: tuple[str, ...]) -> Hit | None:
    title = archive.title(record, archive.site_language).text
    fields = [(field, scores) for field in _fields(record, archive) if (scores := _scores(field, words))]
    best = {word: max((scores.get(word, 0) for _, scores in fields), default=0) for word in words}
    if not all(best.values()):
        return None
    together = max(len(scores) for _, scores in fields) / len(words)
    listed: list[MatchingField] = []
    left = set(words)
    for field, scores in sorted(fields, key=lambda scored: -sum(scored[1].values())):
        if left & scores.keys() or (len(listed) < MOST_FIELDS and len(scores) == len(words)):
            listed.append(field)
            left -= scores.keys()
    return Hit(record, title, sum(best.values()) + together, tuple(listed[:MOST_FIELDS]))


def _fields(record: Record, archive: Archive) -> Iterator[MatchingField]:
    """Yield the fields of a record; then its other names, at an empty path."""
    texts = set()
    for path, value in values_in(record):
        for field in _texts_in(path, value):
            texts.add(field.text)
            yield field
    yield from (MatchingField((), name) for name in (record.id, *archive.names(record)) if name not in texts)


def _texts_in(path: FieldPath, value: Any) -> Iterator[MatchingField]:
    if isinstance(value, Text):
        yield from (MatchingField((*path, code) if code else path, text) for text, code in value.phrases())
    elif isinstance(value, Reference | When):
        yield MatchingField(path, value.text)
    elif path != ("id",) and not isinstance(value, bool):
        yield MatchingField(path, str(value))


def _scores(field: MatchingField, words: Iterable[str]) -> dict[str, int]:
    """Return the words that a field holds, each with its score."""
    text = fold(field.text)
    is_name = not field.field or field.field[0] in NAMES
    scores = {}
    for word in words:
        if word in text and (start := _start(text, word)) >= 0:
            whole = not text[start + len(word) : start + len(word) + 1].isalnum()
            scores[word] = (BEST if is_name else GOOD) if whole else GOOD if is_name else FAIR
    return scores


def _start(text: str, word: str) -> int:
    """Return the position of a word in a folded text, -1 if none.

    Latin words match at the start of a word only.
    """
    at = text.find(word)
    while at > 0 and word.isascii() and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at


def excerpt(text: str, words: Iterable[str], mark: Callable[[str], str]) -> str:
    """Return an excerpt of a text on one line, with all words marked."""
    text = " ".join(text.split())
    folded, positions = _fold_with_positions(text)
    spans = sorted(span for word in words for span in _spans(folded, positions, word))
    begin = max(0, spans[0][0] - EXCERPT // 3) if spans and len(text) > EXCERPT else 0
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = len(text) if len(text) <= begin + EXCERPT else text.rfind(" ", begin + 1, begin + EXCERPT)
    end = end if end > begin else begin + EXCERPT
    written, here = "…" if begin else "", begin
    for start, stop in spans:
        if here <= start and stop <= end:
            written += text[here:start] + mark(text[start:stop])
            here = stop
    return written + text[here:end] + ("…" if end < len(text) else "")


def _fold_with_positions(text: str) -> tuple[str, list[int]]:
    """Fold a text. Return also the position in `text` for each folded character."""
    folded, positions = "", []
    for position, character in enumerate(text):
        part = fold(character)
        folded += part
        positions += [position] * len(part)
    return folded, [*positions, len(text)]


def _spans(folded: str, positions: list[int], word: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each occurrence of a word, in the original text."""
    start = folded.find(word)
    while start >= 0:
        if start == 0 or not (word.isascii() and folded[start - 1].isalnum()):
            yield positions[start], positions[start + len(word) - 1] + 1
        start = folded.find(word, start + len(word))


def close_spellings(files: ContentFiles, words: Iterable[str], kind: Kind[Any] | None) -> list[tuple[str, list[str]]]:
    """Return for each word without a record the closest spellings that records have."""
    texts = [_text(file) for file in files.files if _is_record(file, kind)]
    missing = [word for word in words if not any(word in text for text in texts)]
    vocabulary = {word for text in texts for word in set(WORD.findall(text)) if len(word) > 2} if missing else set()
    return [(word, list(_closest(word, sorted(vocabulary)))) for word in missing]


def _closest(word: str, vocabulary: list[str]) -> Iterator[str]:
    yield from (
        other for other, _, _ in process.extract(word, vocabulary, scorer=fuzz.ratio, limit=3, score_cutoff=CLOSE_SCORE)
    )
