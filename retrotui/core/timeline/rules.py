"""Which moves the clock allows, and what to record for each.

Every function takes the clock as it stands, a maker of fresh record ids and the present instant,
and returns the moves to record in one transaction. Starting an item, by whatever move, ends a
pause. Nothing depends on time left: a timer at zero forbids nothing.
"""

import math
from collections.abc import Callable
from dataclasses import replace

from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.instants import Instant, seconds_between
from retrotui.core.timeline.moves import Move, MoveKind
from retrotui.core.timeline.reading import later
from retrotui.core.timeline.state import ItemState, ItemTime, Timeline

NewId = Callable[[], str]
Moves = tuple[Move, ...]

_LONGEST_TITLE = 60


def begin(line: Timeline, new_id: NewId, now: Instant, item: str | None = None) -> Moves:
    """Starts the meeting with the first item, or with the one named.

    Raises:
        ForbiddenMoveError: The meeting was started before, or there is nothing to start.
        NotFoundError: No such item on the agenda.
    """
    if line.started is not None:
        raise _forbidden(line, "the meeting has begun")
    first = item if item is not None else line.next_item
    if first is None:
        raise _forbidden(line, "the agenda has no item to begin with")
    return _record(new_id, _start(_item(line, first), now))


def advance(line: Timeline, new_id: NewId, now: Instant) -> Moves:
    """Goes on to the next pending item and leaves the running one done.

    Raises:
        ForbiddenMoveError: The meeting is not on, or no item is pending.
    """
    _require_on(line)
    if line.next_item is None:
        raise _forbidden(line, "no agenda item is left to go on to")
    return _record(new_id, _start(_item(line, line.next_item), now))


def go_back(line: Timeline, new_id: NewId, now: Instant) -> Moves:
    """Goes back to the item before; its earlier time is kept and its clock runs again.

    The item left is not done by that: it is pending again, unless it was done before.

    Raises:
        ForbiddenMoveError: The meeting is not on, or the first item is running.
    """
    _require_on(line)
    if line.previous_item is None:
        raise _forbidden(line, "there is no earlier agenda item")
    return _record(new_id, _start(_item(line, line.previous_item), now))


def go_to(line: Timeline, new_id: NewId, now: Instant, item: str) -> Moves:
    """Goes to any item. A done or skipped one runs again; an ended meeting is reopened.

    Raises:
        ForbiddenMoveError: The meeting has not begun, or the item is running.
        NotFoundError: No such item on the agenda.
    """
    if line.started is None:
        raise _forbidden(line, "the meeting has not begun")
    target = _item(line, item)
    if target.state is ItemState.RUNNING:
        raise _forbidden(line, f"{_named(target)} is running")
    return _record(new_id, _start(target, now))


def skip(line: Timeline, new_id: NewId, now: Instant, item: str | None = None) -> Moves:
    """Skips an item; None is the running one, after which the next one starts.

    A pending item is skipped beforehand: it is left out of the forecast and passed over.

    Raises:
        ForbiddenMoveError: The meeting is not on, or the item is past.
        NotFoundError: No such item on the agenda.
    """
    _require_on(line)
    target = _item(line, item) if item is not None else _running(line)
    _require_unfinished(line, target)
    skipped = Move("", MoveKind.SKIP, now, target.id)
    following = line.item(line.next_item)
    if target.state is ItemState.PENDING or following is None:
        return _record(new_id, skipped)
    return _record(new_id, skipped, _start(following, now))


def pause(line: Timeline, new_id: NewId, now: Instant) -> Moves:
    """Stops the clock.

    Raises:
        ForbiddenMoveError: The meeting is not on, or the clock stands already.
    """
    _require_on(line)
    _require_ticking(line)
    return _record(new_id, Move("", MoveKind.PAUSE, now))


def resume(line: Timeline, new_id: NewId, now: Instant) -> Moves:
    """Lets the clock run on.

    Raises:
        ForbiddenMoveError: The meeting is not on, or the clock runs already.
    """
    _require_on(line)
    if not line.paused:
        raise _forbidden(line, "the clock is running")
    return _record(new_id, Move("", MoveKind.RESUME, now))


def extend(
    line: Timeline, new_id: NewId, now: Instant, seconds: float, item: str | None = None
) -> Moves:
    """Adds to the budget of the running item or a pending one; in overtime this covers that first.

    Negative seconds shorten. ``item`` None is the running one.

    Raises:
        ForbiddenMoveError: The meeting is not on, the item is past or open-ended, or the budget is
            smaller than what is to be taken away.
        NotFoundError: No such item on the agenda.
        UsageError: The seconds are 0 or no number.
    """
    _require_on(line)
    target = _item(line, item) if item is not None else _running(line)
    _require_unfinished(line, target)
    budget = _budget(line, target)
    if not math.isfinite(seconds) or seconds == 0:
        raise UsageError("an extension is a number of seconds other than 0")
    if budget + seconds < 0:
        raise _forbidden(line, f"{_named(target)} has a timebox of only {_minutes(budget)}")
    return _record(new_id, Move("", MoveKind.EXTEND, now, target.id, seconds))


def borrow(line: Timeline, new_id: NewId, now: Instant, source: str, seconds: float) -> Moves:
    """Moves seconds from the budget of a pending item, the source, to the running item's.

    Raises:
        ForbiddenMoveError: The meeting is not on, nothing runs, an item is open-ended, or the
            source is not pending or has less left; the hint says who could lend.
        NotFoundError: No such item on the agenda.
        UsageError: The seconds are not above 0.
    """
    _require_on(line)
    target, lender = _running(line), _item(line, source)
    _budget(line, target)
    if lender.state is not ItemState.PENDING:
        raise _forbidden(line, f"{_named(lender)} is {lender.state}", hint=_lending(line))
    _budget(line, lender)
    if not math.isfinite(seconds) or seconds <= 0:
        raise UsageError("what is borrowed is a number of seconds above 0")
    if seconds > lender.left:
        why = f"{_named(lender)} has {_minutes(lender.left)} left, not {_minutes(seconds)}"
        raise _forbidden(line, why, hint=_lending(line))
    return _record(new_id, Move("", MoveKind.EXTEND, now, target.id, seconds, lender.id))


def end(line: Timeline, new_id: NewId, now: Instant) -> Moves:
    """Ends the meeting.

    Raises:
        ForbiddenMoveError: The meeting is not on.
    """
    _require_on(line)
    return _record(new_id, Move("", MoveKind.END, now))


def leave_out(line: Timeline, new_id: NewId, now: Instant, since: Instant) -> Moves:
    """Takes the time since an instant off the clock, as a pause that has passed.

    ``since`` is the last instant known to count; the time up to a later recorded move counts too.

    Raises:
        ForbiddenMoveError: The meeting is not on, or the clock stands anyway.
        UsageError: No time has passed.
    """
    _require_on(line)
    _require_ticking(line)
    known = since if line.last is None else later(line.last, since)
    if seconds_between(known, now) <= 0:
        raise UsageError("no time has passed that could be left out")
    return _record(new_id, Move("", MoveKind.PAUSE, known), Move("", MoveKind.RESUME, now))


def allowed_moves(line: Timeline) -> tuple[str, ...]:
    """The moves that are possible now, in the words of the screen."""
    if line.started is None:
        return ("begin",) if line.items else ()
    to_others = ("go to",) if any(item.id != line.running for item in line.items) else ()
    if line.ended is not None:
        return to_others
    running = line.item(line.running)
    timed = running is not None and running.budget is not None
    possible = {
        "next": line.next_item is not None,
        "back": line.previous_item is not None,
        "go to": bool(to_others),
        "skip": any(map(_unfinished, line.items)),
        "pause": not line.paused,
        "resume": line.paused,
        "extend": any(_unfinished(item) and item.budget is not None for item in line.items),
        "borrow": timed and any(item.left > 0 for item in lenders(line)),
        "end": True,
    }
    return tuple(name for name, holds in possible.items() if holds)


def lenders(line: Timeline) -> tuple[ItemTime, ...]:
    """The items that could lend time to the running one: pending, with something left."""
    return tuple(item for item in line.items if item.state is ItemState.PENDING and item.left > 0)


def _record(new_id: NewId, *moves: Move) -> Moves:
    # Moves count in id order, and ids made within one millisecond need not be rising.
    ids = sorted(new_id() for _ in moves)
    return tuple(replace(move, id=each) for move, each in zip(moves, ids, strict=True))


def _start(item: ItemTime, now: Instant) -> Move:
    return Move("", MoveKind.START, now, item.id)


def _item(line: Timeline, wanted: str) -> ItemTime:
    item = line.item(wanted)
    if item is None:
        raise NotFoundError(
            f"no agenda item has the id {wanted[:_LONGEST_TITLE]!r}",
            hint="on the agenda: " + ", ".join(map(_named, line.items)) if line.items else None,
        )
    return item


def _running(line: Timeline) -> ItemTime:
    item = line.item(line.running)
    if item is None:
        raise _forbidden(line, "no agenda item is running")
    return item


def _budget(line: Timeline, item: ItemTime) -> float:
    if item.budget is None:
        raise _forbidden(line, f"{_named(item)} is open-ended and has no timebox")
    return item.budget


def _unfinished(item: ItemTime) -> bool:
    return item.state in {ItemState.PENDING, ItemState.RUNNING}


def _require_unfinished(line: Timeline, item: ItemTime) -> None:
    if not _unfinished(item):
        raise _forbidden(line, f"{_named(item)} is {item.state}")


def _require_on(line: Timeline) -> None:
    if line.started is None:
        raise _forbidden(line, "the meeting has not begun")
    if line.ended is not None:
        raise _forbidden(line, "the meeting has ended")


def _require_ticking(line: Timeline) -> None:
    if line.paused:
        raise _forbidden(line, "the clock is paused")


def _forbidden(line: Timeline, why: str, *, hint: str | None = None) -> ForbiddenMoveError:
    allowed = ", ".join(allowed_moves(line)) or "adding an agenda item"
    return ForbiddenMoveError(f"{why}; allowed now: {allowed}", hint=hint)


def _lending(line: Timeline) -> str:
    able = ", ".join(f"{_named(item)} {_minutes(item.left)}" for item in lenders(line))
    return f"can lend: {able}" if able else "no item can lend; extend instead"


def _named(item: ItemTime) -> str:
    title = " ".join(item.title.split())
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return f"“{short}”"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(math.floor(seconds), 60)
    return f"{minutes}:{rest:02}"
