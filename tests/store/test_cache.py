"""The cache only ever saves time: any doubt, and everything is read anew."""

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui.core.changes import Drop, Exclude, Include, Put, Scope
from retrotui.store import engine
from retrotui.store.logs import Logs
from retrotui.store.repository import StoreRepository
from tests.store.support import local, log_files, make_repository, new_id, put_all, reopened, rows


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    repo = make_repository(tmp_path)
    ids = [new_id() for _ in range(6)]
    put_all(repo, *(Put("cards", id_, {"text": "x", "n": n}) for n, id_ in enumerate(ids)))
    put_all(repo, Include("cards", ids[0], "tags", ("a", "b")), Drop("cards", ids[1]))
    put_all(repo, Exclude("cards", ids[0], "tags", ("a",)), Put("cards", ids[2], {"text": "y"}))
    put_all(repo, Put("votes", new_id(), {"n": 1}, Scope.HELD))
    repo._engine.snapshot()
    return repo


def everything(repo: StoreRepository) -> str:
    return json.dumps([rows(repo, "cards"), rows(repo, "votes")])


def lines_read(repo: StoreRepository, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many events opening the store takes in."""
    counted: list[int] = []
    tail = Logs.tail
    with monkeypatch.context() as patched:
        patched.setattr(
            Logs, "tail", lambda self, apply: (n := tail(self, apply), counted.append(n or 0))[0]
        )
        reopened(repo)
    return counted[0]


def test_a_start_from_the_cache_reads_only_what_is_new(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines_read(repo, monkeypatch) == 0
    put_all(repo, Put("cards", new_id(), {"text": "new"}))
    assert lines_read(repo, monkeypatch) == 1
    assert everything(reopened(repo)) == everything(repo)


def test_closing_after_much_and_going_on_for_long_write_it(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(local(repo) / "cache")
    reopened(repo).close()
    assert (local(repo) / "cache" / "state.jsonl").exists()
    monkeypatch.setattr(engine, "_SNAPSHOT", 3)
    shutil.rmtree(local(repo) / "cache")
    for _ in range(3):
        put_all(repo, Put("cards", new_id(), {}))
    assert (local(repo) / "cache" / "state.jsonl").exists()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chance=st.randoms(use_true_random=False))
def test_a_cache_damaged_anywhere_is_not_believed(
    repo: StoreRepository, chance: random.Random
) -> None:
    expected = everything(repo)
    path = local(repo) / "cache" / "state.jsonl"
    data = path.read_bytes()
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 5])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    path.write_bytes(bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(data))])]))
    assert everything(reopened(repo)) == expected
    path.write_bytes(data)


def test_another_store_s_cache_is_not_believed(tmp_path: Path, repo: StoreRepository) -> None:
    meta = repo.path / "retro.json"
    meta.write_text(meta.read_text().replace("01kana", "01kanb"))
    expected = everything(repo)
    assert everything(reopened(repo)) == expected


def test_a_file_rewritten_with_the_same_size_is_noticed(repo: StoreRepository) -> None:
    foreign = repo.path / "log" / "w-another" / "2026-11-aaaaaa.jsonl"
    foreign.parent.mkdir()
    line = (
        '{"t":"01a2045ec33e-0000-anothernonce","at":"2026-11-22T09:00:00Z","by":null,"in":"cards",'
        '"id":"01kanar9g10000000000000001","set":{"text":"AAAA"}}\n'
    )
    foreign.write_text(line)
    repo.refresh()
    repo._engine.snapshot()
    foreign.write_text(line.replace("AAAA", "BBBB"))
    assert repo.refresh()
    for each in (repo, reopened(repo)):
        row = each.get("cards", "01kanar9g10000000000000001")
        assert row is not None
        assert row["text"] == "BBBB"


def test_what_leaves_the_logs_leaves_the_state(repo: StoreRepository) -> None:
    expected = everything(repo)
    foreign = repo.path / "log" / "w-another" / "2026-11-aaaaaa.jsonl"
    foreign.parent.mkdir()
    foreign.write_text(
        '{"t":"01a2045ec33e-0000-anothernonce","at":"2026-11-22T09:00:00Z","by":null,"in":"cards",'
        '"id":"01kanar9g10000000000000001","set":{"text":"AAAA"}}\n'
    )
    before = repo.revision
    assert repo.refresh()
    assert repo.revision > before
    assert everything(repo) != expected
    repo._engine.snapshot()
    before = repo.revision
    foreign.unlink()
    assert repo.refresh()
    assert repo.revision > before
    assert everything(repo) == everything(reopened(repo)) == expected


def test_problems_are_still_told_from_the_cache(repo: StoreRepository) -> None:
    foreign = repo.path / "log" / "w-another" / "2026-11-aaaaaa.jsonl"
    foreign.parent.mkdir()
    foreign.write_text("<<<<<<< HEAD\nnonsense\n")
    repo.refresh()
    repo._engine.snapshot()
    expected = [
        (f"log/w-another/{foreign.name}", 1, "a git conflict marker"),
        (f"log/w-another/{foreign.name}", 2, "not JSON"),
    ]
    assert repo.problems() == expected
    assert reopened(repo).problems() == expected
    with foreign.open("a") as file:
        file.write("{}\nhalf")
    assert [line for _, line, _ in reopened(repo).problems()] == [1, 2, 3, 4]


def test_a_full_disk_does_not_disturb_closing(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("retrotui.store.cache.replace_bytes", fail)
    repo._engine.snapshot()
    repo.close()
    assert log_files(repo)
