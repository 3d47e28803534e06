"""The topics of a discussion: on to the next, to any other, a few minutes more."""

from collections.abc import Callable

from retrotui.core.activities import discuss
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, find_item
from retrotui.core.ports import Reader, Receipt
from retrotui.core.progress import Thumbs, TopicMove, TopicMoveKind
from retrotui.core.records.codec import encode
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.services import turns
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_board, require_item

_Step = Callable[[MeetingState, AgendaItem, Instant], tuple[TopicMove, ...]]


def next_topic(desk: Desk, item: str) -> Receipt:
    """Goes on to the next topic; see ``core.activities.discuss`` for what each step refuses."""
    return _record(
        desk, item, lambda state, each, now: discuss.next_topic(state, each, desk.ids.new, now)
    )


def choose(desk: Desk, item: str, subject: str) -> Receipt:
    """Goes to any card or group of the board."""
    return _record(
        desk,
        item,
        lambda state, each, now: discuss.choose_topic(state, each, subject, desk.ids.new, now),
    )


def extend(desk: Desk, item: str, seconds: float) -> Receipt:
    """Gives the current topic more seconds, or fewer."""
    return _record(
        desk,
        item,
        lambda state, each, now: discuss.extend_topic(state, each, seconds, desk.ids.new, now),
    )


def keep_going(desk: Desk, item: str, thumbs: Thumbs) -> Receipt:
    """Takes the room's word on the current topic: half its minutes more, or the next topic."""
    return _record(
        desk,
        item,
        lambda state, each, now: discuss.keep_going(state, each, thumbs, desk.ids.new, now),
    )


def _record(desk: Desk, item: str, step: _Step) -> Receipt:
    meeting, _ = require_item(desk.repo, item)

    def plan(reader: Reader) -> tuple[Change, ...]:
        require_item(reader, item)
        state = load_board(reader, meeting.id)
        found = find_item(state, item)
        if found.activity != discuss.ACTIVITY.name:
            raise ForbiddenMoveError(
                f"{quoted(found.title)} has no topics", hint="only a discuss item has"
            )
        steps = step(state, found, desk.clock.now())
        moved = Put(Kind.ITEMS, item, {"topics": encode(steps)})
        if steps[-1].kind is not TopicMoveKind.START:
            return (moved,)
        about = steps[-1].subject
        return (moved, *turns.begin_about(desk, reader, meeting.id, item, about))

    return desk.transact(plan, meeting=meeting.id)
