"""What can be captured in any item: actions, dissent, decisions, parked thoughts, thanks, notes."""

from collections.abc import Callable

from retrotui.core.actions import Draft
from retrotui.core.capture import read_capture
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import UsageError
from retrotui.core.ids import short_id
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import Decision, DecisionStatus
from retrotui.core.text import one_line
from retrotui.services import actions, decisions, dissent, notes
from retrotui.ui.dialogs.base import Echo
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.wording import echo_person, echo_promise, read_promise
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine

_DISPUTABLE = (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED, DecisionStatus.REJECTED)
_LABEL = 24


class Capturing(MeetingBase):
    """The part of the meeting's screen that opens the capture line."""

    follows_stage = False
    """The line was opened for what is on stage, and changes with it."""

    def cmd_write(self) -> None:
        """Writes for what is on stage."""
        capture = None if self.stage is None else self.stage.capture()
        if capture is not None:
            self.write(capture)
            self.follows_stage = True

    def write(self, capture: Capture) -> None:
        """Opens the capture line."""
        self.follows_stage = False
        super().write(capture)

    def cmd_action(self) -> None:
        """An action."""
        self.write(
            Capture(
                CaptureKind.ACTION,
                self._keep_action,
                echo=lambda text: echo_promise(text, self.state.people, self.calendar),
            )
        )

    def cmd_decision(self) -> None:
        """A proposal."""
        self.write(_proposal(self._keep_decision))

    def cmd_dissent(self) -> None:
        """A disagreement, with the one decision there is or with one of several."""
        known = [each for each in self.state.decisions if each.status in _DISPUTABLE]
        if not known:
            question = "A dissent is to a decision, and there is none yet"
            detail = "Write the decision down first? The dissent comes right after it."
            self.ask(Confirm(question, detail, yes="write it", no="not now"), self._decide_first)
        elif len(known) == 1:
            self._write_dissent(known[0])
        else:
            choices = [Choice(each, one_line(each.title), each.status.value) for each in known]
            self.ask(Choose("Dissent to which decision?", choices), self._write_dissent)

    def cmd_parking(self) -> None:
        """A thought for another time."""
        echo = _what("for another time; comes back with the next meeting of the series")
        self.write(Capture(CaptureKind.PARKING, self._note(NoteSort.PARKING), echo=echo))

    def cmd_note(self) -> None:
        """A facilitator's note on the item on stage."""
        place = "" if self.item is None else one_line(self.item.title)
        echo = _what("for the facilitator only")
        self.write(Capture(CaptureKind.NOTE, self._note(NoteSort.NOTE), place=place, echo=echo))

    def cmd_thanks(self) -> None:
        """Thanks to somebody."""
        self.write(Capture(CaptureKind.THANKS, self._keep_thanks, echo=self._echo_thanks))

    def on_capture_line_kept(self, event: CaptureLine.Kept) -> None:
        """What is written for the stage goes on for whoever and wherever is next."""
        event.stop()
        if self.follows_stage:
            self.reopen_for_stage()

    def on_capture_line_closed(self, event: CaptureLine.Closed) -> None:
        """The stage has the keys again."""
        event.stop()
        self.follows_stage = False
        if self.focused is None:
            self.focus_somewhere()

    def reopen_for_stage(self) -> None:
        """The open line again, as the stage has it now; closed when there is nothing to write."""
        capture = None if self.stage is None else self.stage.capture()
        line = self.query_one(CaptureLine)
        if capture is None:
            line.close()
        else:
            line.open(capture)

    def focus_somewhere(self) -> None:
        """Puts the focus where keys are of use."""
        if self.stage is not None:
            self.stage.focus_stage()

    @property
    def _item_id(self) -> str | None:
        return None if self.item is None else self.item.id

    def _keep_action(self, text: str) -> None:
        said = read_promise(text, self.calendar)
        draft = Draft(said.title, due=said.due, tags=said.tags, item=self._item_id,
                      meeting=self.meeting)  # fmt: skip
        saved = actions.add(self.desk, draft, owners=said.owners, meeting=self.meeting)
        self.keep(f"action {_short(said.title)}", saved.receipt)

    def _keep_decision(self, text: str) -> None:
        draft = DecisionDraft(text, meeting=self.meeting, item=self._item_id)
        made = decisions.add(self.desk, draft)
        self.keep(f"decision {_short(text)}", made.receipt)

    def _decide_first(self, sure: bool | None) -> None:
        if not sure:
            return

        def keep(text: str) -> None:
            self._keep_decision(text)
            # After this keystroke is through: the line is not done with the decision yet.
            self.call_later(self.cmd_dissent)

        self.write(_proposal(keep))

    def _write_dissent(self, decision: Decision | None) -> None:
        if decision is None:
            return
        by = self.who

        def keep(text: str) -> None:
            draft = DissentDraft(text, by=by)
            raised = dissent.add(self.desk, decision.id, draft)
            self.keep(f"dissent {_short(text)}", raised.receipt)

        who = "nobody named" if by is None else self.who_name
        echo = _what("w says whose it is; without, nobody is stored" if by is None else "")
        place = one_line(decision.title) or short_id(decision.id, ())
        self.write(Capture(CaptureKind.DISSENT, keep, who=who, place=_short(place), echo=echo))

    def _note(self, sort: NoteSort) -> Callable[[str], None]:
        def keep(text: str) -> None:
            noted = notes.add(self.desk, sort, text, meeting=self.meeting, item=self._item_id)
            # The label stands in the hint line, where a facilitator's note must not be read.
            self.keep("note" if sort is NoteSort.NOTE else f"{sort} {_short(text)}", noted.receipt)

        return keep

    def _keep_thanks(self, text: str) -> None:
        said = read_capture(text)
        if not said.title:
            raise UsageError("thanks for what?", hint="write @who and what for")
        made = [
            notes.add(self.desk, NoteSort.THANKS, said.title, meeting=self.meeting,
                      item=self._item_id, person=each)
            for each in said.owners or (None,)
        ]  # fmt: skip
        self.keep(f"thanks {_short(said.title)}", *(each.receipt for each in made))

    def _echo_thanks(self, text: str) -> str:
        if not one_line(text):
            return "@who and what for"
        said = read_capture(text)
        whom = ", ".join(echo_person(each, self.state.people) for each in said.owners)
        return f"to {whom}" if whom else "to everybody"


def _proposal(keep: Callable[[str], None]) -> Capture:
    return Capture(CaptureKind.DECISION, keep, echo=_what("what is proposed, in one sentence"))


def _what(hint: str) -> Echo:
    """Says what belongs on the line while it is empty; there is nothing to understand in it."""
    return lambda text: "" if one_line(text) else hint


def _short(text: str) -> str:
    title = one_line(text)
    return title if len(title) <= _LABEL else title[: _LABEL - 1] + "…"
