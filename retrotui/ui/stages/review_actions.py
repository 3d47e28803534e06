"""Review of last time's actions: done? did it help? when then? or never mind?"""

from textual.app import ComposeResult

from retrotui.core.action_list import moved as times_moved
from retrotui.core.activities.review_actions import Review, Verdict, queue
from retrotui.core.dates import Calendar, parse_due, read_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.people import admit_name
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.text import one_line
from retrotui.services import actions
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose, ChooseSeveral
from retrotui.ui.meeting.promises import edit_action
from retrotui.ui.meeting.wording import echo_date
from retrotui.ui.render import Bit, Tone, count, due
from retrotui.ui.signs import status_sign
from retrotui.ui.stages.base import MeetingView, Stage
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

_OUTCOMES = (
    Choice(Outcome.YES, "Yes", "it helped", key="y"),
    Choice(Outcome.PARTLY, "Partly", "it helped a little", key="p"),
    Choice(Outcome.NO, "No", "done, but it did not help", key="n"),
)
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
        action = self._action
        if action is None:
            return
        receipt = actions.done(self.room.desk, action.id, meeting=self._meeting)
        self.room.keep(f"done {one_line(action.title)}", receipt)
        self._ask_helped(action)

    def cmd_helped(self) -> None:
        """Asks whether it helped."""
        if self._action is not None:
            self._ask_helped(self._action)

    def cmd_move(self) -> None:
        """Asks for another date."""
        action, view = self._action, self.view
        if action is None or view is None:
            return
        calendar = view.calendar

        def check(text: str) -> str | None:
            parse_due(text, calendar)
            return None

        def keep(text: str | None) -> None:
            if text is None:
                return
            when = parse_due(text, calendar)
            stored = None if when is None else when.text
            receipt = actions.move(self.room.desk, action.id, due=stored, meeting=self._meeting)
            self.room.keep(f"move {one_line(action.title)}", receipt)

        self.room.ask(
            Ask("Until when?", prompt="fri, +2w, 1 dec, none", check=check,
                echo=lambda text: echo_date(text, calendar)),
            keep,
        )  # fmt: skip

    def cmd_drop(self) -> None:
        """Asks why it is given up."""
        action = self._action
        if action is None:
            return

        def keep(why: str | None) -> None:
            if why is not None:
                receipt = actions.drop(self.room.desk, action.id, why=why, meeting=self._meeting)
                self.room.keep(f"drop {one_line(action.title)}", receipt)

        check = "say why, so that nobody wonders later"
        self.room.ask(Ask("Why is it given up?", check=lambda text: None if text else check), keep)

    def cmd_assign(self) -> None:
        """Asks who owns it from now on."""
        action, view = self._action, self.view
        if action is None or view is None:
            return
        people = view.state.people
        choices = [Choice(each.name, each.name, each.function or "") for each in people.live()]

        def keep(owners: tuple[str, ...] | None) -> None:
            if owners:
                saved = actions.assign(self.room.desk, action.id, owners, meeting=self._meeting)
                self.room.keep(f"assign {one_line(action.title)}", saved.receipt)

        marked = people.names(action.owners)
        dialog = ChooseSeveral("Who owns it?", choices, marked=marked, make=admit_name)
        self.room.ask(dialog, keep)

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

    def _ask_helped(self, action: Action) -> None:
        def keep(outcome: Outcome | None) -> None:
            if outcome is not None:
                receipt = actions.helped(
                    self.room.desk, action.id, outcome=outcome, meeting=self._meeting
                )
                self.room.keep(f"helped: {outcome}", receipt)

        title = f"Did it help? {one_line(action.title)}"
        self.room.ask(Choose(title, _OUTCOMES, filtered=False), keep)


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
