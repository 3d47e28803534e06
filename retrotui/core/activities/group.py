"""Group: cards that say the same become one."""

from retrotui.core.activities.activity import Activity, always, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, hidden_cards, sources, subjects


def why_no_cards(state: MeetingState, item: AgendaItem, purpose: str) -> str | None:
    """Why there is nothing on the board for a purpose such as ``to group``; None when there is."""
    hidden = len(hidden_cards(state, item))
    if hidden:
        return f"{plural(hidden, 'card is', 'cards are')} still hidden: reveal first"
    if subjects(state, item):
        return None
    if not sources(state, item):
        return f"no brainstorm on the agenda gives cards {purpose}"
    return f"no cards {purpose} yet"


def ready(state: MeetingState, item: AgendaItem) -> str | None:
    """Grouping needs two revealed cards."""
    missing = why_no_cards(state, item, "to group")
    if missing is None and sum(len(stack.cards) for stack in subjects(state, item)) == 1:
        return "one card alone cannot be grouped"
    return missing


ACTIVITY = Activity(
    name="group",
    title="Group",
    about="Cards that say the same are laid onto each other and get a name.",
    minutes=5,
    settings=no_settings,
    ready=ready,
    unfinished=always,
)
