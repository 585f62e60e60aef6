"""A content folder to records: which file is a record of which kind, and that ids are sound and unique."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from generator.content.files import ContentFile, ContentFiles, find_files
from generator.content.parse import ParsedValues, parse_file
from generator.content.source import SUFFIXES, UNREADABLE_FILE, SourceFile
from generator.content.structure import StructureResult, structure
from generator.kinds import BY_FOLDER, KINDS, key_of, kind_of
from generator.kinds.kind import Kind
from generator.kinds.record import Record
from generator.kinds.site import Site
from generator.problems import FieldPath, Place, Problem, Rule, limit_per_rule, quote
from generator.problems.suggest import did_you_mean
from generator.values.codes import ID_EXPECTED, INVALID_ID, MAX_ID, is_id
from generator.values.folding import slug
from generator.values.ids import propose_id
from generator.values.reference import Reference

UNKNOWN_FOLDER = Rule("unknown-folder", "A record lies in the folder of its kind.")
DUPLICATE_ID = Rule(
    "duplicate-id",
    "An id is unique among the records of its kind, those it had formerly too; parties share one set of ids.",
)
NO_RECORDS = Rule("no-records", "A content folder holds records.")
RULES = (UNKNOWN_FOLDER, DUPLICATE_ID, NO_RECORDS)

SITE = "site"
SITE_PATHS = {(SITE + suffix,) for suffix in SUFFIXES}
INDEX = "index"  # the name of a kind's own index page


ValidRecords: TypeAlias = Mapping[tuple[str, str], tuple[SourceFile, Record]]
"""Files that are records in which nothing is wrong, by their name and what their bytes are known by."""


@dataclass
class Content:
    """What a content folder holds. Sources are by key (`people/ikegami-masaki`); the site's own is under `site`."""

    site: Site = field(default_factory=Site)
    records: list[Record] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    invalid: dict[str, list[tuple[FieldPath, Reference]]] = field(default_factory=dict)
    """The keys of records that are there but could not be read, so that references to them are not held wrong, each
    with the references that could be read in it."""
    incomplete: set[str] = field(default_factory=set)
    """The keys of records that lack what is wrong with them: only their references are to be judged."""
    problems: list[Problem] = field(default_factory=list)
    valid: dict[tuple[str, str], tuple[SourceFile, Record]] = field(default_factory=dict)
    """What need not be read again as long as the files are the same."""
    folder: str = ""
    file_count: int = 0

    @property
    def digests(self) -> dict[str, str]:
        """A digest of each record's file and its name, by key."""
        return {key: source.digest for key, source in self.sources.items()}

    @property
    def files(self) -> dict[str, str]:
        """The file of each record below the content folder, by key."""
        above = f"{self.folder}/"
        return {key: source.file.removeprefix(above) for key, source in self.sources.items()}


class _IdProposals:
    """Which ids the names of files are, and which are free for those that are none."""

    def __init__(self, found: ContentFiles) -> None:
        self._found = found

    @cached_property
    def _taken(self) -> dict[str, dict[str, str]]:
        """By id space, the file of each id."""
        taken: dict[str, dict[str, str]] = {kind.id_space: {INDEX: ""} for kind in KINDS}
        for file in self._found.files:
            kind = BY_FOLDER.get(file.relative_path.parts[0])
            if kind and is_id(file.path.stem):
                taken[kind.id_space][file.path.stem] = file.name
        return taken

    def hint(self, kind: Kind[Record], file: ContentFile) -> str:
        """What to call a file whose name is no id, so that no other has it."""
        stem, suffix, taken = file.path.stem, file.path.suffix, self._taken[kind.id_space]
        if not slug(stem) or stem == INDEX:
            return f'rename the file after what it is about, in Latin letters, as in "tashkent{suffix}"'
        words = kind.naming.standard_id(stem) or stem
        wanted, free = propose_id("", words, ()), propose_id("", words, taken)
        other = taken.get(wanted)
        taken[free] = file.name
        rename = f'rename the file to "{free}{suffix}"'
        return f'{rename}, as "{wanted}" is {other}, or delete it if both are about the same' if other else rename


def load_folder(folder: Path) -> Content:
    """Every record below a folder."""
    return load(find_files(folder), {})


def load(found: ContentFiles, known: ParsedValues, valid: ValidRecords = MappingProxyType({})) -> Content:
    """Every record in the files found; what YAML makes of them may be known already, or the records themselves."""
    content = Content(folder=found.folder.as_posix(), problems=list(found.problems))
    names = _IdProposals(found)
    for file in found.files:
        content.file_count += 1
        place, name = file.relative_path, file.name
        if not file.sort_key.isprintable():
            message = f"a file name that can be printed is expected, found {file.sort_key!a}"
            content.problems.append(Problem(UNREADABLE_FILE, message, place=Place(name)))
        elif place.parts in SITE_PATHS:
            _load_site(content, parse_file(file, known))
        elif len(place.parts) > 1 and place.parts[0] in BY_FOLDER:
            kind, same = BY_FOLDER[place.parts[0]], valid.get((file.name, file.digest))
            source, record = (
                (same[0], StructureResult(same[1], [], [])) if same else _read_record(kind, file, known, names)
            )
            _add(content, kind, file, source, record)
        else:
            content.problems.append(_unknown_folder(place, name))
    content.problems += _duplicates(content)
    if not content.file_count and not content.problems:
        message = f"records in {', '.join(sorted(BY_FOLDER))} are expected, found none"
        hint = "name the folder that holds some after the command, or begin with one: python -m generator new person"
        content.problems.append(Problem(NO_RECORDS, message, hint=hint, place=Place(content.folder)))
    return content


def _unknown_folder(place: Path, name: str) -> Problem:
    folders = sorted(BY_FOLDER)
    found = quote(place.parts[0]) if len(place.parts) > 1 else "the content folder itself"
    kind = next((kind for kind in KINDS if kind.name == place.parts[0]), None)
    meant = f'did you mean "{kind.folder}"?' if kind else did_you_mean(place.parts[0], folders)
    hint = meant or f"the folders are {', '.join(folders)}"
    return Problem(UNKNOWN_FOLDER, f"the folder of a kind is expected, found {found}", hint=hint, place=Place(name))


def _load_site(content: Content, source: SourceFile) -> None:
    if SITE in content.sources:
        message = f"one record of the site is expected, found {source.file} beside {content.sources[SITE].file}"
        content.problems.append(Problem(DUPLICATE_ID, message, place=Place(source.file)))
        return
    content.sources[SITE] = source
    problems = list(source.problems)
    if source.values is not None:
        site, found, _ = structure(Site, source, {})
        content.site = site or content.site
        problems += [source.locate(problem) for problem in found]
    content.problems += limit_per_rule(problems)


def _read_record(
    kind: Kind[Record], file: ContentFile, known: ParsedValues, names: _IdProposals
) -> tuple[SourceFile, StructureResult[Record]]:
    """A file as a record of a kind; the problems have their places."""
    source, identifier = parse_file(file, known), file.stem
    problems = list(source.problems)
    record: Record | None = None
    references: list[tuple[FieldPath, Reference]] = []
    if not is_id(identifier) or identifier == INDEX:
        problems.append(_invalid_id(kind, file, names))
    if source.values is not None:
        record, found, references = structure(kind.record, source, {"id": identifier})
        problems += [replace(source.locate(problem), record=f"{kind.folder}/{identifier}") for problem in found]
    if record and not problems:
        source = SourceFile(source.file, source.text, {})  # the record has the values: they would be as large again
    return source, StructureResult(record, limit_per_rule(problems), references)


def _add(
    content: Content, kind: Kind[Record], file: ContentFile, source: SourceFile, structured: StructureResult[Record]
) -> None:
    identifier = file.stem
    key = f"{kind.folder}/{identifier}"
    record, problems, references = structured
    if key in content.sources:
        content.problems += [*problems, _duplicate(content, key, identifier, key).with_place(Place(source.file))]
        return
    content.sources[key] = source
    content.problems += problems
    if record:
        content.records.append(record)
    if problems and record:
        content.incomplete.add(key)
    elif problems:
        content.invalid[key] = references
    elif record:
        content.valid[file.name, file.digest] = source, record


def _invalid_id(kind: Kind[Record], file: ContentFile, names: _IdProposals) -> Problem:
    identifier = file.path.stem
    message = f"{ID_EXPECTED} as the file's name, found {quote(identifier)}"
    if identifier == INDEX:
        message = f"another name for the file is expected, found {quote(INDEX)}, as the list of the records has"
    elif len(identifier) > MAX_ID:
        message = f"a file name of at most {MAX_ID} characters is expected, found one of {len(identifier)}"
    return Problem(INVALID_ID, message, hint=names.hint(kind, file), place=Place(file.name))


def _duplicates(content: Content) -> Iterator[Problem]:
    """Ids that differ in letter case only, that a country shares with an organisation, or that another record had."""
    taken: dict[tuple[str, str], str] = {}
    no_ids = {key for key in (*content.invalid, *content.incomplete) if not is_id(key.partition("/")[2])}
    for key, source in sorted(content.sources.items(), key=lambda entry: entry[0] in no_ids):
        folder, slash, identifier = key.partition("/")
        if not slash:
            continue
        kind = BY_FOLDER[folder]
        claim = (kind.id_space, identifier.casefold())
        if claim in taken:
            yield _duplicate(content, key, identifier, taken[claim]).with_place(Place(source.file))
        taken.setdefault(claim, key)
    for record in content.records:
        kind, key = kind_of(record), key_of(record)
        for number, former in enumerate(record.formerly):
            claim = (kind.id_space, former.casefold())
            if claim in taken:
                problem = _duplicate(content, key, former, taken[claim])
                problem = replace(problem, field=("formerly", number), hint="delete it here, or rename that file")
                yield content.sources[key].locate(problem)
            taken.setdefault(claim, key)


def _duplicate(content: Content, key: str, identifier: str, taken_by: str) -> Problem:
    where = content.sources[taken_by].file
    message = f"an id that no other record has or had is expected, found {quote(identifier)}, which is also {where}"
    hint = "give one of the two files another name, or delete it if both are about the same"
    return Problem(DUPLICATE_ID, message, hint=hint, record=key)
