"""Goals: set, read, met, missed, dropped, listed. Rules: ``core.goals``, ``core.goal_standing``.

Goals are named by id, by a prefix of it, or by words of their title. Everything is decided inside
the transaction, on the newest state.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrotui.core import goals as rules
from retrotui.core.changes import Change, Row
from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import Unchanged
from retrotui.core.decision_views import Titled
from retrotui.core.goal_views import GoalView, view_goal
from retrotui.core.goals import GoalDraft, GoalEdit
from retrotui.core.hidden import discarded, is_hidden
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.goals import Goal, GoalStatus, Reading
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find_worded

_NO_DATE = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Saved:
    """A goal that was set or changed; ``people`` says whom the owners' names were taken for."""

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A reading that was noted.

    Attributes:
        goal: As it was.
        before: The value of that day whose place it took; None when there was none.
    """

    goal: Goal
    receipt: Receipt
    before: float | None = None


def add(desk: Desk, draft: GoalDraft, *, owners: Sequence[str] = ()) -> Saved:
    """Sets a goal; see ``core.goals.add`` for what is refused.

    Args:
        desk: Who sets it.
        draft: What is to be reached; its owners are ids.
        owners: Names of further owners; an unknown name makes a person.
    """
    new = desk.ids.new()
    named: tuple[Naming, ...] = ()

    def plan(reader: Reader) -> tuple[Change, ...]:
        nonlocal named
        named, made = people.name_all(reader, owners, meeting=draft.meeting)
        ids = dict.fromkeys([*draft.owners, *(each.id for each in named)])
        return (*made, *rules.add(new, replace(draft, owners=tuple(ids))))

    return Saved(new, desk.transact(plan, meeting=draft.meeting), named)


def edit(
    desk: Desk,
    typed: str,
    change: GoalEdit,
    *,
    owners: Sequence[str] | None = None,
    meeting: str | None = None,
) -> Saved:
    """Changes fields of a goal; ``owners`` are names that replace those it has."""
    found = ""
    named: tuple[Naming, ...] = ()

    def plan(reader: Reader) -> tuple[Change, ...]:
        nonlocal found, named
        goal = get(reader, typed)
        found = goal.id
        if owners is None:
            return rules.edit(goal, change)
        named, made = people.name_all(reader, owners, meeting=goal.meeting)
        kept = () if isinstance(change.owners, Unchanged) else change.owners
        ids = dict.fromkeys([*kept, *(each.id for each in named)])
        return (*made, *rules.edit(goal, replace(change, owners=tuple(ids))))

    receipt = desk.transact(plan, meeting=meeting)
    return Saved(found, receipt, named)


def read(
    desk: Desk,
    typed: str,
    value: float,
    day: date,
    *,
    today: date,
    note: str = "",
    meeting: str | None = None,
) -> Noted:
    """Notes a goal's value on a day; another one of that day takes its place.

    Args:
        desk: Who notes it.
        typed: The goal.
        value: In its unit.
        day: The day it is the value of.
        today: In the team's zone.
        note: Where it comes from, or why.
        meeting: The meeting it is noted in.
    """
    seen: list[tuple[Goal, Reading | None]] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        goal = get(reader, typed)
        private = _is_private(reader, goal.meeting) or _is_private(reader, meeting)
        existing = _of_day(reader, goal.id, day, private=private)
        seen[:] = [(goal, existing)]
        return rules.read(
            goal,
            value,
            day,
            today=today,
            note=note,
            meeting=meeting,
            private=private,
            existing=existing,
        )

    receipt = desk.transact(plan, meeting=meeting)
    goal, before = seen[0]
    return Noted(goal, receipt, None if before is None else before.value)


def meet(desk: Desk, *typed: str, meeting: str | None = None) -> Receipt:
    """Says that goals are reached, all or none; those said before are nothing to do."""
    return desk.change_each(
        get, typed, lambda goal: rules.meet(goal, desk.stamp()), meeting=meeting
    )


def miss(desk: Desk, *typed: str, why: str | None = None, meeting: str | None = None) -> Receipt:
    """Says that goals were not reached in time."""
    return desk.change_each(
        get, typed, lambda goal: rules.miss(goal, desk.stamp(), why), meeting=meeting
    )


def drop(desk: Desk, *typed: str, why: str, meeting: str | None = None) -> Receipt:
    """Gives goals up, with the reason."""
    return desk.change_each(
        get, typed, lambda goal: rules.drop(goal, desk.stamp(), why), meeting=meeting
    )


def reopen(desk: Desk, *typed: str, meeting: str | None = None) -> Receipt:
    """Takes goals up again."""
    return desk.change_each(get, typed, rules.reopen, meeting=meeting)


def get(reader: Reader, typed: str) -> Goal:
    """The goal of an id, a unique prefix of one, or words of its title.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find_worded(reader, Kind.GOALS, Goal, typed, "goal")


def view(reader: Reader, typed: str, calendar: Calendar) -> GoalView:
    """One goal with its readings and how it stands, whatever became of its meeting."""
    goal = get(reader, typed)
    meetings = reader.all(Kind.MEETINGS)
    return view_goal(
        goal,
        kept_readings(reader, discarded(meetings)),
        people.directory(reader),
        calendar,
        _titles(meetings).get(goal.meeting or ""),
    )


def everything(
    reader: Reader,
    calendar: Calendar,
    *,
    statuses: Sequence[GoalStatus] = (),
    owner: str | None = None,
) -> tuple[GoalView, ...]:
    """Goals by due date (none last), then id; those of discarded meetings are left out.

    Args:
        reader: Where to look.
        calendar: The team's time.
        statuses: Only those; none given means every one.
        owner: Only those of the person with this id.
    """
    meetings = reader.all(Kind.MEETINGS)
    hidden = discarded(meetings)
    rows = {each: row for each, row in reader.all(Kind.GOALS).items() if not is_hidden(row, hidden)}
    readings = _by_goal(kept_readings(reader, hidden))
    known, titles = people.directory(reader), _titles(meetings)
    views = (
        view_goal(each, readings.get(each.id, ()), known, calendar, titles.get(each.meeting or ""))
        for each in decode_all(Goal, rows)
        if (not statuses or each.status in statuses)
        and (owner is None or owner in {known.root_id(one) for one in each.owners})
    )
    return tuple(sorted(views, key=lambda one: (one.record.due or _NO_DATE, one.record.id)))


def kept_readings(reader: Reader, hidden: frozenset[str]) -> tuple[Reading, ...]:
    """Every reading but those noted in some meetings, which are discarded."""
    rows = reader.all(Kind.READINGS)
    return decode_all(
        Reading, {each: row for each, row in rows.items() if not is_hidden(row, hidden)}
    )


def _of_day(reader: Reader, goal: str, day: date, *, private: bool) -> Reading | None:
    id_ = rules.reading_id(goal, day.isoformat(), private=private)
    row = reader.get(Kind.READINGS, id_)
    return None if row is None else decode(Reading, id_, row)


def _is_private(reader: Reader, meeting: str | None) -> bool:
    row = None if meeting is None else reader.get(Kind.MEETINGS, meeting)
    return row is not None and row.get("private") is True


def _by_goal(readings: Iterable[Reading]) -> Mapping[str, list[Reading]]:
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        found[each.goal].append(each)
    return found


def _titles(meetings: Mapping[str, Row]) -> Mapping[str, Titled]:
    return {each.id: Titled(each.id, each.title) for each in decode_all(Meeting, meetings)}
