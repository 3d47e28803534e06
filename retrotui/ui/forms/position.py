"""Asking where somebody stands, in three quick steps: who, the stance, why."""

from collections.abc import Sequence
from typing import Final

from retrotui.core.records.decisions import Stance
from retrotui.core.text import one_line
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.lists.inputs import fits
from retrotui.ui.signs import stance_text

_KEYS: Final = {
    Stance.SUPPORT: ("s", "for it"),
    Stance.RESERVATIONS: ("r", "for it, with worries"),
    Stance.ABSTAIN: ("a", "neither for nor against"),
    Stance.STAND_ASIDE: ("i", "not for it, not in its way"),
    Stance.DISAGREE_AND_COMMIT: ("c", "against it, will help"),
    Stance.DISAGREE_NOT_IMPLEMENTING: ("n", "against it, will not help"),
    Stance.OBJECT: ("o", "it must not pass like this"),
    Stance.RECUSE: ("e", "has a conflict of interest"),
}


def person_dialog(people: Sequence[Choice[str]], first: str | None) -> Choose[str]:
    """Whose position it is; somebody who is not listed can be typed.

    Args:
        people: Ids with names.
        first: Id of the one selected at first.
    """
    return Choose("Whose position?", people, current=first, make=str)


def stance_dialog(name: str, current: Stance | None = None) -> Choose[Stance]:
    """Where they stand, each stance with a key of its own."""
    choices = [
        Choice(stance, stance_text(stance).text, note, key) for stance, (key, note) in _KEYS.items()
    ]
    return Choose(f"Where does {one_line(name)} stand?", choices, current=current, filtered=False)


def why_dialog(name: str, stance: Stance, why: str | None = None) -> Ask:
    """Their reason in one line; an empty one is no reason."""
    title = f"{one_line(name)}: {stance_text(stance).text}"
    return Ask(title, prompt="why? (enter: no reason)", value=why or "", check=fits("the reason"))
