"""A quick round for one cell: everybody types a value unseen, then the room sees the spread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from retrotui.core.scoring import Axis
from retrotui.core.scoring.rounds import Round
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.render import short
from retrotui.ui.stages.base import Room
from retrotui.ui.stages.parts.steps import Steps, follow

if TYPE_CHECKING:
    from decimal import Decimal


def quick_round(room: Room, axis: Axis, title: str, take: Callable[[str], object]) -> None:
    """Asks for values, hidden as they are typed, and proposes the one in the middle.

    What individuals typed is kept nowhere: only the value that is taken is.

    Args:
        room: The meeting's screen.
        axis: The criterion.
        title: What is scored.
        take: Is given the median, as one types it, when the room takes it.
    """
    follow(room, _round(axis, title, take))


def _round(axis: Axis, title: str, take: Callable[[str], object]) -> Steps:
    def wrong(text: str) -> None:
        if text:
            axis.scale.parse(text)

    given: list[Decimal] = []
    while True:
        asked = f"{short(axis.title)}, person {len(given) + 1}, unseen"
        hint = f"{axis.scale.valid}; empty shows them" if given else axis.scale.valid
        text = yield Ask(asked, prompt=hint, check=wrong, masked=True)
        if text is None or (not text and not given):
            return
        if not text:
            break
        given.append(axis.scale.parse(text))
    found = Round(axis.scale, tuple(given))
    middle = axis.scale.show(found.median)
    detail = f"{found.told}. {short(title)} gets {middle} for {short(axis.title)}."
    if (yield Confirm(found.spread, detail, yes=f"take {middle}", no="talk first")):
        take(middle)
