"""Expectations: forecasts with a probability and a date, resolved later."""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.records.actions import Origin


class Came(StrEnum):
    """What became of an expectation."""

    TRUE = "true"
    FALSE = "false"
    VOID = "void"
    """It can no longer be told; it counts in no score."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected, how surely, and by when it is known.

    Attributes:
        statement: A sentence that will be plainly true or false.
        probability: That it comes true, 0 to 1; None when nobody put a number to it.
        resolve_on: ``YYYY-MM-DD`` on which it is known.
        about: The record it is on: an action, a roadmap item, a decision or a goal.
        by: Id of the person who expects it; None when it is the room's.
        came: What became of it; None until it is resolved.
        evidence: How that is known; may be empty.
        resolved: RFC 3339 UTC of the moment it was resolved.
    """

    id: str
    statement: str
    probability: float | None = None
    resolve_on: str | None = None
    about: Origin | None = None
    by: str | None = None
    came: Came | None = None
    evidence: str = ""
    resolved: str | None = None
    meeting: str | None = None
    item: str | None = None
    created: str = ""
    updated: str = ""
