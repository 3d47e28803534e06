"""Editing an action in the words of the capture line."""

from retrotui.core.actions import Edit
from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.actions import Action
from retrotui.core.text import one_line
from retrotui.services import actions
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.wording import echo_promise, promise_text, read_promise
from retrotui.ui.stages.base import Room


def edit_action(room: Room, action: Action, state: MeetingState, calendar: Calendar) -> None:
    """Asks for an action again, in the words of the capture line, and keeps what changed.

    Args:
        room: The meeting's screen.
        action: As it stands.
        state: The meeting, to name people.
        calendar: The team's time.
    """

    def check(text: str) -> str | None:
        said = read_promise(text, calendar, kept_due=action.due)
        return None if said.title else "say what is to be done"

    def keep(text: str | None) -> None:
        if text is None:
            return
        said = read_promise(text, calendar, kept_due=action.due)
        gone = tuple(each for each in action.tags if each not in said.tags)
        change = Edit(title=said.title, due=said.due, tags=said.tags, untag=gone)
        saved = actions.edit(room.desk, action.id, change, owners=said.owners,
                             meeting=state.meeting.id)  # fmt: skip
        room.keep(f"edit {one_line(said.title)}", saved.receipt)

    room.ask(
        Ask(
            "Edit the action",
            value=promise_text(action, state.people),
            check=check,
            echo=lambda text: echo_promise(text, state.people, calendar, action.due),
        ),
        keep,
    )
