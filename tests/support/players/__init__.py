"""People who can do every activity: one module each, with ``play(room, item)``.

A player does what a room would do with an agenda item, through the services, and asserts that the
item's settings were heeded. A new activity gets a module here and its line in ``PLAYERS``; without
it, the test that runs every shipped format fails. What has to be there before the meeting begins,
such as goals or feedback, is made in ``prepare(room)``.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from retrotui.core.agenda import AgendaItem
from tests.support.meeting_room import Room
from tests.support.players import (
    actions,
    brainstorm,
    check_in,
    close,
    decide,
    discuss,
    feedback,
    forecast,
    goals,
    group,
    review_actions,
    roadmap,
    score,
    survey,
    talk,
    vote,
)


def _nothing(_room: Room) -> None:
    """Most activities need nothing that was there before."""


class Player(NamedTuple):
    """Somebody who can do one activity.

    Attributes:
        play: Does an item of it.
        prepare: Makes what has to be there before the meeting begins, in the meeting before it.
    """

    play: Callable[[Room, AgendaItem], None]
    prepare: Callable[[Room], None] = _nothing


PLAYERS: Mapping[str, Player] = {
    "check-in": Player(check_in.play),
    "review-actions": Player(review_actions.play, review_actions.prepare),
    "talk": Player(talk.play),
    "brainstorm": Player(brainstorm.play),
    "group": Player(group.play),
    "vote": Player(vote.play),
    "discuss": Player(discuss.play),
    "decide": Player(decide.play),
    "score": Player(score.play, score.prepare),
    "goals": Player(goals.play, goals.prepare),
    "roadmap": Player(roadmap.play, roadmap.prepare),
    "forecast": Player(forecast.play, forecast.prepare),
    "feedback": Player(feedback.play, feedback.prepare),
    "survey": Player(survey.play, survey.prepare),
    "actions": Player(actions.play),
    "close": Player(close.play),
}
