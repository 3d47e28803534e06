"""Writing and editing an action in the words of the capture line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from retrotui.core.actions import Draft, Edit
from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.actions import Action, Origin
from retrotui.core.text import one_line
from retrotui.services import actions
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.lists.newcomers import newcomers, newcomers_text, renamed
from retrotui.ui.meeting.wording import Promise, echo_promise, promise_text, read_promise
from retrotui.ui.render import short
from retrotui.ui.stages.base import Room
from retrotui.ui.widgets.capture import Capture, CaptureKind, Then

_LABEL = 24


class About(NamedTuple):
    """A record that actions come from, and what it is called."""

    origin: Origin
    title: str


def action_capture(
    room: Room,
    state: MeetingState,
    calendar: Calendar,
    item: str | None,
    written: Callable[[str], object] = str,
    *,
    about: About | None = None,
) -> Capture:
    """Writes actions, wherever in a meeting.

    Args:
        room: The meeting's screen.
        state: The meeting.
        calendar: The team's time.
        item: Id of the agenda item it is written in.
        written: Told the id of every new action.
        about: What the actions come from; None when from the meeting as a whole.
    """
    meeting = state.meeting.id

    def add(said: Promise) -> Then:
        origin = None if about is None else about.origin
        draft = Draft(
            said.title, due=said.due, tags=said.tags, item=item, meeting=meeting, origin=origin
        )
        saved = actions.add(room.desk, draft, owners=said.owners, meeting=meeting)
        written(saved.id)
        room.keep(f"action {short(said.title, _LABEL)}", saved.receipt)

        def again(meant: Mapping[str, str]) -> None:
            room.take_back(saved.receipt)
            add(replace(said, owners=renamed(said.owners, meant)))

        return newcomers(saved.people, again)

    return Capture(
        CaptureKind.ACTION,
        lambda text: add(read_promise(text, calendar)),
        place="" if about is None else short(about.title, _LABEL),
        echo=lambda text: echo_promise(text, state.people, calendar),
    )


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
        if new := newcomers_text(saved.people):
            room.say(new)

    room.ask(
        Ask(
            "Edit the action",
            value=promise_text(action, state.people),
            check=check,
            echo=lambda text: echo_promise(text, state.people, calendar, action.due),
        ),
        keep,
    )
