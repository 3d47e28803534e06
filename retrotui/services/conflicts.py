"""Fields that two clones changed at once: both values are kept, and somebody picks.

Picking is one ordinary step that has seen every version, so that it settles the field in every
clone that takes it in, whatever order they take things in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrotui.core.changes import Change, Put, Scope
from retrotui.core.conflicts import TOGETHER, admit_value
from retrotui.core.dates import Calendar
from retrotui.core.errors import (
    BusyError,
    ForbiddenMoveError,
    NotFoundError,
    RetroError,
    UsageError,
)
from retrotui.core.ids import resolve_id
from retrotui.core.merge_lines import merge_lines
from retrotui.core.ports import Reader, Receipt, Repository, Version
from retrotui.core.several import count_open, open_fields
from retrotui.core.telling import NOUNS, field_name, is_text_of_lines
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.history import speech


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values.

    Attributes:
        number: From 1; 1 shows now.
        value: As people write it.
        stored: As the log has it.
        by: Who; None when anonymous.
        at: RFC 3339 UTC.
        is_current: It shows now.
    """

    number: int
    value: str
    stored: Any
    by: str | None
    at: str
    is_current: bool


Seen = tuple[Candidate, ...]
"""The versions that somebody chose among."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values.

    Attributes:
        merged: A proposal line by line, for texts that may have lines; else None.
        is_private: The record is on this machine only.
    """

    kind: str
    id: str
    title: str
    field: str
    candidates: tuple[Candidate, ...]
    merged: str | None
    is_private: bool


def count(repo: Repository) -> int:
    """How many fields hold several values; nearly free when there are none."""
    return count_open(repo)


def fields_by_record(repo: Repository) -> Mapping[str, tuple[str, ...]]:
    """The fields that hold several values, by the id of their record; nearly free without any."""
    found: dict[str, tuple[str, ...]] = {}
    for _, id_, field, _ in open_fields(repo):
        found[id_] = (*found.get(id_, ()), field)
    return found


def list_conflicts(repo: Repository, calendar: Calendar) -> tuple[Conflict, ...]:
    """Every field that holds several values; bookkeeping such as stamps settles itself.

    Args:
        repo: The records.
        calendar: The team's time.
    """
    found = list(open_fields(repo))
    if not found:
        return ()
    said = speech(repo, calendar)
    return tuple(
        Conflict(
            kind,
            id_,
            said.title(kind, id_),
            field,
            tuple(
                Candidate(
                    number, said.value(field, each.value), each.value, each.by, each.at, number == 1
                )
                for number, each in enumerate(versions, 1)
            ),
            merged_text(kind, field, versions),
            repo.scope_of(kind, id_) is Scope.PRIVATE,
        )
        for kind, id_, field, versions in found
    )


def find(repo: Repository, typed: str, field: str) -> tuple[str, str, tuple[Version, ...]]:
    """Kind, id and versions of a field in conflict.

    Raises:
        NotFoundError: No record with a conflict fits, or several do.
        ForbiddenMoveError: This field of it is not in conflict; those that are get named.
    """
    known: dict[str, dict[str, tuple[str, tuple[Version, ...]]]] = {}
    for kind, id_, name, versions in open_fields(repo):
        known.setdefault(id_, {})[name] = (kind, versions)
    try:
        id_ = resolve_id(typed, known, "record with two versions")
    except NotFoundError as refused:
        raise NotFoundError(refused.message, hint="see: retrotui conflicts") from refused
    wanted = _name(field)
    if wanted not in known[id_]:
        kind = next(iter(known[id_].values()))[0]
        names = ", ".join(sorted(known[id_]))
        raise ForbiddenMoveError(
            f"this {NOUNS.get(kind, kind)} has one version of {field!r:.40}",
            hint=f"it has several of: {names}",
        )
    kind, versions = known[id_][wanted]
    return kind, id_, versions


def pick(desk: Desk, typed: str, field: str, number: int, *, seen: Seen | None = None) -> Receipt:
    """Keeps one of the versions, with what belongs to it, and lets the others go.

    Args:
        desk: Who picks.
        typed: The record's id or a prefix.
        field: The field.
        number: As ``list_conflicts`` counts, from 1.
        seen: What was chosen among; None is what there is.

    Raises:
        BusyError: Another version came since.
        NotFoundError: No such record.
        ForbiddenMoveError: The field is not in conflict.
        UsageError: There is no version of this number.
    """
    kind, id_, versions = _still(find(desk.repo, typed, field), seen)
    if not 1 <= number <= len(versions):
        raise UsageError(
            f"there is no version {number} of {field_name(field)!r}",
            hint=f"1 to {len(versions)}; see: retrotui conflicts",
        )
    chosen = versions[number - 1]
    fields = {_name(field): chosen.value} | _belonging(desk.repo, kind, id_, _name(field), chosen)
    return _settle(desk, (kind, id_, _name(field)), versions, fields)


def write_value(
    desk: Desk,
    typed: str,
    field: str,
    text: str,
    calendar: Calendar,
    *,
    seen: Seen | None = None,
) -> Receipt:
    """Puts a value of its own in the place of all versions; see ``pick`` for the arguments.

    Raises:
        BusyError: Another version came since.
        NotFoundError: No such record.
        ForbiddenMoveError: The field is not in conflict.
        UsageError: The field cannot hold this.
    """
    kind, id_, versions = _still(find(desk.repo, typed, field), seen)
    value = _admitted(desk.repo, kind, _name(field), text, calendar)
    return _settle(desk, (kind, id_, _name(field)), versions, {_name(field): value})


def objection(repo: Repository, conflict: Conflict, text: str, calendar: Calendar) -> str | None:
    """Why a field cannot hold a text, as one line; None when it can."""
    try:
        _admitted(repo, conflict.kind, conflict.field, text, calendar)
    except RetroError as refused:
        return f"{refused.message}; {refused.hint}" if refused.hint else refused.message
    return None


def merged(desk: Desk, typed: str, field: str, *, seen: Seen | None = None) -> Receipt:
    """Takes the proposal that holds every line of every version; see ``pick`` for the arguments.

    Raises:
        BusyError: Another version came since.
        NotFoundError: No such record.
        ForbiddenMoveError: The field is not in conflict.
        UsageError: It is no text with lines.
    """
    kind, id_, versions = _still(find(desk.repo, typed, field), seen)
    text = merged_text(kind, _name(field), versions)
    if text is None:
        raise UsageError(
            f"{field_name(field)!r} cannot be merged line by line", hint="pick a version by number"
        )
    return _settle(desk, (kind, id_, _name(field)), versions, {_name(field): text})


def merged_text(kind: str, field: str, versions: tuple[Version, ...]) -> str | None:
    """The proposal for a text with lines; None for any other field."""
    texts = [each.value for each in versions if isinstance(each.value, str)]
    if not is_text_of_lines(kind, field) or not texts:
        return None
    return merge_lines(texts)


def _name(field: str) -> str:
    return field.strip().lower().replace(" ", "_").replace("-", "_")


def _admitted(repo: Repository, kind: str, field: str, text: str, calendar: Calendar) -> Any:
    return admit_value(kind, field, text, calendar, lambda name: people.resolve(repo, name))


def _belonging(
    repo: Repository, kind: str, id_: str, field: str, chosen: Version
) -> dict[str, Any]:
    """Stamps and answers that were written together with the chosen version."""
    versions = repo.versions(kind, id_)
    found: dict[str, Any] = {}
    for name in TOGETHER.get((kind, field), ()):
        for each in versions.get(name, ()):
            if each.event == chosen.event:
                found[name] = each.value
    return found


def _still(
    found: tuple[str, str, tuple[Version, ...]], seen: Seen | None
) -> tuple[str, str, tuple[Version, ...]]:
    if seen is not None and [each.value for each in found[2]] != [each.stored for each in seen]:
        raise _another_came()
    return found


def _another_came() -> BusyError:
    return BusyError("another version came just now", hint="look at it, and choose again")


def _settle(
    desk: Desk,
    place: tuple[str, str, str],
    versions: tuple[Version, ...],
    fields: Mapping[str, Any],
) -> Receipt:
    """Puts fields in the place of these versions of one of them, and of no other."""
    kind, id_, field = place

    def plan(reader: Reader) -> tuple[Change, ...]:
        if reader.get(kind, id_) is None:
            raise NotFoundError(f"the {NOUNS.get(kind, kind)} was deleted just now")
        now = desk.repo.versions(kind, id_).get(field, ())
        if {each.event for each in now} != {each.event for each in versions}:
            raise _another_came()
        return (Put(kind, id_, fields),)

    return desk.transact(plan)
