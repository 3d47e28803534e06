"""People who can do every activity: one module each, with ``play(room, item)``.

A player does what a room would do with an agenda item, through the services, and asserts that the
item's settings were heeded. A new activity gets a module here and its line below; without it, the
test that runs every shipped format fails.
"""

from collections.abc import Callable, Mapping

from retrotui.core.agenda import AgendaItem
from tests.support.meeting_room import Room
from tests.support.players import (
    actions,
    brainstorm,
    check_in,
    close,
    decide,
    discuss,
    group,
    review_actions,
    talk,
    vote,
)

Player = Callable[[Room, AgendaItem], None]

PLAYERS: Mapping[str, Player] = {
    "check-in": check_in.play,
    "review-actions": review_actions.play,
    "talk": talk.play,
    "brainstorm": brainstorm.play,
    "group": group.play,
    "vote": vote.play,
    "discuss": discuss.play,
    "decide": decide.play,
    "actions": actions.play,
    "close": close.play,
}
