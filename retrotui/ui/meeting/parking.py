"""The parking lot: what this meeting and the series' earlier ones left for another time."""

from retrotui.core.actions import Draft
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.setting_kinds import TITLE_LENGTH
from retrotui.core.text import one_line
from retrotui.services import actions, agenda, notes
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.lists import MeetingList
from retrotui.ui.meeting.wording import echo_promise, read_promise
from retrotui.ui.render import Bit, Tone, short
from retrotui.ui.widgets.rows import Column, Heading, Row

_CONTEXT = "meeting-parked"
_PREFIX = "parked."
_LABEL = 24
_MINUTES = 10

REGISTRY.add(
    Command("parked.tick", ("v",), "tick", "Tick it as dealt with, or take that back", _CONTEXT,
            hint=True, weight=72, palette=False),
    Command("parked.action", ("a",), "action", "Make an action of it, and tick it", _CONTEXT,
            hint=True, weight=71, palette=False),
    Command("parked.topic", ("i",), "talk about it", "Put it on the agenda after the running "
            "item, and tick it", _CONTEXT, hint=True, weight=70, palette=False),
)  # fmt: skip


class ParkedList(MeetingList):
    """Everything parked: to be ticked, made an action or an agenda item, or left for next time."""

    CONTEXTS = (_CONTEXT, "dialog")
    COLUMNS = (Column(width=1), Column(wraps=True), Column(width=14, keep=1))
    EMPTY = "Nothing is parked. p parks a thought for another time."

    def rows(self) -> list[Row | Heading]:
        """What earlier meetings parked, then what this one did."""
        state = self.meeting.state
        earlier = sorted((*state.parked, *state.unparked), key=lambda each: (each.created, each.id))
        sections = (("From earlier meetings", earlier), ("Parked in this meeting", _here(state)))
        shown: list[Row | Heading] = []
        for title, parked in sections:
            if parked:
                left = sum(not each.closed for each in parked)
                shown.append(Heading(title, f"{left} left"))
                shown += [_row(state, each) for each in parked]
        return shown

    def why_not(self, command_id: str, /) -> str | None:
        """Everything needs something parked; what is ticked is dealt with."""
        if not command_id.startswith(_PREFIX):
            return super().why_not(command_id)
        note = self._note
        if note is None:
            return self.EMPTY
        if command_id == "parked.tick":
            return None
        if note.closed:
            return "It is ticked; v takes that back."
        if command_id == "parked.topic" and self.meeting.has_ended:
            return "The meeting has ended; leave it, and it comes back with the next one."
        return None

    def cmd_tick(self) -> None:
        """It was dealt with, or was not after all."""
        note = self._note
        if note is not None:
            move = notes.reopen if note.closed else notes.close
            self.meeting.keep("tick what is parked", move(self.meeting.desk, note.id))

    def cmd_action(self) -> None:
        """An action of it, in the words of the capture line."""
        note, calendar = self._note, self.meeting.calendar
        if note is None:
            return

        def check(text: str) -> str | None:
            return None if read_promise(text, calendar).title else "say what is to be done"

        dialog = Ask(
            "Make an action of it",
            value=note.text,
            check=check,
            echo=lambda text: echo_promise(text, self.meeting.state.people, calendar),
        )
        self.meeting.ask(dialog, lambda text: self._promise(note, text))

    def cmd_topic(self) -> None:
        """An agenda item of its own, right after the running one."""
        note, desk = self._note, self.meeting.desk
        if note is None:
            return
        title = one_line(note.text)[:TITLE_LENGTH]
        _, added = agenda.add_item(
            desk, self.meeting.meeting, "talk", title=title, minutes=_MINUTES
        )
        ticked = notes.close(desk, note.id)
        self.meeting.keep(f"talk about {short(note.text, _LABEL)}", added, ticked)
        self.meeting.say(f"On the agenda, {_MINUTES} min: {short(note.text)}")

    def _promise(self, note: Note, text: str | None) -> None:
        if text is None:
            return
        desk, meeting = self.meeting.desk, self.meeting.meeting
        said = read_promise(text, self.meeting.calendar)
        draft = Draft(said.title, due=said.due, tags=said.tags, meeting=meeting)
        saved = actions.add(desk, draft, owners=said.owners, meeting=meeting)
        ticked = notes.close(desk, note.id)
        self.meeting.keep(f"action {short(said.title, _LABEL)}", saved.receipt, ticked)
        if new := newcomers_text(saved.people):
            self.meeting.say(new)

    @property
    def _note(self) -> Note | None:
        state = self.meeting.state
        known = (*state.parked, *state.unparked, *_here(state))
        return next((each for each in known if each.id == self.chosen), None)


def _here(state: MeetingState) -> list[Note]:
    return [each for each in state.notes if each.sort is NoteSort.PARKING]


def _row(state: MeetingState, note: Note) -> Row:
    sign = Bit("✓", Tone.GOOD) if note.closed else Bit("P", Tone.MUTED)
    who = "" if note.person is None else state.people.name(note.person)
    return Row(note.id, (sign, note.text, Bit(who, Tone.MUTED)), dim=note.closed)
