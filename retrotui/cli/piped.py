"""``-`` where a file is taken: what is piped in, and the terminal back afterwards."""

import os
import sys
from typing import Final

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line

DASH: Final = "-"
"""What people type for standard input."""
SHOWN: Final = "stdin"
"""What it is called in what is said about it."""


def read_piped(largest: int) -> bytes:
    """What stdin holds, up to one byte more than the largest that will be taken.

    Raises:
        UsageError: There is no stdin, or it cannot be read.
    """
    if sys.stdin is None:
        raise UsageError(f"{SHOWN}: is closed", hint="pipe a file in, or name one")
    try:
        return sys.stdin.buffer.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"{SHOWN}: cannot be read: {one_line(reason)}") from error


def take_terminal_back() -> None:
    """Puts the terminal in place of a pipe that was read; without one it stays as it is."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)
