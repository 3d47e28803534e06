"""Decisions: put forward, take positions, decide, review, reopen. Rules: ``core.decisions``.

People are given as names or ids; an unknown name becomes a person. Everything is decided inside
the transaction, on the newest state.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from retrotui.core import decisions as rules
from retrotui.core.changes import Change
from retrotui.core.decision_fields import UNCHANGED, DecisionDraft, DecisionEdit, Unchanged
from retrotui.core.decision_reading import Reading
from retrotui.core.decision_views import DecisionView, view_decision
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.decisions import (
    DISSENTING,
    Decision,
    DecisionStatus,
    Dissent,
    Position,
    Stance,
    position_id,
)
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus, Participant
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find

R = TypeVar("R")
_NO_DATE = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was put forward or changed; ``named`` says whom its names were taken for."""

    id: str
    receipt: Receipt
    named: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Positioned:
    """A position that was taken; a dissent is offered after a dissenting one, never made."""

    id: str
    receipt: Receipt
    person: Naming
    offers_dissent: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken.

    Attributes:
        reading: What its method said on the positions just before; it does not bind.
    """

    id: str
    receipt: Receipt
    reading: Reading


def add(desk: Desk, draft: DecisionDraft) -> Made:
    """Puts a proposal forward; see ``core.decisions.add`` for what is refused.

    Raises:
        NotFoundError: There is no decision that it supersedes.
    """
    id_ = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        names = _Names(reader, draft.meeting)
        given = replace(
            draft,
            deciders=names.ids(draft.deciders),
            consulted=names.ids(draft.consulted),
            informed=names.ids(draft.informed),
            supersedes=_superseded(reader, draft.supersedes),
        )
        named[:] = names.named
        return (*names.changes, *rules.add(id_, given, _all(reader)))

    receipt = desk.transact(plan, meeting=draft.meeting)
    return Made(id_, receipt, tuple(named))


def edit(desk: Desk, typed: str, changes: DecisionEdit) -> Made:
    """Changes some fields; see ``core.decisions.edit`` for what is refused.

    Raises:
        NotFoundError: There is no such decision, or none that it shall supersede.
    """
    made: list[tuple[str, tuple[Naming, ...]]] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        decision = get(reader, typed)
        names = _Names(reader, decision.meeting)
        given = replace(
            changes,
            deciders=names.ids_or_unchanged(changes.deciders),
            consulted=names.ids_or_unchanged(changes.consulted),
            informed=names.ids_or_unchanged(changes.informed),
            supersedes=changes.supersedes
            if isinstance(changes.supersedes, Unchanged)
            else _superseded(reader, changes.supersedes),
        )
        made[:] = [(decision.id, names.named)]
        return (*names.changes, *rules.edit(decision, given, _all(reader)))

    receipt = desk.transact(plan)
    id_, named = made[0]
    return Made(id_, receipt, named)


def take_position(
    desk: Desk, typed: str, person: str, stance: Stance, why: str | None = None
) -> Positioned:
    """Records or revises a person's stance; the earlier one stays in the log.

    Args:
        desk: Who writes it down.
        typed: The decision.
        person: Whose stance it is, by name or id.
        stance: Where they stand.
        why: Their reason.
    """
    made: list[tuple[str, Naming]] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        decision = get(reader, typed)
        (naming,), changes = people.name_all(reader, [person], meeting=decision.meeting)
        id_ = position_id(decision.id, naming.id)
        row = reader.get(Kind.POSITIONS, id_)
        existing = decode(Position, id_, row) if row is not None else None
        made[:] = [(id_, naming)]
        return (*changes, *rules.take_position(decision, naming.id, stance, why, existing))

    receipt = desk.transact(plan)
    id_, naming = made[0]
    return Positioned(id_, receipt, naming, stance in DISSENTING)


def decide(
    desk: Desk,
    typed: str,
    *,
    accept: bool,
    outcome: str | None = None,
    rationale: str | None = None,
) -> Decided:
    """Accepts or rejects a proposal; see ``core.decisions.decide`` for what is refused."""
    made: list[tuple[str, Reading]] = []
    now = desk.stamp()

    def plan(reader: Reader) -> tuple[Change, ...]:
        decision = get(reader, typed)
        made[:] = [(decision.id, view(reader, decision.id).reading)]
        return rules.decide(
            decision,
            accept=accept,
            now=now,
            outcome=outcome,
            rationale=rationale,
            others=_all(reader),
        )

    receipt = desk.transact(plan)
    id_, says = made[0]
    return Decided(id_, receipt, says)


def keep(desk: Desk, typed: str, *, review_on: date | None = None) -> Receipt:
    """Reviews a decision and lets it stand, to be looked at again on a date or not any more."""
    now = desk.stamp()
    return desk.transact(
        lambda reader: rules.keep(get(reader, typed), now=now, review_on=review_on)
    )


def reopen(desk: Desk, typed: str, new_information: str) -> Receipt:
    """Makes a decision a proposal again and notes what is new, and who brought it."""
    note, now = desk.ids.new(), desk.stamp()

    def plan(reader: Reader) -> tuple[Change, ...]:
        decision = get(reader, typed)
        person, changes = acting_person(reader, desk, decision)
        made = rules.reopen(decision, new_information, note=note, now=now, person=person)
        return (*changes, *made)

    return desk.transact(plan)


def deprecate(desk: Desk, typed: str) -> Receipt:
    """Takes an accepted decision out of force with nothing in its place."""
    return desk.transact(lambda reader: rules.deprecate(get(reader, typed)))


def get(reader: Reader, typed: str) -> Decision:
    """The decision of an id or a unique prefix of one.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find(reader, Kind.DECISIONS, Decision, typed, "decision")


def view(reader: Reader, typed: str) -> DecisionView:
    """One decision with everything that belongs to it, whatever became of its meeting."""
    decision = get(reader, typed)
    there: tuple[Participant, ...] = ()
    if decision.meeting is not None:
        rows = reader.search(Kind.PARTICIPANTS, meeting=decision.meeting)
        there = decode_all(Participant, rows)
    return view_decision(
        decision,
        people.directory(reader),
        positions=decode_all(Position, reader.search(Kind.POSITIONS, decision=decision.id)),
        dissents=decode_all(Dissent, reader.search(Kind.DISSENTS, decision=decision.id)),
        participants=there,
        notes=decode_all(Note, reader.search(Kind.NOTES, about=decision.id)),
        meeting=_meeting(reader, decision.meeting),
    )


def everything(
    reader: Reader, *, status: DecisionStatus | None = None, due: date | None = None
) -> tuple[DecisionView, ...]:
    """The decisions, by review date and then id; those of discarded meetings are left out.

    Args:
        reader: Where to look.
        status: Only those of this status.
        due: Only those due for review on this day, in the store's zone.
    """
    shelf = _Shelf(reader)
    views = (
        shelf.view(each)
        for each in _all(reader)
        if (status is None or each.status is status)
        and (due is None or rules.is_due(each, due))
        and not is_discarded(shelf.meetings.get(each.meeting or ""))
    )
    return tuple(sorted(views, key=lambda one: (one.record.review_on or _NO_DATE, one.record.id)))


def is_discarded(meeting: Meeting | None) -> bool:
    """True for a meeting that was thrown away: its records are in no list."""
    return meeting is not None and meeting.status is MeetingStatus.DISCARDED


def acting_person(
    reader: Reader, desk: Desk, decision: Decision
) -> tuple[str | None, tuple[Change, ...]]:
    """The id of who acts on a decision, made a person if need be; None for anonymous work."""
    if desk.by is None:
        return None, ()
    (naming,), changes = people.name_all(reader, [desk.by], meeting=decision.meeting)
    return naming.id, changes


class _Shelf:
    """Every table that decisions are read with, taken down once for a whole list."""

    def __init__(self, reader: Reader) -> None:
        self._directory = people.directory(reader)
        self.meetings = {each.id: each for each in decode_all(Meeting, reader.all(Kind.MEETINGS))}
        self._positions = _grouped(
            decode_all(Position, reader.all(Kind.POSITIONS)), lambda each: each.decision
        )
        self._dissents = _grouped(
            decode_all(Dissent, reader.all(Kind.DISSENTS)), lambda each: each.decision
        )
        self._participants = _grouped(
            decode_all(Participant, reader.all(Kind.PARTICIPANTS)), lambda each: each.meeting
        )
        reopened = reader.search(Kind.NOTES, sort=NoteSort.REOPENED.value)
        self._notes = _grouped(decode_all(Note, reopened), lambda each: each.about)

    def view(self, decision: Decision) -> DecisionView:
        return view_decision(
            decision,
            self._directory,
            positions=self._positions[decision.id],
            dissents=self._dissents[decision.id],
            participants=self._participants[decision.meeting] if decision.meeting else (),
            notes=self._notes[decision.id],
            meeting=self.meetings.get(decision.meeting or ""),
        )


class _Names:
    """Resolves several fields of names within one plan; a new person is made once."""

    def __init__(self, reader: Reader, meeting: str | None) -> None:
        self._reader = reader
        self._meeting = meeting
        self._found: dict[str, Naming] = {}
        self._made: dict[str, Change] = {}

    def ids(self, names: Iterable[str]) -> tuple[str, ...]:
        namings, changes = people.name_all(self._reader, tuple(names), meeting=self._meeting)
        for naming in namings:
            self._found.setdefault(naming.id, naming)
        for change in changes:
            self._made.setdefault(change.id, change)
        return tuple(each.id for each in namings)

    def ids_or_unchanged(self, names: tuple[str, ...] | Unchanged) -> tuple[str, ...] | Unchanged:
        return UNCHANGED if isinstance(names, Unchanged) else self.ids(names)

    @property
    def named(self) -> tuple[Naming, ...]:
        return tuple(self._found.values())

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._made.values())


def _grouped(records: Iterable[R], key: Callable[[R], str | None]) -> defaultdict[str, list[R]]:
    groups: defaultdict[str, list[R]] = defaultdict(list)
    for each in records:
        name = key(each)
        if name is not None:
            groups[name].append(each)
    return groups


def _all(reader: Reader) -> tuple[Decision, ...]:
    return decode_all(Decision, reader.all(Kind.DECISIONS))


def _meeting(reader: Reader, id_: str | None) -> Meeting | None:
    row = reader.get(Kind.MEETINGS, id_) if id_ is not None else None
    return decode(Meeting, id_, row) if id_ is not None and row is not None else None


def _superseded(reader: Reader, typed: str | None) -> str | None:
    return None if typed is None else get(reader, typed).id
