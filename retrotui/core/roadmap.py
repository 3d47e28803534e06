"""What may happen to an outcome on the roadmap, as changes: put there, moved, done, dropped.

Every function takes the newest state and refuses what that state forbids. Doing a thing twice is
nothing to do, never an error. A move to a later horizon is a *slip*.
"""

from collections.abc import Iterable, Mapping, Sequence

from retrotui.core.changes import Change, Exclude, Include, Put
from retrotui.core.decision_fields import Unchanged
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import Horizon, RoadmapItem, RoadmapStatus
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit, admit_fields
from retrotui.core.roadmap_reading import column, place
from retrotui.core.text import admit, one_line

_SHOWN = 40
_POSSIBLE = {
    RoadmapStatus.OPEN: "move, done, drop",
    RoadmapStatus.DONE: "reopen",
    RoadmapStatus.DROPPED: "reopen",
}
_SETS = ("goals", "stakeholders", "depends_on")


def add(id: str, draft: RoadmapDraft, others: Iterable[RoadmapItem]) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """Puts an outcome on the roadmap, after the others of its horizon.

    Args:
        id: Of the new one.
        draft: What it is.
        others: The whole roadmap.

    Raises:
        UsageError: No title, or a field that cannot be kept.
    """
    known = tuple(others)
    given = {name: getattr(draft, name) for name in ("title", "confidence", "due", "effort")}
    fields = {
        **admit_fields(given),
        "horizon": draft.horizon.value,
        "status": RoadmapStatus.OPEN.value,
        "order": place(known, draft.horizon, len(known)),
        "meeting": draft.meeting,
    }
    kept = {name: value for name, value in fields.items() if value is not None}
    sets = ((name, tuple(dict.fromkeys(getattr(draft, name)))) for name in _SETS)
    return (
        Put(Kind.ROADMAP, id, kept),
        *(Include(Kind.ROADMAP, id, name, members) for name, members in sets if members),
    )


def edit(
    item: RoadmapItem, change: RoadmapEdit, others: Iterable[RoadmapItem]
) -> tuple[Change, ...]:
    """Changes fields of an outcome, whatever its status.

    Args:
        item: As it stands.
        change: What to change.
        others: The whole roadmap, to see that nothing waits for itself.

    Raises:
        UsageError: A field cannot be kept, or it would wait for itself.
    """
    given = {
        name: value
        for name in ("title", "confidence", "due", "effort")
        if not isinstance(value := getattr(change, name), Unchanged)
    }
    fields = {
        name: value for name, value in admit_fields(given).items() if value != getattr(item, name)
    }
    planned: list[Change] = [Put(Kind.ROADMAP, item.id, fields)] if fields else []
    if not isinstance(change.depends_on, Unchanged):
        refuse_circle(item, change.depends_on, others)
    for name in _SETS:
        wanted = getattr(change, name)
        if not isinstance(wanted, Unchanged):
            planned += _set(item.id, name, getattr(item, name), wanted)
    return tuple(planned)


def move(
    item: RoadmapItem,
    horizon: Horizon,
    now: str,
    others: Iterable[RoadmapItem],
    index: int | None = None,
) -> tuple[Change, ...]:
    """Moves an outcome to another horizon, and records that it moved.

    Args:
        item: As it stands.
        horizon: Where to.
        now: RFC 3339 UTC.
        others: The whole roadmap.
        index: Its place among the others there; None puts it last.

    Raises:
        ForbiddenMoveError: It is done or dropped.
    """
    if not item.is_open:
        raise _forbidden(item, "move")
    if horizon is item.horizon:
        return () if index is None else reorder(item, index, others)
    known = tuple(others)
    order = place(known, horizon, len(known) if index is None else index, moved=item.id)
    return (
        Put(Kind.ROADMAP, item.id, {"horizon": horizon.value, "order": order}),
        Include(Kind.ROADMAP, item.id, "moves", (f"{now} {item.horizon.value} {horizon.value}",)),
    )


def reorder(item: RoadmapItem, index: int, others: Iterable[RoadmapItem]) -> tuple[Change, ...]:
    """Puts an outcome at an index of its horizon, 0 for the first.

    Raises:
        ForbiddenMoveError: It is done or dropped.
    """
    if not item.is_open:
        raise _forbidden(item, "move")
    known = tuple(others)
    row = [each.id for each in column(known, item.horizon)]
    wanted = max(0, min(index, len(row) - 1))
    if item.id in row and row.index(item.id) == wanted:
        return ()
    order = place(known, item.horizon, wanted, moved=item.id)
    return (Put(Kind.ROADMAP, item.id, {"order": order}),)


def finish(item: RoadmapItem, now: str) -> tuple[Change, ...]:
    """The outcome is there.

    Raises:
        ForbiddenMoveError: It was dropped.
    """
    if item.status is RoadmapStatus.DONE:
        return ()
    if not item.is_open:
        raise _forbidden(item, "done")
    return _put(item, status=RoadmapStatus.DONE.value, closed=now)


def drop(item: RoadmapItem, now: str, why: str) -> tuple[Change, ...]:
    """Given up, with the reason; of a dropped one the reason may be revised.

    Raises:
        ForbiddenMoveError: It is done.
        UsageError: No reason.
    """
    reason = admit(why, "the reason (--why)")
    if item.status is RoadmapStatus.DROPPED:
        return () if item.why == reason else _put(item, why=reason)
    if not item.is_open:
        raise _forbidden(item, "drop")
    return _put(item, status=RoadmapStatus.DROPPED.value, closed=now, why=reason)


def reopen(item: RoadmapItem) -> tuple[Change, ...]:
    """It is worked towards after all, and what closing it said is taken back."""
    if item.is_open:
        return ()
    return _put(item, status=RoadmapStatus.OPEN.value, closed=None, why=None)


def refuse_circle(
    item: RoadmapItem, depends_on: Sequence[str], items: Iterable[RoadmapItem]
) -> None:
    """Refuses what would let an outcome wait for itself, however long the way round.

    Raises:
        UsageError: It would; the message has the way round.
    """
    known = {each.id: each for each in items} | {item.id: item}
    for first in depends_on:
        way = _way(first, item.id, known)
        if way is not None:
            names = " → ".join(
                f"{one_line(known[each].title)[:_SHOWN]!r}" for each in (item.id, *way)
            )
            raise UsageError(
                f"it would wait for itself: {names}", hint="leave one of these dependencies out"
            )


def _way(start: str, wanted: str, known: Mapping[str, RoadmapItem]) -> tuple[str, ...] | None:
    """From one outcome to another along what has to come first; None when there is no way."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        here = way[-1]
        if here == wanted:
            return way
        if here in seen or here not in known:
            continue
        seen.add(here)
        ways += [(*way, each) for each in known[here].depends_on]
    return None


def _set(id_: str, name: str, before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    gone = tuple(each for each in before if each not in after)
    new = tuple(dict.fromkeys(each for each in after if each not in before))
    made: list[Change] = []
    if gone:
        made.append(Exclude(Kind.ROADMAP, id_, name, gone))
    if new:
        made.append(Include(Kind.ROADMAP, id_, name, new))
    return tuple(made)


def _put(item: RoadmapItem, **fields: object) -> tuple[Change, ...]:
    return (Put(Kind.ROADMAP, item.id, fields),)


def _forbidden(item: RoadmapItem, verb: str) -> ForbiddenMoveError:
    return ForbiddenMoveError(
        f"{one_line(item.title)[:_SHOWN]!r} is {item.status.value}, so {verb!r} is not possible; "
        f"possible: {_POSSIBLE[item.status]}"
    )
