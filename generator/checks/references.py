"""Rules of references: each names one record, of the right kind, that the edition has."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.checks.context import Check, CheckContext, Scope, rules_of
from generator.content.load import SITE
from generator.kinds import BY_FOLDER, KINDS, key_of, kind_of
from generator.kinds.traversal import is_internal, is_public_at, references_in
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
ONLY_INTERNAL_REFERENCES = Rule(
    "only-internal-references", "A public record is referred to by something public.", Severity.WARNING
)
REPEATED_REFERENCE = Rule("repeated-reference", "A list of references names each record once.", Severity.WARNING)
CYCLE = Rule("cycle", "Nothing is part of itself, follows itself or replaces itself, by whatever detour.")
RULES_OF_INCOMPLETE_RECORDS = (UNKNOWN_REFERENCE, WRONG_KIND, AMBIGUOUS_REFERENCE)
"""Rules checked also in records without their invalid fields."""

SEVERAL = re.compile(r"[,;] *\S")
"""What separates the ids of a list written on one line."""


def check_references_resolve(context: CheckContext) -> Iterator[Problem]:
    """Check that every reference names exactly one record, of the right kind."""
    unresolved: Counter[str] = Counter()
    for key, path, reference in context.references:
        matches = context.archive.matches(reference)
        if len(matches) > 1 and len(set(map(key_of, matches))) > 1:
            names = [quote(key_of(match)) for match in matches]
            message = f"one record is expected, found {quote(reference.text)}, which may be {' and '.join(names)}"
            yield Problem(AMBIGUOUS_REFERENCE, message, path, f"write {' or '.join(names)}", key)
        elif not matches and not context.is_invalid_record(reference):
            unresolved[key] += 1
            if unresolved[key] > MAX_PROBLEMS:
                continue
            problem = _unresolved(context, path, reference)
            fix = _fix_in_prose(problem.fix) if problem.fix and reference.to is TO_ANY else problem.fix
            yield replace(problem, record=key, snippet=_snippet(reference), fix=fix)


def _snippet(reference: Reference) -> str:
    """Return the start of a link in prose, to locate it; empty for other references."""
    return f"[[{reference.text}" if reference.to is TO_ANY else ""


def _fix_in_prose(fix: Fix) -> Fix:
    """Return `fix` for a link in prose."""
    return Fix(f"[[{fix.old}", f"[[{fix.new}")


def _unresolved(context: CheckContext, path: FieldPath, reference: Reference) -> Problem:
    """Return the problem that `reference` names no record, or one of another kind."""
    wanted = " or ".join(reference.to.targets)
    folders = () if reference.folder else [kind.folder for kind in KINDS]
    others = [other for folder in folders if (other := context.archive.find(f"{folder}/{reference.id}"))]
    if others and ANY not in reference.to.targets:
        names = ", ".join(quote(key_of(other)) for other in others)
        article = "an" if wanted[0] in "aeiou" else "a"
        message = f"the id of {article} {wanted} is expected, found {quote(reference.id)}, which is {names}"
        return Problem(WRONG_KIND, message, path, f"{_hint_for_folder(reference)}, or delete it")
    message = f"there is no {wanted} {quote(reference.text)}"
    if isinstance(path[-1], int) and SEVERAL.search(reference.text):
        return Problem(UNKNOWN_REFERENCE, message, path, "write each on a line of its own with a hyphen and a space")
    ids = context.possible_ids(reference)
    hint = _country_hint(reference, ids) or did_you_mean(reference.text.lower(), ids)
    if ANY in reference.to.targets and not reference.folder:
        hint = hint or "write the folder and the id, such as people/ikegami-masaki"
    hint = hint or f"{_hint_for_folder(reference)}, or add the record"
    intended = _intended_country(reference, ids) or _intended_id(reference, ids)
    fix = Fix(reference.text, intended) if intended else None
    return Problem(UNKNOWN_REFERENCE, message, path, hint, fix=fix)


def _intended_id(reference: Reference, ids: Iterable[str]) -> str | None:
    """Return the id that `reference` certainly misspells, or None.

    Ids in the folder of the reference are compared without it: as whole names, all of them are close.
    """
    prefix = f"{reference.folder}/"
    in_folder = [name.removeprefix(prefix) for name in ids if reference.folder and name.startswith(prefix)]
    if not in_folder:
        return unique_close_match(reference.text.lower(), ids)
    intended = unique_close_match(reference.id.lower(), in_folder)
    return prefix + intended if intended else None


def _intended_country(reference: Reference, ids: Container[str]) -> str | None:
    """Return the id, if in `ids`, of a country written by its code or in English."""
    code = country_code(reference.id) if {"country", "party"} & set(reference.to.targets) else None
    return code if code in ids else None


def _hint_for_folder(reference: Reference) -> str:
    """Return the hint to write an id from the folders that `reference` may name."""
    folders = [kind.folder for kind in KINDS if kind.reference_names & set(reference.to.targets)] or sorted(BY_FOLDER)
    return f"write the name of a file in {' or '.join(folders)}, without .yml"


def _country_hint(reference: Reference, ids: Container[str]) -> str | None:
    """Return the hint for a reference to a country; None for any other."""
    if not {"country", "party"} & set(reference.to.targets):
        return None
    code = country_code(reference.id)
    if not code:
        return None
    name = language("en").country_name(code)
    if code in ids:
        return f'{name} is "{code}"'
    here = "" if reference.id == code else f', and write "{code}" here'
    return f'{name} has no record yet: add the file countries/{code}.yml with the line "name: {name}"{here}'


def check_references_are_public(context: CheckContext) -> Iterator[Problem]:
    """Check that no public field refers to an internal record."""
    if not context.public:
        return
    archive = context.archive

    def to_internal(reference: Reference) -> bool:
        target = archive.get(reference)
        return target is not None and is_internal(target)

    in_site = references_in(archive.site) if context.includes_site else ()
    public = [(SITE, path, reference) for path, reference in in_site]
    for record in context.records:
        if any(to_internal(reference) for _, reference in archive.references(record)):
            public += [(key_of(record), *reference) for reference in references_in(record, public_only=True)]
    for key, path, reference in public:
        if to_internal(reference):
            message = f"a public record is expected, found {quote(reference.text)}, which is internal"
            hint = 'write "audience: internal" in this record or entry too, or leave the reference out'
            yield Problem(REFERS_TO_INTERNAL, message, path, hint, key, _snippet(reference))


def check_public_records_have_public_references(context: CheckContext) -> Iterator[Problem]:
    """Check that something public refers to a public record, if anything does."""
    if not context.public:
        return
    for record in context.records:
        links = context.archive.links_to(record) if kind_of(record).naming.is_known_by_references else ()
        if not links or is_internal(record) or any(is_public_at(link.record, link.field) for link in links):
            continue
        message = "a public reference to this public record is expected, found internal ones alone"
        hint = f'if the public must not see it, write "audience: internal" here, as in {key_of(links[0].record)}'
        yield Problem(ONLY_INTERNAL_REFERENCES, message, (), hint, key_of(record))


def check_references_are_named_once(context: CheckContext) -> Iterator[Problem]:
    """Check that no list names the same record twice, however it is written."""
    seen: dict[tuple[str, FieldPath, str], FieldPath] = {}
    for key, path, reference in context.references:
        in_list = isinstance(path[-1], int) and reference.to is not TO_ANY
        if in_list and (target := context.archive.get(reference)):
            first = seen.setdefault((key, path[:-1], key_of(target)), path)
            if first != path:
                message = f"each record once is expected, found {quote(reference.text)} again"
                yield Problem(REPEATED_REFERENCE, message, path, record=key)


def check_nothing_leads_back_to_itself(context: CheckContext) -> Iterator[Problem]:
    """Check that fields between records of one kind, such as `parent`, form no cycle."""
    links: dict[str, dict[str, tuple[str, FieldPath]]] = defaultdict(dict)
    for record in context.archive.records:
        own = (kind_of(record).name,)
        for path, reference in context.archive.references(record):
            to_own_kind = len(path) == 1 and reference.to.targets == own
            if to_own_kind and (target := context.archive.get(reference)):
                links[str(path[0])][key_of(record)] = (key_of(target), path)
    for field, targets in links.items():
        yield from _cycles(field, targets)


def _cycles(field: str, targets: Mapping[str, tuple[str, FieldPath]]) -> Iterator[Problem]:
    """Yield a problem for each cycle. `targets` gives the target and path by key."""
    finished: set[str] = set()
    for start in sorted(targets):
        trail: list[str] = []
        here = start
        while here in targets and here not in finished and here not in trail:
            trail.append(here)
            here = targets[here][0]
        if here in trail:
            cycle = " → ".join([*trail[trail.index(here) :], here])
            message = f'a chain of "{field}" that ends is expected, found {cycle}'
            hint = f'delete or correct "{field}" in one of these records'
            yield Problem(CYCLE, message, targets[here][1], hint, here)
        finished.update(trail)


CHECKS = (
    Check(check_references_resolve, (UNKNOWN_REFERENCE, WRONG_KIND, AMBIGUOUS_REFERENCE)),
    Check(check_references_are_public, (REFERS_TO_INTERNAL,)),
    Check(check_public_records_have_public_references, (ONLY_INTERNAL_REFERENCES,), Scope.ADVISORY),
    Check(check_references_are_named_once, (REPEATED_REFERENCE,)),
    Check(check_nothing_leads_back_to_itself, (CYCLE,), Scope.ARCHIVE),
)
RULES = rules_of(CHECKS)
