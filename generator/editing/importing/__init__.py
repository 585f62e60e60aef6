"""What others have, as records: tables of several formats, and maps that say what becomes of their columns."""
