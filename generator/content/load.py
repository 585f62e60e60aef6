"""The loader of a content folder: files and their values become `Content`, the records with their problems.

The first step after `files.py` and `parse.py`, in every command. The folder of a file tells the kind of record, its
name is the id; ids must be valid and unique. `structure.py` validates the values. `archive/` links the records.
"""

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
"""The key and the file name of the record of the site itself."""
SITE_PATHS = {(SITE + suffix,) for suffix in SUFFIXES}
"""The parts of the paths below the content folder at which the record of the site may be."""
INDEX = "index"
"""The name of the page that lists the records of a kind, and so no id."""


ValidRecords: TypeAlias = Mapping[tuple[str, str], tuple[SourceFile, Record]]
"""The records without problems, by the name and digest of their files."""


@dataclass
class Content:
    """The records of a content folder, with their sources and problems.

    The key of a record is its folder and id, as in `people/ikegami-masaki`. The site's own key is `site`.
    """

    site: Site = field(default_factory=Site)
    records: list[Record] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    """The file of each record, by key."""
    invalid: dict[str, list[tuple[FieldPath, Reference]]] = field(default_factory=dict)
    """The valid references of each record that failed validation, by key.

    References to such a record are no problems: it is there.
    """
    incomplete: set[str] = field(default_factory=set)
    """The keys of records without their wrong values: only the rules of references are checked for them."""
    problems: list[Problem] = field(default_factory=list)
    valid: dict[tuple[str, str], tuple[SourceFile, Record]] = field(default_factory=dict)
    """The records without problems: a later `load` takes them over while their files are the same."""
    folder: str = ""
    file_count: int = 0
    has_unread_folders: bool = False
    """Whether a folder could not be entered: records may be there that nobody sees."""

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each record's file and its name, by key."""
        return {key: source.digest for key, source in self.sources.items()}

    @property
    def files(self) -> dict[str, str]:
        """The path of each record's file below the content folder, by key."""
        prefix = f"{self.folder}/"
        return {key: source.file.removeprefix(prefix) for key, source in self.sources.items()}


class _IdProposals:
    """Proposals of free ids for files whose names are no ids."""

    def __init__(self, files: ContentFiles) -> None:
        self._files = files

    @cached_property
    def _files_by_id(self) -> dict[str, dict[str, str]]:
        """The name of the file with each id, by id space. Proposed ids are added."""
        by_space: dict[str, dict[str, str]] = {kind.id_space: {INDEX: ""} for kind in KINDS}
        for file in self._files.files:
            kind = BY_FOLDER.get(file.relative_path.parts[0])
            if kind and is_id(file.stem):
                by_space[kind.id_space][file.stem] = file.name
        return by_space

    def hint(self, kind: Kind[Record], file: ContentFile) -> str:
        """Return the hint to rename `file`: to a name that is a free id."""
        stem, suffix, files_by_id = file.stem, file.path.suffix, self._files_by_id[kind.id_space]
        if not slug(stem) or stem == INDEX:
            return f'rename the file after what it is about, in Latin letters, as in "tashkent{suffix}"'
        words = kind.naming.standard_id(stem) or stem
        wanted, free = propose_id("", words, ()), propose_id("", words, files_by_id)
        other = files_by_id.get(wanted)
        files_by_id[free] = file.name
        rename = f'rename the file to "{free}{suffix}"'
        return f'{rename}, as "{wanted}" is {other}, or delete it if both are about the same' if other else rename


def load_folder(folder: Path) -> Content:
    """Find, parse and load the records below `folder`, without a cache."""
    return load(find_files(folder), {})


def load(files: ContentFiles, parsed: ParsedValues, valid: ValidRecords = MappingProxyType({})) -> Content:
    """Load the records in `files`.

    `parsed` has values, and `valid` records, of files that need not be parsed and validated again.
    """
    problems = list(files.problems)
    content = Content(folder=files.folder.as_posix(), problems=problems, has_unread_folders=bool(problems))
    proposals = _IdProposals(files)
    for file in files.files:
        content.file_count += 1
        path = file.relative_path
        if not file.sort_key.isprintable():
            message = f"a file name that can be printed is expected, found {file.sort_key!a}"
            content.problems.append(Problem(UNREADABLE_FILE, message, place=Place(file.name)))
        elif path.parts in SITE_PATHS:
            _load_site(content, parse_file(file, parsed))
        elif len(path.parts) > 1 and path.parts[0] in BY_FOLDER:
            kind = BY_FOLDER[path.parts[0]]
            if unchanged := valid.get((file.name, file.digest)):
                source, result = unchanged[0], StructureResult(unchanged[1], [], [])
            else:
                source, result = _load_record(kind, file, parsed, proposals)
            _add(content, kind, file, source, result)
        else:
            content.problems.append(_unknown_folder(file))
    content.problems += _duplicate_ids(content)
    if not content.file_count and not content.problems:
        message = f"records in {', '.join(sorted(BY_FOLDER))} are expected, found none"
        hint = "name the folder that holds some after the command, or begin with one: aide-memoire new person"
        content.problems.append(Problem(NO_RECORDS, message, hint=hint, place=Place(content.folder)))
    return content


def _unknown_folder(file: ContentFile) -> Problem:
    """Return the problem of a file that is in no folder of a kind."""
    folder, *rest = file.relative_path.parts
    folders = sorted(BY_FOLDER)
    where = quote(folder) if rest else "the content folder itself"
    kind = next((kind for kind in KINDS if kind.name == folder), None)
    suggestion = f'did you mean "{kind.folder}"?' if kind else did_you_mean(folder, folders)
    hint = suggestion or f"the folders are {', '.join(folders)}"
    message = f"the folder of a kind is expected, found {where}"
    return Problem(UNKNOWN_FOLDER, message, hint=hint, place=Place(file.name))


def _load_site(content: Content, source: SourceFile) -> None:
    """Validate the record of the site and add it to `content`; report a second one."""
    if SITE in content.sources:
        message = f"one record of the site is expected, found {source.file} beside {content.sources[SITE].file}"
        content.problems.append(Problem(DUPLICATE_ID, message, place=Place(source.file)))
        return
    content.sources[SITE] = source
    problems = list(source.problems)
    if source.values is not None:
        site, value_problems, _ = structure(Site, source, {})
        content.site = site or content.site
        problems += [source.locate(problem) for problem in value_problems]
    content.problems += limit_per_rule(problems)


def _load_record(
    kind: Kind[Record], file: ContentFile, parsed: ParsedValues, proposals: _IdProposals
) -> tuple[SourceFile, StructureResult[Record]]:
    """Parse and validate `file` as a record of `kind`; every problem has its place."""
    source, identifier = parse_file(file, parsed), file.stem
    problems = list(source.problems)
    record: Record | None = None
    references: list[tuple[FieldPath, Reference]] = []
    if not is_id(identifier) or identifier == INDEX:
        problems.append(_invalid_id(kind, file, proposals))
    if source.values is not None:
        record, value_problems, references = structure(kind.record, source, {"id": identifier})
        key = f"{kind.folder}/{identifier}"
        problems += [replace(source.locate(problem), record=key) for problem in value_problems]
    if record and not problems:
        source = SourceFile(source.file, source.text, {})  # the record has the values: they would be as large again
    return source, StructureResult(record, limit_per_rule(problems), references)


def _add(
    content: Content, kind: Kind[Record], file: ContentFile, source: SourceFile, result: StructureResult[Record]
) -> None:
    """Add a record or its problems to `content`; report a second file with its id."""
    identifier = file.stem
    key = f"{kind.folder}/{identifier}"
    record, problems, references = result
    if key in content.sources:
        content.problems += [*problems, _duplicate_id(content, key, identifier, key).with_place(Place(source.file))]
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


def _invalid_id(kind: Kind[Record], file: ContentFile, proposals: _IdProposals) -> Problem:
    """Return the problem of a file whose name is no id."""
    identifier = file.stem
    message = f"{ID_EXPECTED} as the file's name, found {quote(identifier)}"
    if identifier == INDEX:
        message = f"another name for the file is expected, found {quote(INDEX)}, as the list of the records has"
    elif len(identifier) > MAX_ID:
        message = f"a file name of at most {MAX_ID} characters is expected, found one of {len(identifier)}"
    return Problem(INVALID_ID, message, hint=proposals.hint(kind, file), place=Place(file.name))


def _duplicate_ids(content: Content) -> Iterator[Problem]:
    """Yield a problem for each id that another record of the same id space has or had.

    Letter case does not count.
    """
    owners: dict[tuple[str, str], str] = {}  # the key of the first record, by id space and id
    invalid_ids = {key for key in (*content.invalid, *content.incomplete) if not is_id(key.partition("/")[2])}
    for key, source in sorted(content.sources.items(), key=lambda entry: entry[0] in invalid_ids):
        folder, slash, identifier = key.partition("/")
        if not slash:
            continue
        claim = (BY_FOLDER[folder].id_space, identifier.casefold())
        if claim in owners:
            yield _duplicate_id(content, key, identifier, owners[claim]).with_place(Place(source.file))
        owners.setdefault(claim, key)
    for record in content.records:
        kind, key = kind_of(record), key_of(record)
        for number, former in enumerate(record.formerly):
            claim = (kind.id_space, former.casefold())
            if claim in owners:
                problem = _duplicate_id(content, key, former, owners[claim])
                problem = replace(problem, field=("formerly", number), hint="delete it here, or rename that file")
                yield content.sources[key].locate(problem)
            owners.setdefault(claim, key)


def _duplicate_id(content: Content, key: str, identifier: str, owner: str) -> Problem:
    """Return the problem of the record `key`: the record `owner` has or had its id."""
    file = content.sources[owner].file
    message = f"an id that no other record has or had is expected, found {quote(identifier)}, which is also {file}"
    hint = "give one of the two files another name, or delete it if both are about the same"
    return Problem(DUPLICATE_ID, message, hint=hint, record=key)
