"""Five-finger checks are kept as counts with their question, and nothing else of them."""

import pytest

from retrotui.core import fingers as rules
from retrotui.core.changes import Scope
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.formats import check_format
from retrotui.services import fingers, history, icebreakers, redaction, turns, undo
from retrotui.services.settings import calendar
from tests.support.meeting_room import Room, start_stop_continue


def told(room: Room) -> str:
    return history.latest(room.repo, calendar(room.desk))[0].words


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


def test_the_log_tells_it_and_undo_takes_it_back_after_a_restart_too() -> None:
    room = Room()
    fingers.keep(room.desk, room.id("Decide"), "Sure?", (1, 5))
    assert told(room) == "counted fingers on “Sure?”"
    undo.undo_last(room.desk, calendar(room.desk))
    assert checks(room) == []
    assert told(room) == "undid: counted fingers on “Sure?”"


def test_a_question_that_should_never_have_been_asked_is_redacted() -> None:
    room = Room()
    fingers.keep(room.desk, room.id("Decide"), "About the secret?", (4,))
    (ballot,) = room.state.ballots
    intent = redaction.intend(room.desk, ballot.id, None, calendar(room.desk))
    assert (intent.title, intent.fields) == ("About the secret?", ("title",))


def test_going_round_is_told_in_words() -> None:
    room = Room()
    item = room.id("Check-in")
    moves = {
        "noted who speaks next in “Check-in”": lambda: turns.draw(room.desk, item),
        "drew a question for “Check-in”": lambda: icebreakers.draw(room.desk, item),
        "agreed to begin with good faith in “Check-in”": lambda: icebreakers.agree(room.desk, item),
        "ended the silence in “Check-in”": lambda: turns.talk_now(room.desk, item),
    }
    for words, move in moves.items():
        move()
        assert told(room) == words


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
