"""Goals on the screen: read every one, see whether it is enough, and say what follows."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities.goals import listed, unread
from retrotui.core.amounts import read_amount, show_amount
from retrotui.core.goal_views import GoalView, view_goal
from retrotui.core.ports import Receipt
from retrotui.core.records.actions import Origin
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import goals
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.forms.goal import echo_value, goal_form, read_goal, read_reading, reading_form
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.promises import About, action_capture
from retrotui.ui.render import count, joined, short
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.flow import Flow
from retrotui.ui.stages.parts.goal_rows import COLUMNS, goal_facts, goal_row, latest_words
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.rows import RowList

CONTEXT = "stage:goals"
_SELECTED = "goal"
_LOW = 12
_LABEL = 24

REGISTRY.add(
    Command("goals.met", ("m",), "met", "Say that the goal is reached", CONTEXT, hint=True,
            weight=75),
    Command("goals.read", ("r",), "other day", "Note a value of another day, or with a word on it",
            CONTEXT, hint=True, weight=64),
    Command("goals.add", ("g",), "new goal", "Set a goal: from where to where, by when", CONTEXT,
            hint=True, weight=74),
    Command("goals.missed", ("M",), "missed", "Say that it was not reached in time", CONTEXT,
            hint=True, weight=62),
    # The meeting's own key for an action; with a goal selected it comes from that one.
    Command("goals.action", ("a",), "action", "Write an action that comes from this goal",
            _SELECTED, hint=True, weight=70),
    Command("goals.edit", ("e",), "edit", "Change the goal", CONTEXT, hint=True, weight=38),
    Command("goals.drop", ("z",), "drop", "Give it up, and say why", CONTEXT, hint=True, weight=30),
    Command("goals.reopen", ("O",), "reopen", "It is to be reached after all", CONTEXT),
)  # fmt: skip


class GoalsStage(Stage):
    """Every goal with its way, its readings and how it stands; enter writes the next value."""

    ACTIVITY = "goals"
    CONTEXTS = (CONTEXT, _SELECTED)
    DEFAULT_CSS = """
    GoalsStage {
        & > #goal-facts { border-top: solid $hairline; height: 6; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rows = RowList(
            *COLUMNS,
            empty="No goal is set yet. Press g and say what is to be reached: from where to "
            "where, by when.",
            opens=False,
            letters=False,
            id="goal-rows",
        )
        self.facts = Flow(id="goal-facts")
        self._views: tuple[GoalView, ...] = ()
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The goals, and what is told of the selected one."""
        yield self.rows
        yield self.facts

    def draw(self, view: MeetingView) -> None:
        """Draws every goal; closed ones stay in their place."""
        state = view.state
        self._views = tuple(
            view_goal(each, state.plan.readings, state.people, view.calendar)
            for each in listed(state)
        )
        self.rows.set_rows([goal_row(each, view.calendar) for each in self._views])
        if self._wanted is not None and self.rows.select(self._wanted):
            self._wanted = None
        self._tell()

    def headline(self, view: MeetingView) -> str:
        """How many are read."""
        open_ = sum(each.is_open for each in listed(view.state))
        left = len(unread(view.state))
        if not open_:
            return ""
        way = f"{keys_label('meeting.write')} writes today's value" if left else ""
        return joined((f"{open_ - left} of {count(open_, 'goal')} read", way))

    def on_resize(self, _event: Resize) -> None:
        """The facts need room below the goals."""
        self._tell()

    @on(RowList.Moved, "#goal-rows")
    def on_goal_selected(self, event: RowList.Moved) -> None:
        """What is told, and what keys can do, depends on the selection."""
        event.stop()
        self._tell()

    def capture(self) -> Capture | None:
        """The selected goal's value today; then the next goal's that nobody has read."""
        view, chosen = self.view, self.selected
        if view is None or chosen is None or not chosen.record.is_open:
            return None
        goal, today = chosen.record, view.calendar.today
        meeting = view.state.meeting.id

        def keep(text: str) -> None:
            value = read_amount(text, unit=goal.unit).number
            noted = goals.read(self.room.desk, goal.id, value, today, today=today, meeting=meeting)
            # Selected before the receipt is kept: the line opens again for whoever is selected.
            self._go_to_unread(goal.id)
            shown = show_amount(value, goal.unit)
            self.room.keep(f"reading {short(goal.title, _LABEL)} {shown}", noted.receipt)

        echo = echo_value(goal, f"today's value; last {latest_words(chosen)}")
        return Capture(CaptureKind.READING, keep, place=short(goal.title, _LABEL), echo=echo)

    @property
    def selected(self) -> GoalView | None:
        """The goal that keys act on."""
        wanted = self.rows.selected_id
        return next((each for each in self._views if each.record.id == wanted), None)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if command_id in ("goals.add", "goals.action"):
            return None
        chosen = self.selected
        if chosen is None:
            return "There is no goal yet: g sets one."
        verb = command_id.rpartition(".")[2]
        if verb == "reopen":
            return "It is open." if chosen.record.is_open else None
        if verb in ("met", "read", "missed", "drop") and not chosen.record.is_open:
            return f"It is {chosen.record.status}; O opens it again."
        return None

    def cmd_add(self) -> None:
        """Asks for a goal."""
        view = self.view
        if view is None:
            return

        def keep(answer: Mapping[str, str] | None) -> None:
            if answer is not None:
                entry = read_goal(answer, view.calendar)
                saved = goals.add(
                    self.room.desk, entry.draft(view.state.meeting.id), owners=entry.owners
                )
                self._wanted = saved.id
                self._kept(f"goal {short(entry.title, _LABEL)}", saved)

        self.room.ask(goal_form("Set a goal", view.calendar, view.state.people), keep)

    def cmd_edit(self) -> None:
        """Asks for the goal again."""
        view, chosen = self.view, self.selected
        if view is None or chosen is None:
            return
        goal = chosen.record

        def keep(answer: Mapping[str, str] | None) -> None:
            if answer is not None:
                entry = read_goal(answer, view.calendar, goal)
                saved = goals.edit(self.room.desk, goal.id, entry.edit(), owners=entry.owners,
                                   meeting=view.state.meeting.id)  # fmt: skip
                self._kept(f"edit {short(entry.title, _LABEL)}", saved)

        self.room.ask(goal_form("Edit the goal", view.calendar, view.state.people, goal), keep)

    def cmd_read(self) -> None:
        """Asks for a value, its day and a word on it."""
        view, chosen = self.view, self.selected
        if view is None or chosen is None:
            return
        goal, calendar = chosen.record, view.calendar

        def keep(answer: Mapping[str, str] | None) -> None:
            if answer is not None:
                entry = read_reading(answer, goal, calendar)
                noted = goals.read(
                    self.room.desk, goal.id, entry.value, entry.day,
                    today=calendar.today, note=entry.note, meeting=view.state.meeting.id,
                )  # fmt: skip
                self.room.keep(f"reading {short(goal.title, _LABEL)}", noted.receipt)

        self.room.ask(reading_form(f"Reading of {short(goal.title)}", goal, calendar), keep)

    def cmd_action(self) -> None:
        """An action that comes from the selected goal."""
        view, chosen = self.view, self.selected
        if view is None:
            return
        about = None
        if chosen is not None:
            about = About(Origin(Kind.GOALS, chosen.record.id), chosen.record.title)
        item = view.item.id
        self.room.write(action_capture(self.room, view.state, view.calendar, item, about=about))

    def cmd_met(self) -> None:
        """It is reached."""
        self._close("met", lambda id_, meeting: goals.meet(self.room.desk, id_, meeting=meeting))

    def cmd_missed(self) -> None:
        """It was not reached; a reason may be given."""
        self._ask_why("Why was it missed? (may be left out)", "missed", needed=False)

    def cmd_drop(self) -> None:
        """It is given up; a reason is needed."""
        self._ask_why("Why is it given up?", "drop", needed=True)

    def cmd_reopen(self) -> None:
        """It is open again."""
        self._close(
            "reopen", lambda id_, meeting: goals.reopen(self.room.desk, id_, meeting=meeting)
        )

    def _ask_why(self, title: str, verb: str, *, needed: bool) -> None:
        def check(text: str) -> str | None:
            return "say why, so that nobody wonders later" if needed and not text else None

        def keep(why: str | None) -> None:
            if why is None:
                return
            desk = self.room.desk

            def close(id_: str, meeting: str) -> Receipt:
                if needed:
                    return goals.drop(desk, id_, why=why, meeting=meeting)
                return goals.miss(desk, id_, why=why, meeting=meeting)

            self._close(verb, close)

        self.room.ask(Ask(title, check=check), keep)

    def _close(self, verb: str, close: Callable[[str, str], Receipt]) -> None:
        view, chosen = self.view, self.selected
        if view is not None and chosen is not None:
            receipt = close(chosen.record.id, view.state.meeting.id)
            self.room.keep(f"{verb} {one_line(chosen.record.title)}", receipt)

    def _kept(self, label: str, saved: goals.Saved) -> None:
        self.room.keep(label, saved.receipt)
        if new := newcomers_text(saved.people):
            self.room.say(new)

    def _go_to_unread(self, read: str) -> None:
        if self.view is None:
            return
        waiting = [each.id for each in unread(self.view.state) if each.id != read]
        order = [each.id for each in listed(self.view.state)]
        after = [each for each in waiting if order.index(each) > order.index(read)]
        if following := next(iter(after or waiting), None):
            self.rows.select(following)
            self._tell()

    def _tell(self) -> None:
        chosen = self.selected
        room = self.size.height >= _LOW
        self.facts.display = chosen is not None and room
        if chosen is not None and room and self.view is not None:
            self.facts.show(goal_facts(chosen, self.view.calendar))
        self.room.refresh_hints()


STAGE = GoalsStage
