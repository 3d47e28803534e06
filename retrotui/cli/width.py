"""How wide the terminal is; ``shutil`` knows too, but takes long to load for that."""

import os
import sys

_USUAL = 80


def terminal_width() -> int:
    """Columns: those of ``COLUMNS``, of the terminal stdout goes to, or 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    if sys.__stdout__ is None:
        return _USUAL
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL
    except (ValueError, OSError):
        return _USUAL
