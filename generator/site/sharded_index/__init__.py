"""The search index of a large archive: parts of it, indexed apart and merged."""
