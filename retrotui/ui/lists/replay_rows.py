"""A meeting at one of its moments, as rows: what is on stage, the board, what came of it so far."""

from collections.abc import Iterable, Sequence

from retrotui.core.action_list import ActionView
from retrotui.core.dates import Calendar
from retrotui.core.instants import local_moment
from retrotui.core.meeting_state import MeetingState
from retrotui.core.minutes import Minutes, build_minutes
from retrotui.core.minutes_board import MinutesStack
from retrotui.core.minutes_notes import MinutesNote
from retrotui.core.timeline import Timeline
from retrotui.services.history import Told
from retrotui.ui.lists.action_rows import due_bit
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.signs import status_sign
from retrotui.ui.widgets.rows import Column, Heading, Row

STEPS = (Column(width=8, keep=2), Column(wraps=True), Column(width=12, keep=1))
"""Time, what was done, who."""

MOMENT = (Column(width=2, keep=2), Column(wraps=True), Column(width=18, keep=1))
"""Sign or dots, text, who or what about it."""


def step_rows(steps: Sequence[Told], calendar: Calendar) -> list[Row]:
    """The steps in words, each named by its place."""
    return [
        Row(str(place), (Bit(_clock(each.at, calendar), Tone.MUTED), each.words, _who(each)))
        for place, each in enumerate(steps)
    ]


def moment_rows(state: MeetingState, line: Timeline, calendar: Calendar) -> list[Row | Heading]:
    """The meeting as it stood.

    Args:
        state: Read at that moment.
        line: Its clock then.
        calendar: The team's time, then.
    """
    made = build_minutes(state, line, calendar)
    rows: list[Row | Heading] = [Heading(_on_stage(state, line), _agenda_place(line))]
    for column in made.columns:
        rows += _part(column.title, [_stack_row(each) for each in column.stacks])
    rows += _part("Actions", [_action_row(each, calendar) for each in made.actions])
    rows += _part("Decisions", _decision_rows(made))
    rows += _part("Parked", _note_rows(made.parking))
    rows += _part("Thanks", _note_rows(made.thanks))
    if len(rows) == 1:
        rows.append(Row("", ("", Bit("Nothing to be seen yet.", Tone.MUTED), "")))
    return rows


def _part(title: str, rows: Sequence[Row]) -> list[Row | Heading]:
    return [Row("", ("", "", "")), Heading(title, str(len(rows))), *rows] if rows else []


def _on_stage(state: MeetingState, line: Timeline) -> str:
    running = next((each.title for each in line.items if each.id == line.running), None)
    if running is not None:
        return running
    return "The meeting has ended" if state.meeting.ended else "Between two items"


def _agenda_place(line: Timeline) -> str:
    places = [each.id for each in line.items]
    return f"item {places.index(line.running) + 1}/{len(places)}" if line.running in places else ""


def _stack_row(stack: MinutesStack) -> Row:
    dots = "" if not stack.dots else str(stack.dots)
    if stack.is_group:
        inside = tuple(joined((each.text, each.author or "")) for each in stack.cards)
        told = Bit(count(len(stack.cards), "card"), Tone.MUTED)
        return Row("", (Bit(dots, Tone.ACCENT), stack.title, told), inside)
    author = next((each.author for each in stack.cards), None)
    return Row("", (Bit(dots, Tone.ACCENT), stack.title, Bit(author or "", Tone.MUTED)))


def _action_row(one: ActionView, calendar: Calendar) -> Row:
    owners = ", ".join(one.owners)
    return Row("", (status_sign(one.status), joined((one.title, owners)), due_bit(one, calendar)))


def _decision_rows(made: Minutes) -> list[Row]:
    rows = []
    for each in made.decisions:
        status = Bit(each.record.status.value, Tone.MUTED)
        rows.append(Row("", (Bit("◆", Tone.ACCENT), each.record.title, status)))
        for dissent in each.dissents:
            who = Bit(dissent.by or "anonymous", Tone.MUTED)
            rows.append(Row("", (Bit("✱", Tone.BAD), dissent.record.concern, who)))
    for other in made.dissents:
        who = Bit(other.by or "anonymous", Tone.MUTED)
        rows.append(Row("", (Bit("✱", Tone.BAD), other.record.concern, who)))
    return rows


def _note_rows(noted: Iterable[MinutesNote]) -> list[Row]:
    return [Row("", ("·", each.text, Bit(each.person or "", Tone.MUTED))) for each in noted]


def _who(step: Told) -> Bit:
    return Bit(step.by or "anonymous", Tone.MUTED)


def _clock(stamp: str, calendar: Calendar) -> str:
    moment = local_moment(stamp, calendar.zone)
    return "" if moment is None else f"{moment:%H:%M:%S}"
