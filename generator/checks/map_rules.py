"""Rules of import maps, declared here for `rules`. `editing.importing` checks them."""

from generator.problems import Rule

INVALID_MAP = Rule("invalid-map", "A map says for every value where it is from, and how it is read.")
UNKNOWN_COLUMN = Rule("unknown-column", "A map names columns that the table has.")
RULES = (INVALID_MAP, UNKNOWN_COLUMN)
