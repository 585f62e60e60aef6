"""Aide-Mémoire: YAML records of meetings and agreements to a linked briefing site.

Start reading at `pipeline.py`: the steps of a build, in order.
"""

__version__ = "0.1.0"
