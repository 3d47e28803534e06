"""What positions say: who was not heard, what the method makes of it, whether there was consensus.

Nothing here decides. A decision may be taken against its reading; the reading is what an honest
facilitator would say aloud before it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.records.decisions import (
    DISSENTING,
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Method,
    Position,
    Stance,
)

_UNRESOLVED = frozenset({DissentState.RAISED, DissentState.ADDRESSED, DissentState.SUSTAINED})
_SETTLED = frozenset({DissentState.ACCEPTED, DissentState.WITHDRAWN})
_IN_FAVOUR = frozenset({Stance.SUPPORT, Stance.RESERVATIONS})


class Consensus(StrEnum):
    """The W3C Process' three words for how a decision was reached."""

    UNANIMITY = "unanimity"
    CONSENSUS = "consensus"
    DISSENT = "dissent"


class Passing(StrEnum):
    """What a method makes of the positions."""

    PASSES = "passes"
    BLOCKED = "blocked"
    OPEN = "open"
    """Somebody still has to be heard, and silence is not assent."""
    CALL = "call"
    """The method counts nothing: whoever holds the call makes it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a method says about a proposal.

    Attributes:
        says: One line for people.
        holding: Ids of the people whose position or silence holds it up.
    """

    method: Method
    passing: Passing
    says: str
    holding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Room:
    positions: tuple[Position, ...]
    silent: tuple[str, ...]
    dissents: tuple[Dissent, ...]

    def having(self, stances: Iterable[Stance]) -> tuple[str, ...]:
        wanted = frozenset(stances)
        return tuple(each.person for each in self.positions if each.stance in wanted)

    def objectors_without(self, states: frozenset[DissentState]) -> tuple[str, ...]:
        """Who objects, except those with a dissent on record in one of the states."""
        met = {each.by for each in self.dissents if each.state in states}
        return tuple(person for person in self.having([Stance.OBJECT]) if person not in met)


def unheard(participants: Iterable[str], positions: Iterable[Position]) -> tuple[str, ...]:
    """Ids of those asked who took no position, in the order asked: ``no_response``."""
    heard = {each.person for each in positions}
    return tuple(dict.fromkeys(each for each in participants if each not in heard))


def consensus(
    decision: Decision,
    positions: Iterable[Position],
    dissents: Iterable[Dissent],
    asked: Iterable[str] = (),
) -> Consensus | None:
    """How a decision was reached; None while it is a proposal.

    Dissent while any dissent is raised, addressed or sustained, whatever its verdict says later;
    unanimity when everybody asked, and everybody who took a position, supports it; else consensus.

    Args:
        decision: The decision.
        positions: One per person.
        dissents: Those on this decision.
        asked: Ids of the deciders and the participants.
    """
    if decision.status is DecisionStatus.PROPOSED:
        return None
    if any(each.state in _UNRESOLVED for each in dissents):
        return Consensus.DISSENT
    taken = tuple(positions)
    supported = bool(taken) and all(each.stance is Stance.SUPPORT for each in taken)
    if supported and not unheard(asked, taken):
        return Consensus.UNANIMITY
    return Consensus.CONSENSUS


def reading(
    decision: Decision,
    positions: Iterable[Position],
    *,
    asked: Iterable[str] = (),
    dissents: Iterable[Dissent] = (),
) -> Reading:
    """What the decision's method says about passing, on the positions taken so far.

    Silence is never assent, except under lazy consensus. A fist-to-five score is read from the
    stance: support 4-5, reservations 3, disagreement 1-2, objection 0.

    Args:
        decision: The decision.
        positions: One per person.
        asked: Ids of the deciders and the participants.
        dissents: Those on this decision.
    """
    taken = tuple(positions)
    room = _Room(taken, unheard(asked, taken), tuple(dissents))
    passing, says, holding = _RULES[decision.method](room)
    return Reading(decision.method, passing, says, holding)


_Said = tuple[Passing, str, tuple[str, ...]]


def _consent(room: _Room) -> _Said:
    objecting = room.objectors_without(_SETTLED)
    if objecting:
        return Passing.BLOCKED, f"{_count(objecting, 'objection')} to be integrated", objecting
    return _waiting(room) or (Passing.PASSES, "no objection: good enough for now", ())


def _rough_consensus(room: _Room) -> _Said:
    """RFC 7282: every issue addressed, though not necessarily accommodated."""
    ignored = room.objectors_without(frozenset(DissentState) - {DissentState.RAISED})
    raised = [each for each in room.dissents if each.state is DissentState.RAISED]
    if ignored or raised:
        holding = tuple(dict.fromkeys((*ignored, *(each.by for each in raised if each.by))))
        return Passing.BLOCKED, "not every issue that was raised is addressed", holding
    if not room.having(_IN_FAVOUR):
        return _waiting(room) or (Passing.OPEN, "nobody has spoken for it", ())
    return _waiting(room) or (Passing.PASSES, "every issue raised is addressed", ())


def _fist_to_five(room: _Room) -> _Said:
    low = room.having(DISSENTING)
    if low:
        return Passing.BLOCKED, f"{_count(low, 'score')} of 2 or less: they speak first", low
    return _waiting(room) or (Passing.PASSES, "every score is 3 or more", ())


def _gradients(room: _Room) -> _Said:
    """Kaner's scale has a veto and no threshold: the spread is for the decider to judge."""
    vetoes = room.having([Stance.OBJECT])
    if vetoes:
        return Passing.BLOCKED, f"{_count(vetoes, 'veto', 'vetoes')}", vetoes
    counts = Counter(each.stance for each in room.positions)
    spread = ", ".join(f"{counts[each]} {each}" for each in Stance if counts[each])
    return _waiting(room) or (Passing.CALL, f"no veto; {spread}", ())


def _vote(room: _Room) -> _Said:
    """More for than against; abstaining, standing aside and recusing count on neither side."""
    votes_for, against = room.having(_IN_FAVOUR), room.having(DISSENTING)
    tally = f"{len(votes_for)} for, {len(against)} against"
    missing = len(room.silent)
    lead = len(votes_for) - len(against)
    if missing and -missing < lead <= missing:
        return Passing.OPEN, f"{tally}, {missing} not heard", room.silent
    if not votes_for and not against:
        return Passing.OPEN, "nobody has voted for or against", ()
    return (Passing.PASSES, tally, ()) if lead > 0 else (Passing.BLOCKED, tally, against)


def _called(room: _Room) -> _Said:
    against = room.having(DISSENTING)
    heard = f"{len(room.positions)} heard, {len(against)} against"
    return Passing.CALL, f"whoever decides makes the call; {heard}", ()


def _lazy_consensus(room: _Room) -> _Said:
    objecting = room.objectors_without(_SETTLED)
    if objecting:
        return Passing.BLOCKED, f"{_count(objecting, 'objection')} within the window", objecting
    return Passing.PASSES, "nobody objects: silence is assent once the window is over", ()


_RULES: Mapping[Method, Callable[[_Room], _Said]] = {
    Method.CONSENT: _consent,
    Method.ROUGH_CONSENSUS: _rough_consensus,
    Method.FIST_TO_FIVE: _fist_to_five,
    Method.GRADIENTS: _gradients,
    Method.VOTE: _vote,
    Method.DELEGATED: _called,
    Method.CHAIR: _called,
    Method.LAZY_CONSENSUS: _lazy_consensus,
}


def _waiting(room: _Room) -> _Said | None:
    if room.silent:
        return Passing.OPEN, f"{len(room.silent)} not heard: silence is not assent", room.silent
    if not room.positions:
        return Passing.OPEN, "nobody has taken a position", ()
    return None


def _count(people: Sequence[str], one: str, many: str | None = None) -> str:
    return f"{len(people)} {one if len(people) == 1 else many or one + 's'}"
