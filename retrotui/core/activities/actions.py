"""Actions: nobody leaves with a promise that has no owner or no date, unless they say so."""

from retrotui.core.activities.activity import Activity, always, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.actions import Action


def missing(action: Action) -> tuple[str, ...]:
    """What an open action still needs: ``owner``, ``date``; nothing when it said "not yet"."""
    if not action.is_open or action.not_yet:
        return ()
    needs = (("owner", not action.owners), ("date", action.due is None))
    return tuple(name for name, lacking in needs if lacking)


def incomplete(state: MeetingState) -> tuple[Action, ...]:
    """This meeting's actions that still need an owner or a date, oldest first."""
    return tuple(action for action in state.actions if missing(action))


def unfinished(state: MeetingState, _item: AgendaItem) -> str | None:
    """Says how many actions are not complete."""
    left = len(incomplete(state))
    return f"{plural(left, 'action has', 'actions have')} no owner or no date" if left else None


ACTIVITY = Activity(
    name="actions",
    title="Actions",
    about="Every action gets an owner and a date, or an explicit “not yet”.",
    minutes=5,
    settings=no_settings,
    ready=always,
    unfinished=unfinished,
)
