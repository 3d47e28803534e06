"""Icebreakers: a question is drawn for a check-in and recorded, so that every screen has it."""

from retrotui.core import icebreakers as rules
from retrotui.core.activities import check_in
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import MeetingState, find_item, progress_of
from retrotui.core.ports import Reader, Receipt
from retrotui.core.progress import Progress
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.services import series
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_agenda, require_item


def draw(desk: Desk, item: str) -> Receipt:
    """Draws a question, or another one, that the series has had least often.

    Raises:
        ForbiddenMoveError: It is no check-in, or the meeting was discarded.
        NotFoundError: There is no such item.
    """
    meeting, _ = require_item(desk.repo, item)

    def plan(reader: Reader) -> tuple[Change, ...]:
        state, found = _check_in(reader, meeting.id, item)
        drawn = progress_of(state, item).icebreakers
        return (drawing(desk, reader, meeting.series, found.id, drawn),)

    return desk.transact(plan, meeting=meeting.id)


def agree(desk: Desk, item: str) -> Receipt:
    """Says that the room begins with good faith; again changes nothing.

    Raises:
        ForbiddenMoveError: It is no check-in, or the meeting was discarded.
        NotFoundError: There is no such item.
    """
    meeting, _ = require_item(desk.repo, item)

    def plan(reader: Reader) -> tuple[Change, ...]:
        state, _ = _check_in(reader, meeting.id, item)
        if progress_of(state, item).agreed is not None:
            return ()
        return (Put(Kind.ITEMS, item, {"agreed": desk.stamp()}),)

    return desk.transact(plan, meeting=meeting.id)


def begin(desk: Desk, reader: Reader, meeting: str, item: str) -> tuple[Change, ...]:
    """The question of a check-in that begins and wants one; nothing where it has one."""
    state = load_agenda(reader, meeting)
    found = find_item(state, item)
    wanted = found.activity == check_in.ACTIVITY.name and check_in.settings(found).icebreaker
    if not wanted or progress_of(state, item).icebreakers:
        return ()
    return (drawing(desk, reader, state.meeting.series, item, ()),)


def drawing(
    desk: Desk, reader: Reader, in_series: str | None, item: str, drawn: tuple[str, ...]
) -> Put:
    """The change that draws a question.

    Args:
        desk: Whose chance it is.
        reader: The records.
        in_series: Id of the meeting's series.
        item: Id of the check-in.
        drawn: What was drawn in it before.
    """
    question = rules.draw((*_before(reader, in_series), *drawn), desk.ids.shuffled)
    return Put(Kind.ITEMS, item, {"icebreakers": [*drawn, question]})


def _before(reader: Reader, in_series: str | None) -> tuple[str, ...]:
    rows = {} if in_series is None else series.items(reader, in_series, "icebreakers")
    return tuple(each for one in decode_all(Progress, rows) for each in one.icebreakers)


def _check_in(reader: Reader, meeting: str, item: str) -> tuple[MeetingState, AgendaItem]:
    _, found = require_item(reader, item)
    if found.activity != check_in.ACTIVITY.name:
        raise ForbiddenMoveError(
            f"{quoted(found.title)} is no check-in", hint="only a check-in asks to arrive"
        )
    return load_agenda(reader, meeting), found
