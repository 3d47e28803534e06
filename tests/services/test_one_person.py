"""One person under two names: offered, merged, and one in every clone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.actions import Draft
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.records.decisions import Stance
from retrotui.services import (
    actions,
    decisions,
    people,
)
from retrotui.services.desk import Desk
from retrotui.services.settings import calendar
from tests.services.test_conflicts import pair, share
from tests.support.clones import desks, exchange, memory_clones


@pytest.fixture
def desk() -> Desk:
    (made,) = desks(*memory_clones(1))
    return made


def test_people_who_may_be_one_are_offered(desk: Desk) -> None:
    for name in ("Ana", "Ana López", "Ana Lopes", "Bo", "Bob", "Christine"):
        people.add(desk, name)
    pairs = people.likely_same(desk.repo)
    assert ("Ana López", "Ana") in {(keep.name, other.name) for keep, other in pairs}
    assert {frozenset((keep.name, other.name)) for keep, other in pairs} == {
        frozenset(each)
        for each in (
            ("Ana López", "Ana"), ("Ana Lopes", "Ana"), ("Ana Lopes", "Ana López"),
        )
    }  # fmt: skip


def test_work_that_names_the_old_person_later_counts_for_the_kept_one() -> None:
    ana, bo = pair()
    keep = people.add(ana, "Ana López")[0].id
    old = people.add(bo, "Anna")[0].id
    share(ana, bo)
    people.merge(ana, keep, old)
    id_ = actions.add(bo, Draft("Fix"), owners=("Anna",)).id
    decision = decisions.add(bo, DecisionDraft("Ship", deciders=("Anna",))).id
    decisions.take_position(bo, decision, "Anna", Stance.OBJECT)
    share(ana, bo)
    for side in (ana, bo):
        assert [each.name for each in people.everybody(side.repo)] == ["Ana López"]
        assert actions.show(side.repo, id_, calendar(side)).owners == ("Ana López",)
        view = decisions.view(side.repo, decision)
        assert [each.name for each in view.positions] == ["Ana López"]
        assert view.deciders == ("Ana López",)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3), st.booleans()),
        max_size=10,
    )
)
def test_merges_in_any_clone_and_direction_come_to_the_same_people(
    merges: list[tuple[int, int, int, bool]],
) -> None:
    clones = memory_clones(3)
    sides = desks(*clones)
    ids = [people.add(sides[0], name)[0].id for name in ("Ada", "Ben", "Cleo", "Dan")]
    share(*sides)
    for who, keep, other, meet in merges:
        try:
            people.merge(sides[who], ids[keep], ids[other])
        except ForbiddenMoveError:
            continue
        if meet:
            exchange(clones[who], clones[(who + 1) % 3])
    share(*sides)
    roots = [[people.directory(side.repo).root_id(each) for each in ids] for side in sides]
    assert roots[0] == roots[1] == roots[2]
    live = {each.id for each in people.everybody(sides[0].repo)}
    assert set(roots[0]) == live
