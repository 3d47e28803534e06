"""Sound: the terminal's bell, and a desktop notification where the terminal is known to have one.

Both are written through Textual's driver, so that they never tear a frame; without a terminal
(as in tests) nothing is written. OSC 9 is iTerm2's, and WezTerm and Ghostty took it over; other
terminals print or misread it, so they only ring.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from retrotui.core.text import one_line

if TYPE_CHECKING:
    from retrotui.ui.app import RetroApp

QUIET = "quiet"
"""The preference that keeps this machine from ringing."""

_SPEAKING = frozenset({"iTerm.app", "WezTerm", "ghostty"})
_LONGEST = 120


def notifies(env: Mapping[str, str]) -> bool:
    """True in a terminal that shows OSC 9 as a notification; never inside tmux or screen."""
    inside = env.get("TMUX") or env.get("STY")
    return not inside and env.get("TERM_PROGRAM") in _SPEAKING


def notification(text: str) -> str:
    """The sequence that shows a text as a desktop notification; the text is data, and cleaned."""
    return f"\x1b]9;{one_line(text)[:_LONGEST]}\x07"


def ring(app: "RetroApp", text: str) -> None:
    """Rings once and, where the terminal can, says why; nothing where this machine is quiet."""
    if app.preferences.is_on(QUIET):
        return
    app.bell()
    if app.notifies_desktop:
        app.write_raw(notification(text))
