"""Outcomes as cards, and what is told of the selected one."""

from collections.abc import Iterable

from retrotui.core.activities.roadmap import columns
from retrotui.core.dates import Calendar, Due, short_date
from retrotui.core.decision_fields import read_date
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_reading import shifts, slipped, slipped_words
from retrotui.core.roadmap_views import RoadmapView, Surroundings, view_outcome
from retrotui.core.text import one_line
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.widgets.board import ColumnView
from retrotui.ui.widgets.cards import CardView

TITLES = {Horizon.NOW: "Now", Horizon.NEXT: "Next", Horizon.LATER: "Later"}
_PROMPTS = {
    Horizon.NOW: "we work on it",
    Horizon.NEXT: "we know why",
    Horizon.LATER: "we may",
}


def outcome_views(state: MeetingState) -> dict[str, RoadmapView]:
    """Every open outcome by id, as a meeting shows it."""
    plan = state.plan
    around = Surroundings(
        {each.id: each for each in plan.roadmap},
        {each.id: each for each in plan.goals},
        state.people,
        plan.expectations,
    )
    return {each.id: view_outcome(each, around) for each in plan.roadmap if each.is_open}


def board_columns(state: MeetingState, views: dict[str, RoadmapView]) -> list[ColumnView]:
    """The three horizons with their outcomes as cards."""
    return [
        ColumnView(
            horizon.value,
            TITLES[horizon],
            tuple(_card(views[each.id]) for each in row),
            _PROMPTS[horizon],
        )
        for horizon, row in columns(state)
    ]


def outcome_facts(view: RoadmapView, calendar: Calendar) -> tuple[Paragraph, ...]:
    """The selected outcome: how sure, by when, for whom, what for, what first, what is expected."""
    one = view.record
    by = read_date(one.due)
    facts = (
        "" if one.confidence is None else f"{one.confidence}% sure",
        "" if by is None else f"by {short_date(Due(by), calendar)}",
        "" if one.effort is None else f"{one.effort:g} person-weeks",
    )
    slips = slipped_words(shifts(one))
    first = (f"{each.title} ({each.status})" for each in view.depends_on)
    links = (
        _labelled("for", view.stakeholders),
        _labelled("serves", (each.title for each in view.goals)),
        _labelled("after", first),
        _labelled("needed by", (each.title for each in view.needed_by)),
    )
    return (
        Paragraph(
            (
                Bit(one.title, Tone.STRONG),
                Bit(joined(facts), Tone.MUTED),
                Bit(f"▲ {slips}" if slips else "", Tone.WARN),
            )
        ),
        Paragraph((Bit(joined(links), Tone.MUTED),)),
        Paragraph(tuple(_expected(each) for each in view.expectations), most=2),
    )


def headline(views: Iterable[RoadmapView]) -> str:
    """How many outcomes there are, and how many slipped more than once."""
    records = [each.record for each in views]
    if not records:
        return ""
    often = sum(slipped(each) > 1 for each in records)
    return joined(
        (count(len(records), "outcome"), f"{often} slipped twice or more" if often else "")
    )


def _card(view: RoadmapView) -> CardView:
    one = view.record
    waiting = len(view.waiting)
    slips = slipped_words(shifts(one))
    details = (
        f"▲ {slips}" if slips else "",
        f"◌ waits for {count(waiting, 'other')}" if waiting else "",
        *(f"→ {one_line(each.title)}" for each in view.goals),
        joined(view.stakeholders, ", "),
        *(f"expected: {one_line(each.statement)}" for each in view.expectations[:1]),
    )
    sure = "" if one.confidence is None else f"{one.confidence}% sure"
    return CardView(one.id, one.title, who=sure, details=tuple(each for each in details if each))


def _labelled(label: str, texts: Iterable[str]) -> str:
    said = joined(tuple(texts), ", ")
    return f"{label} {said}" if said else ""


def _expected(expectation: Expectation) -> Bit:
    sure = "" if expectation.probability is None else f", {expectation.probability:.0%}"
    came = "" if expectation.came is None else f", came {expectation.came}"
    return Bit(f"expected: {one_line(expectation.statement)}{sure}{came}", Tone.MUTED)
