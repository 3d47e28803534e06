"""What was raised before: looked for once the meeting is painted, and again for new cards."""

from collections.abc import Iterator
from dataclasses import replace

from retrotui.core.meeting_state import MeetingState
from retrotui.services.raised import Radar
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.past import between_keys


class RaisedBefore(MeetingBase):
    """The part of the meeting's screen that compares its cards with those of earlier meetings."""

    _radar: Radar | None = None
    _is_looking = False

    def load(self) -> MeetingState:
        """Reads everything anew; what was compared before is known at once."""
        state = super().load()
        if self._radar is not None:
            self._state = state = replace(state, raised=self._radar.known(state))
            self._look_for_raised(state)
        return state

    def look_back(self) -> None:
        """Begins to compare, between keys."""
        self._radar = Radar(self.state.meeting)
        self._look_for_raised(self.state)

    async def redraw(self) -> None:
        """Draws everything from the meeting as it was read."""
        raise NotImplementedError

    def _look_for_raised(self, state: MeetingState) -> None:
        if self._radar is None or self._is_looking or self._radar.is_through(state):
            return
        self._is_looking = True
        between_keys(self, self._looking_back(self._radar))

    def _looking_back(self, radar: Radar) -> Iterator[None]:
        try:
            # Cards may be written and revealed meanwhile.
            while not radar.is_through(self.state):
                yield from radar.steps(self.desk.repo, self.state)
        finally:
            self._is_looking = False
        known = radar.known(self.state)
        if known != self.state.raised:
            self._state = replace(self.state, raised=known)
            self.call_later(self.redraw)
