"""The team's settings and its time, for screens that show days."""

from retrotui.core.dates import Calendar
from retrotui.services.desk import Desk
from retrotui.services.settings import calendar_of, read_settings
from retrotui.ui.lists.moments import moment_text


class TeamTime:
    """What time it is for the team.

    Args:
        desk: Whose clock it is; the settings are read once.
    """

    def __init__(self, desk: Desk) -> None:
        self._clock = desk.clock
        self.settings = read_settings(desk.repo)

    @property
    def calendar(self) -> Calendar:
        """The team's time, now."""
        return calendar_of(self._clock, self.settings)

    @property
    def now_text(self) -> str:
        """The present moment in the team's zone: ``Sun 22 Nov 10:02``."""
        calendar = self.calendar
        return moment_text(calendar.now.astimezone(calendar.zone))
