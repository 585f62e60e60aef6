"""Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site.

Read `pipeline.py` first; `cli.py` is the command line.
"""

__version__ = "0.1.0"
