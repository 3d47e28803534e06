"""Expectations as rows, what is told of the selected one, and how well the team foresees."""

from collections.abc import Iterable

from retrotui.core.activities.forecast import coming, stated, to_resolve
from retrotui.core.dates.calendar import Calendar
from retrotui.core.decision_fields import read_date
from retrotui.core.estimates import given, revealed
from retrotui.core.expectations import ENOUGH, Score, score, show_probability
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.expectations import Expectation
from retrotui.ui.commands import keys_label
from retrotui.ui.lists.moments import day_text
from retrotui.ui.render import Bit, Tone, count, due, joined
from retrotui.ui.signs import came_text
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.widgets.rows import Column, Heading, Row

COLUMNS = (
    Column(width=12, keep=3),
    Column(wraps=True),
    Column(width=6, align="right", keep=2),
    Column(width=14, keep=1),
)


def listed(view: MeetingView) -> tuple[Expectation, ...]:
    """All that is shown, in the order of the rows."""
    return tuple(each for _, part in _parts(view) for each in part)


def expectation_rows(view: MeetingView) -> list[Row | Heading]:
    """What is due, what is new here, what is still to come; each under its heading."""
    rows: list[Row | Heading] = []
    for title, part in _parts(view):
        rows += [Heading(title), *(_row(each, view.calendar) for each in part)] if part else []
    return rows


def expectation_facts(one: Expectation, state: MeetingState) -> tuple[Paragraph, ...]:
    """The selected one: what it is about, who expects it, how it is known."""
    about = state.outlook.title(one.about)
    by = "the room" if one.by is None else state.people.name(one.by)
    facts = (f"about {about}" if about else "", f"expected by {by}")
    evidence = f"“{one.evidence}”" if one.evidence else ""
    said = estimates_text(one, state)
    return (
        Paragraph((Bit(one.statement, Tone.STRONG), Bit(joined(facts), Tone.MUTED)), most=3),
        Paragraph((Bit(evidence),) if evidence else (), most=2),
        Paragraph((Bit(said, Tone.ACCENT),) if said else (), most=1),
        Paragraph((Bit(score_text(score(state.outlook.expectations)), Tone.MUTED),), most=2),
    )


def estimates_text(one: Expectation, state: MeetingState) -> str:
    """How many have estimated it, or what came out; never who thinks what."""
    told = revealed(state, one.id)
    if told is not None:
        low, high = map(show_probability, (told.lowest, told.highest))
        middle = show_probability(told.median)
        return f"{count(told.number, 'estimate')}: {low} to {high}, in the middle {middle}"
    number = len(given(state, one.id))
    if not number:
        return ""
    way = keys_label("forecast.reveal")
    return f"{count(number, 'estimate')}, unseen until {way} reveals them"


def score_text(found: Score) -> str:
    """How well the team foresees, and what that means."""
    if found.tells and found.brier is not None:
        return (
            f"Foresight: Brier {found.brier:.2f} of {found.number} resolved "
            "(0 is perfect, 0.25 is a coin)."
        )
    return f"Foresight: {found.number} of {ENOUGH} resolved, too few to tell."


def _parts(view: MeetingView) -> Iterable[tuple[str, tuple[Expectation, ...]]]:
    state, today = view.state, view.calendar.today
    return (
        ("Came true?", to_resolve(state, today)),
        ("Expected here", stated(state, today)),
        ("Still to come", coming(state, today)),
    )


def _row(one: Expectation, calendar: Calendar) -> Row:
    day = read_date(one.resolve_on)
    came = None if one.came is None else came_text(one.came)
    when = due(day, calendar.today) if day is not None else Bit("no date", Tone.MUTED)
    if came is not None:
        when = Bit("" if day is None else day_text(day, calendar.today), Tone.MUTED)
    return Row(
        one.id,
        (
            came or Bit("○ open", Tone.MUTED),
            one.statement,
            Bit(show_probability(one.probability) or "–", Tone.STRONG),
            when,
        ),
        dim=one.came is not None,
    )
