"""Lists of actions: which are meant, in which order, and what people are shown of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from retrotui.core.action_fields import fold_tag
from retrotui.core.actions import NO_DATE
from retrotui.core.dates import Calendar, days_until, is_overdue, read_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.people import Directory
from retrotui.core.records.actions import Action, ActionStatus, Origin, Outcome
from retrotui.core.text import one_line

OPEN = frozenset({ActionStatus.OPEN, ActionStatus.BLOCKED})
_MOVE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Ref:
    """Another record, as it is named to people."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action as it is shown: names instead of ids, and what follows from the date.

    Attributes:
        owners: Names, merged people followed, in alphabetical order.
        owner_ids: Their ids, sorted.
        due: As stored; None also when what is stored is no date.
        overdue_days: Whole days over, 0 when its time passed today; None when not overdue.
        moved: How often a date that had been given was changed or taken away.
    """

    id: str
    title: str
    status: ActionStatus
    owners: tuple[str, ...]
    owner_ids: tuple[str, ...]
    due: str | None
    overdue_days: int | None
    not_yet: bool
    priority: int | None
    tags: tuple[str, ...]
    links: tuple[str, ...]
    why: str | None
    created: str
    updated: str
    closed: str | None
    meeting: Ref | None
    origin: Origin | None
    outcome: Outcome | None
    moved: int
    expectation: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which actions are meant; conditions add up.

    Attributes:
        owner: Id of a person.
        statuses: Empty for the open and blocked ones.
        overdue: Only open or blocked ones whose date is past.
        due_by: Only those due on this day or before.
        meeting: Id of a meeting.
        tag: Whatever its case.
        all: Every status, unless ``statuses`` names some.
    """

    owner: str | None = None
    statuses: frozenset[ActionStatus] = frozenset()
    overdue: bool = False
    due_by: date | None = None
    meeting: str | None = None
    tag: str | None = None
    all: bool = False

    @property
    def wanted(self) -> frozenset[ActionStatus]:
        """The statuses that pass."""
        if self.statuses:
            return self.statuses
        return frozenset(ActionStatus) if self.all else OPEN


def select(
    actions: Iterable[Action], chosen: Filter, people: Directory, calendar: Calendar
) -> list[Action]:
    """The actions meant, by due date (none last), then by id."""
    kept = (each for each in actions if _passes(each, chosen, people, calendar))
    return sorted(kept, key=_order)


def view(
    action: Action, people: Directory, calendar: Calendar, meeting: Callable[[str], str | None]
) -> ActionView:
    """An action as it is shown.

    Args:
        action: As it stands.
        people: Everybody, to name the owners.
        calendar: The team's time.
        meeting: Gives a meeting's title by id; None when there is none.
    """
    due = read_due(action.due)
    held = None if action.meeting is None else meeting(action.meeting)
    return ActionView(
        id=action.id,
        title=one_line(action.title),
        status=action.status,
        owners=people.names(action.owners),
        owner_ids=tuple(sorted({people.root_id(each) for each in action.owners})),
        due=None if due is None else due.text,
        overdue_days=overdue_days(action, calendar),
        not_yet=action.not_yet,
        priority=action.priority,
        tags=tuple(one_line(each) for each in action.tags),
        links=tuple(one_line(each) for each in action.links),
        why=action.why,
        created=action.created,
        updated=action.updated,
        closed=action.closed,
        meeting=None if held is None or action.meeting is None else Ref(action.meeting, held),
        origin=action.origin,
        outcome=action.outcome,
        moved=moved(action),
        expectation=action.expectation,
    )


def overdue_days(action: Action, calendar: Calendar) -> int | None:
    """Whole days over; None for what is closed, has no date or is not due yet."""
    due = read_due(action.due)
    if due is None or not action.is_open or not is_overdue(due, calendar):
        return None
    return -days_until(due, calendar)


def moved(action: Action) -> int:
    """How often the due date moved; giving a first date is no move."""
    moves = (each.split(" ") for each in action.moves)
    return sum(1 for each in moves if len(each) == _MOVE_WORDS and each[1] != NO_DATE)


def _passes(action: Action, chosen: Filter, people: Directory, calendar: Calendar) -> bool:
    if action.status not in chosen.wanted:
        return False
    if chosen.meeting is not None and action.meeting != chosen.meeting:
        return False
    if chosen.tag is not None and fold_tag(chosen.tag) not in map(fold_tag, action.tags):
        return False
    if chosen.owner is not None:
        owners = {people.root_id(each) for each in action.owners}
        if people.root_id(chosen.owner) not in owners:
            return False
    if chosen.overdue and overdue_days(action, calendar) is None:
        return False
    due = read_due(action.due)
    return chosen.due_by is None or (due is not None and local_day(due, calendar) <= chosen.due_by)


def _order(action: Action) -> tuple[bool, str, str]:
    due = read_due(action.due)
    return due is None, "" if due is None else due.text, action.id
