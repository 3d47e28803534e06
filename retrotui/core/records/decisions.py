"""Decisions, positions and dissent: what was chosen, who stood where, who disagreed and why.

Statuses and fields follow MADR 4.0 (adr.github.io/madr); stances follow the W3C Process (2023 and
later), Kaner's gradients of agreement and consent decision-making.
"""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.ids import natural_id
from retrotui.core.records.words import DecisionStatus, DissentState, Verdict

__all__ = [
    "DISSENTING",
    "Decision",
    "DecisionStatus",
    "Dissent",
    "DissentState",
    "Method",
    "Option",
    "Position",
    "Prediction",
    "Response",
    "Stance",
    "Verdict",
    "position_id",
]


class Method(StrEnum):
    """How the room decides."""

    CONSENT = "consent"
    ROUGH_CONSENSUS = "rough_consensus"
    FIST_TO_FIVE = "fist_to_five"
    GRADIENTS = "gradients"
    VOTE = "vote"
    DELEGATED = "delegated"
    CHAIR = "chair"
    LAZY_CONSENSUS = "lazy_consensus"


class Stance(StrEnum):
    """One person's position. ``no_response`` is derived, never entered."""

    SUPPORT = "support"
    RESERVATIONS = "reservations"
    ABSTAIN = "abstain"
    STAND_ASIDE = "stand_aside"
    DISAGREE_AND_COMMIT = "disagree_and_commit"
    DISAGREE_NOT_IMPLEMENTING = "disagree_not_implementing"
    OBJECT = "object"
    RECUSE = "recuse"


DISSENTING = frozenset(
    {Stance.DISAGREE_AND_COMMIT, Stance.DISAGREE_NOT_IMPLEMENTING, Stance.OBJECT}
)
"""The stances after which the app offers to record a dissent, in one key."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way the decision could go."""

    title: str
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal and what became of it.

    Attributes:
        options: A register, replaced whole.
        drivers: A register, replaced whole.
        deciders: Ids of people; a set field, like ``consulted``, ``informed`` and ``links``.
        outcome: What was decided, in words.
        decided: RFC 3339 UTC.
        delegation_level: 1 tell … 7 delegate (delegation poker).
        review_on: ``YYYY-MM-DD``.
        supersedes: Id of the decision this one replaces.
    """

    id: str
    title: str
    status: DecisionStatus = DecisionStatus.PROPOSED
    method: Method = Method.CONSENT
    context: str | None = None
    drivers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    outcome: str | None = None
    rationale: str | None = None
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    decided: str | None = None
    delegation_level: int | None = None
    review_on: str | None = None
    reviewed: str | None = None
    supersedes: str | None = None
    links: tuple[str, ...] = ()
    meeting: str | None = None
    item: str | None = None
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """One person's stance on a decision; the id comes from both, so it is revised, not repeated."""

    id: str
    decision: str
    person: str
    stance: Stance
    why: str | None = None
    meeting: str | None = None
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the dissenter expects to happen.

    Attributes:
        probability: 0 to 1.
        resolve_on: ``YYYY-MM-DD``.
    """

    statement: str
    probability: float | None = None
    resolve_on: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a dissent."""

    text: str
    by: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A recorded disagreement. Never deleted, only withdrawn by whoever raised it.

    Attributes:
        by: Id of the person; None when anonymous: then no author was ever stored.
        follow_up_on: ``YYYY-MM-DD``.
        withdrawn_note: For an anonymous one, what the facilitator noted.
    """

    id: str
    decision: str
    concern: str
    by: str | None = None
    stance: Stance | None = None
    would_resolve: str | None = None
    prediction: Prediction | None = None
    follow_up_on: str | None = None
    state: DissentState = DissentState.RAISED
    response: Response | None = None
    withdrawn_note: str | None = None
    verdict: Verdict | None = None
    verdict_at: str | None = None
    evidence: str | None = None
    meeting: str | None = None
    created: str = ""
    updated: str = ""

    @property
    def is_settled(self) -> bool:
        """Nothing is owed any more: it was withdrawn or has its verdict."""
        return self.state is DissentState.WITHDRAWN or self.verdict is not None


def position_id(decision: str, person: str) -> str:
    """The id of a person's position on a decision."""
    return natural_id("position", decision, person)
