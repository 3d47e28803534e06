"""The trash: what was deleted or put away can be listed and brought back, nothing is ever gone."""

from dataclasses import dataclass

from retrotui.core.changes import Change, Scope
from retrotui.core.dates import Calendar
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.ports import Past, Reader, Receipt, Repository
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.telling import NOUNS
from retrotui.services import meetings
from retrotui.services.desk import Desk
from retrotui.services.history import find_record, speech

KINDS = (
    Kind.ACTIONS, Kind.DECISIONS, Kind.DISSENTS, Kind.POSITIONS, Kind.CARDS, Kind.GROUPS,
    Kind.NOTES, Kind.ITEMS, Kind.PARTICIPANTS, Kind.PEOPLE, Kind.SERIES, Kind.MEETINGS,
    Kind.GOALS, Kind.READINGS, Kind.ROADMAP, Kind.EXPECTATIONS, Kind.FEEDBACK,
)  # fmt: skip
"""What can be brought back. Votes cannot: they are kept no longer than they are open."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash.

    Attributes:
        at: When it was put there, RFC 3339 UTC; empty when unknown.
        by: Who put it there; None when anonymous or unknown.
    """

    kind: str
    id: str
    title: str
    at: str
    by: str | None


def listing(repo: Repository, calendar: Calendar) -> tuple[Trashed, ...]:
    """Everything that can be brought back, what was put away last first.

    Hidden cards are never among it: a reveal drops them and shows them under new ids.
    """
    said, past = speech(repo, calendar), None
    found: list[Trashed] = []
    for kind in KINDS:
        for id_ in _in_trash(repo, kind):
            past = past or repo.past()
            found.append(_trashed(past, kind, id_, said.title(kind, id_)))
    return tuple(sorted(found, key=lambda each: (each.at, each.id), reverse=True))


def restore(desk: Desk, typed: str, calendar: Calendar) -> tuple[Trashed, Receipt]:
    """Brings a record back as it was; what was deleted with it comes back by its own id.

    Args:
        desk: Who brings it back.
        typed: Its id or a prefix.
        calendar: The team's time.

    Raises:
        NotFoundError: No record fits, or several do.
        ForbiddenMoveError: It is not in the trash.
    """
    kind, id_ = find_record(desk.repo, typed, KINDS)
    title = speech(desk.repo, calendar).title(kind, id_)
    back = Trashed(kind, id_, title, "", None)
    row = desk.repo.get(kind, id_)
    if kind == Kind.MEETINGS and row is not None:
        return back, meetings.restore(desk, id_)
    if row is not None or id_ not in _in_trash(desk.repo, Kind(kind)):
        dropped = kind == Kind.ACTIONS and row is not None and row.get("status") == "dropped"
        raise ForbiddenMoveError(
            f"the {NOUNS[kind]} “{title}” is not in the trash",
            hint=f"a dropped action comes back with: retrotui actions reopen {typed}"
            if dropped
            else "see: retrotui log --dropped",
        )
    changes = desk.repo.past().revival(kind, id_)

    def plan(reader: Reader) -> tuple[Change, ...]:
        return () if reader.get(kind, id_) is not None else changes

    return back, desk.transact(plan)


def _trashed(past: Past, kind: str, id_: str, title: str) -> Trashed:
    for step in reversed(past.about(kind, id_)):
        for each in step.touched:
            if (each.kind, each.id) == (kind, id_) and (each.dropped or "status" in each.fields):
                return Trashed(kind, id_, title, step.at, step.by)
    return Trashed(kind, id_, title, "", None)


def _in_trash(repo: Repository, kind: Kind) -> tuple[str, ...]:
    dropped = tuple(
        id_
        for id_, row in repo.hidden(kind).items()
        if repo.scope_of(kind, id_) is not Scope.HELD and row.get("hidden") is not True
    )
    if kind != Kind.MEETINGS:
        return dropped
    away = repo.search(Kind.MEETINGS, status=MeetingStatus.DISCARDED.value)
    return (*dropped, *away)
