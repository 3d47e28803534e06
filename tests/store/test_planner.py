"""What a transaction writes: what differs, where it belongs, and how it is taken back."""

from typing import Any

import pytest

from retrotui.core.changes import Change, Drop, Exclude, Include, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, TextTooLongError, UsageError
from tests.store.support import new_id, put_all
from tests.support.memory import MemoryRepository

A = "0" * 25 + "a"
M = "0" * 25 + "m"


@pytest.fixture
def repo() -> MemoryRepository:
    return MemoryRepository()


def test_the_same_again_writes_nothing(repo: MemoryRepository) -> None:
    changes = [Put("cards", A, {"t": "x", "n": [1]}), Include("cards", A, "tags", ("a",))]
    put_all(repo, *changes)
    assert put_all(repo, *changes).events == ()
    assert put_all(repo, Exclude("cards", A, "tags", ("b",))).events == ()
    assert put_all(repo, Drop("cards", M), Exclude("cards", M, "tags", ("b",))).events == ()
    assert put_all(repo, Put("cards", M, {"t": 1}), Drop("cards", M)).events == ()
    assert len(repo.events) == 1


def test_one_is_not_true_and_not_one_point_zero(repo: MemoryRepository) -> None:
    for value in (1, True, 1.0, "1", [1], [True]):
        assert put_all(repo, Put("cards", A, {"t": value})).events


def test_choosing_a_shown_version_settles_a_conflict(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {"t": "x"}))
    first = repo.events[0][0]["t"]
    other = first[:-1] + ("1" if first.endswith("0") else "0")
    event = {**repo.events[0][0], "t": other, "set": {"t": "y"}}
    repo.fold.apply(event, 0)
    repo.events.append((event, 0))
    shown = repo.get("cards", A)
    assert shown is not None
    assert {each.value for each in repo.versions("cards", A)["t"]} == {"x", "y"}
    assert repo.versions("cards", A)["t"][0].value == shown["t"]
    assert put_all(repo, Put("cards", A, {"t": shown["t"]})).events
    assert repo.versions("cards", A) == {}


CASES: dict[str, tuple[list[Change], list[Change]]] = {
    "a new record": ([], [Put("cards", A, {"t": 1})]),
    "a new set only": ([], [Include("cards", A, "tags", ("a",))]),
    "a changed field": ([Put("cards", A, {"t": 1})], [Put("cards", A, {"t": [2]})]),
    "a new field": ([Put("cards", A, {"t": 1})], [Put("cards", A, {"u": 2})]),
    "members": (
        [Include("cards", A, "tags", ("a", "b"))],
        [Include("cards", A, "tags", ("c",)), Exclude("cards", A, "tags", ("a",))],
    ),
    "a drop": (
        [Put("cards", A, {"t": 1}), Include("cards", A, "tags", ("a", "b"))],
        [Drop("cards", A)],
    ),
    "a revival": (
        [Put("cards", A, {"t": 1})],
        [Put("cards", A, {"t": 3}), Put("cards", M, {"t": 4})],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_undo_restores_what_was(repo: MemoryRepository, case: str) -> None:
    before, after = CASES[case]
    put_all(repo, *before)

    def plain() -> dict[str, Any]:
        return {
            id_: {field: each for field, each in row.items() if field not in ("created", "updated")}
            for id_, row in repo.all("cards").items()
        }

    was = plain()
    receipt = put_all(repo, *after)
    became = plain()
    assert became != was
    back = put_all(repo, *receipt.undo)
    assert plain() == was
    put_all(repo, *back.undo)
    assert plain() == became


def test_a_dropped_record_comes_back_with_a_put(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {"t": 1, "u": 2}))
    put_all(repo, Drop("cards", A))
    put_all(repo, Put("cards", A, {"t": 1}))
    row = repo.get("cards", A)
    assert row is not None
    assert (row["t"], row["u"]) == (1, 2)


def test_a_record_without_fields_lives_until_dropped(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {}), Include("cards", M, "tags", ("a",)))
    put_all(repo, Exclude("cards", M, "tags", ("a",)))
    assert set(repo.all("cards")) == {A, M}
    assert repo.all("cards")[M]["tags"] == []
    put_all(repo, Drop("cards", A), Drop("cards", M))
    assert repo.all("cards") == {}


def test_a_field_is_a_value_or_a_set_but_not_both(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {"t": 1}), Include("cards", A, "tags", ("a",)))
    with pytest.raises(UsageError, match=r"cards\.tags is a set"):
        put_all(repo, Put("cards", A, {"tags": ["b"]}))
    with pytest.raises(UsageError, match=r"cards\.t is a value"):
        put_all(repo, Include("cards", A, "t", ("a",)))


@pytest.mark.parametrize(
    "change",
    [
        Put("Cards", A, {}),
        Put("cards", "short", {}),
        Put("cards", "../../../../../etc/passwd1", {}),
        Put("cards", A, {"": 1}),
        Put("cards", A, {"x" * 65: 1}),
        Put("cards", A, {"a\x1b": 1}),
        Put("cards", A, {"t": float("nan")}),
        Include("cards", A, "\x00", ("a",)),
    ],
)
def test_bad_names_and_values_are_refused_whole(repo: MemoryRepository, change: Change) -> None:
    with pytest.raises(UsageError):
        put_all(repo, Put("cards", M, {"t": 1}), change)
    assert repo.all("cards") == {}


def test_a_huge_transaction_becomes_several_lines(repo: MemoryRepository) -> None:
    changes = [Put("cards", new_id(), {"t": "x" * 60_000}) for _ in range(20)]
    receipt = put_all(repo, *changes)
    assert 1 < len(receipt.events) < 20
    assert len(repo.all("cards")) == 20


def test_a_record_beyond_one_line_is_refused(repo: MemoryRepository) -> None:
    fields = {f"f{number}": "x" * 65_000 for number in range(17)}
    with pytest.raises(TextTooLongError, match="1 MiB"):
        put_all(repo, Put("cards", A, fields))


# Scopes ----------------------------------------------------------------------------------


@pytest.fixture
def private(repo: MemoryRepository) -> MemoryRepository:
    put_all(repo, Put("meetings", M, {"title": "one-on-one"}, Scope.PRIVATE))
    return repo


def test_a_record_goes_with_its_private_meeting(private: MemoryRepository) -> None:
    put_all(private, Put("cards", A, {"meeting": M}))
    assert private.scope_of("cards", A) == Scope.PRIVATE
    put_all(private, Put("cards", A, {"t": 1}, Scope.SHARED))
    assert [scope for _, scope in private.events] == [2, 2, 2]


def test_meeting_and_records_may_be_made_at_once(repo: MemoryRepository) -> None:
    put_all(
        repo, Put("cards", A, {"meeting": M}), Put("meetings", M, {"title": "x"}, Scope.PRIVATE)
    )
    assert {scope for _, scope in repo.events} == {2}


def test_sharing_a_record_of_a_private_meeting_is_refused(private: MemoryRepository) -> None:
    with pytest.raises(ForbiddenMoveError, match="private meeting"):
        put_all(private, Put("cards", A, {"meeting": M}, Scope.SHARED))
    put_all(private, Put("cards", A, {"t": 1}))
    with pytest.raises(ForbiddenMoveError, match="private meeting"):
        put_all(private, Put("cards", A, {"meeting": M}))


def test_a_shared_event_does_not_name_a_private_meeting(private: MemoryRepository) -> None:
    put_all(private, Put("people", A, {"name": "x"}), meeting=M)
    assert private.events[-1][1] == 0
    assert M not in str(private.events[-1][0])


def test_one_event_per_scope(repo: MemoryRepository) -> None:
    receipt = put_all(
        repo,
        Put("cards", new_id(), {}, Scope.HELD),
        Put("cards", new_id(), {}),
        Put("votes", new_id(), {}, Scope.HELD),
    )
    assert len(receipt.events) == 2
    assert [scope for _, scope in repo.events] == [0, 1]


def test_anonymous_work_stores_no_author(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {"t": 1}), by=None)
    assert repo.events[0][0]["by"] is None
    assert repo.history("cards", A)[0].by is None


def test_history_tells_each_step(repo: MemoryRepository) -> None:
    put_all(repo, Put("cards", A, {"t": 1}), by="ana")
    put_all(repo, Put("cards", A, {"t": 2}), Put("cards", M, {"t": 9}), by="bo")
    put_all(repo, Include("cards", A, "tags", ("a",)), by="bo")
    put_all(repo, Drop("cards", A), by="ana")
    steps = repo.history("cards", A)
    assert [step.by for step in steps] == ["ana", "bo", "bo", "ana"]
    assert steps[0].changed == {"t": (None, 1)}
    assert steps[1].changed == {"t": (1, 2)}
    assert steps[2].changed == {"tags": (None, ["a"])}
    assert [step.dropped for step in steps] == [False, False, False, True]
    assert {step.writer for step in steps} == {"w-memory0"}
