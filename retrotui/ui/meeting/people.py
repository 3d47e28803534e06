"""Who takes part, and for whom things are entered."""

from dataclasses import dataclass

from retrotui.core.meeting_state import ROOM, attending
from retrotui.core.people import admit_name
from retrotui.core.records.meetings import Presence
from retrotui.core.text import one_line
from retrotui.services import participants
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.lists.inputs import read_names
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.lists import MeetingList
from retrotui.ui.meeting.wording import echo_person
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.rows import Column, Row

_PRESENCES = {
    Presence.PRESENT: Bit("● here", Tone.GOOD),
    Presence.LATE: Bit("◐ came late", Tone.GOOD),
    Presence.LEFT: Bit("○ left", Tone.MUTED),
    Presence.ABSENT: Bit("– absent", Tone.MUTED),
}


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody to enter things for: a person, the room, or somebody who has just come."""

    person: str | None = None
    newcomer: str = ""


class PeopleList(MeetingList):
    """Who is here, late, gone or absent."""

    CONTEXTS = ("meeting-people", "dialog")
    COLUMNS = (Column(), Column(width=16, keep=1), Column(width=20))
    EMPTY = "Nobody is in this meeting yet. n adds somebody."

    def rows(self) -> list[Row]:
        """Everybody in the meeting, by name."""
        state = self.meeting.state
        presence = {state.people.root_id(each.person): each.presence for each in state.participants}
        return [
            Row(
                each.id,
                (each.name, _PRESENCES[presence[each.id]], Bit(each.function or "", Tone.MUTED)),
            )
            for each in state.people.live()
            if each.id in presence
        ]

    def why_not(self, command_id: str, /) -> str | None:
        """Everything but adding needs somebody."""
        if command_id.startswith("people.") and command_id != "people.add" and not self.chosen:
            return "Nobody is in this meeting yet; n adds somebody."
        return super().why_not(command_id)

    def cmd_present(self) -> None:
        """Here."""
        self._set(Presence.PRESENT)

    def cmd_late(self) -> None:
        """Came late."""
        self._set(Presence.LATE)

    def cmd_left(self) -> None:
        """Has left."""
        self._set(Presence.LEFT)

    def cmd_absent(self) -> None:
        """Never came."""
        self._set(Presence.ABSENT)

    def cmd_add(self) -> None:
        """Those who came."""
        people = self.meeting.state.people

        def echo(text: str) -> str:
            named = [one_line(each) for each in text.split(",")]
            return ", ".join(echo_person(each, people) for each in named if each)

        dialog = Ask("Who came?", prompt="names, between commas", check=_check_names, echo=echo)
        self.meeting.ask(dialog, self._add)

    def _add(self, typed: str | None) -> None:
        added = [add_person(self.meeting, each) for each in read_names(typed or "")]
        if not added:
            return
        self.meeting.load()
        self.fill()
        self.list.select(added[-1])

    def _set(self, presence: Presence) -> None:
        state = self.meeting.state
        receipts = [
            participants.set_presence(self.meeting.desk, state.meeting.id, each.person, presence)
            for each in state.participants
            if state.people.root_id(each.person) == self.chosen
        ]
        name = state.people.name(self.chosen)
        self.meeting.keep(f"{name} {_PRESENCES[presence].text[2:]}", *receipts)


def add_person(meeting: MeetingBase, name: str) -> str:
    """Adds somebody to the meeting and returns their id."""
    naming, receipt = participants.join(meeting.desk, meeting.meeting, name)
    meeting.keep(f"{naming.name} came", receipt)
    return naming.id


def whom_dialog(meeting: MeetingBase) -> Choose[Whom]:
    """For whom things are entered: the room, who is here, or somebody who has just come."""
    here = [
        Choice(Whom(each.id), each.name, each.function or "") for each in attending(meeting.state)
    ]
    choices = [Choice(Whom(), ROOM), *here]
    return Choose(
        "Enter for",
        choices,
        prompt="type to narrow; a new name adds somebody",
        current=Whom(meeting.who),
        make=lambda name: Whom(newcomer=name),
    )


def _check_names(text: str) -> str | None:
    if not read_names(text):
        admit_name("")
    return None
