"""Fields that two clones changed at once: both values are kept, and somebody picks.

Picking is one ordinary step that has seen every version, so that it settles the field in every
clone that takes it in, whatever order they take things in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrotui.core.changes import Change, Put, Scope
from retrotui.core.conflicts import admit_value
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
from retrotui.core.ports import Reader, Receipt, Repository
from retrotui.core.several import Choice, Several, count_open, open_fields, open_fields_of
from retrotui.core.telling import NOUNS, Speech, field_name, is_text_of_lines
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.history import speech


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values.

    Attributes:
        number: From 1; 1 shows now.
        value: As people write it.
        beside: What the same move wrote beside it and is kept with it, as people write it, by
            field.
        words: The value and what is beside it: ``dropped: no need``.
        stored: The same as the log has it, by field.
        by: Who; None when anonymous.
        at: RFC 3339 UTC.
        is_current: It shows now.
    """

    number: int
    value: str
    beside: Mapping[str, str]
    words: str
    stored: Mapping[str, Any]
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
    for each in open_fields(repo):
        found[each.id] = (*found.get(each.id, ()), each.field)
    return found


def list_conflicts(repo: Repository, calendar: Calendar) -> tuple[Conflict, ...]:
    """Every field that holds several values; see ``core.several``.

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
            each.kind,
            each.id,
            said.title(each.kind, each.id),
            each.field,
            tuple(
                _candidate(each, choice, number, said)
                for number, choice in enumerate(each.choices, 1)
            ),
            merged_text(each),
            repo.scope_of(each.kind, each.id) is Scope.PRIVATE,
        )
        for each in found
    )


def find(repo: Repository, typed: str, field: str) -> Several:
    """A field in conflict.

    Raises:
        NotFoundError: No record with a conflict fits, or several do.
        ForbiddenMoveError: This field of it is not in conflict, or goes with another one; those
            that are to be picked get named.
    """
    known: dict[str, dict[str, Several]] = {}
    for each in open_fields(repo):
        known.setdefault(each.id, {})[each.field] = each
    try:
        id_ = resolve_id(typed, known, "record with two versions")
    except NotFoundError as refused:
        raise NotFoundError(refused.message, hint="see: retrotui conflicts") from refused
    wanted, there = _name(field), known[id_]
    if wanted in there:
        return there[wanted]
    first = next((each for each in there.values() if wanted in each.beside), None)
    if first is not None:
        raise ForbiddenMoveError(
            f"{field_name(wanted)} was given together with {field_name(first.field)}",
            hint=f"pick both with: {first.field}",
        )
    kind = next(iter(there.values())).kind
    raise ForbiddenMoveError(
        f"this {NOUNS.get(kind, kind)} has one version of {field!r:.40}",
        hint=f"it has several of: {', '.join(sorted(there))}",
    )


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
    found = _still(find(desk.repo, typed, field), seen)
    if not 1 <= number <= len(found.choices):
        raise UsageError(
            f"there is no version {number} of {field_name(field)!r}",
            hint=f"1 to {len(found.choices)}; see: retrotui conflicts",
        )
    return _settle(desk, found, found.choices[number - 1].fields)


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

    What the versions had beside them stays to be picked.

    Raises:
        BusyError: Another version came since.
        NotFoundError: No such record.
        ForbiddenMoveError: The field is not in conflict.
        UsageError: The field cannot hold this.
    """
    found = _still(find(desk.repo, typed, field), seen)
    value = _admitted(desk.repo, found.kind, found.field, text, calendar)
    return _settle(desk, found, {found.field: value})


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
    found = _still(find(desk.repo, typed, field), seen)
    text = merged_text(found)
    if text is None:
        raise UsageError(
            f"{field_name(field)!r} cannot be merged line by line", hint="pick a version by number"
        )
    return _settle(desk, found, {found.field: text})


def merged_text(several: Several) -> str | None:
    """The proposal for a text with lines; None for any other field."""
    values = [each.version.value for each in several.choices]
    texts = [each for each in values if isinstance(each, str)]
    if not is_text_of_lines(several.kind, several.field) or not texts:
        return None
    return merge_lines(texts)


def _candidate(several: Several, choice: Choice, number: int, said: Speech) -> Candidate:
    kind, field = several.kind, several.field
    value = said.value(field, choice.fields[field])
    beside = {
        name: said.value(name, choice.fields[name])
        for name in several.beside
        if choice.fields.get(name) is not None
    }
    more = "; ".join(
        text if _is_text(kind, name) else f"{field_name(name)} {text}"
        for name, text in beside.items()
    )
    return Candidate(
        number,
        value,
        beside,
        f"{value}: {more}" if more else value,
        _stored(several, choice),
        choice.version.by,
        choice.version.at,
        number == 1,
    )


def _is_text(kind: str, field: str) -> bool:
    return field == "response" or is_text_of_lines(kind, field)


def _stored(several: Several, choice: Choice) -> Mapping[str, Any]:
    return {name: choice.fields.get(name) for name in (several.field, *several.beside)}


def _name(field: str) -> str:
    return field.strip().lower().replace(" ", "_").replace("-", "_")


def _admitted(repo: Repository, kind: str, field: str, text: str, calendar: Calendar) -> Any:
    return admit_value(kind, field, text, calendar, lambda name: people.resolve(repo, name))


def _still(found: Several, seen: Seen | None) -> Several:
    if seen is not None:
        shown = [_stored(found, each) for each in found.choices]
        if shown != [each.stored for each in seen]:
            raise _another_came()
    return found


def _another_came() -> BusyError:
    return BusyError("another version came just now", hint="look at it, and choose again")


def _settle(desk: Desk, several: Several, fields: Mapping[str, Any]) -> Receipt:
    """Puts fields in the place of the versions of a field, and of no others."""
    kind, id_ = several.kind, several.id

    def plan(reader: Reader) -> tuple[Change, ...]:
        if reader.get(kind, id_) is None:
            raise NotFoundError(f"the {NOUNS.get(kind, kind)} was deleted just now")
        now = open_fields_of(desk.repo, kind, id_)
        if not any(each.field == several.field and each.events == several.events for each in now):
            raise _another_came()
        return (Put(kind, id_, fields),)

    return desk.transact(plan)
