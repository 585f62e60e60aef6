"""The contents of briefs, relation pages, ledgers and calendars as of a day, as data. `pages/` formats them."""
