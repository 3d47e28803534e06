"""Which dissent a key is about, and why a key does nothing to a proposal now."""

from collections.abc import Sequence

from retrotui.core.decisions import DecisionMove, allowed_moves
from retrotui.core.dissent import DISPUTABLE, DissentMove
from retrotui.core.dissent import allowed_moves as dissent_moves
from retrotui.core.records.decisions import Decision, DecisionStatus, Dissent
from retrotui.ui.commands import keys_label

_ON_DECISION = {
    "position": DecisionMove.POSITION,
    "decide": DecisionMove.DECIDE,
    "reject": DecisionMove.DECIDE,
    "reopen": DecisionMove.REOPEN,
}
_ON_DISSENT = {
    "answer": DissentMove.ANSWER,
    "accept": DissentMove.ACCEPT,
    "sustain": DissentMove.SUSTAIN,
    "withdraw": DissentMove.WITHDRAW,
}
_WAYS = {
    "answer": "answers it",
    "accept": "says it is accepted",
    "sustain": "says it is sustained",
    "withdraw": "withdraws it",
}


def meant(
    move: DissentMove, dissents: Sequence[Dissent], selected: Dissent | None
) -> Dissent | None:
    """What a move is about: the selected dissent, else the only one it is open to or there is."""
    if selected is not None:
        return selected
    fits = [each for each in dissents if move in dissent_moves(each)] or dissents
    return fits[0] if len(fits) == 1 else None


def why_not(
    verb: str, made: Decision, dissents: Sequence[Dissent], selected: Dissent | None
) -> str | None:
    """Why a command does nothing now.

    Args:
        verb: The last word of the command's id.
        made: The proposal on stage.
        dissents: To it.
        selected: The dissent whose row is selected.
    """
    if verb in _ON_DISSENT:
        return _why_not_dissent(_ON_DISSENT[verb], dissents, selected)
    if verb == "dissent":
        fine = made.status in DISPUTABLE
        return None if fine else f"It is {made.status}: a dissent is to a decision in force."
    if verb in ("option", "method"):
        return None if made.status is DecisionStatus.PROPOSED else _fixed(made)
    if verb == "edit" and selected is not None:
        own = DissentMove.EDIT in dissent_moves(selected)
        return None if own else "It was answered: what was said stays as it was said."
    if verb in _ON_DECISION and _ON_DECISION[verb] not in allowed_moves(made):
        return "It is a proposal still." if verb == "reopen" else _fixed(made)
    return None


def _why_not_dissent(
    move: DissentMove, dissents: Sequence[Dissent], selected: Dissent | None
) -> str | None:
    against = meant(move, dissents, selected)
    if against is None:
        several = any(move in dissent_moves(each) for each in dissents)
        return "Select a dissent first." if several else _nothing_to(move)
    allowed = dissent_moves(against)
    if move in allowed:
        return None
    if DissentMove.ANSWER in allowed and against.response is None:
        return f"Nobody has answered it yet: {keys_label('decide.answer')} does."
    ways = ", ".join(f"{keys_label(f'decide.{verb}')} {word}" for verb, word in _WAYS.items()
                     if _ON_DISSENT[verb] in allowed)  # fmt: skip
    return f"This dissent is {against.state}: {ways or 'nothing more is done to it here'}."


def _nothing_to(move: DissentMove) -> str:
    if move is DissentMove.ANSWER:
        return "There is no dissent to answer."
    if move is DissentMove.WITHDRAW:
        return "There is no dissent to withdraw."
    return f"There is no answered dissent: {keys_label('decide.answer')} answers one."


def _fixed(made: Decision) -> str:
    again = DecisionMove.REOPEN in allowed_moves(made)
    way = f": {keys_label('decide.reopen')} reopens it for something new" if again else ""
    return f"It is {made.status}{way}."
