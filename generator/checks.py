"""The rules between records. Each check states the rule that holds when it is silent."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeAlias

from generator.archive import Archive
from generator.kinds import KINDS, key_of, kind_of
from generator.kinds.kind import Record
from generator.kinds.reference import ANY, Reference
from generator.kinds.text import RECORD_LINK, TO_ANY, Prose
from generator.kinds.values import is_id, parse_field_path
from generator.kinds.walking import (
    citations_in,
    fields_of,
    has_value_at,
    is_internal,
    references_in,
    texts_in,
)
from generator.languages import country_code, language
from generator.loading import SITE
from generator.problems import FieldPath, Problem, Rule, Severity, quoted
from generator.spelling import did_you_mean, look_the_same

UNKNOWN_REFERENCE = Rule("unknown-reference", "A reference names a record that is there.")
WRONG_KIND = Rule("wrong-kind-reference", "A reference names a record of the kind that its field is for.")
AMBIGUOUS_REFERENCE = Rule(
    "ambiguous-reference", "A reference that may name a party or a person names only one of them."
)
REFERS_TO_INTERNAL = Rule("refers-to-internal", "What the public edition shows refers only to records that it has.")
CYCLE = Rule("cycle", "Nothing is part of itself, follows itself or replaces itself, by whatever detour.")
UNKNOWN_SUPPORT = Rule("supports-unknown-field", "What a citation supports is a field that the record has.")
UNKNOWN_INFERENCE = Rule("inferred-unknown-field", "What is inferred is a field that the record has.")
LOOKS_THE_SAME = Rule("looks-the-same", "Two records of a kind differ in date, parties or title.", Severity.WARNING)
LANGUAGE_NOT_OF_SITE = Rule(
    "language-not-of-site", "Texts are in the languages of the site; names in any.", Severity.WARNING
)
UNUSED_SOURCE = Rule("unused-source", "A source is cited.", Severity.WARNING)
UNCONNECTED = Rule("unconnected-record", "A record is referred to or cites a source.", Severity.WARNING)
MALFORMED_LINK = Rule("malformed-link", "A link to a record is written [[folder/id]].", Severity.WARNING)
REPEATED_REFERENCE = Rule("repeated-reference", "A list of references names each record once.", Severity.WARNING)
RULES = (
    UNKNOWN_REFERENCE,
    WRONG_KIND,
    AMBIGUOUS_REFERENCE,
    REFERS_TO_INTERNAL,
    CYCLE,
    UNKNOWN_SUPPORT,
    UNKNOWN_INFERENCE,
    LOOKS_THE_SAME,
    LANGUAGE_NOT_OF_SITE,
    UNUSED_SOURCE,
    UNCONNECTED,
    REPEATED_REFERENCE,
    MALFORMED_LINK,
)


@dataclass(frozen=True)
class Examined:
    """What a check examines: every record, internal ones too, and what could not be read."""

    archive: Archive
    unsound: Mapping[str, list[tuple[FieldPath, Reference]]] = field(default_factory=dict)
    public: bool = True
    """Whether the records are to be published without what is internal."""

    @property
    def references(self) -> Iterator[tuple[str, FieldPath, Reference]]:
        """Every reference there is, with the key of its record, also those read in records that are unsound."""
        for path, reference in references_in(self.archive.site):
            yield SITE, path, reference
        for record in self.archive.records:
            for path, reference in references_in(record):
                yield key_of(record), path, reference
        for key, references in self.unsound.items():
            for path, reference in references:
                yield key, path, reference

    def is_unsound(self, reference: Reference) -> bool:
        """Whether the reference names a record that is there but could not be read."""
        return reference.id in self.unsound_ids(reference) or reference.written in self.unsound_ids(reference)

    def unsound_ids(self, reference: Reference) -> set[str]:
        """The ids that the reference could have named of records that could not be read, written as it is."""
        wanted = {*reference.to.targets, reference.folder}
        folders = {kind.folder for kind in KINDS if ANY in wanted or {*kind.words, kind.folder, kind.name} & wanted}
        keys = [key.partition("/") for key in self.unsound if key.partition("/")[0] in folders]
        return {"/".join((folder, identifier)) if ANY in wanted else identifier for folder, _, identifier in keys}


Check: TypeAlias = Callable[[Examined], Iterator[Problem]]


def found_in(record: Record, problem: Problem) -> Problem:
    """The problem, with the record it was found in."""
    return replace(problem, record=key_of(record))


def check_references_resolve(examined: Examined) -> Iterator[Problem]:
    """Every reference names exactly one record, of the right kind."""
    for key, path, reference in examined.references:
        matches = examined.archive.matches(reference)
        names = [quoted(key_of(match)) for match in matches]
        if len(set(names)) > 1:
            message = f"one record is expected, found {quoted(reference.written)}, which may be {' and '.join(names)}"
            yield Problem(AMBIGUOUS_REFERENCE, message, path, f"write {' or '.join(names)}", key)
        elif not matches and not examined.is_unsound(reference):
            yield replace(_unresolved(examined, path, reference), record=key, words=_words(reference))


def _words(reference: Reference) -> str:
    """How a link in prose to a record begins, by which it is found in its text."""
    return f"[[{reference.written}" if reference.to is TO_ANY else ""


def _unresolved(examined: Examined, path: FieldPath, reference: Reference) -> Problem:
    archive = examined.archive
    wanted = " or ".join(reference.to.targets)
    others = [other for other in archive.records if other.id == reference.id and not reference.folder]
    if others and ANY not in reference.to.targets:
        found = ", ".join(quoted(key_of(other)) for other in others)
        article = "an" if wanted[0] in "aeiou" else "a"
        message = f"the id of {article} {wanted} is expected, found {quoted(reference.id)}, which is {found}"
        return Problem(WRONG_KIND, message, path)
    written = reference.written.lower()
    ids = archive.ids(reference) | examined.unsound_ids(reference)
    known = {known for known in ids if is_id(known.rpartition("/")[2])}
    hint = _country_hint(reference, known) or did_you_mean(written, known)
    if ANY in reference.to.targets and not reference.folder:
        hint = hint or "write the folder and the id, such as people/ikegami-masaki"
    return Problem(UNKNOWN_REFERENCE, f"there is no {wanted} {quoted(reference.written)}", path, hint)


def _country_hint(reference: Reference, known: set[str]) -> str | None:
    """What to do about a country that is named, by its code or in English, where a country or party is expected."""
    if not {"country", "party"} & set(reference.to.targets):
        return None
    code = country_code(reference.id)
    if not code:
        return None
    name = language("en").country(code)
    return f'{name} is "{code}"' if code in known else f"{name} has no record yet: write countries/{code}.yml"


def check_references_are_public(examined: Examined) -> Iterator[Problem]:
    """No public field refers to an internal record."""
    if not examined.public:
        return
    archive = examined.archive
    public = [(SITE, path, reference) for path, reference in references_in(archive.site)]
    public += [
        (key_of(record), path, reference)
        for record in archive.records
        for path, reference in references_in(record, public_only=True)
    ]
    for key, path, reference in public:
        target = archive.get(reference)
        if target and is_internal(target):
            message = f"a public record is expected, found {quoted(reference.written)}, which is internal"
            hint = "mark this record or entry internal too, or leave the reference out"
            yield Problem(REFERS_TO_INTERNAL, message, path, hint, key, _words(reference))


def check_references_are_named_once(examined: Examined) -> Iterator[Problem]:
    """No list names the same record twice, however it is written."""
    seen: dict[tuple[str, FieldPath, str], FieldPath] = {}
    for key, path, reference in examined.references:
        target = examined.archive.get(reference)
        if isinstance(path[-1], int) and reference.to is not TO_ANY and target:
            first = seen.setdefault((key, path[:-1], key_of(target)), path)
            if first != path:
                message = f"each record once is expected, found {quoted(reference.written)} again"
                yield Problem(REPEATED_REFERENCE, message, path, record=key)


def check_nothing_leads_back_to_itself(examined: Examined) -> Iterator[Problem]:
    """No field by which records of one kind refer to each other, such as `parent`, leads back to where it started."""
    steps: dict[str, dict[str, tuple[str, FieldPath]]] = defaultdict(dict)
    for record in examined.archive.records:
        for path, reference in references_in(record):
            target = examined.archive.get(reference)
            if target and len(path) == 1 and reference.to.targets == (kind_of(record).name,):
                steps[str(path[0])][key_of(record)] = (key_of(target), path)
    for name, links in steps.items():
        finished: set[str] = set()
        for start in sorted(links):
            trail: list[str] = []
            here = start
            while here in links and here not in finished and here not in trail:
                trail.append(here)
                here = links[here][0]
            if here in trail:
                circle = " → ".join([*trail[trail.index(here) :], here])
                message = f'a chain of "{name}" that ends is expected, found {circle}'
                yield Problem(CYCLE, message, links[here][1], record=here)
            finished.update(trail)


def check_citations_support_fields(examined: Examined) -> Iterator[Problem]:
    """What citations support, and what is inferred, are fields with a value."""
    for record in examined.archive.records:
        for path, citation in citations_in(record):
            for number, supported in enumerate(citation.supports):
                if not has_value_at(record, parse_field_path(supported)):
                    yield found_in(record, _no_field(UNKNOWN_SUPPORT, supported, (*path, "supports", number), record))
        for inferred in record.inferred:
            if not has_value_at(record, parse_field_path(inferred)):
                yield found_in(
                    record,
                    replace(_no_field(UNKNOWN_INFERENCE, inferred, ("inferred", inferred), record), at_key=True),
                )


def _no_field(rule: Rule, written: str, path: FieldPath, record: Record) -> Problem:
    steps = parse_field_path(written)
    present = {name for _, name, value, _ in fields_of(record) if value not in (None, (), {})}
    hint = did_you_mean(written, present)
    if steps[0] in present:
        entries = getattr(record, str(steps[0]), None)
        many = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}" if isinstance(entries, tuple) else ""
        hint = f"{steps[0]} has {many}, counted from 0" if many else None
    return Problem(rule, f"a field that this record has is expected, found {quoted(written)}", path, hint)


def check_records_differ(examined: Examined) -> Iterator[Problem]:
    """No two records of a kind have the same date, known to the day, the same parties and nearly the same title."""
    alike: dict[tuple[str, str, frozenset[str]], list[tuple[str, Record]]] = defaultdict(list)
    archive, default = examined.archive, examined.archive.site_language
    for record in archive.records:
        kind = kind_of(record)
        when = kind.day(record)
        if when and when.to_the_day and not kind.evidence:
            parties = frozenset(party.id for party in kind.parties(record))
            alike[kind.folder, when.text, parties].append((archive.title(record, default).text, record))
    for group in alike.values():
        for (one_title, one), (title, other) in combinations(group, 2):
            if look_the_same(one_title, title):
                message = (
                    f"a date, parties or title of its own are expected, found nearly those of {quoted(key_of(one))}"
                )
                path = ("title",) if has_value_at(other, ("title",)) else ()
                yield found_in(other, Problem(LOOKS_THE_SAME, message, path))


def check_languages_are_of_the_site(examined: Examined) -> Iterator[Problem]:
    """Texts are given in the site's languages; names may be given in any, for the scripts they are found by."""
    languages = {code.partition("-")[0] for code in examined.archive.site.languages}
    expected = f"one of the site's languages ({', '.join(examined.archive.site.languages)}) is expected"
    for record in examined.archive.records:
        for path, text in texts_in(record):
            for code in text.by_language:
                if code and path[-1] != "name" and code.partition("-")[0] not in languages:
                    problem = Problem(
                        LANGUAGE_NOT_OF_SITE, f"{expected}, found {quoted(code)}", (*path, code), at_key=True
                    )
                    yield found_in(record, problem)


def check_links_in_prose_name_folder_and_id(examined: Examined) -> Iterator[Problem]:
    """What stands in double square brackets is a link to a record."""
    for record in examined.archive.records:
        for path, text in texts_in(record):
            for phrase in text.all() if isinstance(text, Prose) else ():
                rest = RECORD_LINK.sub("", phrase.text)
                for written in re.findall(r"\[\[[^\[\]\n]*\]\]", rest):
                    message = f"a link such as [[people/ikegami-masaki]] is expected, found {quoted(written)}"
                    here = (*path, phrase.language) if phrase.language else path
                    problem = Problem(MALFORMED_LINK, message, here, "it stands as text on the page", words=written)
                    yield found_in(record, problem)


def check_records_are_connected(examined: Examined) -> Iterator[Problem]:
    """Sources are cited; every other record is referred to or cites a source."""
    archive = examined.archive
    for record in archive.records:
        kind = kind_of(record)
        if archive.links_to(record) or kind.standard:
            continue
        if kind.evidence:
            yield found_in(
                record,
                Problem(UNUSED_SOURCE, "a citation of this source is expected in some record, found none"),
            )
        elif not any(True for _ in citations_in(record)):
            message = "a source, or a reference from another record, is expected, found neither"
            yield found_in(record, Problem(UNCONNECTED, message))


def check_kinds(examined: Examined) -> Iterator[Problem]:
    """The rules that each kind has of its own."""
    for record in examined.archive.records:
        for check in kind_of(record).checks:
            for problem in check(record, examined.archive):
                yield found_in(record, problem)


CHECKS: tuple[Check, ...] = (
    check_references_resolve,
    check_references_are_public,
    check_references_are_named_once,
    check_nothing_leads_back_to_itself,
    check_citations_support_fields,
    check_records_differ,
    check_kinds,
)
"""The rules between records."""

ADVICE: tuple[Check, ...] = (
    check_links_in_prose_name_folder_and_id,
    check_languages_are_of_the_site,
    check_records_are_connected,
)
"""What is worth saying only when every record could be read: otherwise it may be what could not be read."""

ABOUT_REFERENCES = (UNKNOWN_REFERENCE, WRONG_KIND, AMBIGUOUS_REFERENCE)
"""What holds of a record also where other fields of it are wrong."""
