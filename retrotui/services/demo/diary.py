"""What is still to happen: the later life of promises and disagreements, in order of time."""

import heapq
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from retrotui.services.demo.clock import ScriptedClock

Deed = Callable[[str | None], None]
"""Does it; told the id of the meeting it is done in, or None between meetings."""

_SATURDAY = 5


class Diary:
    """Deeds by moment.

    Args:
        clock: The story's; it goes on to each deed.
        today: The day on which the story is told, in the team's zone.
        zone: The team's.
    """

    def __init__(self, clock: ScriptedClock, today: date, zone: ZoneInfo) -> None:
        self._clock = clock
        self._today = today
        self._zone = zone
        self._deeds: list[tuple[datetime, int, str, Deed]] = []
        self._written = 0

    @property
    def last_workday(self) -> date:
        """The working day before today: nobody leaves a meeting half way on a Sunday."""
        day = self._today - timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day -= timedelta(days=1)
        return day

    def workday(self, days: int, since: date | None = None) -> date:
        """So many days from a day (from the last working day), or the Monday that follows."""
        day = (self.last_workday if since is None else since) + timedelta(days=days)
        return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day

    def day(self, days: int, since: date | None = None) -> date:
        """So many days from a day, or from today."""
        return (self._today if since is None else since) + timedelta(days=days)

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """When the clock on the team's wall shows this; only by day, so that it does once."""
        return datetime.combine(day, time(hour, minute), tzinfo=self._zone)

    def write(self, moment: datetime, deed: Deed, activity: str = "") -> None:
        """Notes what is to happen; of two at one moment the first written comes first.

        Args:
            moment: When.
            deed: What.
            activity: Which one it belongs to, in a meeting that has it on its agenda.
        """
        self._written += 1
        heapq.heappush(self._deeds, (moment, self._written, activity, deed))

    def live_until(self, moment: datetime) -> None:
        """Lets everything happen that comes before a moment, each at its own, and goes there."""
        while self._deeds and self._deeds[0][0] < moment:
            at, _, _, deed = heapq.heappop(self._deeds)
            self._clock.go_to(at)
            deed(None)
        self._clock.go_to(moment)

    def talk_through(self, meeting: str, to_come: Collection[str]) -> None:
        """Lets everything happen now, in a meeting, that was due by the end of the day.

        Args:
            meeting: Its id.
            to_come: Activities later on its agenda; what belongs to them waits for them.
        """
        today = self._clock.now().utc.astimezone(self._zone).date()
        waiting = []
        while self._deeds and self._deeds[0][0].date() <= today:
            each = heapq.heappop(self._deeds)
            if each[2] in to_come:
                waiting.append(each)
            else:
                each[3](meeting)
        for each in waiting:
            heapq.heappush(self._deeds, each)
