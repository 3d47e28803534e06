"""Time that the clock counted and nobody saw: the screen was closed, or the machine slept."""

import time
from collections.abc import Callable
from functools import partial

from retrotui.core.instants import Instant, seconds_between
from retrotui.core.meeting_state import last_activity
from retrotui.core.timeline import gap_since, last_present
from retrotui.services import agenda
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.render import count

SLEPT_SECONDS = 2.0
"""So many seconds passed outside without passing inside: the machine slept."""

NOTED_SECONDS = 10.0
"""How often it is noted that the meeting is on the screen: what a crash may lose."""

_MINUTE = 60


class Absence(MeetingBase):
    """The part of the meeting's screen that asks whether such time counts."""

    def __init__(self, meeting: str, *, awake: Callable[[], float] = time.monotonic) -> None:
        super().__init__(meeting, awake=awake)
        self._ticked: tuple[Instant, float] | None = None
        self._asking = False
        self._noted: Instant | None = None

    def ask_about_absence(self) -> None:
        """Asks once when the meeting is opened."""
        # What this process knows is fresher than what it noted for the next one.
        shown = self.retro.last_seen.get(self.meeting) or self.desk.repo.seen(self.meeting)
        seen = last_present(last_activity(self.state), shown)
        now = self.desk.clock.now()
        gap = None if seen is None else gap_since(self.state.moves, seen, now)
        if seen is not None and gap is not None:
            self._ask_about(f"Away for {_long(gap)}", "nobody was here since", seen)
        else:
            self._note_presence(now)

    def on_unmount(self) -> None:
        """The meeting leaves the screen: from now on nobody sees it."""
        self._note_presence(self.desk.clock.now())

    def _note_presence(self, now: Instant) -> None:
        if self._asking:
            # A question that nobody answered is asked again.
            return
        self._noted = now
        self.desk.repo.note_seen(self.meeting, now)

    def ask_about_sleep(self) -> None:
        """Asks when more time passed outside than inside since the tick before."""
        now, awake = self.desk.clock.now(), self.awake()
        before, self._ticked = self._ticked, (now, awake)
        self.retro.last_seen[self.meeting] = now
        if before is not None and not self.line.paused and not self.has_ended:
            slept = _outside(before[0], now) - (awake - before[1])
            if slept > SLEPT_SECONDS:
                self._ask_about(f"Asleep for {_long(slept)}", "the machine slept from", before[0])
        if self._noted is None or seconds_between(self._noted, now) >= NOTED_SECONDS:
            self._note_presence(now)

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
        self._note_presence(self.desk.clock.now())
        if counts is False:
            self.keep("leave time out", agenda.leave_out(self.desk, self.meeting, since))


def _outside(before: Instant, now: Instant) -> float:
    """Seconds by the boot clock, which counts sleep; 0 where it does not serve."""
    if before.boot_id != now.boot_id or before.boot is None or now.boot is None:
        return 0.0
    return now.boot - before.boot


def _long(seconds: float) -> str:
    if seconds < _MINUTE:
        return count(int(seconds), "second")
    minutes = int(seconds // _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} min"
    return f"{minutes // _MINUTE} h {minutes % _MINUTE} min"
