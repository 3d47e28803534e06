"""Undo takes back what this session did, newest first, as new steps."""

import pytest

from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Drop, Put
from retrotui.core.errors import BusyError, ForbiddenMoveError, UsageError
from retrotui.core.ports import Plan, Receipt
from retrotui.services import actions
from retrotui.services.desk import Desk
from retrotui.services.undo import DEPTH, UndoStack
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    clock, ids = FakeClock(), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by="Ana")


def test_steps_are_taken_back_newest_first(desk: Desk) -> None:
    stack = UndoStack()
    saved = actions.add(desk, Draft("Fix", due="2026-12-01"))
    stack.push("add action", saved.receipt)
    stack.push("move action", actions.move(desk, saved.id, due="2026-12-08"))
    stack.push("drop action", actions.drop(desk, saved.id, why="moot"))
    assert stack.next_label == "drop action"
    assert stack.undo(desk) == "drop action"
    assert stack.undo(desk) == "move action"
    action = actions.get(desk.repo, saved.id)
    assert (action.is_open, action.due, action.moves) == (True, "2026-12-01", ())
    assert stack.undo(desk) == "add action"
    assert desk.repo.get("actions", saved.id) is None
    assert stack.next_label is None
    with pytest.raises(UsageError, match="nothing to undo"):
        stack.undo(desk)


def test_what_cannot_be_taken_back_any_more_is_forgotten(desk: Desk) -> None:
    stack = UndoStack()
    saved = actions.add(desk, Draft("Fix"))
    stack.push("add action", saved.receipt)
    stack.push("dot", Receipt((), undo=(Put("votes", "1" * 26, {"n": 1}),)))
    stack.forget("votes")
    assert stack.undo(desk) == "add action"
    assert stack.next_label is None


def test_what_changed_nothing_is_not_remembered(desk: Desk) -> None:
    stack = UndoStack()
    saved = actions.add(desk, Draft("Fix"))
    stack.push("reopen action", actions.reopen(desk, saved.id))
    assert stack.next_label is None


def test_an_undo_belongs_to_the_meeting_of_its_step(desk: Desk) -> None:
    held = desk.ids.new()
    desk.commit([Put("meetings", held, {"title": "Retro"})])
    stack = UndoStack()
    stack.push("add", actions.add(desk, Draft("Fix"), meeting=held).receipt, meeting=held)
    stack.undo(desk)
    assert isinstance(desk.repo, MemoryRepository)
    assert [event["m"] for event, _ in desk.repo.events if "m" in event] == [held, held]


class BusyOnce(MemoryRepository):
    """Refuses the second transaction."""

    asked = 0

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        self.asked += 1
        if self.asked == 2:
            raise BusyError("another process holds the store")
        return super().transact(plan, by=by, meeting=meeting, undoes=undoes)


def test_a_step_that_could_not_be_taken_back_stays() -> None:
    clock, ids = FakeClock(), FakeIds()
    desk = Desk(BusyOnce(clock, ids), clock, ids, by="Ana")
    stack = UndoStack()
    stack.push("add action", actions.add(desk, Draft("Fix")).receipt)
    with pytest.raises(BusyError):
        stack.undo(desk)
    assert stack.undo(desk) == "add action"


def test_a_long_session_forgets_its_oldest_steps() -> None:
    stack = UndoStack()
    desk_of_nobody = Desk(MemoryRepository(), FakeClock(), FakeIds(), by=None)
    for number in range(DEPTH + 1):
        stack.push(str(number), Receipt((), (Drop("actions", "0" * 26),)))
    labels = [stack.undo(desk_of_nobody) for _ in range(DEPTH)]
    assert (labels[0], labels[-1]) == (str(DEPTH), "1")
    assert stack.next_label is None


def test_taking_back_anonymous_work_stores_no_name_either() -> None:
    clock, ids = FakeClock(), FakeIds()
    repo = MemoryRepository(clock, ids)
    desk = Desk(repo, clock, ids, "Ana")
    stack = UndoStack()
    new = ids.new()
    put = Put("cards", new, {"meeting": "m", "item": "i", "column": "c", "text": "unsaid"})
    stack.push("card", desk.acting(None).commit((put,)))
    stack.undo(desk)
    assert repo.get("cards", new) is None
    assert {event["by"] for event, _ in repo.events} == {None}


@pytest.mark.parametrize("move", ["edit", "delete"])
def test_what_was_redacted_since_is_not_put_back(desk: Desk, move: str) -> None:
    stack = UndoStack()
    made = actions.add(desk, Draft("SECRET")).id
    if move == "edit":
        stack.push("edit action", actions.edit(desk, made, Edit(title="Fix")).receipt)
    else:
        stack.push("delete action", actions.delete(desk, made))
    desk.repo.redact("actions", made, {"title": "[redacted]"}, by="Ana")
    with pytest.raises(ForbiddenMoveError, match="no more"):
        stack.undo(desk)
    row = desk.repo.get("actions", made)
    assert row is None or "SECRET" not in str(row["title"])
