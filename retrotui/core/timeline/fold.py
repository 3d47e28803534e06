"""The meeting's clock as a pure function of its agenda, its moves and the present instant."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile

from retrotui.core.agenda import AgendaItem, sorted_agenda
from retrotui.core.instants import Instant
from retrotui.core.timeline.moves import Move, MoveKind
from retrotui.core.timeline.ruler import Ruler, bounded
from retrotui.core.timeline.state import ItemState, ItemTime, Timeline


@dataclass(slots=True)
class _Tally:
    spent: float = 0.0
    extended: float = 0.0
    lent: float = 0.0
    borrowed: dict[str, float] = field(default_factory=dict)
    visited: bool = False
    finished: bool = False
    skipped: bool = False


class _Fold:
    """The state that moves act on, item ids taken as they come."""

    def __init__(self) -> None:
        self.tallies: dict[str, _Tally] = {}
        self.running: str | None = None
        self.left: str | None = None
        self.paused = False
        self.started: Instant | None = None
        self.ended: Instant | None = None
        self.last: Instant | None = None
        self.between = 0.0
        self.paused_seconds = 0.0
        self.closed_seconds = 0.0

    def tally(self, item: str) -> _Tally:
        return self.tallies.setdefault(item, _Tally())

    def pass_time(self, seconds: float) -> None:
        if self.started is None:
            return
        if self.ended is not None:
            self.closed_seconds += seconds
        elif self.paused:
            self.paused_seconds += seconds
        elif self.running is None:
            self.between += seconds
        else:
            self.tally(self.running).spent += seconds

    def apply(self, move: Move) -> None:
        self.last = move.at
        match move.kind:
            case MoveKind.START if move.item is not None:
                self._start(move.item, move.at)
            case MoveKind.SKIP if move.item is not None:
                self._skip(move.item)
            case MoveKind.EXTEND if move.item is not None:
                self._extend(move.item, bounded(move.seconds), move.source)
            case MoveKind.PAUSE:
                self.paused = self.started is not None and self.ended is None
            case MoveKind.RESUME:
                self.paused = False
            case MoveKind.END:
                self._end(move.at)

    def _start(self, item: str, at: Instant) -> None:
        tally = self.tally(item)
        if self.running != item:
            # Going back is no verdict on the item that was left: it is still to be finished.
            self._leave(finished=not (tally.finished or tally.skipped))
        if self.ended is not None:
            self.paused_seconds += self.closed_seconds
            self.closed_seconds = 0.0
            self.ended = None
        if self.started is None:
            self.started = at
        tally.visited, tally.skipped = True, False
        self.running, self.paused = item, False

    def _leave(self, *, finished: bool) -> None:
        if self.running is None:
            return
        if finished:
            self.tally(self.running).finished = True
        self.left, self.running = self.running, None

    def _skip(self, item: str) -> None:
        self.tally(item).skipped = True
        if self.running == item:
            self._leave(finished=False)

    def _extend(self, item: str, seconds: float, source: str | None) -> None:
        tally = self.tally(item)
        tally.extended += seconds
        if source is not None and source != item:
            tally.borrowed[source] = tally.borrowed.get(source, 0.0) + seconds
            self.tally(source).lent += seconds

    def _end(self, at: Instant) -> None:
        if self.started is None or self.ended is not None:
            return
        self._leave(finished=True)
        self.ended, self.paused = at, False


def timeline(items: Sequence[AgendaItem], moves: Iterable[Move], now: Instant) -> Timeline:
    """The clock at an instant.

    Any set of moves gives a sensible clock: an undone move is simply not among them, moves may name
    items that are no longer on the agenda, and instants may lie in any order (see ``Ruler``).

    Args:
        items: The agenda as it is now, in any order.
        moves: The recorded moves, in any order.
        now: The present instant.
    """
    fold, ruler = _Fold(), Ruler()
    for move in sorted(moves, key=lambda each: each.id):
        fold.pass_time(ruler.step(move.at))
        fold.apply(move)
    fold.pass_time(ruler.step(now))
    return _summary(fold, tuple(_item_time(fold, item) for item in sorted_agenda(items)), now)


def _item_time(fold: _Fold, item: AgendaItem) -> ItemTime:
    tally = fold.tallies.get(item.id, _Tally())
    planned = item.timebox
    lent = max(0.0, tally.lent)
    budget = None if planned is None else max(0.0, planned + tally.extended - lent)
    return ItemTime(
        id=item.id,
        title=item.title,
        planned=planned,
        budget=budget,
        spent=tally.spent,
        state=_state(item.id == fold.running, tally),
        visited=tally.visited,
        borrowed=tuple((source, taken) for source, taken in tally.borrowed.items() if taken > 0),
        lent=lent,
    )


def _state(running: bool, tally: _Tally) -> ItemState:
    if running:
        return ItemState.RUNNING
    if tally.skipped:
        return ItemState.SKIPPED
    return ItemState.DONE if tally.finished else ItemState.PENDING


def _summary(fold: _Fold, items: tuple[ItemTime, ...], now: Instant) -> Timeline:
    listed = {item.id: item for item in items}
    running = listed.get(fold.running) if fold.running is not None else None
    dropped = math.fsum(each.spent for key, each in fold.tallies.items() if key not in listed)
    unassigned = fold.between + dropped
    open_end = fold.ended is None
    return Timeline(
        items=items,
        running=running.id if running else None,
        paused=fold.paused,
        started=fold.started,
        ended=fold.ended,
        last=fold.last,
        elapsed=math.fsum(item.spent for item in items) + unassigned,
        paused_seconds=fold.paused_seconds,
        unassigned=unassigned,
        remaining=running.remaining if running else None,
        ends_at=_later(now.utc, math.fsum(map(_expected, items))) if open_end else None,
        over_plan=unassigned + math.fsum(_over_plan(item, open_end) for item in items),
        next_item=_next_item(fold, items) if open_end else None,
        previous_item=_previous_item(fold, listed) if open_end else None,
    )


def _expected(item: ItemTime) -> float:
    return item.left if item.state in {ItemState.PENDING, ItemState.RUNNING} else 0.0


def _over_plan(item: ItemTime, open_end: bool) -> float:
    if item.planned is None:
        return 0.0
    return item.spent + (_expected(item) if open_end else 0.0) - item.planned


def _later(moment: datetime, seconds: float) -> datetime | None:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _next_item(fold: _Fold, items: Sequence[ItemTime]) -> str | None:
    here = fold.running or fold.left
    index = next((place for place, item in enumerate(items) if item.id == here), -1)
    ahead = (*items[index + 1 :], *items[: index + 1])
    return next((item.id for item in ahead if item.state is ItemState.PENDING), None)


def _previous_item(fold: _Fold, listed: Mapping[str, ItemTime]) -> str | None:
    if fold.started is None:
        return None
    if fold.running is None and fold.left in listed:
        return fold.left
    before = takewhile(lambda item: item.id != fold.running, listed.values())
    earlier = list(reversed(list(before)))
    known = (item.id for item in earlier if item.visited or item.state is ItemState.SKIPPED)
    return next(known, earlier[0].id if earlier else None)
