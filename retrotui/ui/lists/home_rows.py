"""What home shows, as rows."""

from collections.abc import Mapping, Sequence
from datetime import date

from retrotui.core.dates import Calendar, Due, short_date
from retrotui.core.records.decisions import DissentState
from retrotui.core.records.meetings import Meeting
from retrotui.services.overview import Overview, Owed, Past, Review, Unfinished, Upcoming
from retrotui.ui.lists.action_rows import action_row
from retrotui.ui.lists.moments import day_text, moment_text
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.signs import dissent_text
from retrotui.ui.widgets.rows import Row

ON_THIS_MACHINE = "this machine only"
"""What is said of a private meeting: no copy of it is anywhere else."""


def due_rows(found: Overview, calendar: Calendar) -> list[Row]:
    """Actions overdue or due soon, then decisions to be looked at again."""
    rows = [action_row(each, calendar) for each in found.due]
    cells = [Row(each.id, each.cells[:4]) for each in rows]
    return [*cells, *(_review_row(each, calendar) for each in found.reviews)]


def dissent_rows(owed: Sequence[Owed], calendar: Calendar) -> list[Row]:
    """Dissents that wait for an answer or a verdict, each with its decision."""
    return [_dissent_row(each, calendar) for each in owed]


def next_rows(
    found: Overview, calendar: Calendar, forecasts: Mapping[str, str] | None = None
) -> list[Row]:
    """Meetings to resume, then series with what their next meeting carries.

    Args:
        found: As it stands.
        calendar: The team's time.
        forecasts: Whether a series' agenda fits, by the series' id, as far as that is known.
    """
    told = forecasts or {}
    running = [_running_row(each) for each in found.running]
    return [*running, *(_series_row(each, calendar, told.get(each.id, "")) for each in found.next)]


def lately_rows(lately: Sequence[Past], calendar: Calendar) -> list[Row]:
    """Ended meetings and what came of them."""
    return [_past_row(each, calendar.today) for each in lately]


def owed_words(owed: Owed, calendar: Calendar) -> Bit:
    """By when an answer or a verdict is owed: ``▲ answer 3 days over``."""
    what = "answer" if owed.view.record.state is DissentState.RAISED else "verdict"
    if owed.due is None:
        return Bit(f"▲ {what} is owed", Tone.BAD) if owed.is_due else Bit(f"· {what} is owed")
    words = short_date(Due(owed.due), calendar)
    if not owed.is_due:
        return Bit(f"· {what} {words}")
    return Bit(f"▲ {what} {words}", Tone.WARN if owed.due == calendar.today else Tone.BAD)


def _review_row(review: Review, calendar: Calendar) -> Row:
    late = review.due < calendar.today
    words = short_date(Due(review.due), calendar)
    due = Bit(f"▲ {words}", Tone.BAD if late else Tone.WARN)
    return Row(review.decision.id, ("◇", f"Look again: {review.decision.title}", "", due))


def _dissent_row(owed: Owed, calendar: Calendar) -> Row:
    record = owed.view.record
    state = dissent_text(record.state)
    who = owed.view.by or "anonymous"
    return Row(
        record.id,
        (
            Bit(state.text[:1], state.tone),
            f"{who}: {record.concern}",
            owed_words(owed, calendar),
        ),
        (f"→ {owed.view.decision.title}",),
    )


def _running_row(unfinished: Unfinished) -> Row:
    since = "" if unfinished.started is None else f"since {moment_text(unfinished.started)}"
    at = "between items" if unfinished.item is None else f"at {unfinished.item}"
    detail = joined(
        (
            "unfinished, r resumes",
            at,
            "paused" if unfinished.paused else "",
            _where(unfinished.meeting),
        )
    )
    return Row(
        unfinished.meeting.id,
        (Bit("▸", Tone.ACCENT), unfinished.meeting.title, Bit(since, Tone.MUTED)),
        (detail,),
    )


def _series_row(series: Upcoming, calendar: Calendar, forecast: str) -> Row:
    day = "" if series.ended is None else day_text(series.ended.date(), calendar.today)
    carried = joined(
        (
            f"carries {count(series.actions, 'open action')}" if series.actions else "",
            f"{count(series.dissents, 'dissent')} due or unanswered" if series.dissents else "",
            f"{series.feedback} feedback" if series.feedback else "",
        )
    )
    detail = joined((carried or "carries nothing", _where(series.last)))
    return Row(
        series.id,
        ("·", series.title, Bit(f"last time {day}" if day else "", Tone.MUTED)),
        (detail, forecast) if forecast else (detail,),
    )


def _past_row(past: Past, today: date) -> Row:
    made = count(past.actions, "action") if past.actions else ""
    helped = f"{past.helped} helped" if past.helped else ""
    minutes = (
        f"{past.actual:.0f}/{past.planned:.0f} min" if past.planned else f"{past.actual:.0f} min"
    )
    return Row(
        past.meeting.id,
        (
            Bit("" if past.ended is None else day_text(past.ended.date(), today), Tone.MUTED),
            past.meeting.title,
            joined((made, helped), ", "),
            "" if past.roti is None else f"ROTI {past.roti.average:.1f}",
            Bit(minutes, Tone.MUTED),
        ),
        (_where(past.meeting),) if past.meeting.private else (),
    )


def _where(meeting: Meeting) -> str:
    return ON_THIS_MACHINE if meeting.private else ""
