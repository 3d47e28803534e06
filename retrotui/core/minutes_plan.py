"""What a meeting did to the plan, for its minutes: goals read, outcomes moved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retrotui.core.agenda import AgendaItem
from retrotui.core.amounts import show_amount
from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import read_date
from retrotui.core.goal_standing import STANDING_WORDS, judge
from retrotui.core.goal_views import GoalView, view_goal
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.goals import Reading
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.core.records.roadmap import RoadmapItem
from retrotui.core.roadmap_reading import shifts, slipped_words


@dataclass(frozen=True, slots=True)
class MinutesSteered:
    """A goal or an outcome, and what was done to it in the meeting, in words."""

    kind: str
    id: str
    title: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinutesPlan:
    """What was done to the plan under one agenda item; ``item`` is its title."""

    item: str
    steered: tuple[MinutesSteered, ...]


_Steering = Callable[[MeetingState, Calendar], Iterator[MinutesSteered]]


def plan_changes(state: MeetingState, calendar: Calendar) -> tuple[MinutesPlan, ...]:
    """What was done to the plan, by agenda item; items under which nothing happened are left out.

    Where several items look at the same thing, all of it stands under the first.
    """
    found = []
    seen: set[str] = set()
    for item in state.items:
        steering = _STEERING.get(item.activity)
        if steering is None or item.activity in seen:
            continue
        seen.add(item.activity)
        found.append(_under(item, steering, state, calendar))
    return tuple(each for each in found if each.steered)


def within(meeting: Meeting, stamp: str | None) -> bool:
    """True for a moment from the beginning of a meeting to its end."""
    moment, began = parse_rfc3339(stamp), parse_rfc3339(meeting.started)
    if moment is None or began is None or moment < began:
        return False
    ended = parse_rfc3339(meeting.ended)
    return ended is None or moment <= ended


def _under(
    item: AgendaItem, steering: _Steering, state: MeetingState, calendar: Calendar
) -> MinutesPlan:
    return MinutesPlan(item.title, tuple(each for each in steering(state, calendar) if each.done))


def _goals(state: MeetingState, calendar: Calendar) -> Iterator[MinutesSteered]:
    for goal in state.plan.goals:
        view = view_goal(goal, state.plan.readings, state.people, calendar)
        done = tuple(_done_to_goal(view, state.meeting))
        yield MinutesSteered(Kind.GOALS.value, goal.id, goal.title, done)


def _done_to_goal(view: GoalView, meeting: Meeting) -> Iterator[str]:
    goal = view.record
    if goal.meeting == meeting.id:
        yield f"set: {view.way}" + (f" by {goal.due}" if goal.due else "")
    for each in view.judgement.readings:
        if each.meeting == meeting.id:
            yield _read(each, view)
    if not goal.is_open and within(meeting, goal.closed):
        yield goal.status.value + (f": {goal.why}" if goal.why else "")


def _read(reading: Reading, view: GoalView) -> str:
    """A reading, and how the goal stood by it on that day, whatever was read later."""
    goal = view.record
    until = [each for each in view.judgement.readings if each.day <= reading.day]
    judged = judge(goal, until, read_date(reading.day) or view.made, view.made)
    why = f", {judged.reason}" if judged.reason else ""
    note = f" ({reading.note})" if reading.note else ""
    value = show_amount(reading.value, goal.unit)
    return f"{value} on {reading.day}{note}: {STANDING_WORDS[judged.standing]}{why}"


def _roadmap(state: MeetingState, _calendar: Calendar) -> Iterator[MinutesSteered]:
    for item in state.plan.roadmap:
        done = tuple(_done_to_outcome(item, state.meeting))
        yield MinutesSteered(Kind.ROADMAP.value, item.id, item.title, done)


def _done_to_outcome(item: RoadmapItem, meeting: Meeting) -> Iterator[str]:
    moves = shifts(item)
    if item.meeting == meeting.id:
        yield f"put in {moves[0].old if moves else item.horizon}"
    for place, each in enumerate(moves, 1):
        if within(meeting, each.at):
            slips = slipped_words(moves[:place]) if each.is_slip else ""
            yield f"from {each.old} to {each.new}" + (f", {slips}" if slips else "")
    if not item.is_open and within(meeting, item.closed):
        yield item.status.value + (f": {item.why}" if item.why else "")


_STEERING: dict[str, _Steering] = {"goals": _goals, "roadmap": _roadmap}
