"""What has been captured in the meeting: beside the stage, and as a list to be tidied up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from retrotui.core import fingers
from retrotui.core.decision_fields import DecisionEdit
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import MeetingState
from retrotui.core.ports import Receipt
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import actions, decisions, dissent, notes
from retrotui.services.desk import Desk
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.lists import MeetingList
from retrotui.ui.meeting.promises import edit_action
from retrotui.ui.meeting.wording import due_text, names
from retrotui.ui.render import Bit, Tone, joined, short
from retrotui.ui.signs import status_sign
from retrotui.ui.widgets.rows import Column, Heading, Row

_SIGNS = {
    NoteSort.PARKING: Bit("P", Tone.MUTED),
    NoteSort.THANKS: Bit("♥", Tone.ACCENT),
    NoteSort.NOTE: Bit("▪", Tone.MUTED),
}
_CHECK = "check "
"""Begins the row ids of five-finger checks."""
_VEIL = "▒▒▒▒▒▒▒▒"
COLUMNS = (Column(width=1), Column(wraps=True), Column(width=14), Column(width=12, keep=1))


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something captured: its kind, and the text people would edit."""

    kind: Kind
    id: str
    text: str


def shown_rows(meeting: MeetingBase) -> list[Row]:
    """What the room made: actions, decisions, dissent, parked thoughts, thanks.

    To be read, not chosen from. The facilitator's notes are left out, as this is beside the stage.
    """
    state = meeting.state
    rows = [
        *(_action_row(each, meeting) for each in state.actions),
        *_decision_rows(state),
        *_dissent_rows(state),
        *_note_rows(state, NoteSort.PARKING),
        *_note_rows(state, NoteSort.THANKS),
        *_finger_rows(state),
    ]
    return [each._replace(id="") for each in rows]


class CapturedList(MeetingList):
    """Everything captured, to be edited, ticked or deleted."""

    CONTEXTS = ("meeting-captured", "dialog")
    COLUMNS = COLUMNS
    EMPTY = "Nothing is captured yet. a action, d decision, x dissent, p parking lot, t thanks."

    def rows(self) -> list[Row | Heading]:
        """Everything by sort, the facilitator's notes last."""
        state = self.meeting.state
        sections: tuple[tuple[str, list[Row]], ...] = (
            ("Actions", [_action_row(each, self.meeting) for each in state.actions]),
            ("Decisions", _decision_rows(state)),
            ("Dissent", _dissent_rows(state)),
            ("Parking lot", _note_rows(state, NoteSort.PARKING)),
            ("Thanks", _note_rows(state, NoteSort.THANKS)),
            ("Notes", _note_rows(state, NoteSort.NOTE, named=_subjects(state))),
            ("Facilitator's notes", _veiled_rows(state)),
            ("Five-finger checks", _finger_rows(state)),
        )
        shown: list[Row | Heading] = []
        for title, rows in sections:
            if rows:
                shown += [Heading(title, str(len(rows))), *rows]
        return shown

    def why_not(self, command_id: str, /) -> str | None:
        """Everything needs something captured; only what is parked is ticked."""
        if not command_id.startswith("captured."):
            return super().why_not(command_id)
        thing = self._thing
        if thing is None:
            counted = "What was counted stays as it is; u takes it back at once."
            return counted if self.chosen.startswith(_CHECK) else self.EMPTY
        if command_id == "captured.tick" and self._parked is None:
            return "Only what is parked is ticked off."
        if command_id == "captured.delete" and thing.kind is Kind.DECISIONS:
            return "A decision is never deleted: reject it in Decide, or u takes it back at once."
        if command_id == "captured.delete" and thing.kind is Kind.DISSENTS:
            return "A dissent is never deleted, only withdrawn by the person who raised it."
        return None

    def cmd_edit(self) -> None:
        """Words the selected one differently."""
        thing = self._thing
        if thing is None:
            return
        action = next((each for each in self._state.actions if each.id == thing.id), None)
        if action is not None:
            edit_action(self.meeting, action, self._state, self.meeting.calendar)
            return

        def keep(text: str | None) -> None:
            if text is not None:
                receipt = _REWORD[thing.kind](self.meeting.desk, thing.id, text)
                self.meeting.keep(f"edit {self._named(thing, text)}", receipt)

        self.meeting.ask(Ask("Word it differently", value=thing.text), keep)

    def cmd_delete(self) -> None:
        """Deletes the selected one; undo brings it back."""
        thing = self._thing
        if thing is None or thing.kind not in _DELETE:
            raise ForbiddenMoveError(self.why_not("captured.delete") or self.EMPTY)
        receipt = _DELETE[thing.kind](self.meeting.desk, thing.id)
        self.meeting.keep(f"delete {self._named(thing, thing.text)}", receipt)

    def cmd_tick(self) -> None:
        """What is parked was dealt with, or was not after all."""
        parked = self._parked
        if parked is not None:
            move = notes.reopen if parked.closed else notes.close
            self.meeting.keep("tick what is parked", move(self.meeting.desk, parked.id))

    def _named(self, thing: _Thing, text: str) -> str:
        """For the step's label, which stands in the hint line."""
        notes_ = (each for each in self._state.notes if each.is_facilitators)
        veiled = any(each.id == thing.id for each in notes_)
        return "note" if veiled else one_line(text)

    @property
    def _state(self) -> MeetingState:
        return self.meeting.state

    @property
    def _parked(self) -> Note | None:
        parked = (each for each in self._state.notes if each.sort is NoteSort.PARKING)
        return next((each for each in parked if each.id == self.chosen), None)

    @property
    def _thing(self) -> _Thing | None:
        return next((each for each in _things(self._state) if each.id == self.chosen), None)


def _things(state: MeetingState) -> list[_Thing]:
    return [
        *(_Thing(Kind.ACTIONS, each.id, each.title) for each in state.actions),
        *(_Thing(Kind.DECISIONS, each.id, each.title) for each in state.decisions),
        *(_Thing(Kind.DISSENTS, each.id, each.concern) for each in state.dissents),
        *(_Thing(Kind.NOTES, each.id, each.text) for each in state.notes),
    ]


def _reword_decision(desk: Desk, id_: str, text: str) -> Receipt:
    return decisions.edit(desk, id_, DecisionEdit(title=text)).receipt


_REWORD: dict[Kind, Callable[[Desk, str, str], Receipt]] = {
    Kind.DECISIONS: _reword_decision,
    Kind.DISSENTS: dissent.edit,
    Kind.NOTES: notes.edit,
}
_DELETE: dict[Kind, Callable[[Desk, str], Receipt]] = {
    Kind.ACTIONS: actions.delete,
    Kind.NOTES: notes.delete,
}


def _action_row(action: Action, meeting: MeetingBase) -> Row:
    owners = names(meeting.state.people, action.owners)
    due = due_text(action.due, meeting.calendar)
    sign = status_sign(action.status) if not action.is_open else Bit("→", Tone.ACCENT)
    cells = (sign, action.title, Bit(owners or "nobody yet", Tone.PLAIN if owners else Tone.MUTED),
             Bit(due or "no date", Tone.PLAIN if due else Tone.MUTED))  # fmt: skip
    return Row(action.id, cells, dim=not action.is_open)


def _decision_rows(state: MeetingState) -> list[Row]:
    return [
        Row(each.id, (Bit("◆", Tone.ACCENT), each.title, Bit(each.status.value, Tone.MUTED)))
        for each in state.decisions
    ]


def _dissent_rows(state: MeetingState) -> list[Row]:
    return [
        Row(each.id, (Bit("✱", Tone.BAD), each.concern,
                      "anonymous" if each.by is None else state.people.name(each.by),
                      Bit(each.state.value, Tone.MUTED)))
        for each in state.dissents
    ]  # fmt: skip


def _note_rows(
    state: MeetingState, sort: NoteSort, named: Mapping[str, str] = MappingProxyType({})
) -> list[Row]:
    """Notes of a sort; ``named`` says what those are on that are on something."""
    return [
        Row(each.id,
            (Bit("✓", Tone.GOOD) if each.closed else _SIGNS[sort], each.text,
             "" if each.person is None else state.people.name(each.person)),
            details=(f"on {place}",) if (place := named.get(each.about or "")) else (),
            dim=each.closed)
        for each in state.notes
        if each.sort is sort and not each.is_facilitators
    ]  # fmt: skip


def _finger_rows(state: MeetingState) -> list[Row]:
    """What the room showed in five-finger checks, in agenda order."""
    found = (
        (each.id, made) for each in state.items for made in fingers.of_item(state.ballots, each.id)
    )
    return [
        Row(f"{_CHECK}{item} {place}",
            (Bit(str(fingers.HIGHEST), Tone.WARN if made.low else Tone.ACCENT), made.question,
             f"{made.average:.1f} of {fingers.HIGHEST}",
             Bit(f"▲ {made.low} low" if made.low else "", Tone.MUTED)))
        for place, (item, made) in enumerate(found)
    ]  # fmt: skip


def _subjects(state: MeetingState) -> dict[str, str]:
    """Titles of what people take notes on: agenda items, cards and groups."""
    titles = {each.id: each.title for each in state.items}
    titles |= {each.id: each.title for each in state.groups}
    return titles | {each.id: short(each.text) for each in state.cards}


def _veiled_rows(state: MeetingState) -> list[Row]:
    """The facilitator's notes by where they were written: the words are not for a shared screen."""
    items = {each.id: one_line(each.title) for each in state.items}
    return [
        Row(each.id, (_SIGNS[NoteSort.NOTE], Bit(joined((_VEIL, items.get(each.item or "", ""))),
                                                 Tone.MUTED)))
        for each in state.notes
        if each.is_facilitators
    ]  # fmt: skip
