"""Rules between records, and the checks of every kind. Rules of references are in `references`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from generator.checks.context import Check, CheckContext, Scope, rules_of, with_record
from generator.content.load import SITE
from generator.kinds import key_of, kind_of
from generator.kinds.record import Record
from generator.kinds.traversal import citations_in, fields_of, has_value_at, texts_in, values_in
from generator.problems import FieldPath, Fix, Problem, Rule, Severity, quote
from generator.problems.suggest import did_you_mean, look_the_same, unique_close_match
from generator.values.codes import parse_field_path
from generator.values.languages import CATALOGS, SOURCE_LANGUAGE, language
from generator.values.text import RECORD_LINK, Prose

UNKNOWN_SUPPORT = Rule("supports-unknown-field", "What a citation supports is a field that the record has.")
NOT_A_FACT = Rule("not-a-fact", "What a citation supports, or what is inferred, is a fact.")
UNKNOWN_INFERENCE = Rule("inferred-unknown-field", "What is inferred is a field that the record has.")
LOOKS_THE_SAME = Rule("looks-the-same", "Two records of a kind differ in date, parties or title.", Severity.WARNING)
LANGUAGE_NOT_OF_SITE = Rule(
    "language-not-of-site", "Texts are in the languages of the site; names in any.", Severity.WARNING
)
UNUSED_SOURCE = Rule("unused-source", "A source is cited.", Severity.WARNING)
UNCONNECTED = Rule("unconnected-record", "A record is referred to or cites a source.", Severity.WARNING)
MALFORMED_LINK = Rule("malformed-link", "A link to a record is written [[folder/id]].", Severity.WARNING)
LANGUAGE_WITHOUT_LABELS = Rule(
    "language-without-labels", "A language of the site is one that its labels are translated into.", Severity.WARNING
)
NO_FACTS = {"id", "sources", "caveats", "inferred", "notes", "audience", "formerly", "links"}
"""Fields of a record that state nothing a source could support."""
NEVER_FACTS = {"id", "sources", "inferred", "notes", "audience", "formerly", "supports"}
"""Names of fields that are refused there, at any depth: most often a field of the record stands at the wrong depth."""


def check_citations_support_fields(context: CheckContext) -> Iterator[Problem]:
    """Check that what citations support and what is inferred are facts, with a value."""
    for record in context.records:
        for path, citation in citations_in(record):
            for number, supported in enumerate(citation.supports):
                place = (*path, "supports", number)
                if not NEVER_FACTS.isdisjoint(parse_field_path(supported)):
                    yield _not_a_fact(supported, place, record)
                elif not has_value_at(record, parse_field_path(supported)):
                    yield _without_value(UNKNOWN_SUPPORT, supported, place, record)
        for inferred in record.inferred:
            if not NEVER_FACTS.isdisjoint(parse_field_path(inferred)):
                yield replace(_not_a_fact(inferred, ("inferred", inferred), record), at_key=True)
            elif not has_value_at(record, parse_field_path(inferred)):
                problem = _without_value(UNKNOWN_INFERENCE, inferred, ("inferred", inferred), record)
                yield replace(problem, at_key=True)


def _not_a_fact(written: str, path: FieldPath, record: Record) -> Problem:
    """Return the problem that the field path `written` names no fact."""
    message = f"the field of a fact is expected, found {quote(written)}"
    is_misplaced = path == ("inferred", written) and written in type(record).model_fields
    move = f'move this line to the left, as far as "inferred" is, if it is meant as the field "{written}"'
    hint = f"{move}; else delete it" if is_misplaced else "delete it: it states nothing about the world"
    return with_record(record, Problem(NOT_A_FACT, message, path, hint))


def _without_value(rule: Rule, written: str, path: FieldPath, record: Record) -> Problem:
    """Return the problem that `record` has no value at the field path `written`."""
    first = str(parse_field_path(written)[0])
    present = {name for _, name, value, _ in fields_of(record) if value not in (None, (), {})}
    hint = did_you_mean(written, present)
    if first in present:
        entries = getattr(record, first, None)
        many = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}" if isinstance(entries, tuple) else ""
        hint = f"{first} has {many}, the first of which is {first}[0]" if many else None
    facts = record.model_fields_set - NO_FACTS
    names = sorted(name for attribute, name, *_ in fields_of(record) if attribute in facts)
    hint = hint or f"name one of the fields that it has ({', '.join(names)}), or delete this"
    message = f"a field that this record has is expected, found {quote(written)}"
    intended = unique_close_match(written, present)
    fix = Fix(written, intended) if intended else None
    return with_record(record, Problem(rule, message, path, hint, fix=fix))


def check_records_differ(context: CheckContext) -> Iterator[Problem]:
    """Check that records of a kind with the same day and parties differ in title."""
    alike: dict[tuple[str, str, frozenset[str]], list[tuple[str, Record]]] = defaultdict(list)
    archive, default = context.archive, context.archive.site_language
    for record in archive.records:
        kind = kind_of(record)
        when = kind.day(record)
        if when and when.is_to_the_day and not kind.is_citable:
            parties = frozenset(party.id for party in kind.parties(record))
            alike[kind.folder, when.text, parties].append((archive.title(record, default).text, record))
    for group in alike.values():
        for (one_title, one), (title, other) in combinations(group, 2):
            if look_the_same(one_title, title):
                message = (
                    f"a date, parties or title of its own are expected, found nearly those of {quote(key_of(one))}"
                )
                path = ("title",) if has_value_at(other, ("title",)) else ()
                hint = "delete one of the two if they are about the same, else say in the title how they differ"
                yield with_record(other, Problem(LOOKS_THE_SAME, message, path, hint))


def check_languages_are_of_the_site(context: CheckContext) -> Iterator[Problem]:
    """Check that texts are in the site's languages. Names may be in any language."""
    languages = {code.partition("-")[0] for code in context.archive.site.languages}
    expected = f"one of the site's languages ({', '.join(context.archive.site.languages)}) is expected"
    for record in context.records:
        for path, text in texts_in(record):
            for code in text.by_language:
                if code and path[-1] != "name" and code.partition("-")[0] not in languages:
                    message = f"{expected}, found {quote(code)}"
                    hint = f'delete this text, or add "{code}" to the languages in site.yml'
                    problem = Problem(LANGUAGE_NOT_OF_SITE, message, (*path, code), hint, at_key=True)
                    yield with_record(record, problem)


def check_site_languages_have_labels(context: CheckContext) -> Iterator[Problem]:
    """Check that the site's labels are translated into each of its languages."""
    for number, code in enumerate(context.archive.site.languages if context.includes_site else ()):
        if not language(code).has_catalog:
            translated = ", ".join(sorted({SOURCE_LANGUAGE, *(path.stem for path in CATALOGS.glob("*.po"))}))
            message = f"a language that the site has its own words in ({translated}) is expected, found {quote(code)}"
            hint = "leave it, and its pages have English words beside your texts, or delete it"
            yield Problem(LANGUAGE_WITHOUT_LABELS, message, ("languages", number), hint, SITE)


def check_links_in_prose_name_folder_and_id(context: CheckContext) -> Iterator[Problem]:
    """Check that text in double square brackets is a link to a record."""
    for record in context.records:
        for path, prose in values_in(record, classes=Prose):
            for phrase in prose.phrases():
                rest = RECORD_LINK.sub("", phrase.text) if "[[" in phrase.text else ""
                for written in re.findall(r"\[\[[^\[\]\n]*\]\]", rest):
                    message = f"a link such as [[people/ikegami-masaki]] is expected, found {quote(written)}"
                    here = (*path, phrase.language) if phrase.language else path
                    problem = Problem(MALFORMED_LINK, message, here, "it stands as text on the page", snippet=written)
                    yield with_record(record, problem)


def check_records_are_connected(context: CheckContext) -> Iterator[Problem]:
    """Check that sources are cited, and other records have a reference or a source."""
    archive = context.archive
    for record in context.records:
        kind = kind_of(record)
        if archive.links_to(record) or kind.naming.restates_a_standard:
            continue
        if kind.is_citable:
            message = "a citation of this source is expected in some record, found none"
            hint = f'add "- source: {record.id}" below "sources:" in a record that is based on it, or delete the file'
            yield with_record(record, Problem(UNUSED_SOURCE, message, hint=hint))
        elif not any(True for _ in citations_in(record)):
            message = "a source, or a reference from another record, is expected, found neither"
            hint = 'add "sources:" and below it, indented, "- source: " and the name of a file in sources, without .yml'
            yield with_record(record, Problem(UNCONNECTED, message, hint=hint))


def check_kinds(context: CheckContext) -> Iterator[Problem]:
    """Run the checks of the kind of each record."""
    for record in context.records:
        for check in kind_of(record).checks:
            for problem in check(record, context.archive):
                yield with_record(record, problem)


CHECKS = (
    Check(check_kinds, ()),  # each kind lists its checks and rules itself
    Check(check_citations_support_fields, (UNKNOWN_SUPPORT, UNKNOWN_INFERENCE, NOT_A_FACT)),
    Check(check_records_differ, (LOOKS_THE_SAME,), Scope.ARCHIVE),
    Check(check_languages_are_of_the_site, (LANGUAGE_NOT_OF_SITE,), Scope.ADVISORY),
    Check(check_records_are_connected, (UNUSED_SOURCE, UNCONNECTED), Scope.ADVISORY),
    Check(check_links_in_prose_name_folder_and_id, (MALFORMED_LINK,), Scope.ADVISORY),
    Check(check_site_languages_have_labels, (LANGUAGE_WITHOUT_LABELS,), Scope.ADVISORY),
)
RULES = rules_of(CHECKS)
