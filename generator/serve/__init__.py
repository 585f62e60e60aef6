"""The live preview: the site while its records are edited, rendered page by page when a browser asks."""
