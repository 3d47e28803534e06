"""Five-finger checks are kept as counts with their question, and nothing else of them."""

import pytest

from retrotui.core import fingers as rules
from retrotui.core.changes import Scope
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.formats import check_format
from retrotui.services import fingers, undo
from tests.support.meeting_room import Room, start_stop_continue


def checks(room: Room) -> list[tuple[str, tuple[int, ...]]]:
    found = rules.of_item(room.state.ballots, room.id("Decide"))
    return [(each.question, each.counts) for each in found]


def test_counts_and_question_are_kept_and_another_check_is_its_own() -> None:
    room = Room()
    fingers.keep(room.desk, room.id("Decide"), "Confidence in this plan?", (5, 2, 5))
    fingers.keep(room.desk, room.id("Decide"), "And now?", (4,))
    assert checks(room) == [
        ("Confidence in this plan?", (0, 0, 1, 0, 0, 2)), ("And now?", (0, 0, 0, 0, 1, 0)),
    ]  # fmt: skip
    assert room.written(Scope.HELD) == ""


def test_it_is_taken_back_in_the_session() -> None:
    room, stack = Room(), undo.UndoStack()
    receipt = fingers.keep(room.desk, room.id("Decide"), "Sure?", (1,))
    stack.push("fingers", receipt, meeting=room.meeting)
    stack.undo(room.desk)
    assert checks(room) == []


def test_of_a_private_meeting_it_stays_on_this_machine() -> None:
    room = Room(start_stop_continue(private=True))
    fingers.keep(room.desk, room.id("Decide"), "Between us?", (3,))
    assert "Between us?" in room.written(Scope.PRIVATE)
    assert "Between us?" not in room.written(Scope.SHARED)


def test_refusals_name_what_is_wrong() -> None:
    room = Room(check_format({"title": "T", "kind": "workshop", "agenda": [
        {"activity": "decide", "title": "Decide", "minutes": 5}]}, "t", "a test"))  # fmt: skip
    item = room.id("Decide")
    with pytest.raises(ForbiddenMoveError, match="nobody has shown"):
        fingers.keep(room.desk, item, "Sure?", ())
    with pytest.raises(UsageError, match="not on the scale"):
        fingers.keep(room.desk, item, "Sure?", (6,))
    with pytest.raises(UsageError, match="question"):
        fingers.keep(room.desk, item, " ", (3,))
    assert checks(room) == []
