"""Convert our own Markdown quickly; fall back to Python-Markdown, loudly."""
