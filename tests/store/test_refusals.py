"""Disks that refuse and stores that are busy: the one change fails, nothing else does."""

import errno
import fcntl
import os
import shutil
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from retrotui.core.errors import BusyError, CannotWriteError, StoreError
from retrotui.store import disk, engine, journal, ownlog
from retrotui.store.lock import FileLock, queue_of
from retrotui.store.repository import StoreRepository
from tests.store.support import (
    fill,
    local,
    log_files,
    make_repository,
    reopened,
)
from tests.support.fakes import FakeClock


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failed_fsync_is_not_reported_as_written(
    repo: StoreRepository, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(repo)

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "fsync", fail)
        with pytest.raises(CannotWriteError, match="nothing was changed"):
            fill(repo, 1)
    assert set(repo.all("cards")) == set(ids)
    assert set(reopened(repo).all("cards")) == set(ids)
    ids += fill(repo, 1)
    assert set(reopened(repo).all("cards")) == set(ids)


def test_a_disk_that_takes_half_a_line_keeps_none_of_it(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(repo)
    size = (local(repo) / "journal.jsonl").stat().st_size
    write = os.write
    taken: list[int] = []

    def half(descriptor: int, data: bytes) -> int:
        if taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken.append(1)
        return write(descriptor, data[:40])

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "write", half)
        with pytest.raises(CannotWriteError):
            fill(repo, 1)
    assert (local(repo) / "journal.jsonl").stat().st_size == size
    assert set(reopened(repo).all("cards")) == set(ids)


def test_when_even_taking_back_fails_nobody_claims_to_know(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(repo)

    def fail(*_arguments: Any) -> None:
        raise OSError(errno.EIO, "I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(journal.os, "fsync", fail)
        patched.setattr(journal.os, "ftruncate", fail)
        with pytest.raises(CannotWriteError, match="not known"):
            fill(repo, 1)


def test_a_log_that_refuses_after_the_fsync_is_made_good_later(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(ownlog.OwnLog, "publish", fail)
        ids = fill(repo, 2)
        assert set(repo.all("cards")) == set(ids)
        assert set(reopened(repo).all("cards")) == set(ids), "shown from the journal"
        assert [step.by for step in repo.history("cards", ids[0])] == ["ana"]
        assert log_files(repo) == []
    ids += fill(repo, 1)
    assert set(reopened(repo).all("cards")) == set(ids)
    assert sum(file.read_text().count("\n") for file in log_files(repo)) == 3


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(disk.os, "open", refuse)


def test_a_read_only_store_reads_and_refuses_to_write(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(repo)
    shutil.rmtree(repo.path / "log")
    read_only(monkeypatch)
    again = reopened(repo)
    assert set(again.all("cards")) == set(ids), "what only the journal holds is shown"
    with pytest.raises(CannotWriteError, match="Read-only"):
        fill(again, 1)
    again._engine.snapshot()
    again.close()


def test_a_store_that_another_process_keeps_is_busy(repo: StoreRepository) -> None:
    fill(repo, 1)
    path = local(repo) / "lock"
    impatient = StoreRepository(
        engine.Engine(repo.path, lock=lambda each: FileLock(each, timeout=0)),
        FakeClock(),
        repo.ids,
    )
    with FileLock(path), pytest.raises(BusyError, match="another process"):
        fill(impatient, 1)
    assert len(impatient.all("cards")) == 1
    fill(impatient, 1)


@pytest.mark.parametrize("place", ["lock.queue", "lock.queue1", "lock.queue2"])
def test_nobody_gets_ahead_of_a_process_that_waits(repo: StoreRepository, place: str) -> None:
    fill(repo, 1)
    newcomer = FileLock(local(repo) / "lock", timeout=0)
    with (local(repo) / place).open("w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            newcomer.__enter__()
    with newcomer:
        pass


def test_who_waits_longest_is_next(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    served: list[int] = []

    def wait(number: int) -> None:
        with FileLock(path, timeout=60):
            served.append(number)

    places = queue_of(path)[::-1]
    waiting = [Thread(target=wait, args=(number,)) for number in range(len(places))]
    with FileLock(path):
        for thread, place in zip(waiting, places, strict=True):
            thread.start()
            while not is_taken(place):
                pass
    for thread in waiting:
        thread.join()
    assert served == [0, 1, 2]


def is_taken(place: Path) -> bool:
    with place.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_who_gave_up_waiting_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with FileLock(path), pytest.raises(BusyError):
        FileLock(path, timeout=0).__enter__()
    assert not any(is_taken(place) for place in (*queue_of(path), path))


def test_a_file_system_without_locks_is_named(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("retrotui.store.lock.fcntl.flock", fail)
    with pytest.raises(StoreError, match="cannot lock"):
        fill(repo, 1)


def test_a_refused_plan_changes_nothing(repo: StoreRepository) -> None:
    def plan(reader: Any) -> Any:
        raise BusyError("no")

    before = repo.revision
    with pytest.raises(BusyError):
        repo.transact(plan, by="ana")
    assert repo.revision == before
    assert log_files(repo) == []
    fill(repo, 1)


def test_what_another_process_published_is_no_longer_kept_back(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(ownlog.OwnLog, "publish", fail)
        (made,) = fill(repo, 1)
    assert len(repo.history("cards", made)) == 1
    other = reopened(repo)
    fill(other, 1)
    fill(repo, 1)
    assert len(repo.history("cards", made)) == 1
    assert not repo._engine._unpublished


def test_what_only_the_journal_holds_is_in_the_history_too(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = fill(repo, 1)
    shutil.rmtree(repo.path / "log")
    read_only(monkeypatch)
    again = reopened(repo)
    assert len(again.history("cards", made)) == 1
    assert [step.by for step in again.past().about("cards", made)] == ["ana"]
