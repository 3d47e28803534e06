"""The checklist before the end: every loose end with the way to settle it."""

from collections.abc import Iterable, Sequence
from datetime import date

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities import close
from retrotui.core.activities.close import Loose, LooseEnd
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import DecisionStatus
from retrotui.core.text import one_line
from retrotui.ui.commands import keys_label
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.widgets.rows import Row

_MOST_NAMED = 3
_TITLE = 60


def loose_rows(view: MeetingView) -> list[Row]:
    """A row for each sort of loose end: what it is, which ones, how to settle it."""
    state = view.state
    rows = [
        _row(end.kind.value + "".join(end.ids[:1]), end.text, _settle(end, state, view.item),
             _titles(end, state))
        for end in close.checklist(state, view.calendar.today)
    ]  # fmt: skip
    if open_ := _undecided(state):
        rows.append(_row("proposals", _undecided_words(open_), _at(state, "decide"), open_))
    if parked := _parked(state):
        way = f"{keys_label('meeting.captured')} ticks; else it comes back"
        rows.append(_row("parked", _parked_words(parked), way, parked))
    return rows


def loose_words(state: MeetingState, today: date) -> list[str]:
    """What is loose, in the words of the list."""
    words = [each.text for each in close.checklist(state, today)]
    if open_ := _undecided(state):
        words.append(_undecided_words(open_))
    if parked := _parked(state):
        words.append(_parked_words(parked))
    return words


def loose_text(state: MeetingState, today: date) -> str:
    """What would stay undone if the meeting ended now, for the question before it."""
    loose = loose_words(state, today)
    detail = "\n".join(f"· {one_line(each)}" for each in loose)
    return f"Still loose:\n{detail}" if loose else "Nothing is loose."


def _undecided(state: MeetingState) -> list[str]:
    return [each.title for each in state.decisions if each.status is DecisionStatus.PROPOSED]


def _undecided_words(titles: Sequence[str]) -> str:
    return f"{count(len(titles), 'proposal is', 'proposals are')} not decided"


def _parked(state: MeetingState) -> list[str]:
    parked = (each for each in state.notes if each.sort is NoteSort.PARKING)
    return [each.text for each in parked if not each.closed]


def _parked_words(texts: Sequence[str]) -> str:
    return f"{count(len(texts), 'note is', 'notes are')} parked"


def _row(row_id: str, words: str, way: str, titles: Iterable[str]) -> Row:
    named = [one_line(each)[:_TITLE] for each in titles]
    shown = [f"· {each}" for each in named[:_MOST_NAMED]]
    if len(named) > _MOST_NAMED:
        shown.append(f"· and {len(named) - _MOST_NAMED} more")
    cells = (Bit("▲", Tone.WARN), words, Bit(way, Tone.MUTED))
    return Row(row_id, cells, details=tuple(shown))


def _titles(end: LooseEnd, state: MeetingState) -> list[str]:
    known = {each.id: each.title for each in state.actions}
    known |= {each.id: each.concern for each in (*state.dissents, *state.earlier_dissents)}
    return [known[each] for each in end.ids if each in known]


def _settle(end: LooseEnd, state: MeetingState, here: AgendaItem) -> str:
    if end.kind is Loose.INCOMPLETE_ACTION:
        return _at(state, "actions")
    if end.kind in (Loose.UNANSWERED_DISSENT, Loose.DUE_DISSENT):
        return _dissent(end, state)
    item = next((each for each in state.items if each.id in end.ids), None)
    if item is None or item.id == here.id:
        return f"{keys_label('close.count')} counts them here"
    return f"{keys_label('meeting.go')} goes to {one_line(item.title)}"


def _dissent(end: LooseEnd, state: MeetingState) -> str:
    """Those of this meeting are settled where it decides; earlier ones among the decisions."""
    here = {each.id for each in state.dissents}
    if end.kind is Loose.UNANSWERED_DISSENT and here & set(end.ids):
        return _at(state, "decide")
    return "after the meeting, in decisions and dissent"


def _at(state: MeetingState, activity: str) -> str:
    """Where it is settled: the last item of an activity, else what was captured."""
    item = next((each for each in reversed(state.items) if each.activity == activity), None)
    if item is None:
        return f"{keys_label('meeting.captured')} shows what was captured"
    return f"{keys_label('meeting.go')} goes to {one_line(item.title)}"
