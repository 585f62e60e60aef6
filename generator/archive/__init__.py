"""The linked records of one edition."""
