"""Actions on the screen: who does what by when, and what each promise still needs."""

from textual import on
from textual.app import ComposeResult

from retrotui.core.actions import KEEP
from retrotui.core.activities import actions as activity
from retrotui.core.activities.review_actions import queue
from retrotui.core.meeting_state import attending
from retrotui.core.records.actions import Action
from retrotui.core.text import one_line
from retrotui.services import actions
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.forms.action import (
    action_form,
    ask_date,
    ask_owners,
    read_action,
)
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.promises import action_capture
from retrotui.ui.meeting.wording import due_text, names
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.signs import status_sign
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.steps import Steps, follow
from retrotui.ui.widgets.capture import Capture
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

_CONTEXT = "stage:actions"
_LABEL = 24
_COLUMNS = (
    Column(width=1, keep=4),
    Column(wraps=True),
    Column(width=20, keep=2),
    Column(width=18, keep=3),
)

REGISTRY.add(
    Command("actions-stage.owner", ("o",), "owner", "Say who does the selected action", _CONTEXT,
            hint=True, weight=75),
    Command("actions-stage.date", ("m",), "date", "Say when the selected action is due", _CONTEXT,
            hint=True, weight=74),
    Command("actions-stage.not-yet", ("y",), "not yet", "Say that owner or date come later, or "
            "take that back", _CONTEXT, hint=True, weight=73),
    Command("actions-stage.edit", ("e",), "edit", "Change the selected action", _CONTEXT,
            hint=True, weight=55),
    Command("actions-stage.delete", ("D", "delete"), "delete", "Delete an action entered in this "
            "meeting", _CONTEXT, hint=True, weight=35),
)  # fmt: skip


class ActionsStage(Stage):
    """This meeting's promises first, then what is still owed from before, quieter."""

    ACTIVITY = "actions"
    CONTEXTS = (_CONTEXT,)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rows = RowList(
            *_COLUMNS,
            empty="Nobody has promised anything yet. Press enter and write what, @who and "
            "due:when: Fix the deploy @ana due:fri",
            opens=False,
            id="stage-actions",
        )
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.rows

    def draw(self, view: MeetingView) -> None:
        """Draws every action, the newest below."""
        made: list[Row | Heading] = [_row(view, each) for each in view.state.actions]
        carried = _carried(view)
        if carried:
            made += [Row("", ())] if made else []
            made.append(Heading("Still open from before", str(len(carried))))
            made += [_row(view, each, carried=True) for each in carried]
        self.rows.set_rows(made)
        if self._wanted is not None and self.rows.select(self._wanted):
            self._wanted = None

    def headline(self, view: MeetingView) -> str:
        """How many are not complete."""
        left = len(activity.incomplete(view.state))
        if left:
            return f"{left} {'needs' if left == 1 else 'need'} an owner or a date"
        return "all complete" if view.state.actions else ""

    def capture(self) -> Capture | None:
        """A new action in plain words."""
        view = self.view
        if view is None:
            return None
        return action_capture(self.room, view.state, view.calendar, view.item.id, self._want)

    @property
    def action(self) -> Action | None:
        """The selected one."""
        if self.view is None:
            return None
        everything = (*self.view.state.actions, *self.view.state.carried)
        return next((each for each in everything if each.id == self.rows.selected_id), None)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        action, verb = self.action, command_id.rpartition(".")[2]
        if self.view is None or action is None:
            return "There is no action here yet: enter writes one."
        if verb == "delete" and action not in self.view.state.actions:
            return "It was promised in an earlier meeting; reviewing it can drop it."
        if verb in ("date", "not-yet") and not action.is_open:
            return f"It is {action.status} already."
        if verb == "not-yet" and not action.not_yet and not activity.missing(action):
            return "It has an owner and a date; nothing is left to say."
        return None

    def cmd_owner(self) -> None:
        """Who does it."""
        if self.view is not None and (action := self.action) is not None:
            follow(self.room, self._ask_owner(self.view, action))

    def cmd_date(self) -> None:
        """When it is due."""
        if self.view is not None and (action := self.action) is not None:
            follow(self.room, self._ask_date(self.view, action))

    def cmd_not_yet(self) -> None:
        """Owner or date come later; said once more, it is taken back."""
        if (action := self.action) is None:
            return
        said = not action.not_yet
        label = f"{'not yet' if said else 'not “not yet”'} {_short(action.title)}"
        self.room.keep(label, actions.say_not_yet(self.room.desk, action.id, said=said))

    def cmd_edit(self) -> None:
        """All of it."""
        if self.view is not None and (action := self.action) is not None:
            follow(self.room, self._ask_all(self.view, action))

    def cmd_delete(self) -> None:
        """Takes back what was entered by mistake."""
        if (action := self.action) is not None:
            receipt = actions.delete(self.room.desk, action.id)
            self.room.keep(f"delete {_short(action.title)}", receipt)

    @on(RowList.Opened, "#stage-actions")
    async def on_row_chosen(self, event: RowList.Opened) -> None:
        """A second click edits."""
        event.stop()
        await self.action_command("actions-stage.edit")

    def _want(self, action: str) -> None:
        self._wanted = action

    def _ask_owner(self, view: MeetingView, action: Action) -> Steps:
        people = view.state.people
        chosen = yield from ask_owners(action, people, attending(view.state))
        if chosen is not None:
            saved = actions.assign(self.room.desk, action.id, chosen)
            self.room.keep(f"owner of {_short(action.title)}", saved.receipt)
            if new := newcomers_text(saved.people):
                self.room.say(new)

    def _ask_date(self, view: MeetingView, action: Action) -> Steps:
        due = yield from ask_date(action, view.calendar)
        if due is not KEEP:
            receipt = actions.move(self.room.desk, action.id, due=due)
            self.room.keep(f"date of {_short(action.title)}", receipt)

    def _ask_all(self, view: MeetingView, action: Action) -> Steps:
        answer = yield action_form("Action", view.calendar, view.state.people, action)
        if answer is None:
            return
        entry = read_action(answer, view.calendar, action)
        saved = actions.edit(self.room.desk, action.id, entry.edit(action), owners=entry.owners)
        self.room.keep(f"edit {_short(action.title)}", saved.receipt)


def _row(view: MeetingView, action: Action, *, carried: bool = False) -> Row:
    owners = names(view.state.people, action.owners)
    due = due_text(action.due, view.calendar)
    # What earlier meetings left open is for their review to complain about.
    lacking = () if carried else activity.missing(action)
    said = "not yet (said so)" if action.not_yet and action.is_open else ""
    cells = (
        Bit("▲", Tone.WARN) if lacking else status_sign(action.status),
        joined((action.title, *(f"#{each}" for each in action.tags)), " "),
        owners or _lack("an owner", "owner" in lacking, said or "nobody yet"),
        due or _lack("a date", "date" in lacking, said or "no date"),
    )
    return Row(action.id, cells, dim=carried)


def _lack(what: str, needed: bool, said: str) -> Bit:
    return Bit(f"needs {what}", Tone.WARN) if needed else Bit(said, Tone.MUTED)


def _carried(view: MeetingView) -> list[Action]:
    return [each.action for each in queue(view.state) if each.action.is_open]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LABEL else f"{line[: _LABEL - 1]}…"


STAGE = ActionsStage
