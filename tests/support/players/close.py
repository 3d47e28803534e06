"""Was it worth the time?"""

import pytest

from retrotui.core.activities import close
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError
from retrotui.services import votes
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """Everybody rates and the ratings are counted, or none is asked for."""
    if not close.settings(item).rate:
        with pytest.raises(ForbiddenMoveError):
            votes.rate(room.desk, item.id, 3)
        return
    for number in range(len(room.people)):
        votes.rate(room.desk, item.id, 1 + number % 5)
    votes.close_rating(room.desk, item.id)
    rating = close.rating(room.state, item)
    assert rating is not None
    assert rating.voters == len(room.people)
