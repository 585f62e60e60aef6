"""Values of fields: text, dates, references, codes, languages. They parse themselves or refuse with a problem."""
