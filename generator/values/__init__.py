"""What a field can hold: text, dates, references, codes, languages."""
