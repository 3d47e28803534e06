"""Rows of a survey: what is asked while it is open; spread, average and trend once counted."""

from collections.abc import Collection, Sequence

from retrotui.core.activities import survey
from retrotui.core.activities.survey import Outcome, Survey
from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState, attending
from retrotui.core.records.cards import Note
from retrotui.core.setting_tables import Statement
from retrotui.core.surveys import LEAST_ANONYMOUS, Answers, Direction, Scale
from retrotui.core.votes import paper_number
from retrotui.ui.commands import keys_label
from retrotui.ui.lists.moments import day_text
from retrotui.ui.render import Bit, Text, Tone, count, joined
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.stages.parts.marks import Mark
from retrotui.ui.widgets.rows import Heading, Row

_LEVELS = "▁▂▃▄▅▆▇█"
_BAR = 24
_MOST_COMMENTS = 3
_MOST_BARS = 7
_MOST_PAST = 4
_ARROWS = {
    Direction.UP: ("▲", "up", Tone.GOOD),
    Direction.DOWN: ("▼", "down", Tone.WARN),
    Direction.STEADY: ("=", "as before", Tone.MUTED),
}


def asking(asked: Survey, one: Statement, *, full: str, low: bool) -> list[Paragraph]:
    """The selected statement large, what its ends mean, and the answers there are.

    Args:
        asked: The survey.
        one: The statement.
        full: What to do when the paper is full; empty while it is not.
        low: There are few lines.
    """
    place = asked.statements.index(one) + 1
    at = Bit(f"{place} of {len(asked.statements)}", Tone.MUTED)
    ends = [f"good: {one.good}" if one.good else "", f"bad: {one.bad}" if one.bad else ""]
    about = Paragraph((Bit(joined(ends), Tone.MUTED),), most=2)
    keys = Paragraph((Bit(full, Tone.GOOD),) if full else _answers(asked.scale), most=2)
    head = Paragraph((Bit(one.title, Tone.STRONG), at), most=2)
    return [head, keys] if low else [head, about, keys]


def when_full(asked: Survey, papers: int, *, more: bool, named: bool) -> str:
    """What to do when a paper is full.

    Args:
        asked: The survey.
        papers: How many were begun.
        more: There is somebody for another one.
        named: It belongs to a person, not to a paper.
    """
    counts = keys_label("survey.count")
    if named:
        return (
            f"Everything answered: {keys_label('meeting.who')} says who is next, {counts} counts."
        )
    if more:
        onward = keys_label("survey.next-paper")
        return f"This paper is full: {onward} takes the next, {counts} counts."
    if asked.anonymous and papers < LEAST_ANONYMOUS:
        adds = keys_label("meeting.people")
        return f"This paper is full. One alone is not anonymous: {adds} adds who else is here."
    return f"This was the last paper: {counts} counts."


def question_rows(asked: Survey, done: Collection[str]) -> list[Row | Heading]:
    """Every statement, and whether this paper has answered it; never how."""
    rows: list[Row | Heading] = [Heading("Statements", "a digit answers and goes on")]
    rows += [
        Row(each.key, (Bit(str(n), Tone.MUTED), each.title, "", _ticked(each.key in done)))
        for n, each in enumerate(asked.statements, 1)
    ]
    return rows


def paper_marks(
    state: MeetingState, item: AgendaItem, current: str
) -> tuple[Bit, tuple[Mark, ...]]:
    """Who has answered how much: all that may be seen of an open survey."""
    begun = survey.voters(state, item)
    here = {} if survey.settings(item).anonymous else {e.id: e.name for e in attending(state)}
    named = {each: here.get(each) or _paper(each) for each in (*here, *sorted(begun), current)}
    total = len(survey.settings(item).statements)
    marks = []
    for voter in sorted(named, key=lambda each: (paper_number(each) or 0, named[each].casefold())):
        left = len(survey.left(state, item, voter))
        sign = Bit("✓ done", Tone.GOOD) if not left else Bit(f"{total - left} of {total}")
        marks.append(Mark(named[voter], sign, room=8, current=voter == current))
    full = sum(not survey.left(state, item, each) for each in begun)
    return Bit(f"{full} of {max(len(attending(state)), full)} done:", Tone.MUTED), tuple(marks)


def result_rows(found: Sequence[Outcome]) -> list[Row | Heading]:
    """Every statement with its spread, its average or level, its trend and what it asks for."""
    rows: list[Row | Heading] = [Heading("Statements", "spread, average, since last time")]
    return [*rows, *(_result(n, each) for n, each in enumerate(found, 1))]


def summary(outcome: Outcome, calendar: Calendar) -> list[Paragraph]:
    """The selected statement with its figures and what it was before."""
    one, said = outcome.statement, outcome.answers
    head = Paragraph((Bit(one.title, Tone.STRONG),), most=2)
    if said is None:
        return [head, Paragraph((Bit("Nothing counted: too few answers.", Tone.MUTED),))]
    figures = (
        Bit("" if said.scale.levels else f"average {decimal(said)}"),
        Bit(_middle(said)),
        Bit(count(said.given, "answer"), Tone.MUTED),
        Bit(said.verdict, Tone.WARN if said.is_far_apart else Tone.GOOD),
    )
    before = [
        f"{float(each.average):.1f} on {_day(each.on, calendar)} ({each.answers})"
        for each in reversed(said.past[-_MOST_PAST:])
    ]
    earlier = f"before: {', '.join(before)}" if before else "asked for the first time"
    return [head, Paragraph(figures), Paragraph((Bit(earlier, Tone.MUTED),))]


def bar_rows(outcome: Outcome, comments: Sequence[Note]) -> list[Row | Heading]:
    """A bar for each answer, the highest first, and the latest comments.

    Of a long scale only what was given has one, as the statements need the lines.
    """
    said = outcome.answers
    rows: list[Row | Heading] = []
    if said is not None:
        most = max(said.counts)
        pairs = zip(said.scale.answers, said.counts, strict=True)
        long = len(said.counts) > _MOST_BARS
        for answer, given in reversed([each for each in pairs if each[1] or not long]):
            bar = "█" * max(1, round(given / most * _BAR)) if given else "·"
            shown = Bit(f"{bar} {given}" if given else bar, Tone.ACCENT if given else Tone.FAINT)
            rows.append(Row("", (str(answer), said.scale.word(answer), shown)))
    rows += [Row("", ("–", "comment", each.text)) for each in comments[-_MOST_COMMENTS:]]
    return rows


def spark(said: Answers) -> str:
    """The spread in one glyph an answer, the lowest first: ``·▃█▂·``."""
    most = max(said.counts)
    return "".join(
        _LEVELS[round(each / most * (len(_LEVELS) - 1))] if each else "·" for each in said.counts
    )


def decimal(said: Answers) -> str:
    """The average with one decimal."""
    return f"{float(said.average):.1f}"


def trend(said: Answers) -> Bit:
    """Arrow, number and word: ``▲ +0.6 up``; neither good nor bad where answers are kinds."""
    direction, change = said.direction, said.change
    if direction is None or change is None:
        return Bit("first time", Tone.MUTED)
    arrow, word, tone = _ARROWS[direction]
    return Bit(f"{arrow} {float(change):+.1f} {word}", Tone.PLAIN if said.scale.levels else tone)


def _result(n: int, each: Outcome) -> Row:
    said = each.answers
    cells: tuple[Text, ...]
    if said is None:
        cells = (Bit(str(n), Tone.MUTED), each.statement.title, "", "–", "too few answers")
        return Row(each.statement.key, cells, dim=True)
    moved = trend(said)
    asks = Bit(said.verdict, Tone.WARN if said.is_far_apart else Tone.MUTED)
    level = f"{said.median} {said.scale.word(said.median)}"
    first, second = (asks, moved) if said.scale.levels else (moved, asks)
    cells = (
        Bit(str(n), Tone.MUTED),
        each.statement.title,
        Bit(spark(said), Tone.ACCENT),
        Bit(level if said.scale.levels else decimal(said), Tone.STRONG),
        first,
        second,
    )
    return Row(each.statement.key, cells)


def _answers(scale: Scale) -> tuple[Bit, ...]:
    return tuple(
        Bit(f"{scale.key(each)} {scale.word(each)}".strip(), Tone.ACCENT) for each in scale.answers
    )


def _middle(said: Answers) -> str:
    if said.scale.levels:
        return f"{said.median} {said.scale.word(said.median)}"
    return f"median {said.median}"


def _ticked(done: bool) -> Bit:
    return Bit("✓", Tone.GOOD) if done else Bit("·", Tone.FAINT)


def _paper(voter: str) -> str:
    return f"paper {paper_number(voter)}:"


def _day(stamp: str, calendar: Calendar) -> str:
    moment = parse_rfc3339(stamp)
    if moment is None:
        return "an earlier day"
    return day_text(moment.astimezone(calendar.zone).date(), calendar.today)
