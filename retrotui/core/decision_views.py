"""Decisions and dissents as people read them: names for ids, and what follows from the records."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from retrotui.core.decision_reading import Consensus, Reading, consensus, reading, unheard
from retrotui.core.decisions import current_positions
from retrotui.core.people import Directory
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import encode
from retrotui.core.records.decisions import Decision, Dissent, Position, Stance
from retrotui.core.records.meetings import Meeting, Participant, Presence

NO_RESPONSE = "no_response"
"""Beside the stances in counts: asked, and took none. Derived, never entered."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A record by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """One person's stance, by name."""

    person: str
    name: str
    stance: Stance
    why: str | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """New information for which a decision was reopened; ``at`` is RFC 3339 UTC, ``by`` a name."""

    at: str
    by: str | None
    new_information: str


@dataclass(frozen=True, slots=True)
class DissentView:
    """A dissent with its names.

    Attributes:
        by: The dissenter's name; None when anonymous.
        answered_by: The name of who answered; None when nobody did or without a name.
    """

    record: Dissent
    decision: Titled
    by: str | None = None
    answered_by: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The dissent as the command line's contract has it."""
        one = self.record
        response = one.response
        return {
            "id": one.id,
            "decision": encode(self.decision),
            "by": self.by,
            "stance": encode(one.stance),
            "concern": one.concern,
            "would_resolve": one.would_resolve,
            "prediction": encode(one.prediction),
            "follow_up_on": one.follow_up_on,
            "state": encode(one.state),
            "response": None
            if response is None
            else {"text": response.text, "by": self.answered_by, "at": response.at or None},
            "verdict": encode(one.verdict),
            "evidence": one.evidence,
            "created": one.created,
            "updated": one.updated,
        }


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with its names, positions and dissents, and what they say.

    Attributes:
        unheard: Names of those asked who took no position.
        consensus: None while it is a proposal.
        reading: What its method says on the positions so far.
        reopened: The oldest first.
    """

    record: Decision
    reading: Reading
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    positions: tuple[PositionView, ...] = ()
    unheard: tuple[str, ...] = ()
    consensus: Consensus | None = None
    reopened: tuple[Reopening, ...] = ()
    meeting: Titled | None = None
    dissents: tuple[DissentView, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many took each stance, all stances named, and how many took none."""
        taken = Counter(each.stance for each in self.positions)
        return {each.value: taken[each] for each in Stance} | {NO_RESPONSE: len(self.unheard)}

    def to_json(self) -> dict[str, Any]:
        """The decision as the command line's contract has it."""
        one = self.record
        return {
            "id": one.id,
            "title": one.title,
            "status": encode(one.status),
            "method": encode(one.method),
            "options": encode(one.options),
            "outcome": one.outcome,
            "rationale": one.rationale,
            "deciders": list(self.deciders),
            "consulted": list(self.consulted),
            "informed": list(self.informed),
            "positions": self.counts(),
            "consensus": encode(self.consensus),
            "delegation_level": one.delegation_level,
            "review_on": one.review_on,
            "reopened": encode(self.reopened),
            "supersedes": one.supersedes,
            "links": list(one.links),
            "meeting": encode(self.meeting),
            "dissents": [each.to_json() for each in self.dissents],
        }


def asked(
    decision: Decision, participants: Iterable[Participant], directory: Directory
) -> tuple[str, ...]:
    """Ids of whose position is asked for: the deciders, and who was in the decision's meeting.

    Args:
        decision: The decision.
        participants: Of any meetings.
        directory: Follows merges.
    """
    there = (
        each.person
        for each in participants
        if each.meeting == decision.meeting and each.presence is not Presence.ABSENT
    )
    roots = (directory.root_id(each) for each in (*decision.deciders, *there))
    return tuple(dict.fromkeys(roots))


def view_dissent(dissent: Dissent, decision: Decision | None, directory: Directory) -> DissentView:
    """A dissent with its names; a decision that cannot be read has no title."""
    response = dissent.response
    return DissentView(
        dissent,
        Titled(dissent.decision, decision.title if decision else ""),
        by=directory.name(dissent.by) if dissent.by else None,
        answered_by=directory.name(response.by) if response and response.by else None,
    )


def view_decision(
    decision: Decision,
    directory: Directory,
    *,
    positions: Iterable[Position] = (),
    dissents: Iterable[Dissent] = (),
    participants: Iterable[Participant] = (),
    notes: Iterable[Note] = (),
    meeting: Meeting | None = None,
) -> DecisionView:
    """A decision with all that belongs to it, picked from the records given.

    Args:
        decision: The decision.
        directory: Names people and follows merges.
        positions: Of any decisions.
        dissents: On any decisions.
        participants: Of any meetings.
        notes: On any records.
        meeting: The decision's, for its title.
    """
    mine = [each for each in positions if each.decision == decision.id]
    taken = current_positions(mine, directory)
    against = tuple(each for each in dissents if each.decision == decision.id)
    wanted = asked(decision, participants, directory)
    return DecisionView(
        decision,
        reading(decision, taken, asked=wanted, dissents=_by_root(against, directory)),
        deciders=directory.names(decision.deciders),
        consulted=directory.names(decision.consulted),
        informed=directory.names(decision.informed),
        positions=_named(taken, directory),
        unheard=directory.names(unheard(wanted, taken)),
        consensus=consensus(decision, taken, against, wanted),
        reopened=_reopenings(decision, notes, directory),
        meeting=Titled(meeting.id, meeting.title) if meeting else None,
        dissents=tuple(view_dissent(each, decision, directory) for each in against),
    )


def _by_root(dissents: Iterable[Dissent], directory: Directory) -> tuple[Dissent, ...]:
    return tuple(
        each if each.by is None else replace(each, by=directory.root_id(each.by))
        for each in dissents
    )


def _named(positions: Iterable[Position], directory: Directory) -> tuple[PositionView, ...]:
    named = (
        PositionView(each.person, directory.name(each.person), each.stance, each.why)
        for each in positions
    )
    return tuple(sorted(named, key=lambda each: (each.name.casefold(), each.person)))


def _reopenings(
    decision: Decision, notes: Iterable[Note], directory: Directory
) -> tuple[Reopening, ...]:
    mine = (each for each in notes if each.about == decision.id and each.sort is NoteSort.REOPENED)
    return tuple(
        Reopening(each.created, directory.name(each.person) if each.person else None, each.text)
        for each in sorted(mine, key=lambda each: (each.created, each.id))
    )
