"""The app needs a terminal that can draw; without one it says which command does the job."""

from collections.abc import Mapping
from typing import IO, Any

from retrotui.core.errors import UsageError


def require_terminal(stdin: IO[Any], stdout: IO[Any], env: Mapping[str, str], instead: str) -> None:
    """Lets pass only a real terminal on both ends.

    Args:
        stdin: Where keys would come from.
        stdout: Where the screen would be drawn.
        env: The environment.
        instead: The command that does the job without one, such as ``retrotui actions``.

    Raises:
        UsageError: One end is not a terminal, or the terminal cannot draw (``TERM=dumb``).
    """
    hint = f"without one: {instead}"
    if not (stdin.isatty() and stdout.isatty()):
        raise UsageError("the app needs a terminal, here is none", hint=hint)
    if env.get("TERM", "") == "dumb":
        raise UsageError("the app needs a terminal that can draw, TERM is 'dumb'", hint=hint)
