"""The agenda while the meeting runs: its clock and its items.

Every move is decided under the store's lock on the newest state, so that two screens pressing
"next" at once go on by one item each, and never by half.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from retrotui.core.actions import KEEP, Keep
from retrotui.core.activities import ACTIVITIES
from retrotui.core.agenda import order_at
from retrotui.core.changes import Change, Drop, Exclude, Include, Put
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.formats import ACTIVITIES as SETTINGS
from retrotui.core.formats import MOST_MINUTES
from retrotui.core.ids import later_id
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, clock, find_item
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.setting_kinds import Say, quoted, suggestion, unknown
from retrotui.core.text import admit
from retrotui.core.timeline import ItemState, Move, MoveKind, Timeline, require_place, rules
from retrotui.core.timeline.rules import NewId
from retrotui.services import item_start
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import (
    load_agenda,
    load_board,
    require_item,
    require_meeting,
)

Rule = Callable[[Timeline, NewId, Instant], Sequence[Move]]


# The clock -------------------------------------------------------------------------------


def advance(desk: Desk, meeting: str) -> Receipt:
    """Goes on to the next item; see ``core.timeline.rules`` for what each move refuses."""
    return _move(desk, meeting, rules.advance)


def go_back(desk: Desk, meeting: str) -> Receipt:
    """Goes back to the item before."""
    return _move(desk, meeting, rules.go_back)


def go_to(desk: Desk, meeting: str, item: str) -> Receipt:
    """Goes to any item; an ended meeting runs again."""
    return _move(desk, meeting, lambda line, new, now: rules.go_to(line, new, now, item))


def skip(desk: Desk, meeting: str, item: str | None = None) -> Receipt:
    """Skips an item, or the running one."""
    return _move(desk, meeting, lambda line, new, now: rules.skip(line, new, now, item))


def pause(desk: Desk, meeting: str) -> Receipt:
    """Stops the clock."""
    return _move(desk, meeting, rules.pause)


def resume(desk: Desk, meeting: str) -> Receipt:
    """Lets the clock run on."""
    return _move(desk, meeting, rules.resume)


def extend(desk: Desk, meeting: str, seconds: float, item: str | None = None) -> Receipt:
    """Adds seconds to an item's timebox, or to the running one's; negative ones shorten it."""
    return _move(desk, meeting, lambda line, new, now: rules.extend(line, new, now, seconds, item))


def borrow(desk: Desk, meeting: str, source: str, seconds: float) -> Receipt:
    """Takes seconds for the running item from a later one's timebox."""
    return _move(
        desk, meeting, lambda line, new, now: rules.borrow(line, new, now, source, seconds)
    )


def leave_out(desk: Desk, meeting: str, since: Instant) -> Receipt:
    """Takes the time since an instant off the clock."""
    return _move(desk, meeting, lambda line, new, now: rules.leave_out(line, new, now, since))


def end(desk: Desk, meeting: str) -> Receipt:
    """Ends the meeting; what it gathered can still be tidied up."""
    return _move(desk, meeting, rules.end)


def _move(desk: Desk, meeting: str, rule: Rule) -> Receipt:
    def plan(reader: Reader) -> tuple[Change, ...]:
        found = require_meeting(reader, meeting)
        state, now = load_agenda(reader, meeting), desk.clock.now()
        made = rule(clock(state, now), _in_order(desk, state), now)
        changes: list[Change] = [put_move(each, meeting) for each in made]
        kinds = {each.kind for each in made}
        if MoveKind.END in kinds:
            changes.append(_put_status(meeting, MeetingStatus.ENDED, desk.stamp()))
        elif MoveKind.START in kinds and found.status is MeetingStatus.ENDED:
            changes.append(_put_status(meeting, MeetingStatus.RUNNING, None))
        begun = (each.item for each in made if each.kind is MoveKind.START and each.item)
        for item in begun:
            changes += item_start.begin(desk, reader, meeting, item)
        return tuple(changes)

    return desk.transact(plan, meeting=meeting)


def _in_order(desk: Desk, state: MeetingState) -> Callable[[], str]:
    """New ids that sort after the moves there are: their order is the order of events."""
    last = state.moves[-1].id if state.moves else None

    def new() -> str:
        nonlocal last
        last = later_id(desk.ids.new(), last)
        return last

    return new


def _put_status(meeting: str, status: MeetingStatus, ended: str | None) -> Put:
    return Put(Kind.MEETINGS, meeting, {"status": status.value, "ended": ended})


def put_move(move: Move, meeting: str) -> Put:
    """The change that records a move of the clock."""
    fields = encode_fields(move, "kind", "at", "item", "seconds", "source")
    return Put(Kind.MOVES, move.id, {**fields, "meeting": meeting})


# The items -------------------------------------------------------------------------------


def add_item(
    desk: Desk,
    meeting: str,
    activity: str,
    *,
    title: str | None = None,
    minutes: float | Keep | None = KEEP,
    index: int | None = None,
    settings: Mapping[str, Any] | None = None,
) -> tuple[str, Receipt]:
    """Puts another item on the agenda.

    Args:
        desk: Who adds it.
        meeting: Id of the meeting.
        activity: What people do in it.
        title: None takes the activity's.
        minutes: The timebox; None is open-ended, left out it is the activity's.
        index: Its place, 0 for the first; None comes right after the running item, or last.
        settings: Some of the activity's own, as a format file has them.

    Returns:
        The new item's id and the receipt.

    Raises:
        UsageError: An activity, setting, title or timebox that there cannot be.
        ForbiddenMoveError: It would come before an item that has begun.
    """
    if activity not in ACTIVITIES:
        raise UsageError(
            f"{quoted(activity)} is no activity", hint=suggestion(activity, ACTIVITIES)
        )
    kind = ACTIVITIES[activity]
    fields = {
        "meeting": meeting,
        "activity": activity,
        "title": kind.title if title is None else admit(title, "the title", lines=False),
        "minutes": kind.minutes if isinstance(minutes, Keep) else _timebox(minutes),
        "settings": _checked(activity, settings or {}),
    }
    id_ = desk.ids.new()

    def plan(reader: Reader) -> tuple[Change, ...]:
        require_meeting(reader, meeting)
        state = load_agenda(reader, meeting)
        place = _after_running(desk, state) if index is None else index
        if index is not None:
            require_place(clock(state, desk.clock.now()), place)
        return (Put(Kind.ITEMS, id_, {**fields, "order": order_at(state.items, place)}),)

    return id_, desk.transact(plan, meeting=meeting)


def move_item(desk: Desk, item: str, index: int) -> Receipt:
    """Gives an item another place, counted among the others, 0 for the first.

    Raises:
        ForbiddenMoveError: What has not begun would come before what has.
    """

    def plan(state: MeetingState) -> tuple[Change, ...]:
        require_place(clock(state, desk.clock.now()), index, item)
        order = order_at(state.items, index, moved=item)
        return (Put(Kind.ITEMS, item, {"order": order}),)

    return change_item(desk, item, plan)


def edit_item(
    desk: Desk,
    item: str,
    *,
    title: str | None = None,
    minutes: float | Keep | None = KEEP,
) -> Receipt:
    """Gives an item another title or timebox; minutes None make it open-ended.

    Raises:
        UsageError: The title is empty, or the timebox is none.
    """
    fields: dict[str, Any] = {}
    if title is not None:
        fields["title"] = admit(title, "the title", lines=False)
    if not isinstance(minutes, Keep):
        fields["minutes"] = _timebox(minutes)
    return change_item(desk, item, lambda _: (Put(Kind.ITEMS, item, fields),) if fields else ())


def drop_item(desk: Desk, item: str) -> Receipt:
    """Takes an item off the agenda; time already spent on it still counts for the meeting.

    Raises:
        ForbiddenMoveError: It is running, or has gathered cards, which would go out of sight.
    """

    def plan(state: MeetingState) -> tuple[Change, ...]:
        found = find_item(state, item)
        line = clock(state, desk.clock.now()).item(item)
        if line is not None and line.state is ItemState.RUNNING:
            raise ForbiddenMoveError(
                f"{quoted(found.title)} is running; allowed now: next, skip",
                hint="go on to another item first",
            )
        held = sum(card.item == item for card in state.cards)
        if held:
            raise ForbiddenMoveError(
                f"{quoted(found.title)} holds cards ({held}); allowed now: skip",
                hint="delete its cards first",
            )
        return (Drop(Kind.ITEMS, item),)

    return change_item(desk, item, plan)


def mark_ready(desk: Desk, item: str, person: str, *, ready: bool = True) -> Receipt:
    """Says that a person is done writing in an item, or is not after all."""

    def plan(_: MeetingState) -> tuple[Change, ...]:
        change = Include if ready else Exclude
        return (change(Kind.ITEMS, item, "ready", (person,)),)

    return change_item(desk, item, plan)


def change_item(
    desk: Desk, item: str, plan: Callable[[MeetingState], tuple[Change, ...]]
) -> Receipt:
    """Changes something about an item, planned on its meeting's board as it stands by then.

    Raises:
        ForbiddenMoveError: The meeting was discarded.
        NotFoundError: There is no such item.
    """
    meeting, _ = require_item(desk.repo, item)

    def locked(reader: Reader) -> tuple[Change, ...]:
        require_item(reader, item)
        return plan(load_board(reader, meeting.id))

    return desk.transact(locked, meeting=meeting.id)


def _after_running(desk: Desk, state: MeetingState) -> int:
    running = clock(state, desk.clock.now()).running
    places = (place for place, each in enumerate(state.items, 1) if each.id == running)
    return next(places, len(state.items))


def _timebox(minutes: float | None) -> float | None:
    if minutes is None or (math.isfinite(minutes) and 0 < minutes <= MOST_MINUTES):
        return minutes
    raise UsageError(
        f"{minutes:g} minutes are no timebox", hint=f"above 0 and at most {MOST_MINUTES}"
    )


def _checked(activity: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    kinds = SETTINGS[activity].settings
    for key in unknown(settings, kinds):
        raise UsageError(
            f"unknown setting {quoted(key)} for {activity}", hint=suggestion(key, kinds)
        )
    return {
        key: kinds[key].write(kinds[key].read(value, _refusing(key)))
        for key, value in settings.items()
    }


def _refusing(setting: str) -> Say:
    def say(message: str, *, part: int | None = None, key: str | None = None) -> None:
        place = "" if part is None else f", {part + 1}" + (f", {key}" if key else "")
        raise UsageError(f"{setting}{place}: {message}")

    return say
