"""Every rule there is, in the groups in which editors look for them."""

from itertools import chain
from typing import NamedTuple

from generator.checks import comments
from generator.checks import map_rules as of_maps
from generator.checks import records as checks
from generator.checks import references as reference_checks
from generator.content import load as loading
from generator.content import source as reading
from generator.content import structure as structuring
from generator.content import yaml_parser as composing
from generator.kinds import agreement_history, commitment, country, mechanism, meeting, shared_checks, site, statement
from generator.problems import Rule
from generator.values import codes as of_values
from generator.values import dates, text
from generator.values.languages import gettext_noop


class Group(NamedTuple):
    """Rules that are about the same, under a heading."""

    heading: str
    name: str
    """The name of its anchor."""
    rules: tuple[Rule, ...]


GROUPS = (
    Group(gettext_noop("Files"), "files", (*loading.RULES, *reading.RULES, *composing.RULES)),
    Group(gettext_noop("Fields and texts"), "fields", (*structuring.RULES, *text.RULES, *comments.RULES)),
    Group(gettext_noop("Dates, codes and the site"), "values", (*dates.RULES, *of_values.RULES, *site.RULES)),
    Group(gettext_noop("References"), "references", reference_checks.RULES),
    Group(
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
    Group(gettext_noop("Agreements"), "agreements", agreement_history.RULES),
    Group(gettext_noop("Records among others"), "records", checks.RULES),
    Group(gettext_noop("Maps of imports"), "maps", of_maps.RULES),
)
RULES_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in chain.from_iterable(group.rules for group in GROUPS)}
