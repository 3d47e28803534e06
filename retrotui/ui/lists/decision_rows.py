"""Decisions and dissents as rows and as facts to be read."""

from collections.abc import Iterable
from datetime import date

from retrotui.core.dates import Calendar, Due, describe, short_date
from retrotui.core.decision_fields import read_date
from retrotui.core.decision_views import DecisionView, DissentView
from retrotui.core.decisions import is_due as is_review_due
from retrotui.core.dissent import due_on
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.decisions import DecisionStatus, DissentState, Stance, Verdict
from retrotui.core.text import one_line
from retrotui.services.overview import Owed
from retrotui.ui.lists.home_rows import owed_words
from retrotui.ui.lists.reading import Fact
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.signs import NO_RESPONSE, dissent_text, stance_text
from retrotui.ui.widgets.rows import Column, Heading, Row

DECISION_COLUMNS = (
    Column(width=12, keep=3),
    Column(least=16, wraps=True),
    Column(width=9, keep=0),
    Column(width=24, keep=1),
    Column(width=18, keep=2),
)
"""Status, title, consensus, positions, review date."""

DISSENT_COLUMNS = (Column(width=16, keep=3), Column(), Column(width=22, keep=2))
"""State, who and what, what is owed when; the decision is below."""

STATUS = {
    DecisionStatus.PROPOSED: Bit("? proposed", Tone.ACCENT),
    DecisionStatus.ACCEPTED: Bit("✓ accepted", Tone.GOOD),
    DecisionStatus.REJECTED: Bit("× rejected", Tone.MUTED),
    DecisionStatus.DEPRECATED: Bit("– deprecated", Tone.MUTED),
    DecisionStatus.SUPERSEDED: Bit("– superseded", Tone.MUTED),
}
VERDICTS = {
    Verdict.VINDICATED: Bit("▲ vindicated", Tone.BAD),
    Verdict.PARTLY: Bit("◐ partly", Tone.WARN),
    Verdict.NOT_BORNE_OUT: Bit("✓ not borne out", Tone.GOOD),
    Verdict.MOOT: Bit("– moot", Tone.MUTED),
}
_LIVE = (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED)


def decision_row(view: DecisionView, calendar: Calendar) -> Row:
    """One decision: status, title, consensus, positions as counts, review date."""
    one = view.record
    return Row(
        one.id,
        (
            STATUS[one.status],
            one.title,
            "" if view.consensus is None else Bit(view.consensus, Tone.MUTED),
            Bit(_counts(view), Tone.MUTED),
            _review_bit(view, calendar),
        ),
        dim=one.status not in _LIVE,
    )


def dissent_row(view: DissentView, calendar: Calendar, due_days: int) -> Row:
    """One dissent: state or verdict, who and what, on which decision, what is owed when."""
    one = view.record
    return Row(
        one.id,
        (
            dissent_text(one.state) if one.verdict is None else VERDICTS[one.verdict],
            f"{view.by or 'anonymous'}: {one.concern}",
            _owed_bit(view, calendar, due_days),
        ),
        (f"→ {view.decision.title}",),
        dim=one.is_settled,
    )


def decision_facts(
    view: DecisionView, notes: Iterable[Note], names: dict[str, str], calendar: Calendar
) -> list[Fact | Heading]:
    """Everything about one decision.

    Args:
        view: The decision.
        notes: On it.
        names: Of people by id, for the notes.
        calendar: The team's time.
    """
    one = view.record
    facts: list[Fact | Heading] = [
        Fact("Decision", Bit(one.title, Tone.STRONG)),
        Fact("Status", STATUS[one.status]),
        Fact("Consensus", view.consensus or ""),
        Fact("Method", one.method.replace("_", " ")),
        Fact("Says", view.reading.says if one.status is DecisionStatus.PROPOSED else ""),
        Fact("Context", one.context or ""),
        Fact("Drivers", "\n".join(one.drivers)),
        *_options(view),
        Fact("Outcome", one.outcome or ""),
        Fact("Why", one.rationale or ""),
        Fact("Review", _day(one.review_on, calendar)),
        Fact("Deciders", ", ".join(view.deciders)),
        Fact("Consulted", ", ".join(view.consulted)),
        Fact("Informed", ", ".join(view.informed)),
        Fact("Links", "\n".join(one.links)),
        Fact("From", "" if view.meeting is None else view.meeting.title),
        *_positions(view),
    ]
    if view.dissents:
        facts.append(Heading("Dissent", str(len(view.dissents))))
        for each in view.dissents:
            facts += _life(each, calendar)
    comments = [each for each in notes if each.sort is NoteSort.COMMENT]
    if view.reopened or comments:
        facts.append(Heading("Notes"))
    facts += [
        Fact(each.by or "somebody", f"reopened: {each.new_information}") for each in view.reopened
    ]
    facts += [Fact(names.get(each.person or "", "somebody"), each.text) for each in comments]
    return facts


def dissent_facts(view: DissentView, calendar: Calendar) -> list[Fact | Heading]:
    """Everything about one dissent."""
    return [Fact("On", Bit(view.decision.title, Tone.STRONG)), *_life(view, calendar)]


def passes_decision(view: DecisionView, typed: str) -> bool:
    """True when a decision, or who takes part in it, has every word typed."""
    one = view.record
    people = [each.name for each in view.positions]
    where = [one.title, one.status, one.outcome or "", *view.deciders, *people]
    return _has_all(where, typed)


def passes_dissent(view: DissentView, typed: str) -> bool:
    """True when a dissent, who raised it or what it is about has every word typed."""
    one = view.record
    where = [one.concern, one.state, view.by or "anonymous", view.decision.title]
    return _has_all(where, typed)


def _has_all(where: Iterable[str], typed: str) -> bool:
    texts = [one_line(each).casefold() for each in where]
    words = (each.removeprefix("@") for each in one_line(typed).casefold().split())
    return all(any(word in text for text in texts) for word in words)


def _counts(view: DecisionView) -> str:
    """Positions as signs with numbers: ``● 3  ✱ 1  ○ 2``."""
    numbers = view.counts()
    parts = [
        f"{stance_text(each).text[:1]} {numbers[each.value]}"
        for each in Stance
        if numbers[each.value]
    ]
    if view.unheard and view.record.status is DecisionStatus.PROPOSED:
        parts.append(f"{len(view.unheard)} not heard")
    return "  ".join(parts)


def _review_bit(view: DecisionView, calendar: Calendar) -> Bit:
    day = read_date(view.record.review_on)
    if day is None or view.record.status is not DecisionStatus.ACCEPTED:
        return Bit("")
    words = short_date(Due(day), calendar)
    if not is_review_due(view.record, calendar.today):
        return Bit(f"· {words}", Tone.MUTED)
    return Bit(f"▲ {words}", Tone.WARN if day == calendar.today else Tone.BAD)


def _owed_bit(view: DissentView, calendar: Calendar, due_days: int) -> Bit:
    day = due_on(view.record, due_days, calendar.zone)
    if day is None:
        return Bit("")
    return owed_words(Owed(view, None if day == date.min else day, day <= calendar.today), calendar)


def _options(view: DecisionView) -> list[Fact]:
    lines = []
    for number, each in enumerate(view.record.options, 1):
        lines.append(f"{number} {one_line(each.title)}")
        lines += [f"  + {one_line(pro)}" for pro in each.pros]
        lines += [f"  – {one_line(con)}" for con in each.cons]
    return [Fact("Options", "\n".join(lines))]


def _positions(view: DecisionView) -> list[Fact | Heading]:
    if not view.positions and not view.unheard:
        return []
    facts: list[Fact | Heading] = [Heading("Positions")]
    for each in view.positions:
        stance = stance_text(each.stance)
        why = f": {one_line(each.why)}" if each.why else ""
        facts.append(Fact(each.name, Bit(stance.text + why, stance.tone)))
    return facts + [Fact(each, NO_RESPONSE) for each in view.unheard]


def _life(view: DissentView, calendar: Calendar) -> list[Fact]:
    one = view.record
    state = dissent_text(one.state)
    predicted = ""
    if one.prediction is not None:
        chance = one.prediction.probability
        predicted = joined((one.prediction.statement, "" if chance is None else f"{chance:.0%}"))
    response = one.response
    answered = "" if response is None else f"{view.answered_by or 'somebody'}: {response.text}"
    return [
        Fact(view.by or "anonymous", Bit(one.concern)),
        Fact("State", state),
        Fact("Resolves it", one.would_resolve or ""),
        Fact("Predicts", predicted),
        Fact("Follow up", _day(one.follow_up_on, calendar)),
        Fact("Answer", answered),
        Fact("Withdrawn", one.withdrawn_note or ""),
        Fact("Verdict", "" if one.verdict is None else VERDICTS[one.verdict]),
        Fact("Evidence", one.evidence or ""),
    ]


def _day(stored: str | None, calendar: Calendar) -> str:
    day = read_date(stored)
    return "" if day is None else describe(Due(day), calendar)


def owed_count(views: Iterable[DissentView], calendar: Calendar, due_days: int) -> str:
    """What the border says of dissents: how many are due, how many wait for an answer."""
    due = unanswered = 0
    for each in views:
        day = due_on(each.record, due_days, calendar.zone)
        due += day is not None and day <= calendar.today
        unanswered += each.record.state is DissentState.RAISED
    return joined(
        (
            f"{due} due" if due else "",
            count(unanswered, "unanswered", "unanswered") if unanswered else "",
        )
    )
