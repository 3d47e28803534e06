"""Work between keys: what reads the team's past after a screen is painted, in small steps."""

from collections.abc import Iterator
from typing import Any

from retrotui.ui.command_screen import CommandScreen


def between_keys(screen: CommandScreen[Any], steps: Iterator[None]) -> None:
    """Goes through steps once the screen is painted; keys pressed meanwhile come between them.

    Args:
        screen: Whose work it is; when it is closed the rest is left undone.
        steps: Some milliseconds of work each.
    """

    def go_on() -> None:
        if screen.is_attached:
            for _ in steps:
                screen.call_later(go_on)
                return

    screen.call_after_refresh(go_on)
