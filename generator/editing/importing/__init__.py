"""Import tables as records, by a map of their columns: `import`."""
