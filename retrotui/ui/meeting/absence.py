"""Time that the clock counted and nobody saw: the screen was closed, or the machine slept."""

import time
from collections.abc import Callable
from functools import partial

from retrotui.core.instants import Instant
from retrotui.core.meeting_state import last_activity
from retrotui.core.timeline import gap_since
from retrotui.core.timeline.reading import later
from retrotui.services import agenda
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.render import count

SLEPT_SECONDS = 2.0
"""So many seconds passed outside without passing inside: the machine slept."""

_MINUTE = 60


class Absence(MeetingBase):
    """The part of the meeting's screen that asks whether such time counts."""

    def __init__(self, meeting: str, *, awake: Callable[[], float] = time.monotonic) -> None:
        super().__init__(meeting, awake=awake)
        self._ticked: tuple[Instant, float] | None = None
        self._asking = False

    def ask_about_absence(self) -> None:
        """Asks once when the meeting is opened."""
        seen = last_activity(self.state)
        known = self.retro.last_seen.get(self.meeting)
        if seen is not None and known is not None:
            seen = later(seen, known)
        now = self.desk.clock.now()
        gap = None if seen is None else gap_since(self.state.moves, seen, now)
        if seen is not None and gap is not None:
            self._ask_about(f"Away for {_long(gap)}", "nothing noted since", seen)

    def ask_about_sleep(self) -> None:
        """Asks when more time passed outside than inside since the tick before."""
        now, awake = self.desk.clock.now(), self.awake()
        before, self._ticked = self._ticked, (now, awake)
        self.retro.last_seen[self.meeting] = now
        if before is None or before[0].boot_id != now.boot_id:
            return
        if before[0].boot is None or now.boot is None:
            return
        slept = (now.boot - before[0].boot) - (awake - before[1])
        if slept > SLEPT_SECONDS and not self.line.paused and not self.has_ended:
            self._ask_about(f"Asleep for {_long(slept)}", "the machine slept from", before[0])

    def _ask_about(self, what: str, why: str, since: Instant) -> None:
        if self._asking:
            return
        self._asking = True
        at = f"{since.utc.astimezone(self.calendar.zone):%H:%M}"
        choices = [
            Choice(True, "Count it", "the clock ran on", key="c"),
            Choice(False, "Leave it out", f"{why} {at}", key="l"),
        ]
        self.ask(Choose(f"{what}: count it, or leave it out?", choices, filtered=False),
                 partial(self._count, since))  # fmt: skip

    def _count(self, since: Instant, counts: bool | None) -> None:
        self._asking = False
        if counts is False:
            self.keep("leave time out", agenda.leave_out(self.desk, self.meeting, since))


def _long(seconds: float) -> str:
    if seconds < _MINUTE:
        return count(int(seconds), "second")
    minutes = int(seconds // _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} min"
    return f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
