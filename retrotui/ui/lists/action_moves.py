"""What can be done to an action from a list: each asks what it needs, ``u`` undoes it."""

from collections.abc import Mapping
from functools import partial

from retrotui.core.action_list import OPEN, ActionView, Filter
from retrotui.core.actions import KEEP
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.kinds import Kind
from retrotui.services import actions, people
from retrotui.services.history import of as record_steps
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.forms.action import (
    action_form,
    ask_date,
    ask_helped,
    ask_owners,
    ask_why_dropped,
    read_action,
)
from retrotui.ui.lists.history import history_facts
from retrotui.ui.lists.inputs import needs
from retrotui.ui.lists.reading import Reading
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import short

OPEN_ONES = Filter()
"""Every action that somebody still owes."""


def why_not(verb: str, action: ActionView, *, made_here: bool) -> str | None:
    """Why a move of the actions screen is not open to an action now.

    Args:
        verb: The last word of the command's id.
        action: As it stands.
        made_here: This session made it.
    """
    is_open = action.status in OPEN
    if verb in ("done", "move", "drop", "block") and not is_open:
        return f"It is {action.status}: R reopens it first."
    if verb == "helped" and action.status is not ActionStatus.DONE:
        return "It is not done yet: D marks it done."
    if verb == "reopen" and is_open:
        return "It is open already."
    if verb == "delete" and not made_here:
        return "Only what was made in this session is deleted: z drops it, with the reason."
    return None


def new(screen: WorkScreen) -> Steps:
    """Writes an action."""
    make = partial(action_form, "New action", screen.calendar, people.directory(screen.desk.repo))

    def write(answer: Mapping[str, str]) -> None:
        entry = read_action(answer, screen.calendar)
        saved = actions.add(screen.desk, entry.draft(), owners=entry.owners)
        screen.wanted = saved.id
        screen.keep(f"new action {short(entry.title)}", saved.receipt)
        screen.say_new(saved.people)

    yield from screen.fill_in(make, write)


def edit(screen: WorkScreen, action: ActionView) -> Steps:
    """Changes what an action says."""
    record = actions.get(screen.desk.repo, action.id)
    known = people.directory(screen.desk.repo)
    make = partial(action_form, "Action", screen.calendar, known, record)

    def change(answer: Mapping[str, str]) -> None:
        entry = read_action(answer, screen.calendar, record)
        saved = actions.edit(screen.desk, record.id, entry.edit(record), owners=entry.owners)
        screen.keep(f"edit {short(action.title)}", saved.receipt)
        screen.say_new(saved.people)

    yield from screen.fill_in(make, change)


def done(screen: WorkScreen, action: ActionView) -> Steps:
    """Marks an action done, then asks whether it helped."""
    receipt = actions.done(screen.desk, action.id)
    screen.keep(f"done {short(action.title)}", receipt)
    yield from helped(screen, action, later=True)


def helped(screen: WorkScreen, action: ActionView, *, later: bool = False) -> Steps:
    """Answers "did it help?"."""
    outcome = yield from ask_helped(action, later=later)
    if outcome is not None:
        receipt = actions.helped(screen.desk, action.id, outcome=outcome)
        screen.keep(f"helped {short(action.title)}", receipt)


def move(screen: WorkScreen, action: ActionView) -> Steps:
    """Gives an action another due date; a phrase with several readings is asked about."""
    due = yield from ask_date(action, screen.calendar)
    if due is not KEEP:
        screen.keep(f"move {short(action.title)}", actions.move(screen.desk, action.id, due=due))


def assign(screen: WorkScreen, action: ActionView) -> Steps:
    """Hands an action over."""
    answer = yield from ask_owners(action, people.directory(screen.desk.repo))
    if answer is None:
        return
    saved = actions.assign(screen.desk, action.id, answer)
    screen.keep(f"assign {short(action.title)}", saved.receipt)
    screen.say_new(saved.people)


def drop(screen: WorkScreen, action: ActionView) -> Steps:
    """Gives an action up."""
    why = yield from ask_why_dropped(action)
    if why is not None:
        screen.keep(f"drop {short(action.title)}", actions.drop(screen.desk, action.id, why=why))


def block(screen: WorkScreen, action: ActionView) -> Steps:
    """Says what an action waits for, or that it waits no longer."""
    if action.status is ActionStatus.BLOCKED:
        receipt = actions.unblock(screen.desk, action.id)
        screen.keep(f"unblock {short(action.title)}", receipt)
        return
    check = needs("the reason", lines=False)
    why = yield Ask(
        f"Blocked: {short(action.title)}", prompt="what is it waiting for?", check=check
    )
    if why is None:
        return
    screen.keep(f"block {short(action.title)}", actions.block(screen.desk, action.id, why=why))


def reopen(screen: WorkScreen, action: ActionView) -> None:
    """Makes a done or dropped action open again."""
    screen.keep(f"reopen {short(action.title)}", actions.reopen(screen.desk, action.id))


def delete(screen: WorkScreen, action: ActionView) -> None:
    """Takes back an action that this session made."""
    screen.keep(f"delete {short(action.title)}", actions.delete(screen.desk, action.id))


def note(screen: WorkScreen, action: ActionView) -> Steps:
    """Comments on an action."""
    text = yield AskLines(f"Note: {short(action.title)}", check=needs("the note"))
    if text is None:
        return
    saved = actions.note(screen.desk, action.id, text)
    screen.keep(f"note on {short(action.title)}", saved.receipt)


def history(screen: WorkScreen, action: ActionView) -> Steps:
    """Shows the notes on an action, and who changed what when."""
    repo = screen.desk.repo
    facts = history_facts(
        record_steps(repo, Kind.ACTIONS, action.id, screen.calendar),
        actions.notes(repo, action.id),
        people.directory(repo),
        screen.calendar,
    )
    yield Reading(short(action.title), facts)
