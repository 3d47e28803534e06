"""The state is a function of the set of events: no order, repetition or detour changes it."""

import itertools
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.changes import Change, Drop, Exclude, Include, Put, Scope
from retrotui.store.codec import decode, encode, operations
from retrotui.store.fold import Fold
from retrotui.store.packed import decode_records, encode_records
from retrotui.store.standing import ABSENT
from tests.support.memory import MemoryRepository

A, B = "0" * 25 + "a", "0" * 25 + "b"
FIELDS = ("title", "text")
TAGS = ("x", "y")

changes = st.one_of(
    st.builds(
        lambda id_, fields: Put("cards", id_, fields),
        st.sampled_from([A, B]),
        st.dictionaries(
            st.sampled_from(FIELDS),
            st.one_of(st.integers(0, 3), st.just([1, {"k": 2}]), st.just(ABSENT)),
        ),
    ),
    st.builds(
        lambda verb, id_, tag: verb("cards", id_, "tags", (tag,)),
        st.sampled_from([Include, Exclude]),
        st.sampled_from([A, B]),
        st.sampled_from(TAGS),
    ),
    st.builds(lambda id_: Drop("cards", id_), st.sampled_from([A, B])),
)
steps = st.lists(
    st.tuples(st.integers(0, 2), st.one_of(changes, changes, st.integers(0, 2))), max_size=25
)


def clone(number: int) -> MemoryRepository:
    made = MemoryRepository()
    made._milliseconds += number
    return made


def give(source: MemoryRepository, target: MemoryRepository) -> None:
    known = {event["t"] for event, _ in target.events}
    for event, scope in source.events:
        if event["t"] not in known:
            target.events.append((event, scope))
            target.fold.apply(event, scope)
    target._hlc.absorb(target.fold.top)


def play(history: list[tuple[int, Change | int]]) -> list[tuple[dict[str, Any], int]]:
    clones = [clone(number) for number in range(3)]
    for who, what in history:
        if isinstance(what, int):
            give(clones[what], clones[who])
        else:
            clones[who].transact(lambda _, what=what: [what], by="ana")
    for other in clones[1:]:
        give(other, clones[0])
    return clones[0].events


def state(fold: Fold) -> str:
    seen = {}
    for id_ in (A, B):
        record = fold.record("cards", id_)
        if record is not None:
            versions = {field: sorted(record.versions(field).items()) for field in record.fields()}
            seen[id_] = [fold.row("cards", id_), record.conflicts(), record.current(), versions]
    return json.dumps([seen, dict(fold.table("cards"))], sort_keys=True)


def folded(events: list[tuple[dict[str, Any], int]]) -> Fold:
    fold = Fold()
    for event, scope in events:
        fold.apply(event, scope)
    return fold


@settings(max_examples=250, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_order_with_repetitions_gives_one_state(
    history: list[tuple[int, Change | int]], chance: random.Random
) -> None:
    events = play(history)
    expected = state(folded(events))
    shuffled = events + [chance.choice(events) for _ in range(len(events) // 2)] if events else []
    chance.shuffle(shuffled)
    assert state(folded(shuffled)) == expected
    assert state(folded(events + events)) == expected


NAMES = [f"{number:012x}-0000-k3f9q2zrqgzx" for number in range(3)]
some_names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)
an_operation = st.fixed_dictionaries(
    {
        "in": st.just("cards"),
        "id": st.sampled_from([A, A, B]),
        "set": st.fixed_dictionaries(
            {"text": st.sampled_from([0, 1, True, 1.0, None, [1], {"k": 2}])},
            optional={"title": st.sampled_from([1, True])},
        ),
    },
    optional={
        "unset": st.just(["title"]),
        "add": st.just({"tags": ["x"]}),
        "drop": some_names,
        "seen": st.fixed_dictionaries({"text": some_names}),
    },
)
forgeries = st.lists(
    st.builds(
        lambda name, tenths, op: ({"t": name, "at": f"{tenths}", "by": None, **op}, tenths),
        st.sampled_from(NAMES),
        st.integers(0, 1),
        an_operation,
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=500, deadline=None)
@given(forgeries, st.integers(0, 8), st.randoms(use_true_random=False))
def test_different_events_of_one_id_give_one_state_whichever_comes_first(
    events: list[tuple[dict[str, Any], int]], cut: int, chance: random.Random
) -> None:
    one = folded(events)
    shuffled = [*events, *events[:2]]
    chance.shuffle(shuffled)
    half = folded(shuffled[:cut])
    resumed = Fold(decode_records(*encode_records(half.pack())))
    for event, scope in shuffled[cut:]:
        resumed.apply(event, scope)
    assert state(resumed) == state(one)
    assert [resumed.scope("cards", id_) for id_ in (A, B)] == [
        one.scope("cards", id_) for id_ in (A, B)
    ]


@pytest.mark.parametrize("values", list(itertools.permutations([1, "1", True])))
@pytest.mark.parametrize("before", [False, True])
def test_another_value_under_a_known_id_is_noticed(values: list[Any], before: bool) -> None:
    events = [
        ({"t": NAMES[1], "at": "x", "by": None, "in": "cards", "id": A, "set": {"text": value}}, 0)
        for value in values
    ]
    made = {"t": NAMES[0], "at": "x", "by": None, "in": "cards", "id": A, "set": {"title": "x"}}
    history = [(made, 0)] * before
    assert folded([*history, events[0], events[0]]).clashing == set()
    fold = folded([*history, *events])
    assert fold.clashing == {NAMES[1]}
    row = fold.row("cards", A)
    assert row is not None
    assert row["text"] == "1"


@settings(max_examples=150, deadline=None)
@given(steps, st.integers(0, 30), st.randoms(use_true_random=False))
def test_a_cache_taken_anywhere_and_old_events_after_it_change_nothing(
    history: list[tuple[int, Change | int]], cut: int, chance: random.Random
) -> None:
    events = play(history)
    expected = state(folded(events))
    chance.shuffle(events)
    half = folded(events[:cut])
    half.table("cards")
    resumed = Fold(decode_records(*encode_records(half.pack())))
    for event, scope in events[max(0, cut - 3) :]:
        resumed.apply(event, scope)
    assert state(resumed) == expected


@settings(max_examples=150, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_indexes_follow_the_rows(
    history: list[tuple[int, Change | int]], chance: random.Random
) -> None:
    events = play(history)
    chance.shuffle(events)
    fold = Fold()
    fold.find("cards", "title", 1)
    for event, scope in events:
        fold.apply(event, scope)
        if chance.random() < 0.5:
            for value in (0, 1, 2, 3):
                found = fold.find("cards", "title", value)
                rows = fold.table("cards")
                assert found == [id_ for id_, row in rows.items() if row.get("title") == value]
                assert list(rows) == sorted(rows)


@settings(max_examples=250, deadline=None)
@given(steps)
def test_a_value_goes_only_when_a_later_write_had_seen_it(
    history: list[tuple[int, Change | int]],
) -> None:
    events = play(history)
    fold = folded(events)
    replaced = {
        (op["id"], field, name)
        for event, _ in events
        for op in operations(event)
        for field, names in op.get("seen", {}).items()
        for name in names
    }
    for event, _ in events:
        for op in operations(event):
            for field, value in op.get("set", {}).items():
                record = fold.record("cards", op["id"])
                assert record is not None
                kept = record.versions(field).get(event["t"])
                if (op["id"], field, event["t"]) in replaced:
                    assert kept is None
                else:
                    assert kept == (value,)


def event(number: int, **body: Any) -> dict[str, Any]:
    name = f"{number:012x}-0000-{'writer0' if number % 2 else 'writer1'}nonce"
    at = f"2026-11-22T09:00:{number:02d}Z"
    return decode(
        encode({"t": name, "at": at, "by": None, "in": "cards", "id": A, **body})
    )  # fmt: skip


def name(number: int) -> str:
    return str(event(number)["t"])


def test_concurrent_values_are_both_kept_and_the_newest_shows() -> None:
    fold = folded([(event(1, set={"t": "a"}), 0), (event(2, set={"t": "b"}), 0)])
    assert fold.row("cards", A) == {
        "t": "b", "created": "2026-11-22T09:00:01Z", "updated": "2026-11-22T09:00:02Z"
    }  # fmt: skip
    assert fold.conflicts() == [("cards", A)]


def test_equal_concurrent_values_are_no_conflict() -> None:
    fold = folded([(event(1, set={"t": "a"}), 0), (event(2, set={"t": "a"}), 0)])
    assert fold.conflicts() == []


def test_an_edit_beats_a_drop_that_had_not_seen_it() -> None:
    made = (event(1, set={"t": "a", "n": 1}), 0)
    dropped = (event(2, drop=[name(1)]), 0)
    edited = (event(3, set={"t": "b"}, seen={"t": [name(1)]}), 0)
    assert folded([made, dropped]).row("cards", A) is None
    row = folded([dropped, edited, made]).row("cards", A)
    assert row is not None
    assert (row["t"], row["n"]) == ("b", 1)


def test_a_value_beats_a_removal_that_had_not_seen_it() -> None:
    fold = folded(
        [
            (event(1, set={"t": "a"}), 0),
            (event(2, set={"t": "b"}, seen={"t": [name(1)]}), 0),
            (event(3, unset=["t"], seen={"t": [name(1)]}), 0),
        ]
    )
    row = fold.row("cards", A)
    assert row is not None
    assert row["t"] == "b"
    assert fold.conflicts() == [("cards", A)]


def test_a_removed_member_stays_where_an_unseen_add_put_it() -> None:
    adds = [(event(1, add={"tags": ["x", "y"]}), 0), (event(3, add={"tags": ["x"]}), 0)]
    removal = (event(2, **{"del": {"tags": {"x": [name(1)], "y": [name(1)]}}}), 0)
    for order in ([*adds, removal], [removal, *adds], [adds[0], removal, adds[1]]):
        row = folded(order).row("cards", A)
        assert row is not None
        assert row["tags"] == ["x"]


def test_a_register_hides_a_set_of_the_same_name() -> None:
    both = [(event(1, add={"tags": ["x"]}), 0), (event(2, set={"tags": "none"}), 0)]
    for order in (both, both[::-1]):
        row = folded(order).row("cards", A)
        assert row is not None
        assert row["tags"] == "none"


def test_one_id_with_two_contents_ends_the_same_in_any_order() -> None:
    pair = [(event(1, set={"t": "a"}), 0), (event(1, set={"t": "b"}), 0)]
    assert state(folded(pair)) == state(folded(pair[::-1]))


def test_stamps_are_derived_unless_the_record_has_its_own() -> None:
    fold = folded([(event(2, set={"t": 1, "created": "mine"}), 0), (event(1, set={"u": 1}), 0)])
    row = fold.row("cards", A)
    assert row is not None
    assert (row["created"], row["updated"]) == ("mine", "2026-11-22T09:00:02Z")


def test_a_clock_ahead_is_told_and_not_followed() -> None:
    fold = Fold(horizon=name(5))
    fold.apply(event(3, set={"t": 1}), 0)
    fold.apply(event(9, set={"t": 2}), 0)
    assert fold.top == name(3)[:17]
    assert fold.ahead == {"w-writer0"}
    row = fold.row("cards", A)
    assert row is not None
    assert row["t"] == 2


def test_a_record_in_a_private_log_counts_as_private_in_any_order() -> None:
    both = [(event(1, set={"t": 1}), 0), (event(2, set={"u": 1}), 2)]
    for order in (both, both[::-1]):
        assert folded(order).scope("cards", A) == Scope.PRIVATE


def test_rows_cannot_damage_the_state() -> None:
    repo = MemoryRepository()
    repo.transact(lambda _: [Put("cards", A, {"n": [1, {"k": 2}]})], by=None)
    row = repo.get("cards", A)
    assert row is not None
    with pytest.raises(TypeError):
        row["n"] = 1  # type: ignore[index]
    with pytest.raises(TypeError):
        row["n"].append(1)
    with pytest.raises(TypeError):
        row["n"][1]["k"] = 3
    repo.transact(lambda _: [Put("cards", A, {"n": 2})], by=None)
    assert row["n"] == [1, {"k": 2}], "a row handed out is a snapshot"
