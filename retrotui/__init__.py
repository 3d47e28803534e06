"""retrotui: run the meeting, keep the disagreement, check what was promised."""

__version__ = "0.1.0"
