"""Our own Markdown to HTML in a fifth of the time; Python-Markdown converts all other pages, and a warning says so."""
