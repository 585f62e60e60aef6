"""Words sought in the records: all of them, in whatever letter case, diacritics or script a record has them.

Files whose text cannot hold the words are not read as records: among thousands that is nearly all of the time.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from generator.archive.archive import Archive
from generator.archive.edition import Edition
from generator.content.files import ContentFile, ContentFiles
from generator.content.load import Content, load_found
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
MOST_LINES = 3
"""How many fields of a record are shown."""
BEST, GOOD, FAIR = 9, 3, 1
"""How much a word counts that is found in a name or id, in a title or as a whole word elsewhere, or as a beginning."""


class Line(NamedTuple):
    """A field in which words are found."""

    field: FieldPath
    text: str


class Hit(NamedTuple):
    """A record in which all words are found."""

    record: Record
    title: str
    score: float
    lines: tuple[Line, ...]


def words_of(text: str) -> dict[str, str]:
    """What is sought, word by word, each with how it was typed; dates in other notations as records have them."""
    typed = text.split()
    words: dict[str, str] = {}
    while typed:
        dated = next(
            (size for size in (3, 2, 1) if len(typed) >= size and parse_other_notation(" ".join(typed[:size]))), 0
        )
        if dated:
            written = " ".join(typed[:dated])
            words.setdefault(str(parse_other_notation(written)), written)
        else:
            parts = fold(typed[0]).replace("_", " ").split()
            words |= {part: typed[0] if len(parts) == 1 else part for part in parts if part not in words}
        typed = typed[dated or 1 :]
    return words


def likely_in(found: ContentFiles, words: Collection[str], kind: Kind[Any] | None) -> list[ContentFile]:
    """The files in which all words may be found, of the records of a kind or of all."""
    return [file for file in found.files if _is_record(file, kind) and _may_hold(file, words)]


def search(
    found: ContentFiles, likely: list[ContentFile], known: ParsedValues, words: tuple[str, ...], edition: Edition
) -> "Results":
    """The records, of some files, in which all words are found, the most relevant first."""
    content = _loaded(found, likely, known)
    wanted = {file.name for file in likely}
    archive = Archive(content.site, content.records, content.files, edition.day, "internal")
    own = [record for record in archive.records if content.sources[key_of(record)].file in wanted]
    hits = filter(None, (_hit(record, archive, words) for record in own))
    return Results(sorted(hits, key=lambda hit: (-hit.score, key_of(hit.record))), content, words)


class Results(NamedTuple):
    """What was found, and the records it was found in."""

    hits: list[Hit]
    content: Content
    words: tuple[str, ...]


def _is_record(file: ContentFile, kind: Kind[Any] | None) -> bool:
    folder = BY_FOLDER.get(file.place.parts[0]) if len(file.place.parts) > 1 else None
    return folder is not None and kind in (None, folder)


def _may_hold(file: ContentFile, words: Iterable[str]) -> bool:
    """Whether all words stand in the text of a file, or may stand in a name that other records give its record."""
    text = _text(file)
    return all(word in text for word in words) or not any(f"\n{name}:" in text for name in NAMES)


def _text(file: ContentFile) -> str:
    """The text of a file, folded, with its id."""
    return (
        fold(f"{file.path.stem}\n{file.content.decode('utf-8', 'replace')}") if isinstance(file.content, bytes) else ""
    )


def _loaded(found: ContentFiles, likely: list[ContentFile], known: ParsedValues) -> Content:
    """The records in some files, and those by which they are called where they have no title of their own."""
    first = load_found(replace(found, files=tuple(likely)), known)
    untitled = (record for record in first.records if not own_title(record))
    naming = {reference.id for record in untitled for _, reference in references_in(record)}
    sites = [file for file in found.files if len(file.place.parts) == 1]
    named = [file for file in found.files if file.path.stem in naming]
    files = {file.name: file for file in (*sites, *likely, *named)}
    ordered = sorted(files.values(), key=lambda file: file.order)
    return load_found(replace(found, files=tuple(ordered)), known, first.sound)


def _hit(record: Record, archive: Archive, words: tuple[str, ...]) -> Hit | None:
    title = archive.title(record, archive.site_language).text
    lines = [(line, scores) for line in _lines(record, archive) if (scores := _found_in(line, words))]
    best = {word: max((scores.get(word, 0) for _, scores in lines), default=0) for word in words}
    if not all(best.values()):
        return None
    together = max(len(scores) for _, scores in lines) / len(words)
    shown: list[Line] = []
    left = set(words)
    for line, scores in sorted(lines, key=lambda found: -sum(found[1].values())):
        if left & scores.keys() or (len(shown) < MOST_LINES and len(scores) == len(words)):
            shown.append(line)
            left -= scores.keys()
    return Hit(record, title, sum(best.values()) + together, tuple(shown[:MOST_LINES]))


def _lines(record: Record, archive: Archive) -> Iterator[Line]:
    """What a record says, field by field; what it is called beside that stands at no field."""
    said = set()
    for path, value in values_in(record):
        for line in _of_value(path, value):
            said.add(line.text)
            yield line
    yield from (Line((), name) for name in (record.id, *archive.names(record)) if name not in said)


def _of_value(path: FieldPath, value: Any) -> Iterator[Line]:
    if isinstance(value, Text):
        yield from (Line((*path, code) if code else path, text) for text, code in value.all())
    elif isinstance(value, Reference):
        yield Line(path, value.written)
    elif isinstance(value, When):
        yield Line(path, value.text)
    elif path != ("id",) and not isinstance(value, bool):
        yield Line(path, str(value))


def _found_in(line: Line, words: Iterable[str]) -> dict[str, int]:
    """The words that stand in a line, each with how much that counts."""
    text = fold(line.text)
    named = not line.field or line.field[0] in NAMES
    found = {}
    for word in words:
        if word in text and (start := _start(text, word)) >= 0:
            whole = not text[start + len(word) : start + len(word) + 1].isalnum()
            found[word] = (BEST if named else GOOD) if whole else GOOD if named else FAIR
    return found


def _start(text: str, word: str) -> int:
    """Where a word begins in a folded text: where a word there does, unless it is written without spaces; else -1."""
    at = text.find(word)
    while at > 0 and word.isascii() and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at


def excerpt(text: str, words: Iterable[str], mark: Callable[[str], str]) -> str:
    """An excerpt of a text on one line, around the first of the words, with each of them marked."""
    text = " ".join(text.split())
    plain, at = _aligned(text)
    spans = sorted(span for word in words for span in _spans(plain, at, word))
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


def _aligned(text: str) -> tuple[str, list[int]]:
    """A text folded, and for each of its characters the position of the one that it comes from."""
    plain, at = "", []
    for position, character in enumerate(text):
        part = fold(character)
        plain += part
        at += [position] * len(part)
    return plain, [*at, len(text)]


def _spans(plain: str, at: list[int], word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text, from where to where."""
    start = plain.find(word)
    while start >= 0:
        if start == 0 or not (word.isascii() and plain[start - 1].isalnum()):
            yield at[start], at[start + len(word) - 1] + 1
        start = plain.find(word, start + len(word))


def spelt_like(found: ContentFiles, words: Iterable[str], kind: Kind[Any] | None) -> list[tuple[str, list[str]]]:
    """For each word that no record has, close spellings that some have."""
    texts = [_text(file) for file in found.files if _is_record(file, kind)]
    missing = [word for word in words if not any(word in text for text in texts)]
    known = {word for text in texts for word in set(WORD.findall(text)) if len(word) > 2} if missing else set()
    return [(word, list(_close(word, sorted(known)))) for word in missing]


def _close(word: str, known: list[str]) -> Iterator[str]:
    yield from (
        other for other, _, _ in process.extract(word, known, scorer=fuzz.ratio, limit=3, score_cutoff=CLOSE_SCORE)
    )
