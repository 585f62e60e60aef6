"""Start a record by questions: `new`."""
