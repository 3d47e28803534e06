"""Lists of actions: which are meant, in which order, and what people are shown of each."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from retrotui.core.action_fields import NO_DATE, fold_tag
from retrotui.core.dates.facts import DueReader
from retrotui.core.records.actions import Action
from retrotui.core.records.codec import read_column
from retrotui.core.records.columns import ID
from retrotui.core.records.words import ActionStatus
from retrotui.core.text import one_line, one_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrotui.core.dates.calendar import Calendar
    from retrotui.core.dates.facts import DueFacts
    from retrotui.core.directory import Directory
    from retrotui.core.records.actions import Origin, Outcome
    from retrotui.core.records.columns import Columns

    Shown = tuple[
        str,
        str,
        ActionStatus,
        "DueFacts | None",
        tuple[str, ...],
        tuple[str, ...],
        tuple[str, ...],
        str | None,
    ]

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
        whole: Gives an action by id, for what ``views`` is not told of it.
    """

    def __init__(
        self,
        people: "Directory",
        calendar: "Calendar",
        meeting: "Callable[[str], str | None]" = lambda _: None,
        whole: "Callable[[str], Action] | None" = None,
    ) -> None:
        self.people = people
        self.dates = DueReader(calendar)
        self.meeting = meeting
        self.whole = whole
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of people, merges followed, in alphabetical order."""
        known = self._names.get(ids)
        if known is None:
            known = self._names[ids] = self.people.names(ids)
        return known

    def view(self, action: "Action") -> "ActionView":
        """One action as it is shown."""
        shown = (
            action.id,
            one_line(action.title),
            action.status,
            self.dates.read(action.due),
            self.names(action.owners),
            one_lines(action.tags),
            action.owners,
            action.meeting,
        )
        return ActionView(shown, self, action)

    def views(self, columns: "Columns", hidden: frozenset[str] = frozenset()) -> "list[ActionView]":
        """Actions as they are shown, read column by column: thousands take a third of the time.

        Args:
            columns: Of the fields ``LISTED``, as they are stored; a row without a title that can be
                read is no action.
            hidden: Ids of the meetings whose actions are left out.
        """
        statuses, dues, owners, tags, meetings = [
            read_column(Action, name, columns[name])
            for name in ("status", "due", "owners", "tags", "meeting")
        ]
        facts = {each: self.dates.read(each) for each in set(dues)}
        names = {each: self.names(each) for each in set(owners)}
        made = zip(
            columns[ID],
            [one_line(each) if isinstance(each, str) else None for each in columns["title"]],
            statuses,
            [facts[each] for each in dues],
            [names[each] for each in owners],
            [one_lines(each) if each else each for each in tags],
            owners,
            meetings,
            strict=True,
        )
        return [
            ActionView(each, self)
            for each in made
            if each[1] is not None and each[-1] not in hidden
        ]

    def select(self, views: "Iterable[ActionView]", chosen: Filter) -> "list[ActionView]":
        """The actions meant, by due date (none last), then by id."""
        # A tuple, because members of an enum are slow to hash.
        wanted = tuple(chosen.wanted)
        found = [each for each in views if each.status in wanted]
        if chosen != Filter(statuses=chosen.statuses, all=chosen.all):
            found = [each for each in found if each.passes(chosen)]
        found.sort(key=attrgetter("id"))
        found.sort(key=attrgetter("_when"))
        return found


class ActionView:
    """An action as it is shown: names instead of ids, and what follows from the date.

    What long lists do not show of it is read when it is asked for.

    Args:
        shown: What lists show, in that order: id, title on one line, status, what follows from its
            date, names of the owners, tags, ids of the owners, id of the meeting.
        reading: What it is read against.
        action: As it stands; None where the reading has it.

    Attributes:
        id: The record.
        title: On one line.
        status: Where it stands.
        due: As stored; None also when what is stored is no date.
        owners: Names, merged people followed, in alphabetical order.
        tags: Words without their ``#``.
    """

    __slots__ = (
        *("_action", "_due", "_meeting", "_owner_ids", "_reading", "_when"),
        *("due", "id", "owners", "status", "tags", "title"),
    )

    def __init__(self, shown: "Shown", reading: Reading, action: "Action | None" = None) -> None:
        self.id, self.title, self.status, due, self.owners, self.tags, owner_ids, meeting = shown
        self._owner_ids = owner_ids
        self._meeting = meeting
        self._due = due
        self._reading = reading
        self._action = action
        self.due = None if due is None else due.text
        # No stored date sorts after a letter.
        self._when = self.due or "none"

    @property
    def _rest(self) -> Action:
        if self._action is None:
            if self._reading.whole is None:
                raise LookupError(f"nobody told more of the action {self.id}")
            self._action = self._reading.whole(self.id)
        return self._action

    def passes(self, chosen: Filter) -> bool:
        """True when it fulfils the conditions, the one on its status apart."""
        root_id = self._reading.people.root_id
        if chosen.meeting is not None and self._meeting != chosen.meeting:
            return False
        if chosen.tag is not None and fold_tag(chosen.tag) not in map(fold_tag, self.tags):
            return False
        if chosen.owner is not None and root_id(chosen.owner) not in map(root_id, self._owner_ids):
            return False
        if chosen.overdue and self.overdue_days is None:
            return False
        return chosen.due_by is None or (self._due is not None and self._due.day <= chosen.due_by)

    @property
    def owner_ids(self) -> tuple[str, ...]:
        """Their ids, sorted."""
        return tuple(sorted(set(map(self._reading.people.root_id, self._owner_ids))))

    @property
    def overdue_days(self) -> int | None:
        """Whole days over, 0 when its time passed today; None when not overdue."""
        due = self._due
        if due is None or not due.is_overdue or self.status not in OPEN:
            return None
        return due.days_over

    @property
    def not_yet(self) -> bool:
        """True when the meeting said that owner or date come later."""
        return self._rest.not_yet

    @property
    def priority(self) -> int | None:
        """1 (highest) to 4."""
        return self._rest.priority

    @property
    def links(self) -> tuple[str, ...]:
        """URLs."""
        return one_lines(self._rest.links)

    @property
    def why(self) -> str | None:
        """Why it is blocked or was dropped."""
        return self._rest.why

    @property
    def created(self) -> str:
        """RFC 3339 UTC."""
        return self._rest.created

    @property
    def updated(self) -> str:
        """RFC 3339 UTC."""
        return self._rest.updated

    @property
    def closed(self) -> str | None:
        """RFC 3339 UTC of the moment it was done or dropped."""
        return self._rest.closed

    @property
    def meeting(self) -> Ref | None:
        """The meeting it was promised in, if that is known."""
        id_ = self._meeting
        title = None if id_ is None else self._reading.meeting(id_)
        return None if id_ is None or title is None else Ref(id_, title)

    @property
    def origin(self) -> "Origin | None":
        """The record it came from."""
        return self._rest.origin

    @property
    def outcome(self) -> "Outcome | None":
        """Did it help?"""
        return self._rest.outcome

    @property
    def moved(self) -> int:
        """How often a date that had been given was changed or taken away."""
        return moved(self._rest)

    @property
    def expectation(self) -> str | None:
        """What it was expected to bring."""
        return self._rest.expectation


def view(
    action: "Action",
    people: "Directory",
    calendar: "Calendar",
    meeting: "Callable[[str], str | None]",
) -> ActionView:
    """One action as it is shown; see ``Reading`` for the arguments."""
    return Reading(people, calendar, meeting).view(action)


def moved(action: "Action") -> int:
    """How often the due date moved; giving a first date is no move."""
    moves = (each.split(" ") for each in action.moves)
    return sum(1 for each in moves if len(each) == _MOVE_WORDS and each[1] != NO_DATE)
