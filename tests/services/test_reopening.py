"""Undoing a choice: both versions are there again, in every clone, with those who gave them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.actions import Draft, Edit
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.services import actions, conflicts, history
from retrotui.services.desk import Desk
from retrotui.services.settings import calendar
from retrotui.services.undo import UndoStack, undo_last
from tests.services.test_conflicts import ACTION, an_action, pair, share
from tests.support.clones import desks, memory_clones

SHARING = ("edit", "move", "drop", "block", "done")


def listed(desk: Desk) -> list[Any]:
    """Every choice there is: what it says, who said it, when, and which one shows."""
    return [
        (each.id, each.field, [(one.words, one.by, one.at) for one in each.candidates])
        for each in conflicts.list_conflicts(desk.repo, calendar(desk))
    ]


def moved_apart() -> tuple[Desk, Desk, str]:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    actions.move(ana, id_, due="2026-11-27")
    actions.move(bo, id_, due="2026-12-04")
    share(ana, bo)
    return ana, bo, id_


def take_back_from_the_log(desk: Desk, _stack: UndoStack) -> None:
    undo_last(desk, calendar(desk))


def take_back_in_the_session(desk: Desk, stack: UndoStack) -> None:
    stack.undo(desk)


@pytest.mark.parametrize("take_back", [take_back_from_the_log, take_back_in_the_session])
@pytest.mark.parametrize("number", [1, 2])
def test_a_pick_that_is_undone_is_open_again_in_every_clone(number: int, take_back: Any) -> None:
    ana, bo, id_ = moved_apart()
    before, stack = listed(ana), UndoStack()
    stack.push("pick", conflicts.pick(ana, id_, "due", number))
    share(ana, bo)
    assert listed(bo) == []
    take_back(ana, stack)
    share(ana, bo)
    assert listed(ana) == listed(bo) == before
    assert conflicts.count(bo.repo) == 1
    conflicts.pick(bo, id_, "due", 2)
    share(ana, bo)
    assert listed(ana) == listed(bo) == []


def test_a_written_value_and_an_edit_over_two_versions_open_them_again_too() -> None:
    ana, bo, id_ = moved_apart()
    before = listed(ana)
    conflicts.write_value(bo, id_, "due", "2026-12-24", calendar(bo))
    undo_last(bo, calendar(bo))
    assert listed(bo) == before
    actions.move(bo, id_, due="2026-12-25")
    undo_last(bo, calendar(bo))
    share(ana, bo)
    assert listed(ana) == before


def test_the_next_undo_is_refused_in_the_name_of_who_gave_the_other_version() -> None:
    ana, bo, id_ = moved_apart()
    conflicts.pick(ana, id_, "due", 1)
    undo_last(ana, calendar(ana))
    with pytest.raises(ForbiddenMoveError, match=r"Bo set due .* to “4 Dec”"):
        undo_last(ana, calendar(ana))
    conflicts.pick(bo, id_, "due", 1)
    undo_last(bo, calendar(bo))
    with pytest.raises(ForbiddenMoveError, match=r"Ana set due .* to “27 Nov”"):
        undo_last(bo, calendar(bo))


def test_what_an_undo_put_back_is_nobody_elses_than_who_gave_it() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    actions.edit(ana, id_, Edit(title="By Ana"))
    share(ana, bo)
    actions.edit(bo, id_, Edit(title="By Bo"))
    actions.edit(bo, id_, Edit(title="By Bo again"))
    undo_last(bo, calendar(bo))
    share(ana, bo)
    cy = Desk(ana.repo, ana.clock, ana.ids, "Cy")
    actions.edit(cy, id_, Edit(title="By Cy"))
    undo_last(cy, calendar(cy))
    with pytest.raises(ForbiddenMoveError, match=r"Bo set title .* to “By Bo”"):
        undo_last(ana, calendar(ana))


def test_a_deleted_record_comes_back_with_both_versions() -> None:
    ana, bo, id_ = moved_apart()
    before = listed(ana)
    actions.delete(ana, id_)
    assert listed(ana) == []
    undo_last(ana, calendar(ana))
    share(ana, bo)
    assert listed(ana) == listed(bo) == before


def test_the_log_tells_an_undone_pick_once() -> None:
    ana, _, id_ = moved_apart()
    conflicts.pick(ana, id_, "due", 2)
    undo_last(ana, calendar(ana))
    told = history.of(ana.repo, "actions", id_, calendar(ana))
    assert [each.words.startswith("undid") for each in told] == [False] * 4 + [True]
    (change,) = told[-1].changes
    assert (change.field, change.new) == ("due", actions.get(ana.repo, id_).due)
    assert (
        sum(each.words.startswith("undid") for each in history.latest(ana.repo, calendar(ana))) == 1
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(SHARING)), min_size=2, max_size=6),
    st.integers(0, 5),
    st.integers(0, 2),
)
def test_undoing_any_pick_shows_what_was_there_to_pick(
    moves: list[tuple[int, str]], chosen: int, who: int
) -> None:
    sides = desks(*memory_clones(3))
    id_ = actions.add(sides[0], Draft("Fix staging", due="2026-11-20")).id
    share(*sides)
    for side, move in moves:
        try:
            ACTION[move](sides[side], id_)
        except (ForbiddenMoveError, NotFoundError):
            continue
    share(*sides)
    before = listed(sides[who])
    if not before:
        return
    _, field, versions = before[chosen % len(before)]
    row = dict(sides[who].repo.get("actions", id_) or {})
    conflicts.pick(sides[who], id_, field, 1 + chosen % len(versions))
    undo_last(sides[who], calendar(sides[who]))
    share(*sides)
    assert [listed(each) for each in sides] == [before] * 3
    again = [dict(each.repo.get("actions", id_) or {}) for each in sides]
    assert [{**each, "updated": ""} for each in again] == [{**row, "updated": ""}] * 3
