"""Meetings and who takes part. Agenda items are in ``core.agenda``, moves in ``core.timeline``."""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.ids import natural_id
from retrotui.core.records.words import MeetingStatus

__all__ = ["Meeting", "MeetingStatus", "Participant", "Presence", "participant_id"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One run of a format.

    Attributes:
        kind: retrospective, planning, roadmap, one-on-one, workshop, decision, readout, update …
        format: The format's name (file stem) or None for an agenda read from a document.
        series: Id of the series it belongs to.
        private: A one-on-one: all of its records stay in the private log.
        facilitator: Id of the person who runs it.
        slot: Minutes there were for it when it began; None where its timeboxes say so.
        started: RFC 3339 UTC.
        ended: RFC 3339 UTC; None while it runs.
    """

    id: str
    title: str
    kind: str = "retrospective"
    format: str | None = None
    series: str | None = None
    status: MeetingStatus = MeetingStatus.RUNNING
    private: bool = False
    facilitator: str | None = None
    slot: float | None = None
    started: str = ""
    ended: str | None = None
    created: str = ""
    updated: str = ""


class Presence(StrEnum):
    """How a participant takes part."""

    PRESENT = "present"
    LATE = "late"
    LEFT = "left"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in one meeting; the id comes from both."""

    id: str
    meeting: str
    person: str
    presence: Presence = Presence.PRESENT
    created: str = ""
    updated: str = ""


def participant_id(meeting: str, person: str) -> str:
    """The id of a person's participation."""
    return natural_id("participant", meeting, person)
