"""A little colour on a terminal, never the only carrier of meaning (no-color.org, clig.dev)."""

from collections.abc import Mapping
from typing import NamedTuple

_CODES = {"alarm": "1;31", "warn": "33", "good": "32", "dim": "2", "strong": "1"}


class Colour(NamedTuple):
    """Paints text, or leaves it alone."""

    on: bool

    @classmethod
    def chosen(cls, wish: str, environ: Mapping[str, str], on_terminal: bool) -> "Colour":
        """Decides by ``--color``, NO_COLOR, FORCE_COLOR, TERM and whether it is a terminal."""
        if wish != "auto":
            return cls(wish == "always")
        if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
            return cls(False)
        return cls(on_terminal or bool(environ.get("CLICOLOR_FORCE") or environ.get("FORCE_COLOR")))

    def paint(self, name: str | None, text: str) -> str:
        """The text in a named colour: alarm, warn, good, dim or strong."""
        if not self.on or name is None:
            return text
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m"
