"""Roadmap: outcomes now, next and later; what moved, what slipped, what comes first."""

from retrotui.core.activities.activity import Activity, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.roadmap import Horizon, RoadmapItem
from retrotui.core.roadmap_reading import HORIZONS, column


def columns(state: MeetingState) -> tuple[tuple[Horizon, tuple[RoadmapItem, ...]], ...]:
    """Every horizon, from now to later, with its open outcomes in their order."""
    return tuple((each, column(state.plan.roadmap, each)) for each in HORIZONS)


def closed_here(state: MeetingState) -> tuple[RoadmapItem, ...]:
    """The outcomes that were done or dropped since the meeting began, the latest first."""
    began = parse_rfc3339(state.meeting.started)
    found = [
        each
        for each in state.plan.roadmap
        if not each.is_open
        and began is not None
        and (closed := parse_rfc3339(each.closed)) is not None
        and closed >= began
    ]
    return tuple(sorted(found, key=lambda each: (each.closed or "", each.id), reverse=True))


def ready(state: MeetingState, _item: AgendaItem) -> str | None:
    """An empty roadmap has nothing to look at."""
    return None if any(row for _, row in columns(state)) else "nothing is on the roadmap yet"


def unfinished(state: MeetingState, _item: AgendaItem) -> str | None:
    """Says for how many outcomes of now nobody said how sure the team is."""
    left = sum(each.confidence is None for each in column(state.plan.roadmap, Horizon.NOW))
    if not left:
        return None
    return f"{plural(left, 'outcome in now has', 'outcomes in now have')} no confidence"


ACTIVITY = Activity(
    name="roadmap",
    title="Roadmap",
    about="Outcomes now, next and later: what moves, what comes first, and how sure the room is.",
    minutes=20,
    settings=no_settings,
    ready=ready,
    unfinished=unfinished,
)
