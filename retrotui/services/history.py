"""History in words: the store's latest steps, one record's from its beginning, a meeting's replay.

A step that names nobody names no clone and no event either, because a clone is mostly one
person's. What lies in the held log is not told at all: it is not to be seen before its reveal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from retrotui.core.authorship import owners, via
from retrotui.core.changes import Row, Scope
from retrotui.core.dates import Calendar
from retrotui.core.errors import NotFoundError
from retrotui.core.ids import resolve_id
from retrotui.core.instants import parse_rfc3339
from retrotui.core.ports import Past, Replay, Repository, Step, Touched
from retrotui.core.records.kinds import Kind
from retrotui.core.telling import NOUNS, Speech, is_told, tell, tell_change
from retrotui.services.people import directory

_UNSEEN = frozenset({Kind.VOTES, Kind.MOVES, Kind.BALLOTS})


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of one record in a step; values as people write them.

    Attributes:
        words: The change on one line.
    """

    field: str
    old: Any
    new: Any
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the past.

    Attributes:
        event: Names the step; None when it is nobody's.
        at: RFC 3339 UTC.
        by: Who; None when it is nobody's.
        clone: The folder name of the clone that wrote it; None when it is nobody's.
        via: Whose clone that usually is, where it is not theirs though they have one.
        kind: Of the record that matters most in it; None when it touched none.
        words: What was done, without who did it.
        changes: Of the record asked for, or of that one; bookkeeping left out.
        is_private: It lies in the private log, on this machine only.
    """

    event: str | None
    at: str
    by: str | None
    clone: str | None
    via: str | None
    kind: str | None
    id: str | None
    title: str | None
    words: str
    changes: tuple[Changed, ...]
    is_private: bool


def speech(repo: Repository, calendar: Calendar) -> Speech:
    """How this team's records are named: those that were dropped too."""
    dropped: dict[str, Mapping[str, Row]] = {}

    def find(kind: str, id_: str) -> Row | None:
        row = repo.get(kind, id_)
        if row is not None:
            return row
        if kind not in dropped:
            dropped[kind] = repo.hidden(kind)
        return dropped[kind].get(id_)

    return Speech(directory(repo), calendar, find)


def latest(
    repo: Repository,
    calendar: Calendar,
    *,
    since: datetime | None = None,
    limit: int | None = None,
) -> tuple[Told, ...]:
    """The store's steps, the newest first.

    Args:
        repo: The records.
        calendar: The team's time.
        since: Leaves out what is stamped before.
        limit: How many at most; None for all.
    """
    past, said = repo.past(), speech(repo, calendar)
    steps = (each for each in past.steps() if _is_shown(each) and _is_since(each, since))
    owned = owners(past.written_by())
    return tuple(_told(each, said, past, owned) for each in islice(steps, limit))


def of(repo: Repository, kind: str, id: str, calendar: Calendar) -> tuple[Told, ...]:  # noqa: A002 - the field's own name
    """A record's steps, the oldest first.

    Raises:
        NotFoundError: It has none that may be told.
    """
    past, said = repo.past(), speech(repo, calendar)
    steps = [each for each in past.about(kind, id) if each.scope is not Scope.HELD]
    if not steps or kind == Kind.VOTES:
        raise NotFoundError(f"the {NOUNS.get(kind, kind)} {id!r:.40} has no history")
    owned = owners(past.written_by())
    return tuple(_told(each, said, past, owned, (kind, id)) for each in steps)


def find_record(
    repo: Repository, typed: str, kinds: Sequence[Kind] = tuple(Kind)
) -> tuple[str, str]:
    """Kind and id of the one record meant by an id or a prefix of it, dropped ones too.

    Raises:
        NotFoundError: Nothing fits, or several do, of one kind or of several.
    """
    known = {
        id_: str(kind)
        for kind in kinds
        if kind != Kind.VOTES
        for id_ in (*repo.all(kind), *repo.hidden(kind))
    }
    found = resolve_id(typed, known, "record")
    return known[found], found


def replay(repo: Repository, meeting: str, calendar: Calendar) -> tuple[Replay, tuple[Told, ...]]:
    """A meeting to be stepped through, and each of its steps in words.

    The records after a step are ``replay.reader_at(index)``; give them to
    ``services.meeting_state.load_state`` to draw the meeting as it was.

    Raises:
        NotFoundError: Nothing is known of such a meeting.
    """
    past, said, made = repo.past(), speech(repo, calendar), repo.replay(meeting)
    if not made.steps:
        raise NotFoundError(f"no meeting {meeting!r:.40} was ever held here")
    owned = owners(past.written_by())
    return made, tuple(_told(each, said, past, owned) for each in made.steps)


def _is_since(step: Step, since: datetime | None) -> bool:
    if since is None:
        return True
    at = parse_rfc3339(step.at)
    return at is not None and at >= since


def _is_shown(step: Step) -> bool:
    """False for steps that touched nothing but votes by voter."""
    return not step.touched or any(each.kind != Kind.VOTES for each in step.touched)


def _told(
    step: Step,
    said: Speech,
    past: Past,
    owned: Mapping[str, str],
    key: tuple[str, str] | None = None,
) -> Told:
    counted = [each for each in step.touched if key is None or (each.kind, each.id) == key]
    shown = [each for each in counted if each.kind not in _UNSEEN] or counted
    first = shown[0] if shown else None
    nameless = step.by is None
    return Told(
        event=None if nameless else step.events[0],
        at=step.at,
        by=step.by,
        clone=None if nameless else step.writer,
        via=via(step.by, step.writer, owned),
        kind=first.kind if first else None,
        id=first.id if first else None,
        title=said.title(first.kind, first.id) if first else None,
        words=words(step, said, past),
        changes=tuple(_changes(first, shown, said)) if first else (),
        is_private=step.scope is Scope.PRIVATE,
    )


def words(step: Step, said: Speech, past: Past) -> str:
    """A step in words; of one that took others back, what those had done."""
    undone = past.find(step.undoes[0]) if step.undoes else None
    return tell(step, said) if undone is None else f"undid: {tell(undone, said)}"


def _changes(first: Touched, shown: Sequence[Touched], said: Speech) -> Iterator[Changed]:
    if first.dropped:
        yield Changed("deleted", None, None, "deleted")
    fields: dict[str, tuple[Any, Any]] = {}
    for each in shown:
        # Values put back beside each other come one by one, the one that shows last.
        if (each.kind, each.id) == (first.kind, first.id):
            fields.update(each.fields)
    for field, (old, new) in fields.items():
        empty = old in (None, [], False) and new in (None, [], False)
        if is_told(first.kind, field) and not empty:
            told = tell_change(field, old, new, said)
            yield Changed(field, _shown(said, field, old), _shown(said, field, new), told)


def _shown(said: Speech, field: str, value: Any) -> Any:
    """A value for a list of changes: dates as they are stored, people by name, none as None."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_shown(said, field, each) for each in value]
    if isinstance(value, str) and field in ("due", "review_on", "follow_up_on", "resolve_on"):
        return value
    return said.value(field, value)
