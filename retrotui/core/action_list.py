"""Lists of actions: which are meant, in which order, and what people are shown of each."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from retrotui.core.action_fields import NO_DATE, fold_tag
from retrotui.core.dates.facts import DueReader
from retrotui.core.records.words import ActionStatus
from retrotui.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrotui.core.dates.calendar import Calendar
    from retrotui.core.directory import Directory
    from retrotui.core.records.actions import Action, Origin, Outcome

OPEN = frozenset({ActionStatus.OPEN, ActionStatus.BLOCKED})
_MOVE_WORDS = 3


class Ref(NamedTuple):
    """Another record, as it is named to people."""

    id: str
    title: str


class Filter(NamedTuple):
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


class Reading:
    """What actions are read against, with what was read before: they share few dates and owners.

    Args:
        people: Everybody, to name the owners.
        calendar: The team's time.
        meeting: Gives a meeting's title by id; None when there is none.
    """

    def __init__(
        self,
        people: "Directory",
        calendar: "Calendar",
        meeting: "Callable[[str], str | None]" = lambda _: None,
    ) -> None:
        self.people = people
        self.dates = DueReader(calendar)
        self.meeting = meeting
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of people, merges followed, in alphabetical order."""
        known = self._names.get(ids)
        if known is None:
            known = self._names[ids] = self.people.names(ids)
        return known

    def select(self, actions: "Iterable[Action]", chosen: Filter) -> "list[ActionView]":
        """The actions meant, as they are shown, by due date (none last), then by id."""
        wanted = chosen.wanted
        views = [ActionView(each, self) for each in actions if each.status in wanted]
        if chosen != Filter(statuses=chosen.statuses, all=chosen.all):
            views = [each for each in views if each.passes(chosen)]
        views.sort(key=attrgetter("order"))
        return views


class ActionView:
    """An action as it is shown: names instead of ids, and what follows from the date.

    Each part is worked out when it is asked for, because long lists show few of them.

    Args:
        action: As it stands.
        reading: What it is read against.

    Attributes:
        id: The record.
        due: As stored; None also when what is stored is no date.
        order: Sorts by due date, none last, then by id.
    """

    __slots__ = ("_action", "_due", "_reading", "due", "id", "order")

    def __init__(self, action: "Action", reading: Reading) -> None:
        self.id = action.id
        self._action = action
        self._reading = reading
        self._due = reading.dates.read(action.due)
        self.due = None if self._due is None else self._due.text
        # No stored date sorts after a letter.
        self.order = (self.due or "none", self.id)

    def passes(self, chosen: Filter) -> bool:
        """True when it fulfils the conditions, the one on its status apart."""
        action, root_id = self._action, self._reading.people.root_id
        if chosen.meeting is not None and action.meeting != chosen.meeting:
            return False
        if chosen.tag is not None and fold_tag(chosen.tag) not in map(fold_tag, action.tags):
            return False
        if chosen.owner is not None and root_id(chosen.owner) not in map(root_id, action.owners):
            return False
        if chosen.overdue and self.overdue_days is None:
            return False
        return chosen.due_by is None or (self._due is not None and self._due.day <= chosen.due_by)

    @property
    def title(self) -> str:
        """On one line."""
        return one_line(self._action.title)

    @property
    def status(self) -> ActionStatus:
        """Where it stands."""
        return self._action.status

    @property
    def owners(self) -> tuple[str, ...]:
        """Names, merged people followed, in alphabetical order."""
        return self._reading.names(self._action.owners)

    @property
    def owner_ids(self) -> tuple[str, ...]:
        """Their ids, sorted."""
        return tuple(sorted(set(map(self._reading.people.root_id, self._action.owners))))

    @property
    def overdue_days(self) -> int | None:
        """Whole days over, 0 when its time passed today; None when not overdue."""
        due = self._due
        if due is None or not due.is_overdue or self._action.status not in OPEN:
            return None
        return due.days_over

    @property
    def not_yet(self) -> bool:
        """True when the meeting said that owner or date come later."""
        return self._action.not_yet

    @property
    def priority(self) -> int | None:
        """1 (highest) to 4."""
        return self._action.priority

    @property
    def tags(self) -> tuple[str, ...]:
        """Words without their ``#``."""
        tags = self._action.tags
        return tuple([one_line(each) for each in tags]) if tags else tags

    @property
    def links(self) -> tuple[str, ...]:
        """URLs."""
        return tuple([one_line(each) for each in self._action.links])

    @property
    def why(self) -> str | None:
        """Why it is blocked or was dropped."""
        return self._action.why

    @property
    def created(self) -> str:
        """RFC 3339 UTC."""
        return self._action.created

    @property
    def updated(self) -> str:
        """RFC 3339 UTC."""
        return self._action.updated

    @property
    def closed(self) -> str | None:
        """RFC 3339 UTC of the moment it was done or dropped."""
        return self._action.closed

    @property
    def meeting(self) -> Ref | None:
        """The meeting it was promised in, if that is known."""
        id_ = self._action.meeting
        title = None if id_ is None else self._reading.meeting(id_)
        return None if id_ is None or title is None else Ref(id_, title)

    @property
    def origin(self) -> "Origin | None":
        """The record it came from."""
        return self._action.origin

    @property
    def outcome(self) -> "Outcome | None":
        """Did it help?"""
        return self._action.outcome

    @property
    def moved(self) -> int:
        """How often a date that had been given was changed or taken away."""
        return moved(self._action)

    @property
    def expectation(self) -> str | None:
        """What it was expected to bring."""
        return self._action.expectation


def view(
    action: "Action",
    people: "Directory",
    calendar: "Calendar",
    meeting: "Callable[[str], str | None]",
) -> ActionView:
    """One action as it is shown; see ``Reading`` for the arguments."""
    return ActionView(action, Reading(people, calendar, meeting))


def moved(action: "Action") -> int:
    """How often the due date moved; giving a first date is no move."""
    moves = (each.split(" ") for each in action.moves)
    return sum(1 for each in moves if len(each) == _MOVE_WORDS and each[1] != NO_DATE)
