"""Review of last time's actions: done? did it help? when then? or never mind?"""

from textual.app import ComposeResult

from retrotui.core.action_list import moved as times_moved
from retrotui.core.actions import KEEP
from retrotui.core.activities.review_actions import Review, Verdict, queue
from retrotui.core.dates import Calendar, read_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.meeting_state import attending
from retrotui.core.records.actions import Action, ActionStatus
from retrotui.core.text import one_line
from retrotui.services import actions
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.forms.action import ask_date, ask_helped, ask_owners, ask_why_dropped
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.promises import edit_action
from retrotui.ui.render import Bit, Tone, count, due
from retrotui.ui.signs import status_sign
from retrotui.ui.stages.base import MeetingView, Stage
from retrotui.ui.stages.parts.steps import Steps, follow
from retrotui.ui.widgets.rows import Column, Row, RowList

CONTEXT = "stage:review-actions"

REGISTRY.add(
    Command("review.done", ("D",), "done", "It was done", CONTEXT, hint=True, weight=79),
    Command("review.helped", ("h",), "helped?", "Say whether it helped", CONTEXT, hint=True,
            weight=78),
    Command("review.move", ("m",), "move", "Give it another date", CONTEXT, hint=True, weight=77),
    Command("review.drop", ("z",), "drop", "Give it up, and say why", CONTEXT, hint=True,
            weight=75),
    Command("review.assign", ("o",), "assign", "Hand it to somebody else", CONTEXT, hint=True,
            weight=45),
    Command("review.edit", ("e",), "edit", "Word it differently", CONTEXT, hint=True, weight=38),
)  # fmt: skip

_NEEDED = {
    "review.done": Verdict.DONE,
    "review.helped": Verdict.HELPED,
    "review.move": Verdict.MOVE,
    "review.drop": Verdict.DROP,
}


class ReviewActionsStage(Stage):
    """Every open promise of earlier meetings, one after the other."""

    ACTIVITY = "review-actions"
    CONTEXTS = (CONTEXT,)

    def compose(self) -> ComposeResult:
        """The queue."""
        yield RowList(
            Column(width=1),
            Column(wraps=True),
            Column(width=16, keep=1),
            Column(width=14, keep=2),
            Column(width=9),
            empty="Nothing is owed from last time: no action was carried over. n goes on.",
            opens=False,
            letters=False,
            id="review-queue",
        )

    def draw(self, view: MeetingView) -> None:
        """The queue; what was dealt with is ticked and stays in its place."""
        rows = self.query_one(RowList)
        rows.set_rows([_row(each, view) for each in queue(view.state)])
        self.room.refresh_hints()

    def headline(self, view: MeetingView) -> str:
        """How many were talked about."""
        waiting = queue(view.state)
        done = sum(each.reviewed for each in waiting)
        return f"{done} of {count(len(waiting), 'action')} reviewed" if waiting else ""

    def on_line_list_moved(self) -> None:
        """The reasons depend on what is selected."""
        self.room.refresh_hints()

    def why_not(self, command_id: str, /) -> str | None:
        """What can be said depends on where the action stands."""
        review = self._review
        if review is None:
            return "Nothing is owed from last time."
        needed = _NEEDED.get(command_id)
        if needed is None or needed in review.verdicts:
            return super().why_not(command_id)
        if needed is Verdict.HELPED:
            return "Whether it helped is asked of what is done; D marks it done first."
        return f"It is {review.action.status} already; u takes the last change back."

    def cmd_done(self) -> None:
        """Done; whether it helped is asked next."""
        if (action := self._action) is not None:
            follow(self.room, self._done(action))

    def cmd_helped(self) -> None:
        """Asks whether it helped."""
        if (action := self._action) is not None:
            follow(self.room, self._helped(action))

    def cmd_move(self) -> None:
        """Asks for another date."""
        if self.view is not None and (action := self._action) is not None:
            follow(self.room, self._move(self.view, action))

    def cmd_drop(self) -> None:
        """Asks why it is given up."""
        if (action := self._action) is not None:
            follow(self.room, self._drop(action))

    def cmd_assign(self) -> None:
        """Asks who owns it from now on."""
        if self.view is not None and (action := self._action) is not None:
            follow(self.room, self._assign(self.view, action))

    def cmd_edit(self) -> None:
        """Asks for it again, in the words of the capture line."""
        action, view = self._action, self.view
        if action is not None and view is not None:
            edit_action(self.room, action, view.state, view.calendar)

    @property
    def _meeting(self) -> str | None:
        return None if self.view is None else self.view.state.meeting.id

    @property
    def _review(self) -> Review | None:
        if self.view is None or not self.is_mounted:
            return None
        chosen = self.query_one(RowList).selected_id
        return next((each for each in queue(self.view.state) if each.action.id == chosen), None)

    @property
    def _action(self) -> Action | None:
        return None if self._review is None else self._review.action

    def _done(self, action: Action) -> Steps:
        receipt = actions.done(self.room.desk, action.id, meeting=self._meeting)
        self.room.keep(f"done {one_line(action.title)}", receipt)
        yield from self._helped(action, later=True)

    def _helped(self, action: Action, *, later: bool = False) -> Steps:
        outcome = yield from ask_helped(action, later=later)
        if outcome is not None:
            receipt = actions.helped(
                self.room.desk, action.id, outcome=outcome, meeting=self._meeting
            )
            self.room.keep(f"helped: {outcome}", receipt)

    def _move(self, view: MeetingView, action: Action) -> Steps:
        due = yield from ask_date(action, view.calendar)
        if due is not KEEP:
            receipt = actions.move(self.room.desk, action.id, due=due, meeting=self._meeting)
            self.room.keep(f"move {one_line(action.title)}", receipt)

    def _drop(self, action: Action) -> Steps:
        why = yield from ask_why_dropped(action)
        if why is not None:
            receipt = actions.drop(self.room.desk, action.id, why=why, meeting=self._meeting)
            self.room.keep(f"drop {one_line(action.title)}", receipt)

    def _assign(self, view: MeetingView, action: Action) -> Steps:
        owners = yield from ask_owners(action, view.state.people, attending(view.state))
        if owners is not None:
            saved = actions.assign(self.room.desk, action.id, owners, meeting=self._meeting)
            self.room.keep(f"assign {one_line(action.title)}", saved.receipt)
            if new := newcomers_text(saved.people):
                self.room.say(new)


def _row(review: Review, view: MeetingView) -> Row:
    action = review.action
    owners = ", ".join(view.state.people.names(action.owners))
    sign = Bit("✓", Tone.GOOD) if review.reviewed else status_sign(action.status)
    moved = times_moved(action)
    cells = (
        sign,
        action.title,
        Bit(owners or "nobody", Tone.PLAIN if owners else Tone.MUTED),
        _standing(action, view.calendar),
        Bit(f"moved {moved}×" if moved else "", Tone.WARN if moved > 1 else Tone.MUTED),
    )
    details = (f"because {one_line(action.why)}",) if action.why else ()
    return Row(action.id, cells, details=details, dim=review.reviewed)


def _standing(action: Action, calendar: Calendar) -> Bit:
    """Its due date while it is owed; what came of it afterwards."""
    if action.status is ActionStatus.DONE:
        text = "done" if action.outcome is None else f"helped: {action.outcome}"
        return Bit(text, Tone.GOOD)
    if action.status is ActionStatus.DROPPED:
        return Bit("dropped", Tone.MUTED)
    known = read_due(action.due)
    return due(None if known is None else local_day(known, calendar), calendar.today)


STAGE = ReviewActionsStage
