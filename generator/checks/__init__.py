"""The rules, their checks and their explanations."""
