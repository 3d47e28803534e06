"""The states that records go through, apart from the records, so that follow-up starts quickly.

A list of actions or of what is late compares rows with these words and makes no records; the
modules of the records offer them too.
"""

from enum import StrEnum


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """Did it help?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class MeetingStatus(StrEnum):
    """Where a meeting is; ``discarded`` keeps its records out of every list but the trash."""

    RUNNING = "running"
    ENDED = "ended"
    DISCARDED = "discarded"


class DecisionStatus(StrEnum):
    """MADR's statuses."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class DissentState(StrEnum):
    """The life of a dissent (DESIGN §5)."""

    RAISED = "raised"
    ADDRESSED = "addressed"
    ACCEPTED = "accepted"
    SUSTAINED = "sustained"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What reality said on the follow-up date."""

    VINDICATED = "vindicated"
    PARTLY = "partly"
    NOT_BORNE_OUT = "not_borne_out"
    MOOT = "moot"
