"""Reads the team's past for a screen: after it is painted, a few meetings at a time."""

from typing import TYPE_CHECKING, Any

from retrotui.ui.command_screen import CommandScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrotui.services.pacing import Past


class PastReading:
    """One screen's reading of the past.

    Args:
        screen: Keys pressed on it are dealt with between any two steps.
        then: Is given the past, when it is read.
    """

    def __init__(self, screen: CommandScreen[Any], then: "Callable[[Past], None]") -> None:
        self._screen, self._then = screen, then
        self._steps: Iterator[None] | None = None

    def begin(self) -> None:
        """Reads what is new since the last time, once the screen is painted."""
        if self._steps is None:
            app = self._screen.retro
            self._steps = app.memory.steps(app.desk.repo)
            self._screen.call_after_refresh(self._step)

    def _step(self) -> None:
        if self._steps is None or not self._screen.is_attached:
            return
        for _ in self._steps:
            self._screen.call_later(self._step)
            return
        self._steps = None
        past = self._screen.retro.memory.past
        if past is not None:
            self._then(past)
