"""Every rule, by group and by code.

Used by `explain`, the editors' guide and `explanations`. Each module lists its rules in `RULES`.
"""

from itertools import chain
from typing import NamedTuple

from generator.checks import comments, map_rules, misplaced_fields, mixed_scripts, records, references
from generator.content import direction_controls, load, source, validation_errors, yaml_parser
from generator.kinds import agreement_checks, commitment, country, mechanism, meeting, shared_checks, site, statement
from generator.problems import Rule
from generator.values import codes, dates, text
from generator.values.languages import gettext_noop


class RuleGroup(NamedTuple):
    """Rules about one subject, under a heading for editors."""

    heading: str
    name: str
    """Its anchor, and the name of its page."""
    rules: tuple[Rule, ...]


GROUPS = (
    RuleGroup(
        gettext_noop("Files"),
        "files",
        (*load.RULES, *source.RULES, *yaml_parser.RULES, *direction_controls.RULES),
    ),
    RuleGroup(
        gettext_noop("Fields and texts"),
        "fields",
        (*validation_errors.RULES, *text.RULES, *comments.RULES, *misplaced_fields.RULES, *mixed_scripts.RULES),
    ),
    RuleGroup(gettext_noop("Dates, codes and the site"), "values", (*dates.RULES, *codes.RULES, *site.RULES)),
    RuleGroup(gettext_noop("References"), "references", references.RULES),
    RuleGroup(
        gettext_noop("What cannot be so"),
        "contradictions",
        (
            *country.RULES,
            *shared_checks.RULES,
            *meeting.RULES,
            *commitment.RULES,
            *mechanism.RULES,
            *statement.RULES,
        ),
    ),
    RuleGroup(gettext_noop("Agreements"), "agreements", agreement_checks.RULES),
    RuleGroup(gettext_noop("Records among others"), "records", records.RULES),
    RuleGroup(gettext_noop("Maps of imports"), "maps", map_rules.RULES),
)
RULES_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in chain.from_iterable(group.rules for group in GROUPS)}
