"""What can be captured in any item: actions, dissent, decisions, parked thoughts, thanks, notes."""

from collections.abc import Callable, Mapping, Sequence

from retrotui.core.activities import decide
from retrotui.core.capture import read_capture
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DISPUTABLE, DissentDraft
from retrotui.core.errors import UsageError
from retrotui.core.ids import short_id
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import Decision
from retrotui.core.text import one_line
from retrotui.services import decisions, dissent, notes
from retrotui.ui.dialogs.base import Echo
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.lists.newcomers import newcomers, renamed
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.promises import action_capture
from retrotui.ui.meeting.wording import echo_person
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine, Then

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
        about = None if self.stage is None else self.stage.about()
        item = self._item_id
        self.write(action_capture(self, self.state, self.calendar, item, about=about))

    def cmd_decision(self) -> None:
        """A proposal."""

        def keep(text: str) -> None:
            self._keep_decision(text)

        self.write(_proposal(keep))

    def cmd_dissent(self) -> None:
        """A disagreement, with the one decision there is or with one of several."""
        known = [each for each in self.state.decisions if each.status in DISPUTABLE]
        if not known:
            # The line opens at once, so that no letter typed is lost to a question.
            asks = "what you disagree with"
            self.write(_proposal(self._keep_disputed, asks))
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
        keep = self._note(NoteSort.NOTE)
        self.write(Capture(CaptureKind.NOTE, keep, place=place, echo=echo, masked=True))

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

    def _keep_decision(self, text: str) -> Decision:
        method = decide.method_for(self.state, self.item)
        draft = DecisionDraft(text, method, meeting=self.meeting, item=self._item_id)
        made = decisions.add(self.desk, draft)
        self.keep(f"decision {_short(text)}", made.receipt)
        return decisions.get(self.desk.repo, made.id)

    def _keep_disputed(self, text: str) -> Then:
        return Then(self._dissent(self._keep_decision(text)))

    def _write_dissent(self, decision: Decision | None) -> None:
        if decision is not None:
            self.write(self._dissent(decision))

    def _dissent(self, decision: Decision) -> Capture:
        """The concern, then what would resolve it."""
        by = self.who

        def keep(text: str) -> Then:
            raised = dissent.add(self.desk, decision.id, DissentDraft(text, by=by))
            self.keep(f"dissent {_short(text)}", raised.receipt)
            return Then(self._resolution(decision, raised.id))

        who = "nobody named" if by is None else self.who_name
        echo = _what("w says whose it is; without, nobody is stored" if by is None else "")
        place = one_line(decision.title) or short_id(decision.id, ())
        return Capture(CaptureKind.DISSENT, keep, who=who, place=_short(place), echo=echo)

    def _resolution(self, decision: Decision, raised: str) -> Capture:
        def keep(text: str) -> Then:
            said = dissent.say_what_resolves(self.desk, raised, text)
            self.keep(f"resolution {_short(text)}", said)
            return Then(self._dissent(decision))

        echo = _what("enter leaves it out")
        return Capture(CaptureKind.RESOLUTION, keep, echo=echo)

    def _note(self, sort: NoteSort) -> Callable[[str], None]:
        def keep(text: str) -> None:
            noted = notes.add(self.desk, sort, text, meeting=self.meeting, item=self._item_id)
            # The label stands in the hint line, where a facilitator's note must not be read.
            self.keep("note" if sort is NoteSort.NOTE else f"{sort} {_short(text)}", noted.receipt)

        return keep

    def _keep_thanks(self, text: str) -> Then:
        said = read_capture(text)
        if not said.title:
            raise UsageError("thanks for what?", hint="write @who and what for")
        return self._thank(said.title, said.owners)

    def _thank(self, title: str, owners: Sequence[str]) -> Then:
        made = [
            notes.add(self.desk, NoteSort.THANKS, title, meeting=self.meeting,
                      item=self._item_id, person=each)
            for each in owners or (None,)
        ]  # fmt: skip
        receipts = [each.receipt for each in made]
        self.keep(f"thanks {_short(title)}", *receipts)

        def again(meant: Mapping[str, str]) -> None:
            self.take_back(*receipts)
            self._thank(title, renamed(owners, meant))

        return newcomers([each.person for each in made if each.person is not None], again)

    def _echo_thanks(self, text: str) -> str:
        if not one_line(text):
            return "@who and what for"
        said = read_capture(text)
        whom = ", ".join(echo_person(each, self.state.people) for each in said.owners)
        return f"to {whom}" if whom else "to everybody"


def _proposal(
    keep: Callable[[str], Then | None], asks: str = "what is proposed, in one sentence"
) -> Capture:
    return Capture(CaptureKind.DECISION, keep, echo=_what(asks))


def _what(hint: str) -> Echo:
    """Says what belongs on the line while it is empty; there is nothing to understand in it."""
    return lambda text: "" if one_line(text) else hint


def _short(text: str) -> str:
    title = one_line(text)
    return title if len(title) <= _LABEL else title[: _LABEL - 1] + "…"
