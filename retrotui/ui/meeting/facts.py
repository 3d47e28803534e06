"""What the meeting's screen says about its clock and agenda, as texts: pure, without a widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from retrotui.core.agenda import AgendaItem
from retrotui.core.attention import marks
from retrotui.core.dates import Calendar
from retrotui.core.fingers import is_fingers
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState, attending, captured
from retrotui.core.pacing import Outlook
from retrotui.core.text import display_width, one_line
from retrotui.core.timeline import ItemState, ItemTime, Timeline, seconds_on_clock
from retrotui.ui.commands import keys_label
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.widgets.clock import ClockFace

_MINUTE = 60

SIGNS = {
    ItemState.PENDING: Bit(" "),
    ItemState.RUNNING: Bit("▸", Tone.ACCENT),
    ItemState.DONE: Bit("✓", Tone.GOOD),
    ItemState.SKIPPED: Bit("×", Tone.MUTED),
}


@dataclass(frozen=True, slots=True)
class RailRow:
    """One agenda item as the rail draws it.

    Attributes:
        planned: Minutes; empty when open-ended.
        spent: Minutes so far; empty when it was never started.
        note: What happened to its timebox: lent, borrowed, more, less.
        over: It took more than it has.
        looked_at: It is on stage although another one runs.
    """

    id: str
    title: str
    state: ItemState
    planned: str = ""
    spent: str = ""
    note: str = ""
    over: bool = False
    looked_at: bool = False


@dataclass(frozen=True, slots=True)
class CutLine:
    """The line in the rail below which items will not fit; nobody can select it."""

    text: str
    id: str = ""


def minutes(seconds: float) -> str:
    """Seconds as whole minutes, never fewer than have passed: ``4``."""
    return str(int(seconds // _MINUTE))


def minutes_left(seconds: float) -> str:
    """What somebody could lend: ``4 min``, ``4:30 min``."""
    whole, rest = divmod(int(seconds), _MINUTE)
    return f"{whole}:{rest:02} min" if rest else f"{whole} min"


def rail_rows(
    line: Timeline, on_stage: str | None, unfit: Sequence[str] = (), until: str = ""
) -> tuple[RailRow | CutLine, ...]:
    """The agenda as the rail draws it.

    Args:
        line: The clock.
        on_stage: Id of the item people look at.
        unfit: Ids of the items that will not fit; the cut line is above the first to come.
        until: When the time is over, in words.
    """
    rows: list[RailRow | CutLine] = []
    cut = _first_pending(line, unfit)
    for each in line.items:
        if each.id == cut:
            rows.append(CutLine(f"will not fit by {until}" if until else "will not fit"))
        rows.append(_rail_row(each, line, on_stage))
    return tuple(rows)


def _first_pending(line: Timeline, unfit: Sequence[str]) -> str | None:
    waiting = {each.id for each in line.items if each.state is ItemState.PENDING}
    return next((each for each in unfit if each in waiting), None)


def _rail_row(each: ItemTime, line: Timeline, on_stage: str | None) -> RailRow:
    return RailRow(
        each.id,
        one_line(each.title),
        each.state,
        "" if each.planned is None else f"{each.planned / _MINUTE:.0f}",
        minutes(each.spent) if each.visited else "",
        timebox_note(each, line),
        each.overtime >= 1,
        each.id == on_stage and each.id != line.running,
    )


def timebox_note(item: ItemTime, line: Timeline) -> str:
    """What happened to a timebox: ``lent 3``, ``2 from Discuss``, ``+5``."""
    if item.budget is None or item.planned is None:
        return ""
    taken: dict[str, float] = {}
    for source, seconds in item.borrowed:
        taken[source] = taken.get(source, 0.0) + seconds
    given = item.budget + item.lent - item.planned - sum(taken.values())
    sources = [(line.item(source), seconds) for source, seconds in taken.items()]
    return joined(
        (
            f"{_short(given):+g}" if round(given) else "",
            *(f"{_short(seconds):g} from {one_line(each.title) if each else 'a dropped item'}"
              for each, seconds in sources),
            f"lent {_short(item.lent):g}" if item.lent else "",
        )
    )  # fmt: skip


def agenda_count(line: Timeline) -> str:
    """Minutes of the meeting so far and minutes planned: ``23/60``."""
    planned = sum(each.planned or 0.0 for each in line.items)
    return f"{minutes(line.elapsed)}/{planned / _MINUTE:.0f} min"


def fold_text(line: Timeline, on_stage: str | None, width: int, unfit: Sequence[str] = ()) -> str:
    """The agenda in one line: ``▸ 3/7 Gather · then Group ┄ will not fit: Vote``, as it fits."""
    here = line.item(on_stage)
    if here is None:
        return "the meeting has ended" if line.ended else "the agenda is empty"
    place = [each.id for each in line.items].index(here.id)
    runs = here.id == line.running
    text = f"{SIGNS[here.state].text if runs else '◦'} {place + 1}/{len(line.items)} "
    text += one_line(here.title)
    if not runs and (running := line.item(line.running)) is not None:
        return f"{text} · running: {one_line(running.title)}"
    later = [each for each in line.items[place + 1 :] if each.state is ItemState.PENDING]
    cut = _first_pending(line, unfit)
    for index, each in enumerate(later):
        before = " ┄ will not fit: " if each.id == cut else ", " if index else " · then "
        more = before + one_line(each.title)
        if display_width(text + more) > width:
            break
        text += more
    return text if later or not runs else f"{text} · then the end"


def face(
    state: MeetingState, line: Timeline, calendar: Calendar, told: Outlook | None = None
) -> ClockFace:
    """The clock line of a meeting; what is learned says when it ends, else the timeboxes do."""
    title = one_line(state.meeting.title) + (" · private" if state.meeting.private else "")
    people = count(len(attending(state)), "person", "people")
    if line.ended is not None:
        ended = parse_rfc3339(state.meeting.ended) or line.ended.utc
        return ClockFace(None, before=title, after=f"ended {_hour(ended, calendar)} · {people}")
    seconds = None if line.running is None else float(seconds_on_clock(line))
    ends = "" if line.ends_at is None else f"ends {_hour(line.ends_at, calendar)}"
    if told is not None and told.forecast.is_learned and told.ends and told.ends_late:
        ends = f"ends {_hour(told.ends, calendar)} (P80 {_hour(told.ends_late, calendar)})"
    running = line.item(line.running)
    mark = 0 if running is None or running.budget is None else marks(running.spent, running.budget)
    return ClockFace(seconds, line.paused, title, joined((ends, people)), mark)


def slot_end(told: Outlook, calendar: Calendar) -> str:
    """When the time that there was for the meeting is over: ``16:00``."""
    return "" if told.slot_ends is None else _hour(told.slot_ends, calendar)


def on_stage(line: Timeline, looked_at: str | None) -> str | None:
    """Id of the item people look at: the one they chose, else the running one, else the nearest."""
    if line.item(looked_at) is not None:
        return looked_at
    if line.item(line.running) is not None:
        return line.running
    if line.next_item is not None:
        return line.next_item
    return line.items[-1].id if line.items else None


def item_named(items: Sequence[AgendaItem], item: str | None) -> AgendaItem | None:
    """The agenda item with an id."""
    return next((each for each in items if each.id == item), None)


def captured_text(state: MeetingState) -> str:
    """How much was captured, without what there is none of: ``2 actions · 1 dissent``."""
    made = captured(state)
    numbers = (
        (made.actions, "action", None),
        (made.decisions, "decision", None),
        (made.dissents, "dissent", None),
        (made.parking, "parked", "parked"),
        (made.thanks, "thanks", "thanks"),
        (sum(is_fingers(each) for each in state.ballots), "check", None),
    )
    return joined([count(number, one, many) for number, one, many in numbers if number])


def parked(state: MeetingState) -> int:
    """How much is in the parking lot, from here and from earlier meetings, ticked or not."""
    return len(state.parked) + len(state.unparked) + captured(state).parking


def waiting_text(state: MeetingState) -> str:
    """What earlier meetings left in the parking lot: ``P 2 parked earlier``."""
    return f"{keys_label('meeting.lot')} {len(state.parked)} parked earlier" if state.parked else ""


def _short(seconds: float) -> float:
    return round(seconds / _MINUTE, 1)


def _hour(moment: datetime, calendar: Calendar) -> str:
    return f"{moment.astimezone(calendar.zone):%H:%M}"
