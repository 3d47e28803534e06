"""The part of the meeting's screen that rings when an item's time runs out."""

import time
from collections.abc import Callable

from retrotui.core import attention
from retrotui.core.attention import Look
from retrotui.core.text import one_line
from retrotui.core.timeline import Timeline
from retrotui.ui.attention import QUIET, ring
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.render import joined


class Ringing(MeetingBase):
    """Looks at the running item on every tick, and rings at each mark that passed."""

    def __init__(self, meeting: str, *, awake: Callable[[], float] = time.monotonic) -> None:
        super().__init__(meeting, awake=awake)
        self._look_before: Look | None = None

    def listen(self, line: Timeline) -> None:
        """Rings when a mark was passed since the look before."""
        now = None if self.has_ended else look(line)
        before, self._look_before = self._look_before, now
        mark = attention.passed(before, now)
        running = line.item(line.running)
        if mark and running is not None:
            ring(self.retro, joined((one_line(running.title), attention.word(mark))))

    def cmd_quiet(self) -> None:
        """Rings no more on this machine, or again."""
        quiet = not self.retro.preferences.is_on(QUIET)
        self.retro.preferences.turn(QUIET, quiet)
        rings = "The bell rings when an item has 20 % left, ends and runs over."
        self.say("Quiet on this machine; the clock says the same." if quiet else rings)


def look(line: Timeline) -> Look | None:
    """The running item as it stands; None when none runs or it is open-ended."""
    running = line.item(line.running)
    if running is None or running.budget is None:
        return None
    return Look(running.id, running.spent, running.budget)
