"""What there is to tell as of a day, as data."""
