"""What is owed and late: the findings of ``check``, straight from rows.

Follow-up runs from shell prompts and cron, so this reads the few fields it needs of each row and
makes no records. What a synced log may hold in them is not trusted: a value of the wrong type
counts as absent, as it does in ``core.records.codec``.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from retrotui.core.dates.facts import DueFacts, DueReader
from retrotui.core.directory import Directory
from retrotui.core.hidden import is_hidden
from retrotui.core.records.kinds import Kind
from retrotui.core.records.words import (
    ActionStatus,
    DecisionStatus,
    DissentState,
    Outcome,
    Verdict,
)
from retrotui.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrotui.core.changes import Row
    from retrotui.core.dates.calendar import Calendar
    from retrotui.core.settings import TeamSettings

# Plain strings: these are compared with every row, and comparing members of an enum is slower.
_DONE = ActionStatus.DONE.value
_CLOSED = (_DONE, ActionStatus.DROPPED.value)
_OUTCOMES = tuple(Outcome)
_UNREVIEWED = (DecisionStatus.REJECTED, DecisionStatus.DEPRECATED, DecisionStatus.SUPERSEDED)
_ANSWERED = (DissentState.ADDRESSED, DissentState.SUSTAINED)
_AT_REST = (DissentState.ACCEPTED, DissentState.WITHDRAWN)
_VERDICTS = tuple(Verdict)


class FindingKind(StrEnum):
    """Why something is reported."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    STALE = "stale"
    UNOWNED = "unowned"
    OUTCOME_DUE = "outcome_due"
    DISSENT_DUE = "dissent_due"
    DECISION_DUE = "decision_due"


class Selection(NamedTuple):
    """Which findings are asked for; with none asked for: overdue, dissents and decisions due.

    Attributes:
        due_within: Also actions due within so many days, today included; overdue ones with them.
        stale: Open actions not touched for more than so many days.
        outcome_due: Actions done more than so many days ago that nobody answered "did it help?".
        owner: Id of a person; only what that person owes. It selects no kind.
    """

    overdue: bool = False
    due_within: int | None = None
    stale: int | None = None
    unowned: bool = False
    outcome_due: int | None = None
    dissent_due: bool = False
    decisions_due: bool = False
    owner: str | None = None

    @property
    def kinds(self) -> frozenset[FindingKind]:
        """The kinds asked for."""
        soon = self.due_within is not None
        asked = {
            FindingKind.OVERDUE: self.overdue or soon,
            FindingKind.DUE_SOON: soon,
            FindingKind.STALE: self.stale is not None,
            FindingKind.UNOWNED: self.unowned,
            FindingKind.OUTCOME_DUE: self.outcome_due is not None,
            FindingKind.DISSENT_DUE: self.dissent_due,
            FindingKind.DECISION_DUE: self.decisions_due,
        }
        return frozenset(kind for kind, wanted in asked.items() if wanted) or _DEFAULT

    @property
    def needs_closed(self) -> bool:
        """True when closed actions must be among the rows; otherwise open work is enough."""
        return FindingKind.OUTCOME_DUE in self.kinds

    @property
    def needs_all(self) -> bool:
        """True when an action may be reported for more than its date; see ``late_by_date``."""
        return self.needs_closed or self.stale is not None or self.unowned


_DEFAULT = frozenset({FindingKind.OVERDUE, FindingKind.DISSENT_DUE, FindingKind.DECISION_DUE})


_NO_ROWS: "Mapping[str, Row]" = MappingProxyType({})
_NOBODY = Directory(())


class Rows(NamedTuple):
    """The rows to look at, by id.

    Attributes:
        people: Everybody, to name owners and follow merges.
        hidden: Ids of the meetings whose records are not reported.
    """

    actions: "Mapping[str, Row]" = _NO_ROWS
    decisions: "Mapping[str, Row]" = _NO_ROWS
    dissents: "Mapping[str, Row]" = _NO_ROWS
    people: Directory = _NOBODY
    hidden: frozenset[str] = frozenset()


class Finding(NamedTuple):
    """One thing to follow up.

    Attributes:
        finding: Why it is reported.
        kind: The table of the record.
        id: The record.
        title: The action's or decision's title; a dissent's concern.
        owners: Names: an action's owners, a decision's deciders, who dissents (none if anonymous).
        due: The action's own date in stored form, None without one; for the other kinds the day
            on which an answer, a verdict or a review was owed.
        days: Days over when positive, days left when negative; for ``stale`` days untouched; None
            where there is no date.
    """

    finding: FindingKind
    kind: Kind
    id: str
    title: str
    owners: tuple[str, ...]
    due: str | None
    days: int | None


_Answer = tuple[FindingKind, str | None, int | None]


class _Question:
    """What is asked, with what was read before: few dates and owners make up thousands of rows."""

    def __init__(
        self, rows: Rows, calendar: "Calendar", settings: "TeamSettings", selection: Selection
    ) -> None:
        self.rows = rows
        self.dates = DueReader(calendar)
        self.patience = settings.dissent_due_days
        self.selection = selection
        self.kinds = selection.kinds
        self.owner = None if selection.owner is None else rows.people.root_id(selection.owner)
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def days_since(self, value: Any) -> int | None:
        """Days on the team's calendar since a stored date or moment."""
        day = self.day(value)
        return None if day is None else (self.dates.today - day).days

    def day(self, value: Any) -> date | None:
        """The day, on the team's calendar, of a stored date or moment."""
        read = self.dates.read(value)
        return None if read is None else read.day

    def names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of people, or of nobody."""
        if ids not in self._names:
            self._names[ids] = self.rows.people.names(ids)
        return self._names[ids]

    def concerns(self, ids: tuple[str, ...]) -> bool:
        """True when nobody's findings were asked for in particular, or one of these people's."""
        return self.owner is None or self.owner in map(self.rows.people.root_id, ids)


def findings(
    rows: Rows, calendar: "Calendar", settings: "TeamSettings", selection: Selection
) -> tuple[Finding, ...]:
    """What is owed and late, by date (none last), id and kind of finding.

    Args:
        rows: May be everything, or open work only unless ``selection.needs_closed``.
        calendar: Says what day it is for the team.
        settings: Says when a dissent is due.
        selection: The kinds asked for.
    """
    asked = _Question(rows, calendar, settings, selection)
    found: list[Finding] = []
    for kind, table, rule, title, owners in (
        (Kind.ACTIONS, rows.actions, _action, "title", "owners"),
        (Kind.DECISIONS, rows.decisions, _decision, "title", "deciders"),
        (Kind.DISSENTS, rows.dissents, _dissent, "concern", "by"),
    ):
        for id_, row in table.items():
            answers = rule(row, asked)
            if not answers:
                continue
            text = row.get(title)
            # A row without its text is no record (core.records.codec).
            if not isinstance(text, str) or is_hidden(row, rows.hidden):
                continue
            ids = _people(row.get(owners))
            if asked.concerns(ids):
                shown, names = one_line(text), asked.names(ids)
                found += [
                    Finding(why, kind, id_, shown, names, due, days) for why, due, days in answers
                ]
    return tuple(sorted(found, key=_order))


def late_by_date(calendar: "Calendar", selection: Selection) -> "Callable[[object], bool]":
    """Tells by a stored date alone whether an open action with it is reported.

    Rows that fail may be left out of the actions, unless ``selection.needs_all``.
    """
    dates, kinds = DueReader(calendar), selection.kinds

    def is_late(stored: object) -> bool:
        read = dates.read(stored)
        return read is not None and _late(read, kinds, selection.due_within) is not None

    return is_late


def _action(row: "Row", asked: _Question) -> Sequence[_Answer]:
    status = row.get("status")
    if status in _CLOSED:
        return _outcome(row, asked) if status == _DONE else ()
    read = asked.dates.read(row.get("due"))
    due, days = (None, None) if read is None else (read.text, read.days_over)
    late = None if read is None else _late(read, asked.kinds, asked.selection.due_within)
    answers: list[_Answer] = [] if late is None else [(late, due, days)]
    if asked.selection.unowned and not _people(row.get("owners")):
        answers.append((FindingKind.UNOWNED, due, days))
    if asked.selection.stale is not None:
        untouched = asked.days_since(row.get("updated"))
        if untouched is not None and untouched > asked.selection.stale:
            answers.append((FindingKind.STALE, due, untouched))
    return answers


def _late(due: DueFacts, kinds: frozenset[FindingKind], within: int | None) -> FindingKind | None:
    if due.is_overdue:
        return FindingKind.OVERDUE if FindingKind.OVERDUE in kinds else None
    soon = within is not None and -due.days_over <= within
    return FindingKind.DUE_SOON if soon else None


def _outcome(row: "Row", asked: _Question) -> Sequence[_Answer]:
    limit = asked.selection.outcome_due
    if limit is None or row.get("outcome") in _OUTCOMES:
        return ()
    closed = asked.day(row.get("closed"))
    if closed is None:
        return ()
    days = (asked.dates.today - closed).days - limit
    if days <= 0:
        return ()
    return ((FindingKind.OUTCOME_DUE, (closed + timedelta(days=limit)).isoformat(), days),)


def _decision(row: "Row", asked: _Question) -> Sequence[_Answer]:
    if FindingKind.DECISION_DUE not in asked.kinds or row.get("status") in _UNREVIEWED:
        return ()
    review = asked.day(row.get("review_on"))
    if review is None or review > asked.dates.today:
        return ()
    reviewed = asked.day(row.get("reviewed"))
    if reviewed is not None and reviewed >= review:
        return ()
    days = (asked.dates.today - review).days
    return ((FindingKind.DECISION_DUE, review.isoformat(), days),)


def _dissent(row: "Row", asked: _Question) -> Sequence[_Answer]:
    state = row.get("state")
    if FindingKind.DISSENT_DUE not in asked.kinds or state in _AT_REST:
        return ()
    answered = state in _ANSWERED
    start = asked.day(row.get("follow_up_on" if answered else "created"))
    if start is None or row.get("verdict") in _VERDICTS:
        return ()
    patience = 0 if answered else asked.patience
    days = (asked.dates.today - start).days - patience
    if days < 0:
        return ()
    return ((FindingKind.DISSENT_DUE, (start + timedelta(days=patience)).isoformat(), days),)


def _people(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple):
        return ()
    return tuple([each for each in value if isinstance(each, str)])


def _order(found: Finding) -> tuple[bool, str, str, str]:
    return found.due is None, found.due or "", found.id, found.finding
