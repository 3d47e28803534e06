"""The topics of a discussion: on to the next, to any other, a few minutes more."""

from collections.abc import Callable

from retrotui.core.activities import discuss
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, find_item
from retrotui.core.ports import Receipt
from retrotui.core.progress import TopicMove
from retrotui.core.records.codec import encode
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.services.agenda import change_item
from retrotui.services.desk import Desk

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


def _record(desk: Desk, item: str, step: _Step) -> Receipt:
    def plan(state: MeetingState) -> tuple[Change, ...]:
        found = find_item(state, item)
        if found.activity != "discuss":
            raise ForbiddenMoveError(
                f"{quoted(found.title)} has no topics", hint="only a discuss item has"
            )
        steps = step(state, found, desk.clock.now())
        return (Put(Kind.ITEMS, item, {"topics": encode(steps)}),)

    return change_item(desk, item, plan)
