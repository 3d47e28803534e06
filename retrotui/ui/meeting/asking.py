"""What can be asked and looked at in any item: fingers, and what was parked before."""

from retrotui.core import fingers as rules
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.fingers import Fingers
from retrotui.core.meeting_state import attending
from retrotui.core.text import admit, one_line
from retrotui.services import fingers
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.fingers import FingersDialog
from retrotui.ui.meeting.parking import ParkedList

_QUESTION = "How sure are we of this plan?"
_LABEL = 24


class Asking(MeetingBase):
    """The part of the meeting's screen that asks the room in between."""

    def cmd_fingers(self) -> None:
        """A five-finger check: the question, then everybody's answer."""

        def check(text: str) -> None:
            admit(text, "the question", lines=False)

        dialog = Ask("Five-finger check: what is asked?", value=_QUESTION, check=check)
        self.ask(dialog, self._take_fingers)

    def cmd_lot(self) -> None:
        """The parking lot, with what earlier meetings left."""
        self.retro.push_screen(ParkedList("Parking lot", self))

    def _take_fingers(self, question: str | None) -> None:
        item = self.item
        if question is None or item is None:
            return
        asked = one_line(question)

        def keep(scores: tuple[int, ...]) -> Fingers:
            receipt = fingers.keep(self.desk, item.id, asked, scores)
            self.keep(f"fingers {asked[:_LABEL]}", receipt)
            found = rules.of_item(self.load().ballots, item.id)
            if not found:
                raise ForbiddenMoveError("the check is gone", hint="somebody took it back")
            return found[-1]

        here = len(attending(self.state))
        self.retro.push_screen(FingersDialog(asked, here, keep))
