"""The roadmap's rules: moves are remembered, order holds, and nothing waits for itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import roadmap
from retrotui.core.changes import Change, Exclude, Include, Put
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.roadmap import Horizon, RoadmapItem, RoadmapStatus
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit, read_confidence
from retrotui.core.roadmap_reading import (
    HORIZONS,
    column,
    shifts,
    slipped,
    slipped_words,
)

NOW, NEXT, LATER = HORIZONS
STAMP = "2026-11-22T09:00:00Z"


def outcome(id: str, horizon: Horizon = NOW, **more: object) -> RoadmapItem:  # noqa: A002
    return replace(RoadmapItem(id, id, horizon), **more)  # type: ignore[arg-type]  # fields by name


def applied(item: RoadmapItem, changes: tuple[Change, ...]) -> RoadmapItem:
    for each in changes:
        if isinstance(each, Put):
            fields = dict(each.fields)
            if "horizon" in fields:
                fields["horizon"] = Horizon(fields["horizon"])
            if "status" in fields:
                fields["status"] = RoadmapStatus(fields["status"])
            item = replace(item, **fields)
        elif isinstance(each, Include):
            item = replace(item, **{each.field: (*getattr(item, each.field), *each.members)})
        elif isinstance(each, Exclude):
            left = tuple(one for one in getattr(item, each.field) if one not in each.members)
            item = replace(item, **{each.field: left})
    return item


def test_a_new_outcome_comes_last_in_its_horizon() -> None:
    items: list[RoadmapItem] = []
    for name in ("a", "b", "c"):
        put = roadmap.add(name, RoadmapDraft(name, NOW), items)[0]
        items.append(applied(outcome(name), (put,)))
    assert [each.id for each in column(items, NOW)] == ["a", "b", "c"]
    assert column(items, NEXT) == ()


def test_a_move_is_remembered_and_a_later_one_is_a_slip() -> None:
    item = outcome("a")
    for minute, horizon in enumerate((NEXT, LATER, NOW)):
        stamp = f"2026-11-22T09:0{minute}:00Z"
        item = applied(item, roadmap.move(item, horizon, stamp, [item]))
    assert [(each.old, each.new) for each in shifts(item)] == [
        (NOW, NEXT), (NEXT, LATER), (LATER, NOW),
    ]  # fmt: skip
    assert (slipped(item), slipped_words(shifts(item))) == (2, "slipped twice")
    assert slipped_words(shifts(outcome("b"))) == ""
    assert roadmap.move(item, NOW, STAMP, [item]) == ()


@pytest.mark.parametrize("forged", ["", "x", "2026 now", "2026 now soon", "a b c d", "2026  now"])
def test_a_forged_move_counts_as_none(forged: str) -> None:
    assert slipped(outcome("a", moves=(forged, f"{STAMP} now next"))) == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 8)), max_size=40))
def test_reordering_puts_it_where_it_was_asked_to(moves: list[tuple[int, int]]) -> None:
    items = {
        name: outcome(name, order=order) for name, order in zip("abcdef", "3456 z", strict=True)
    }
    for which, index in moves:
        item = items["abcdef"[which]]
        before = [each.id for each in column(items.values(), NOW)]
        items[item.id] = applied(item, roadmap.reorder(item, index, items.values()))
        after = [each.id for each in column(items.values(), NOW)]
        known = [each for each in before if items[each].order.strip()]
        if item.id in known and set(known) == set(before):
            expected = [each for each in before if each != item.id]
            expected.insert(max(0, min(index, len(before) - 1)), item.id)
            assert after == expected
        assert sorted(after) == sorted(before)


def test_nothing_waits_for_itself_however_long_the_way_round() -> None:
    items = [outcome("a", depends_on=("b",)), outcome("b", depends_on=("c",)), outcome("c")]
    with pytest.raises(UsageError, match="'c' → 'a' → 'b' → 'c'"):
        roadmap.edit(items[2], RoadmapEdit(depends_on=("a",)), items)
    with pytest.raises(UsageError, match="'a' → 'a'"):
        roadmap.edit(items[0], RoadmapEdit(depends_on=("a",)), items)
    assert roadmap.edit(items[0], RoadmapEdit(depends_on=("b", "c")), items) == (
        Include("roadmap", "a", "depends_on", ("c",)),
    )
    ring = [outcome("x", depends_on=("y",)), outcome("y", depends_on=("x",)), outcome("z")]
    roadmap.edit(ring[2], RoadmapEdit(depends_on=("x",)), ring)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=40))
def test_no_row_of_edits_ever_makes_a_circle(edges: list[tuple[int, int]]) -> None:
    items = {str(each): outcome(str(each)) for each in range(7)}
    for one, other in edges:
        item = items[str(one)]
        wanted = RoadmapEdit(depends_on=(*item.depends_on, str(other)))
        try:
            items[item.id] = applied(item, roadmap.edit(item, wanted, items.values()))
        except UsageError:
            continue
    left = dict(items)
    while left:
        free = [each for each in left if not set(left[each].depends_on) & set(left)]
        assert free
        for each in free:
            del left[each]


def test_an_edit_writes_what_changed_and_nothing_else() -> None:
    item = outcome("a", confidence=60, goals=("g", "h"), due="2026-12-31")
    same = RoadmapEdit(title="a", confidence=60, due=date(2026, 12, 31), goals=("h", "g"))
    assert roadmap.edit(item, same, [item]) == ()
    assert roadmap.edit(item, RoadmapEdit(confidence=None, goals=("h", "i")), [item]) == (
        Put("roadmap", "a", {"confidence": None}),
        Exclude("roadmap", "a", "goals", ("g",)),
        Include("roadmap", "a", "goals", ("i",)),
    )


@pytest.mark.parametrize(
    ("draft", "said"),
    [(RoadmapDraft(" "), "the title is empty"), (RoadmapDraft("x", confidence=101), "101 is no"),
     (RoadmapDraft("x", effort=0), "0 is no effort"),
     (RoadmapDraft("x", effort=float("nan")), "nan is no effort")],
)  # fmt: skip
def test_an_outcome_that_cannot_be_kept_is_refused(draft: RoadmapDraft, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        roadmap.add("x", draft, ())


def test_a_confidence_is_a_whole_number_of_per_cent() -> None:
    assert [read_confidence(each) for each in ("70", "70%", " 7 % ", "100", "0")] == [
        70, 70, 7, 100, 0,
    ]  # fmt: skip
    for wrong in ("0.7", "101", "-1", "x", "", "٧٠"):
        with pytest.raises(UsageError, match="is no confidence"):
            read_confidence(wrong)


def test_closed_outcomes_stay_until_they_are_taken_up_again() -> None:
    done = outcome("a", status=RoadmapStatus.DONE)
    assert roadmap.finish(done, STAMP) == ()
    for move in (
        lambda: roadmap.drop(done, STAMP, "no"),
        lambda: roadmap.move(done, NEXT, STAMP, ()),
        lambda: roadmap.reorder(done, 0, ()),
    ):
        with pytest.raises(ForbiddenMoveError, match="possible: reopen"):
            move()
    with pytest.raises(UsageError, match="the reason"):
        roadmap.drop(outcome("a"), STAMP, "")
    assert roadmap.reopen(done) != ()
    assert roadmap.reopen(outcome("a")) == ()
