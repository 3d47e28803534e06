"""Two cards that say the same are laid onto each other."""

from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import subjects
from retrotui.services import cards
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """The first two stacks become one group with a name."""
    before = subjects(room.state, item)
    first, second = (stack for stack in before[:2])
    cards.group(room.desk, second.id, first.id)
    merged = next(each for each in subjects(room.state, item) if each.group is not None)
    cards.rename_group(room.desk, merged.id, f"What {item.title} found")
    assert len(subjects(room.state, item)) == len(before) - 1
