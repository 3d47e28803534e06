"""Statuses, positions and dissents as a sign and a word, never by colour alone."""

from retrotui.core.goal_standing import Standing
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.decisions import DissentState, Stance
from retrotui.core.records.expectations import Came
from retrotui.core.records.goals import GoalStatus
from retrotui.ui.render import Bit, Tone

_STATUS = {
    ActionStatus.OPEN: Bit("○", Tone.PLAIN),
    ActionStatus.BLOCKED: Bit("‖", Tone.WARN),
    ActionStatus.DONE: Bit("✓", Tone.GOOD),
    ActionStatus.DROPPED: Bit("×", Tone.MUTED),
}

_STANCES = {
    Stance.SUPPORT: Bit("●●● support", Tone.GOOD),
    Stance.RESERVATIONS: Bit("◐ reservations", Tone.WARN),
    Stance.ABSTAIN: Bit("○ abstains", Tone.MUTED),
    Stance.STAND_ASIDE: Bit("◌ stands aside", Tone.MUTED),
    Stance.DISAGREE_AND_COMMIT: Bit("◑ disagrees, commits", Tone.WARN),
    Stance.DISAGREE_NOT_IMPLEMENTING: Bit("◒ disagrees, will not do it", Tone.WARN),
    Stance.OBJECT: Bit("✱ object", Tone.BAD),
    Stance.RECUSE: Bit("– recused", Tone.MUTED),
}

_DISSENT = {
    DissentState.RAISED: Bit("✱ raised", Tone.BAD),
    DissentState.ADDRESSED: Bit("◌ addressed", Tone.WARN),
    DissentState.ACCEPTED: Bit("✓ accepted", Tone.GOOD),
    DissentState.SUSTAINED: Bit("✱ sustained", Tone.WARN),
    DissentState.WITHDRAWN: Bit("× withdrawn", Tone.MUTED),
}

_STANDINGS = {
    Standing.MET: Bit("✓ met", Tone.GOOD),
    Standing.ON: Bit("● on track", Tone.GOOD),
    Standing.AT_RISK: Bit("◐ at risk", Tone.WARN),
    Standing.OFF: Bit("✱ off track", Tone.BAD),
    Standing.NO_READING: Bit("○ no reading", Tone.MUTED),
}

_GOALS = {
    GoalStatus.MET: Bit("✓ met", Tone.GOOD),
    GoalStatus.MISSED: Bit("– missed", Tone.WARN),
    GoalStatus.DROPPED: Bit("× dropped", Tone.MUTED),
}

_CAME = {
    Came.TRUE: Bit("✓ came true", Tone.GOOD),
    Came.FALSE: Bit("× did not", Tone.WARN),
    Came.VOID: Bit("– can't tell", Tone.MUTED),
}

NO_RESPONSE = Bit("○ no response", Tone.MUTED)
NOT_HEARD = Bit("– not heard yet", Tone.MUTED)


def status_sign(status: ActionStatus) -> Bit:
    """An action's status as one sign."""
    return _STATUS[status]


def stance_text(stance: Stance | None) -> Bit:
    """A position as a sign and a word; None is no response."""
    return NO_RESPONSE if stance is None else _STANCES[stance]


def dissent_text(state: DissentState) -> Bit:
    """Where a dissent stands, as a sign and a word."""
    return _DISSENT[state]


def goal_text(status: GoalStatus, standing: Standing) -> Bit:
    """How a goal stands, as a sign and a word; of a closed one what people said."""
    return _GOALS.get(status) or _STANDINGS[standing]


def came_text(came: Came) -> Bit:
    """What became of an expectation, as a sign and a word."""
    return _CAME[came]
