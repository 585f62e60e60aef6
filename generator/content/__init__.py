"""Record files: find, parse, validate and load them; write, format and fix them."""
