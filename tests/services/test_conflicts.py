"""Two clones change one thing at once: both are kept, and one pick settles it everywhere."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.actions import Draft, Edit
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft, DissentMove, allowed_moves
from retrotui.core.errors import BusyError, ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.merge_lines import merge_lines
from retrotui.core.records.actions import ActionStatus, Outcome
from retrotui.core.records.decisions import DecisionStatus, DissentState, Verdict
from retrotui.services import actions, conflicts, decisions, dissent
from retrotui.services.desk import Desk
from retrotui.services.settings import calendar
from tests.support.clones import desks, exchange, memory_clones

Move = Callable[[Desk, str], object]
ACTION: dict[str, Move] = {
    "done": lambda desk, id_: actions.done(desk, id_, helped=Outcome.YES),
    "drop": lambda desk, id_: actions.drop(desk, id_, why="moot"),
    "block": lambda desk, id_: actions.block(desk, id_, why="waits"),
    "move": lambda desk, id_: actions.move(desk, id_, due="2026-12-24"),
    "edit": lambda desk, id_: actions.edit(desk, id_, Edit(title="Another")),
    "reopen": lambda desk, id_: (actions.done(desk, id_), actions.reopen(desk, id_)),
    "delete": actions.delete,
}
DECISION: dict[str, Move] = {
    "accept": lambda desk, id_: decisions.decide(desk, id_, accept=True, outcome="Yes"),
    "reject": lambda desk, id_: decisions.decide(desk, id_, accept=False),
    "reopen": lambda desk, id_: (
        decisions.decide(desk, id_, accept=True, outcome="Once"),
        decisions.reopen(desk, id_, "news"),
    ),
    "deprecate": lambda desk, id_: (
        decisions.decide(desk, id_, accept=True, outcome="Then"),
        decisions.deprecate(desk, id_),
    ),
}
DISSENT: dict[str, Move] = {
    "answer": lambda desk, id_: dissent.answer(desk, id_, "It is opt-in now"),
    "withdraw": lambda desk, id_: dissent.withdraw(desk, id_, note="on request"),
    "verdict": lambda desk, id_: (
        dissent.answer(desk, id_, "No"),
        dissent.give_verdict(desk, id_, Verdict.VINDICATED, evidence="it broke"),
    ),
    "sustain": lambda desk, id_: (dissent.answer(desk, id_, "No"), dissent.sustain(desk, id_)),
}


def pair() -> tuple[Desk, Desk]:
    ana, bo = desks(*memory_clones(2))
    return ana, bo


def share(*sides: Desk) -> None:
    exchange(*(side.repo for side in sides))  # type: ignore[arg-type]


def an_action(desk: Desk) -> str:
    return actions.add(desk, Draft("Fix staging", due="2026-11-20")).id


def listed(desk: Desk) -> list[Any]:
    return [
        (each.field, [(one.value, one.by) for one in each.candidates])
        for each in conflicts.list_conflicts(desk.repo, calendar(desk))
    ]


def test_both_values_are_listed_and_a_pick_settles_both_clones() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    actions.move(ana, id_, due="2026-11-27")
    actions.move(bo, id_, due="2026-12-04")
    share(ana, bo)
    assert listed(ana) == listed(bo)
    ((field, values),) = listed(ana)
    assert field == "due"
    assert sorted(values) == [("27 Nov", "Ana"), ("4 Dec", "Bo")]
    assert conflicts.count(ana.repo) == 1
    older = next(n for n, each in enumerate(values, 1) if each[0] == "27 Nov")
    conflicts.pick(bo, id_[-16:], "due", older)
    share(ana, bo)
    assert listed(ana) == listed(bo) == []
    assert actions.get(ana.repo, id_).due == actions.get(bo.repo, id_).due == "2026-11-27"


def test_what_cannot_be_picked_says_what_can() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    with pytest.raises(NotFoundError):
        conflicts.pick(ana, id_, "due", 1)
    share(ana, bo)
    actions.move(ana, id_, due="2026-11-27")
    actions.move(bo, id_, due="2026-12-04")
    share(ana, bo)
    with pytest.raises(ForbiddenMoveError) as refused:
        conflicts.pick(ana, id_, "title", 1)
    assert refused.value.hint == "it has several of: due"
    for number in (0, 3):
        with pytest.raises(UsageError, match="no version"):
            conflicts.pick(ana, id_, "due", number)
    with pytest.raises(UsageError, match="line by line"):
        conflicts.merged(ana, id_, "due")
    with pytest.raises(UsageError):
        conflicts.write_value(ana, id_, "due", "whenever", calendar(ana))
    conflicts.write_value(ana, id_, "due", "2026-12-24", calendar(ana))
    assert (listed(ana), actions.get(ana.repo, id_).due) == ([], "2026-12-24")


def test_equal_values_collapse_and_stamps_settle_themselves() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    actions.done(ana, id_)
    bo.clock.advance(60)  # type: ignore[attr-defined]
    actions.done(bo, id_)
    share(ana, bo)
    assert listed(ana) == []
    assert conflicts.count(ana.repo) == 0


def test_a_status_takes_along_what_was_written_with_it() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    actions.drop(ana, id_, why="moot")
    actions.done(bo, id_, helped=Outcome.PARTLY)
    share(ana, bo)
    for wanted, why, outcome in ((ActionStatus.DROPPED, "moot", None),):
        values = dict(listed(ana))["status"]
        number = next(n for n, each in enumerate(values, 1) if each[0] == wanted.value)
        conflicts.pick(ana, id_, "status", number)
        picked = actions.get(ana.repo, id_)
        assert (picked.status, picked.why, picked.outcome) == (wanted, why, outcome)
    assert listed(ana) == []


def test_what_one_move_wrote_is_one_conflict_and_is_picked_together() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    actions.block(ana, id_, why="waits for legal")
    share(ana, bo)
    actions.drop(ana, id_, why="moot")
    actions.done(bo, id_)
    share(ana, bo)
    (found,) = conflicts.list_conflicts(bo.repo, calendar(bo))
    assert conflicts.count(bo.repo) == 1
    assert conflicts.fields_by_record(bo.repo) == {id_: ("status",)}
    assert found.field == "status"
    assert {(each.value, each.words, each.by) for each in found.candidates} == {
        ("dropped", "dropped: moot", "Ana"),
        ("done", "done", "Bo"),
    }
    with pytest.raises(ForbiddenMoveError, match="together with status"):
        conflicts.pick(bo, id_, "why", 1)
    dropped = next(each for each in found.candidates if each.value == "dropped")
    assert dropped.beside == {"why": "moot"}
    conflicts.pick(bo, id_, "status", dropped.number, seen=found.candidates)
    share(ana, bo)
    for side in (ana, bo):
        picked = actions.get(side.repo, id_)
        assert (picked.status, picked.why) == (ActionStatus.DROPPED, "moot")
        assert conflicts.count(side.repo) == 0


def test_one_status_with_two_reasons_is_two_choices() -> None:
    sides = desks(*memory_clones(3))
    id_ = an_action(sides[0])
    share(*sides)
    actions.drop(sides[0], id_, why="moot")
    actions.drop(sides[1], id_, why="too dear")
    actions.block(sides[2], id_, why="waits")
    share(*sides)
    (found,) = conflicts.list_conflicts(sides[0].repo, calendar(sides[0]))
    chosen = {each.words: each for each in found.candidates}
    assert chosen.keys() == {"dropped: moot", "dropped: too dear", "blocked: waits"}
    conflicts.pick(sides[2], id_, "status", chosen["dropped: too dear"].number)
    assert actions.get(sides[2].repo, id_).why == "too dear"
    assert conflicts.count(sides[2].repo) == 0


def test_a_reason_that_somebody_else_wrote_is_not_let_go_with_a_status() -> None:
    sides = desks(*memory_clones(3))
    id_ = an_action(sides[0])
    actions.block(sides[0], id_, why="waits")
    share(*sides)
    actions.drop(sides[0], id_, why="moot")
    actions.done(sides[1], id_)
    actions.block(sides[2], id_, why="waits for the key")
    share(*sides)
    assert [field for field, _ in listed(sides[0])] == ["status", "why"]
    values = [value for value, _ in dict(listed(sides[0]))["status"]]
    conflicts.pick(sides[0], id_, "status", values.index("dropped") + 1)
    assert "waits for the key" in [value for value, _ in dict(listed(sides[0]))["why"]]


def test_an_anonymous_version_shows_nobody() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    actions.edit(ana.acting(None), id_, Edit(title="Said by nobody"))
    actions.edit(bo, id_, Edit(title="Said by Bo"))
    share(ana, bo)
    assert sorted(dict(listed(ana))["title"]) == [("Said by Bo", "Bo"), ("Said by nobody", None)]


def test_texts_are_merged_line_by_line() -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    actions.block(ana, id_, why="waits for legal\nand for Bo")
    share(ana, bo)
    actions.block(ana, id_, why="waits for legal\nand for Bo\nand for the key")
    actions.block(bo, id_, why="since monday\nwaits for legal\nand for Bo")
    share(ana, bo)
    (found,) = conflicts.list_conflicts(ana.repo, calendar(ana))
    assert found.merged == "since monday\nwaits for legal\nand for Bo\nand for the key"
    conflicts.merged(bo, id_, "why")
    share(ana, bo)
    assert actions.get(ana.repo, id_).why == found.merged


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6), min_size=1, max_size=3))
def test_no_line_of_any_wording_is_lost_and_equal_wordings_stay(texts: list[list[str]]) -> None:
    merged = merge_lines(["\n".join(each) for each in texts]).split("\n")
    for each in texts:
        rest = iter(merged)
        assert all(line in rest for line in each)
    assert merge_lines(["\n".join(texts[0])] * 3) == "\n".join(texts[0])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(ACTION))), max_size=6))
def test_picking_settles_every_clone_whatever_collided(history: list[tuple[int, str]]) -> None:
    sides = desks(*memory_clones(3))
    id_ = an_action(sides[0])
    share(*sides)
    for who, move in history:
        try:
            ACTION[move](sides[who], id_)
        except (ForbiddenMoveError, NotFoundError):
            continue
    share(*sides)
    while found := conflicts.list_conflicts(sides[1].repo, calendar(sides[1])):
        conflicts.pick(sides[1], id_, found[0].field, len(found[0].candidates))
    share(*sides)
    assert [listed(each) for each in sides] == [[], [], []]
    rows = [each.repo.get("actions", id_) for each in sides]
    assert rows[0] == rows[1] == rows[2]


def readable_action(desk: Desk, id_: str) -> None:
    if desk.repo.get("actions", id_) is None:
        return
    action = actions.get(desk.repo, id_)
    closed = action.status in (ActionStatus.DONE, ActionStatus.DROPPED)
    assert closed or action.closed is None
    assert action.outcome is None or action.status is ActionStatus.DONE
    assert action.why is None or action.status in (ActionStatus.BLOCKED, ActionStatus.DROPPED)
    (actions.done if action.is_open else actions.reopen)(desk, id_)


@pytest.mark.parametrize(("one", "other"), list(product(ACTION, ACTION)))
def test_every_pair_of_moves_on_an_action_leaves_a_sound_one(one: str, other: str) -> None:
    ana, bo = pair()
    id_ = an_action(ana)
    share(ana, bo)
    ACTION[one](ana, id_)
    ACTION[other](bo, id_)
    share(ana, bo)
    assert ana.repo.get("actions", id_) == bo.repo.get("actions", id_)
    readable_action(ana, id_)


@pytest.mark.parametrize(("one", "other"), list(product(DECISION, DECISION)))
def test_every_pair_of_moves_on_a_decision_leaves_a_sound_one(one: str, other: str) -> None:
    ana, bo = pair()
    id_ = decisions.add(ana, DecisionDraft("Ship")).id
    share(ana, bo)
    DECISION[one](ana, id_)
    DECISION[other](bo, id_)
    share(ana, bo)
    found = decisions.get(ana.repo, id_)
    assert found == decisions.get(bo.repo, id_)
    assert found.decided is None or found.status is not DecisionStatus.PROPOSED
    if found.status is DecisionStatus.PROPOSED:
        decisions.decide(ana, id_, accept=True, outcome="After all")


@pytest.mark.parametrize(("one", "other"), list(product(DISSENT, DISSENT)))
def test_every_pair_of_moves_on_a_dissent_leaves_a_sound_one(one: str, other: str) -> None:
    ana, bo = pair()
    decision = decisions.add(ana, DecisionDraft("Ship")).id
    id_ = dissent.add(ana, decision, DissentDraft("Too early", by="Cy")).id
    share(ana, bo)
    DISSENT[one](ana, id_)
    DISSENT[other](bo, id_)
    share(ana, bo)
    found = dissent.get(ana.repo, id_)
    assert found == dissent.get(bo.repo, id_)
    judged = found.state in (DissentState.RAISED, DissentState.WITHDRAWN)
    assert found.verdict is None or not judged
    assert found.response is not None or found.state in (
        DissentState.RAISED, DissentState.WITHDRAWN,
    )  # fmt: skip
    if DissentMove.VERDICT in allowed_moves(found):
        dissent.give_verdict(ana, id_, Verdict.MOOT)


def test_a_version_that_came_while_somebody_chose_is_not_let_go() -> None:
    ana, bo, cy = desks(*memory_clones(3))
    made = actions.add(ana, Draft("Fix")).id
    clones: Any = (ana.repo, bo.repo, cy.repo)
    exchange(*clones)
    actions.edit(ana, made, Edit(title="Fix staging"))
    actions.edit(bo, made, Edit(title="Fix production"))
    exchange(*clones[:2])
    (shown,) = conflicts.list_conflicts(ana.repo, calendar(ana))
    actions.edit(cy, made, Edit(title="Fix both"))
    exchange(*clones)
    for settle in (
        lambda: conflicts.pick(ana, made, "title", 1, seen=shown.candidates),
        lambda: conflicts.write_value(
            ana, made, "title", "Mine", calendar(ana), seen=shown.candidates
        ),
    ):
        with pytest.raises(BusyError, match="another version"):
            settle()
    (kept,) = conflicts.list_conflicts(ana.repo, calendar(ana))
    assert {each.value for each in kept.candidates} == {"Fix staging", "Fix production", "Fix both"}
