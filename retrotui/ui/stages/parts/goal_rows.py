"""Goals as rows, and what is told of the selected one."""

from datetime import date

from retrotui.core.amounts import show_amount
from retrotui.core.dates import Due, short_date
from retrotui.core.dates.calendar import Calendar
from retrotui.core.decision_fields import read_date
from retrotui.core.goal_standing import RULE, Standing, sparkline, trend
from retrotui.core.goal_views import GoalView
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.signs import goal_text
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.widgets.rows import Column, Row

COLUMNS = (
    Column(width=12, keep=4),
    Column(wraps=True, least=18),
    Column(width=10, align="right", keep=3),
    Column(width=22, keep=1),
    Column(width=12, keep=2),
)
_COMPARED = (Standing.ON, Standing.AT_RISK, Standing.OFF)


def goal_row(view: GoalView, calendar: Calendar) -> Row:
    """One goal: its standing, latest value, way and the line of its readings."""
    goal, judged = view.record, view.judgement
    return Row(
        goal.id,
        (
            goal_text(goal.status, judged.standing),
            goal.title,
            Bit(view.latest if judged.latest else "", Tone.STRONG),
            Bit(view.way, Tone.MUTED),
            Bit(sparkline(judged.readings), Tone.ACCENT),
        ),
        details=(_details(view, calendar),),
        dim=not goal.is_open,
    )


def goal_facts(view: GoalView, calendar: Calendar) -> tuple[Paragraph, ...]:
    """The selected goal: what is counted, its readings in words, and the rule it stands by."""
    goal, judged = view.record, view.judgement
    latest = judged.latest
    said = "" if latest is None or not latest.note else f"“{latest.note}”"
    by = read_date(goal.due)
    words = (
        view.way,
        f"counted: {goal.metric}" if goal.metric else "",
        f"by {short_date(Due(by), calendar)}" if by is not None and goal.is_open else "",
        trend(judged.readings, goal.unit) if judged.readings else "",
        said,
    )
    compared = goal.is_open and judged.standing in _COMPARED
    return (
        Paragraph((Bit(goal.title, Tone.STRONG), Bit(joined(words), Tone.MUTED)), most=3),
        Paragraph((Bit(RULE, Tone.MUTED),) if compared else (), most=2),
    )


def _details(view: GoalView, calendar: Calendar) -> Bit:
    goal, judged = view.record, view.judgement
    if not goal.is_open:
        return Bit(f"because {goal.why}" if goal.why else joined(view.owners, ", "), Tone.MUTED)
    owners = joined(view.owners, ", ") or "nobody's"
    if judged.latest is None:
        missing = "" if goal.target is not None else "it has no target to compare with"
        return Bit(joined((owners, missing)), Tone.MUTED)
    return Bit(joined((owners, judged.reason, _age(judged.latest.day, calendar.today))), Tone.MUTED)


def _age(day: str, today: date) -> str:
    read = read_date(day)
    if read is None:
        return ""
    days = (today - read).days
    return "read today" if days <= 0 else f"read {count(days, 'day')} ago"


def latest_words(view: GoalView) -> str:
    """What it read last, for the line where the next value is typed."""
    latest = view.judgement.latest
    if latest is None:
        return "nothing yet"
    return f"{show_amount(latest.value, view.record.unit)} on {latest.day}"
