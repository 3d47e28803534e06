"""What can be asked and opened in any item: who, the lists, the parking lot, fingers."""

from retrotui.core import fingers as rules
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.fingers import Fingers
from retrotui.core.meeting_state import attending
from retrotui.core.text import admit, one_line
from retrotui.services import fingers
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.agenda_editor import AgendaList
from retrotui.ui.meeting.captured import CapturedList
from retrotui.ui.meeting.fingers import FingersDialog
from retrotui.ui.meeting.pacing import Pacing
from retrotui.ui.meeting.parking import ParkedList
from retrotui.ui.meeting.people import PeopleList, Whom, add_person, whom_dialog

_QUESTION = "How sure are we of this plan?"
_LABEL = 24


class Asking(Pacing):
    """The part of the meeting's screen that opens its lists, and asks the room in between."""

    def cmd_who(self) -> None:
        """For whom."""
        self.ask(whom_dialog(self), self._enter_for)

    def cmd_people(self) -> None:
        """Who takes part."""
        self.retro.push_screen(PeopleList("People", self))

    def cmd_agenda(self) -> None:
        """The agenda."""
        self.retro.push_screen(AgendaList("Agenda", self))

    def cmd_captured(self) -> None:
        """What was captured."""
        self.retro.push_screen(CapturedList("Captured", self))

    def cmd_replay(self) -> None:
        """Steps through it."""
        self.retro.open("replay", self.meeting)

    def cmd_fingers(self) -> None:
        """A five-finger check: the question, then everybody's answer."""

        def check(text: str) -> None:
            admit(text, "the question", lines=False)

        dialog = Ask("Five-finger check: what is asked?", value=_QUESTION, check=check)
        self.ask(dialog, self._take_fingers)

    def cmd_lot(self) -> None:
        """The parking lot, with what earlier meetings left."""
        self.retro.push_screen(ParkedList("Parking lot", self))

    def _enter_for(self, whom: Whom | None) -> None:
        if whom is not None:
            self.enter_for(add_person(self, whom.newcomer) if whom.newcomer else whom.person)

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
