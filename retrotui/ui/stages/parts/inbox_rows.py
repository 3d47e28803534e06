"""The inbox as rows, and the one piece of feedback that is talked about."""

from datetime import date

from retrotui.core.activities.feedback import is_dealt_with
from retrotui.core.feedback import TRIAGE_WORDS
from retrotui.core.instants import local_date
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.text import one_line
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.widgets.rows import Row

_SIGNS = {
    Triage.CARD: "▪",
    Triage.ACTION: "→",
    Triage.DECISION: "◇",
    Triage.THANKS: "♥",
    Triage.NOT_NOW: "·",
}


def inbox_row(feedback: Feedback, view: MeetingView) -> Row:
    """One line of the queue: what was made of it, and who said it."""
    state = view.state
    dealt = is_dealt_with(state, feedback)
    left = feedback.triage is Triage.NOT_NOW and not dealt
    note = TRIAGE_WORDS[feedback.triage] if dealt else ("left before" if left else "")
    return Row(
        feedback.id,
        (
            _sign(feedback, dealt=dealt),
            one_line(feedback.text),
            Bit(note or _who(feedback, state), Tone.GOOD if dealt else Tone.MUTED),
        ),
        dim=dealt,
    )


def feedback_facts(feedback: Feedback, view: MeetingView) -> tuple[Paragraph, ...]:
    """Beside the text: who said it, when, where, and what was made of it."""
    said = local_date(feedback.created, view.calendar.zone)
    facts = (
        _who(feedback, view.state) or "nobody named",
        _age(said, view.calendar.today),
        feedback.link or "",
    )
    made = "" if feedback.triage is Triage.WAITING else _made(feedback, view.state)
    return (
        Paragraph((Bit(joined(facts), Tone.MUTED),), most=2),
        Paragraph((Bit(made, Tone.GOOD),) if made else (), most=1),
    )


def _made(feedback: Feedback, state: MeetingState) -> str:
    if feedback.triage is Triage.NOT_NOW:
        return "left for later" if is_dealt_with(state, feedback) else "left for later before"
    return f"became {TRIAGE_WORDS[feedback.triage]}"


def _sign(feedback: Feedback, *, dealt: bool) -> Bit:
    if dealt:
        return Bit(_SIGNS.get(feedback.triage, "✓"), Tone.GOOD)
    return Bit("▸" if feedback.triage is Triage.WAITING else "·", Tone.ACCENT)


def _who(feedback: Feedback, state: MeetingState) -> str:
    named = "" if feedback.by is None else state.people.name(feedback.by)
    return joined((named, feedback.source), ", ")


def _age(said: date | None, today: date) -> str:
    if said is None:
        return ""
    days = (today - said).days
    return "said today" if days <= 0 else f"said {count(days, 'day')} ago"
