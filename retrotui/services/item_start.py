"""What comes with the beginning of an agenda item: its order of speaking, and its icebreaker."""

from collections.abc import Sequence

from retrotui.core.activities import check_in
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change
from retrotui.core.ports import Reader
from retrotui.core.turns import ROUND_ROBIN
from retrotui.core.turns import turns as turns_of
from retrotui.services import icebreakers, turns
from retrotui.services.desk import Desk


def begin(desk: Desk, reader: Reader, meeting: str, item: str) -> tuple[Change, ...]:
    """What is drawn as an item of a running meeting begins; nothing where it was drawn before.

    Args:
        desk: Whose chance it is.
        reader: The records.
        meeting: Id of the meeting.
        item: Id of the item that begins.
    """
    return (
        *turns.begin(desk, reader, meeting, item),
        *icebreakers.begin(desk, reader, meeting, item),
    )


def first(
    desk: Desk, reader: Reader, item: AgendaItem, here: Sequence[str], series: str
) -> tuple[Change, ...]:
    """What is drawn for the first item of a meeting that is about to be made.

    Args:
        desk: Whose chance it is.
        reader: The records, without the meeting.
        item: The item it begins with.
        here: Ids of those who take part.
        series: Id of the meeting's series.
    """
    changes: list[Change] = []
    if here and turns_of(item) == ROUND_ROBIN and item.activity != "discuss":
        changes.append(turns.put(item.id, (turns.first_order(desk, reader, series, here),)))
    if item.activity == check_in.ACTIVITY.name and check_in.settings(item).icebreaker:
        changes.append(icebreakers.drawing(desk, reader, series, item.id, ()))
    return tuple(changes)
