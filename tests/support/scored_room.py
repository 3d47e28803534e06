"""Meetings that score: cards by a model, in memory."""

from typing import Any

from retrotui.core.activities import score
from retrotui.core.formats import Format, check_format
from retrotui.core.scoring import Result
from retrotui.services import cards, scores
from tests.support.meeting_room import Room

IDEAS = (
    "Pair on the deploy script before every release, so that two people know it by heart",
    "Write the runbook",
    "Invite support to planning",
    "Waiting on staging again",
    "Short standups",
)


def scoring_format(
    model: str = "weighted", *, agenda: list[dict[str, Any]] | None = None, **more: Any
) -> Format:
    """Gather ideas, then score them; keywords go into the score."""
    agenda = agenda or [
        {"activity": "brainstorm", "title": "Gather", "minutes": 5, "hidden": False,
         "columns": [{"key": "ideas", "title": "Ideas"}]},
        {"activity": "score", "title": "Score", "minutes": 15, "model": model, **more},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]  # fmt: skip
    data = {"title": "Choose what is next", "kind": "planning", "agenda": agenda}
    return check_format(data, "choose", "a test")


def scoring_room(model: str = "weighted", *ideas: str, **more: Any) -> Room:
    """A meeting with ideas to score."""
    room = Room(scoring_format(model, **more))
    for text in ideas or IDEAS:
        cards.add(room.desk, room.id("Gather"), "ideas", text)
    return room


def give(room: Room, idea: str, **values: str) -> None:
    """Gives the idea whose text begins so some values, as they are typed."""
    subject = next(each.id for each in room.state.cards if each.text.startswith(idea))
    for key, typed in values.items():
        scores.give(room.desk, room.id("Score"), subject, key, typed)


def outcome(room: Room) -> Result:
    """What came out."""
    return score.result(room.state, room.item("Score"))
