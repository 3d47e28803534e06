"""A meeting's minutes: one model that every form of them is written from.

What nobody may see is not in it: hidden cards, open votes, who wrote an anonymous card, the
facilitator's notes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retrotui.core import minutes_notes, minutes_scores, minutes_surveys
from retrotui.core.action_list import ActionView
from retrotui.core.action_list import view as view_action
from retrotui.core.dates import Calendar
from retrotui.core.decision_views import DecisionView, DissentView, view_decision, view_dissent
from retrotui.core.instants import local_moment, rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.minutes_board import MinutesColumn, columns
from retrotui.core.minutes_feedback import MinutesFeedback, triaged
from retrotui.core.minutes_forecast import MinutesForecast, forecasts
from retrotui.core.minutes_notes import MinutesCheckIn, MinutesFingers, MinutesNote, MinutesTopic
from retrotui.core.minutes_plan import MinutesPlan, plan_changes
from retrotui.core.minutes_scores import MinutesScores
from retrotui.core.minutes_surveys import MinutesSurvey
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.codec import encode, encode_fields
from retrotui.core.records.meetings import Presence
from retrotui.core.timeline import ItemState, ItemTime, Timeline
from retrotui.core.votes import ROTI, Roti, roti

_ACTION_KEYS = (
    "id", "title", "status", "owners", "due", "overdue_days", "priority", "tags", "links",
    "created", "updated", "closed", "meeting", "origin", "outcome", "moved", "expectation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who was invited, and how they took part."""

    name: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An agenda item as it went; ``planned_minutes`` is None when it was open-ended."""

    title: str
    activity: str
    planned_minutes: float | None
    actual_minutes: float
    skipped: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting was and what came of it.

    Attributes:
        started: In the team's zone, like ``ended``.
        timezone: The team's zone, an IANA name.
        decisions: Made in the meeting, with their positions and dissents.
        dissents: Raised in the meeting against decisions of other meetings.
        earlier_actions: Of earlier meetings of the series: still owed, or dealt with in this one.
        check_ins: Questions asked, and the answers that were written down.
        columns: Those with revealed cards.
        notes: What was noted on items and topics, in agenda order.
        scores: What was scored, by agenda item.
        surveys: The counted ones.
        roti: None when it was not rated, or is still being rated.
        plan: What was done to goals and roadmap, in agenda order.
        feedback: What it triaged, and what became of that.
        forecast: What it expects and what it resolved, in agenda order.
        fingers: Five-finger checks, in agenda order.
        earlier_parking: Parked in earlier meetings of the series: still there, or dealt with here.
    """

    id: str
    title: str
    kind: str
    format: str | None = None
    series: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    timezone: str = "UTC"
    private: bool = False
    people: tuple[Attendee, ...] = ()
    agenda: tuple[MinutesItem, ...] = ()
    planned_minutes: float = 0.0
    actual_minutes: float = 0.0
    decisions: tuple[DecisionView, ...] = ()
    dissents: tuple[DissentView, ...] = ()
    actions: tuple[ActionView, ...] = ()
    earlier_actions: tuple[ActionView, ...] = ()
    parking: tuple[MinutesNote, ...] = ()
    thanks: tuple[MinutesNote, ...] = ()
    check_ins: tuple[MinutesCheckIn, ...] = ()
    columns: tuple[MinutesColumn, ...] = ()
    notes: tuple[MinutesTopic, ...] = ()
    roti: Roti | None = None
    scores: tuple[MinutesScores, ...] = ()
    surveys: tuple[MinutesSurvey, ...] = ()
    plan: tuple[MinutesPlan, ...] = ()
    feedback: tuple[MinutesFeedback, ...] = ()
    forecast: tuple[MinutesForecast, ...] = ()
    fingers: tuple[MinutesFingers, ...] = ()
    earlier_parking: tuple[MinutesNote, ...] = ()


def build_minutes(state: MeetingState, line: Timeline, calendar: Calendar) -> Minutes:
    """The minutes of a meeting.

    Args:
        state: Everything in the meeting.
        line: Its clock, now or at its end.
        calendar: The team's time.
    """
    meeting = state.meeting
    activities = {each.id: each.activity for each in state.items}
    return Minutes(
        id=meeting.id,
        title=meeting.title,
        kind=meeting.kind,
        format=meeting.format,
        series=state.series.title if state.series else None,
        started=local_moment(meeting.started, calendar.zone),
        ended=local_moment(meeting.ended, calendar.zone),
        timezone=calendar.timezone,
        private=meeting.private,
        people=_attendees(state),
        agenda=tuple(_item(each, activities[each.id]) for each in line.items),
        planned_minutes=_minutes(sum(each.planned or 0.0 for each in line.items)),
        actual_minutes=_minutes(line.elapsed),
        decisions=_decisions(state),
        dissents=_other_dissents(state),
        actions=_actions(state.actions, state, calendar),
        earlier_actions=_actions(state.carried, state, calendar),
        parking=minutes_notes.of_sort(state, NoteSort.PARKING),
        thanks=minutes_notes.of_sort(state, NoteSort.THANKS),
        check_ins=minutes_notes.check_ins(state, line),
        columns=columns(state),
        notes=minutes_notes.topics(state),
        roti=_rating(state),
        scores=minutes_scores.scores(state),
        surveys=minutes_surveys.surveys(state),
        plan=plan_changes(state, calendar),
        feedback=triaged(state),
        forecast=forecasts(state),
        fingers=minutes_notes.finger_checks(state),
        earlier_parking=minutes_notes.earlier_parking(state),
    )


def to_json(minutes: Minutes) -> dict[str, Any]:
    """The minutes as JSON: a meeting of the command line's contract, with its records whole."""
    dissents = [each for one in minutes.decisions for each in one.dissents]
    return {
        "id": minutes.id,
        "title": minutes.title,
        "kind": minutes.kind,
        "format": minutes.format,
        "series": minutes.series,
        "started": _stamp(minutes.started),
        "ended": _stamp(minutes.ended),
        "people": [each.name for each in minutes.people if each.presence is not Presence.ABSENT],
        "planned_minutes": minutes.planned_minutes,
        "actual_minutes": minutes.actual_minutes,
        "agenda": encode(minutes.agenda),
        "actions": [_action_json(each) for each in minutes.actions],
        "decisions": [_decision_json(each) for each in minutes.decisions],
        "dissents": [each.to_json() for each in (*dissents, *minutes.dissents)],
        "roti": encode(minutes.roti),
        "private": minutes.private,
        "attendance": encode(minutes.people),
        "earlier_actions": [_action_json(each) for each in minutes.earlier_actions],
        "parking": encode(minutes.parking),
        "thanks": encode(minutes.thanks),
        "check_ins": encode(minutes.check_ins),
        "columns": encode(minutes.columns),
        "notes": encode(minutes.notes),
        "scores": encode(minutes.scores),
        "surveys": encode(minutes.surveys),
        "plan": encode(minutes.plan),
        "feedback": encode(minutes.feedback),
        "forecast": encode(minutes.forecast),
        "fingers": encode(minutes.fingers),
        "earlier_parking": encode(minutes.earlier_parking),
    }


def _action_json(action: ActionView) -> dict[str, Any]:
    return encode_fields(action, *_ACTION_KEYS)


def _decision_json(decision: DecisionView) -> dict[str, Any]:
    """As the contract has it, with who stood where beside the counts."""
    stances = [
        {"person": each.name, "stance": each.stance.value, "why": each.why}
        for each in decision.positions
    ]
    return decision.to_json() | {"stances": stances, "unheard": list(decision.unheard)}


def _attendees(state: MeetingState) -> tuple[Attendee, ...]:
    # Of one person known by two records, the one that shows them there counts.
    found: dict[str, Attendee] = {}
    for each in sorted(state.participants, key=lambda one: (one.presence == "absent", one.id)):
        person = state.people.root_id(each.person)
        found.setdefault(person, Attendee(state.people.name(person), each.presence))
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.presence)))


def _item(time: ItemTime, activity: str) -> MinutesItem:
    return MinutesItem(
        title=time.title,
        activity=activity,
        planned_minutes=None if time.planned is None else _minutes(time.planned),
        actual_minutes=_minutes(time.spent),
        skipped=time.state is ItemState.SKIPPED,
    )


def _decisions(state: MeetingState) -> tuple[DecisionView, ...]:
    return tuple(
        view_decision(
            each,
            state.people,
            positions=state.positions,
            dissents=state.dissents,
            participants=state.participants,
            notes=state.notes,
            meeting=state.meeting,
        )
        for each in state.decisions
    )


def _other_dissents(state: MeetingState) -> tuple[DissentView, ...]:
    here = {each.id for each in state.decisions}
    earlier = {each.id: each for each in state.earlier_decisions}
    return tuple(
        view_dissent(each, earlier.get(each.decision), state.people)
        for each in state.dissents
        if each.decision not in here
    )


def _actions(
    actions: Iterable[Action], state: MeetingState, calendar: Calendar
) -> tuple[ActionView, ...]:
    here = state.meeting

    def title(meeting: str) -> str | None:
        return here.title if meeting == here.id else None

    return tuple(view_action(each, state.people, calendar, title) for each in actions)


def _rating(state: MeetingState) -> Roti | None:
    counted = [each for each in state.ballots if each.sort == ROTI]
    latest = max(counted, key=lambda each: (each.updated, each.id), default=None)
    return None if latest is None else roti(latest)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 1)
