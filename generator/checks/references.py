"""The rules of references: each names a record that is there, of the right kind, that the edition has, once."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from generator.checks.context import CheckContext
from generator.content.load import SITE
from generator.kinds import BY_FOLDER, KINDS, key_of, kind_of
from generator.kinds.traversal import is_internal, references_in
from generator.problems import MAX_PROBLEMS, FieldPath, Fix, Problem, Rule, Severity, quote
from generator.problems.suggest import did_you_mean, unique_close_match
from generator.values.countries import country_code
from generator.values.languages import language
from generator.values.reference import ANY, Reference
from generator.values.text import TO_ANY

UNKNOWN_REFERENCE = Rule("unknown-reference", "A reference names a record that is there.")
WRONG_KIND = Rule("wrong-kind-reference", "A reference names a record of the kind that its field is for.")
AMBIGUOUS_REFERENCE = Rule(
    "ambiguous-reference", "A reference that may name a party or a person names only one of them."
)
REFERS_TO_INTERNAL = Rule("refers-to-internal", "What the public edition shows refers only to records that it has.")
REPEATED_REFERENCE = Rule("repeated-reference", "A list of references names each record once.", Severity.WARNING)
CYCLE = Rule("cycle", "Nothing is part of itself, follows itself or replaces itself, by whatever detour.")
RULES = (
    UNKNOWN_REFERENCE,
    WRONG_KIND,
    AMBIGUOUS_REFERENCE,
    REFERS_TO_INTERNAL,
    REPEATED_REFERENCE,
    CYCLE,
)

ABOUT_REFERENCES = (UNKNOWN_REFERENCE, WRONG_KIND, AMBIGUOUS_REFERENCE)
"""What holds of a record also where other fields of it are wrong."""


SEVERAL = re.compile(r"[,;] *\S")
"""Stands between the ids of a list that is written on one line."""


def check_references_resolve(examined: CheckContext) -> Iterator[Problem]:
    """Every reference names exactly one record, of the right kind."""
    unresolved: Counter[str] = Counter()
    for key, path, reference in examined.references:
        matches = examined.archive.matches(reference)
        if len(matches) > 1 and len(set(map(key_of, matches))) > 1:
            names = [quote(key_of(match)) for match in matches]
            message = f"one record is expected, found {quote(reference.written)}, which may be {' and '.join(names)}"
            yield Problem(AMBIGUOUS_REFERENCE, message, path, f"write {' or '.join(names)}", key)
        elif not matches and not examined.is_unsound(reference):
            unresolved[key] += 1
            if unresolved[key] > MAX_PROBLEMS:
                continue
            problem = _unresolved(examined, path, reference)
            fix = _in_prose(problem.fix) if problem.fix and reference.to is TO_ANY else problem.fix
            yield replace(problem, record=key, snippet=_words(reference), fix=fix)


def _words(reference: Reference) -> str:
    """How a link in prose to a record begins, by which it is found in its text."""
    return f"[[{reference.written}" if reference.to is TO_ANY else ""


def _in_prose(fix: Fix) -> Fix:
    return Fix(f"[[{fix.old}", f"[[{fix.new}")


def _unresolved(examined: CheckContext, path: FieldPath, reference: Reference) -> Problem:
    archive = examined.archive
    wanted = " or ".join(reference.to.targets)
    folders = () if reference.folder else [kind.folder for kind in KINDS]
    others = [other for folder in folders if (other := archive.find(f"{folder}/{reference.id}"))]
    if others and ANY not in reference.to.targets:
        found = ", ".join(quote(key_of(other)) for other in others)
        article = "an" if wanted[0] in "aeiou" else "a"
        message = f"the id of {article} {wanted} is expected, found {quote(reference.id)}, which is {found}"
        return Problem(WRONG_KIND, message, path, f"{_from_folder(reference)}, or delete it")
    message = f"there is no {wanted} {quote(reference.written)}"
    if isinstance(path[-1], int) and SEVERAL.search(reference.written):
        return Problem(UNKNOWN_REFERENCE, message, path, "write each on a line of its own with a hyphen and a space")
    written = reference.written.lower()
    known = examined.known_ids(reference)
    hint = _country_hint(reference, known) or did_you_mean(written, known)
    if ANY in reference.to.targets and not reference.folder:
        hint = hint or "write the folder and the id, such as people/ikegami-masaki"
    hint = hint or f"{_from_folder(reference)}, or add the record"
    meant = _country_meant(reference, known) or _meant(reference, known)
    return Problem(UNKNOWN_REFERENCE, message, path, hint, fix=Fix(reference.written, meant) if meant else None)


def _meant(reference: Reference, known: Iterable[str]) -> str | None:
    """The one id that a reference is a misspelling of for certain; where a folder is written, of those in it: as parts
    of whole names, ids in one folder are all close."""
    prefix = f"{reference.folder}/"
    beside = [each.removeprefix(prefix) for each in known if reference.folder and each.startswith(prefix)]
    if not beside:
        return unique_close_match(reference.written.lower(), known)
    meant = unique_close_match(reference.id.lower(), beside)
    return prefix + meant if meant else None


def _country_meant(reference: Reference, known: Container[str]) -> str | None:
    """The id of a country that is named by its code or in English, where there is a record of it."""
    code = country_code(reference.id) if {"country", "party"} & set(reference.to.targets) else None
    return code if code in known else None


def _from_folder(reference: Reference) -> str:
    """Where the ids are that a reference may name."""
    folders = [kind.folder for kind in KINDS if kind.reference_names & set(reference.to.targets)] or sorted(BY_FOLDER)
    return f"write the name of a file in {' or '.join(folders)}, without .yml"


def _country_hint(reference: Reference, known: Container[str]) -> str | None:
    """What to do about a country that is named, by its code or in English, where a country or party is expected."""
    if not {"country", "party"} & set(reference.to.targets):
        return None
    code = country_code(reference.id)
    if not code:
        return None
    name = language("en").country(code)
    if code in known:
        return f'{name} is "{code}"'
    here = "" if reference.id == code else f', and write "{code}" here'
    return f'{name} has no record yet: add the file countries/{code}.yml with the line "name: {name}"{here}'


def check_references_are_public(examined: CheckContext) -> Iterator[Problem]:
    """No public field refers to an internal record."""
    if not examined.public:
        return
    archive = examined.archive

    def to_internal(reference: Reference) -> bool:
        target = archive.get(reference)
        return target is not None and is_internal(target)

    of_site = references_in(archive.site) if examined.has_site else ()
    public = [(SITE, path, reference) for path, reference in of_site]
    for record in examined.records:
        if any(to_internal(reference) for _, reference in archive.references(record)):
            public += [(key_of(record), *found) for found in references_in(record, public_only=True)]
    for key, path, reference in public:
        if to_internal(reference):
            message = f"a public record is expected, found {quote(reference.written)}, which is internal"
            hint = 'write "audience: internal" in this record or entry too, or leave the reference out'
            yield Problem(REFERS_TO_INTERNAL, message, path, hint, key, _words(reference))


def check_references_are_named_once(examined: CheckContext) -> Iterator[Problem]:
    """No list names the same record twice, however it is written."""
    seen: dict[tuple[str, FieldPath, str], FieldPath] = {}
    for key, path, reference in examined.references:
        in_list = isinstance(path[-1], int) and reference.to is not TO_ANY
        if in_list and (target := examined.archive.get(reference)):
            first = seen.setdefault((key, path[:-1], key_of(target)), path)
            if first != path:
                message = f"each record once is expected, found {quote(reference.written)} again"
                yield Problem(REPEATED_REFERENCE, message, path, record=key)


def check_nothing_leads_back_to_itself(examined: CheckContext) -> Iterator[Problem]:
    """No field by which records of one kind refer to each other, such as `parent`, leads back to where it started."""
    steps: dict[str, dict[str, tuple[str, FieldPath]]] = defaultdict(dict)
    for record in examined.archive.records:
        own = (kind_of(record).name,)
        for path, reference in examined.archive.references(record):
            to_own_kind = len(path) == 1 and reference.to.targets == own
            if to_own_kind and (target := examined.archive.get(reference)):
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
                hint = f'delete or correct "{name}" in one of these records'
                yield Problem(CYCLE, message, links[here][1], hint, here)
            finished.update(trail)
