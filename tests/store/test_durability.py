"""What was acknowledged stays, whatever happens to processes, files and disks."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.changes import Drop, Put, Scope
from retrotui.core.errors import BusyError, CannotWriteError, StoreError
from retrotui.store import disk, engine, journal, ownlog
from retrotui.store.lock import FileLock
from retrotui.store.repository import StoreRepository
from tests.store.support import (
    local,
    log_files,
    make_repository,
    new_id,
    put_all,
    reopened,
    rows,
)
from tests.support.fakes import FakeClock


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


def fill(repo: StoreRepository, count: int = 3) -> list[str]:
    ids = [new_id() for _ in range(count)]
    for id_ in ids:
        put_all(repo, Put("cards", id_, {"text": f"note {id_} ünï"}))
    return ids


# Files -----------------------------------------------------------------------------------


def test_each_line_is_one_event_in_the_documented_form(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(repo, Put("cards", id_, {"text": "naïve"}), meeting="0" * 26)
    (file,) = log_files(repo)
    text = file.read_text(encoding="utf-8")
    event = put_all(repo, Put("cards", id_, {"text": "x"})).events[0]
    assert text.startswith('{"t":"')
    assert text.endswith(
        '","at":"2026-11-22T09:00:00Z","by":"ana","m":"00000000000000000000000000",'
        f'"in":"cards","id":"{id_}","set":{{"text":"naïve"}}}}\n'
    )
    added = file.read_text(encoding="utf-8").removeprefix(text)
    assert added.startswith(f'{{"t":"{event}"')
    assert f'"seen":{{"text":["{text[6:36]}"]}}' in added
    assert file.name.startswith("2026-11-")


def test_a_full_file_and_a_new_month_begin_a_new_one(tmp_path: Path) -> None:
    clock = FakeClock()
    repo = make_repository(tmp_path, clock)
    for _ in range(6):
        put_all(repo, Put("cards", new_id(), {"text": "x" * 60_000}))
    assert len(log_files(repo)) == 2
    assert all(file.stat().st_size <= ownlog.ROLL for file in log_files(repo))
    clock.advance(30 * 24 * 3600)
    fill(repo, 1)
    assert sum(file.name.startswith("2026-12-") for file in log_files(repo)) == 1
    assert len(reopened(repo).all("cards")) == 7


@pytest.mark.parametrize("damage", ["shorter", "edited", "glued", "deleted", "foreign"])
def test_a_file_that_anything_else_touched_is_never_appended_to(
    repo: StoreRepository, damage: str
) -> None:
    ids = fill(repo)
    (file,) = log_files(repo)
    data = file.read_bytes()
    lines = data.splitlines(keepends=True)
    if damage == "shorter":
        file.write_bytes(lines[0])
    elif damage == "edited":
        file.write_bytes(data.replace(b"note", b"NOTE"))
    elif damage == "glued":
        file.write_bytes(data.rstrip(b"\n"))
    elif damage == "deleted":
        file.unlink()
    else:
        author = lines[0][24:31]
        file.write_bytes(data + lines[0].replace(author, b"another").replace(b"-0000-", b"-0009-"))
    touched = file.read_bytes() if file.exists() else None
    ids += fill(reopened(repo), 1)
    if damage != "deleted":
        assert file.read_bytes() == touched
    assert set(reopened(repo).all("cards")) == set(ids)
    repo.refresh()
    assert set(repo.all("cards")) == set(ids)


def test_reset_and_clean_lose_nothing(repo: StoreRepository) -> None:
    ids = fill(repo)
    was = rows(repo, "cards")
    shutil.rmtree(repo.path / "log")
    again = reopened(repo)
    assert rows(again, "cards") == was
    assert rows(reopened(repo), "cards") == was
    assert set(ids) == set(was)
    assert log_files(repo), "healing publishes again"
    assert repo.refresh() is True or rows(repo, "cards") == was
    assert rows(repo, "cards") == was


def test_an_open_store_heals_when_its_files_go(repo: StoreRepository) -> None:
    fill(repo)
    was = rows(repo, "cards")
    shutil.rmtree(repo.path / "log")
    repo.refresh()
    assert rows(repo, "cards") == was


def test_a_copied_clone_writes_under_a_name_of_its_own(
    tmp_path: Path, repo: StoreRepository
) -> None:
    ids = fill(repo)
    copy = tmp_path / "copy"
    shutil.copytree(repo.path, copy / ".retrotui")
    other = StoreRepository(engine.Engine(copy / ".retrotui"), FakeClock(), repo.ids)
    ids += fill(other, 1)
    names = {file.parent.name for file in copy.glob(".retrotui/log/*/*.jsonl")}
    assert len(names) == 2
    assert set(other.all("cards")) == set(ids)
    fill(repo, 1)
    for file in log_files(repo):
        target = copy / ".retrotui" / file.relative_to(repo.path)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    other.refresh()
    assert len(other.all("cards")) == 5


# Torn lines ------------------------------------------------------------------------------


def test_the_own_log_torn_anywhere_is_made_good(repo: StoreRepository) -> None:
    ids = fill(repo, 2)
    was = rows(repo, "cards")
    (file,) = log_files(repo)
    data = file.read_bytes()
    books = (local(repo) / "own.json").read_bytes()
    start = len(data.splitlines(keepends=True)[0])
    for cut in range(start, len(data)):
        for other in log_files(repo):
            other.unlink()
        file.write_bytes(data[:cut])
        (local(repo) / "own.json").write_bytes(books)
        assert rows(reopened(repo), "cards") == was, cut
    assert set(was) == set(ids)


def crashed_before_books(repo: StoreRepository, tail: int) -> tuple[Path, bytes]:
    """The files as they are when a process dies while appending to the log."""
    fill(repo, 1)
    books = (local(repo) / "own.json").read_bytes()
    fill(repo, 1)
    (file,) = log_files(repo)
    data = file.read_bytes()
    file.write_bytes(data[:tail])
    (local(repo) / "own.json").write_bytes(books)
    return file, data


def test_a_tail_torn_by_our_own_crash_is_cut_and_kept_aside(repo: StoreRepository) -> None:
    file, data = crashed_before_books(repo, -20)
    start = data.index(b"\n") + 1
    again = reopened(repo)
    assert len(again.all("cards")) == 2
    assert file.read_bytes() == data, "cut, then published again to the same file"
    ((path, line, why),) = again.problems()
    assert (path, line) == (f"log/{file.parent.name}/{file.name}", 2)
    kept = local(repo) / why.rpartition(" ")[2]
    assert kept.read_bytes() == data[start:-20]


def test_whole_lines_of_our_own_crash_are_taken_as_they_are(repo: StoreRepository) -> None:
    file, data = crashed_before_books(repo, 10**6)
    fill(reopened(repo), 1)
    assert log_files(repo) == [file]
    assert file.read_bytes().startswith(data)
    assert len(reopened(repo).all("cards")) == 3


def test_the_journal_torn_anywhere_is_cut(repo: StoreRepository) -> None:
    fill(repo, 2)
    path = local(repo) / "journal.jsonl"
    data = path.read_bytes()
    start = data.index(b"\n") + 1
    for cut in range(start + 1, len(data), 3):
        path.write_bytes(data[:cut])
        again = reopened(repo)
        assert len(again.all("cards")) == 2, "the log has it"
        fill(again, 1)
        pieces, bad = journal.Journal(local(repo)).read()
        assert bad == []
        assert len(pieces) == 2
        shutil.rmtree(repo.path / "log")
        assert len(reopened(repo).all("cards")) == 2
        break_down(repo, data)


def break_down(repo: StoreRepository, data: bytes) -> None:
    """Back to two cards."""
    shutil.rmtree(repo.path / "log", ignore_errors=True)
    shutil.rmtree(local(repo) / "cache", ignore_errors=True)
    (local(repo) / "own.json").unlink()
    (local(repo) / "journal.jsonl").write_bytes(data)
    assert len(reopened(repo).all("cards")) == 2


def test_an_unreadable_journal_line_is_reported(repo: StoreRepository) -> None:
    fill(repo, 1)
    path = local(repo) / "journal.jsonl"
    path.write_bytes(path.read_bytes() + b"\x00\x00\n9\t{}\n")
    again = reopened(repo)
    assert [(name, line) for name, line, _ in again.problems()] == [
        ("journal.jsonl", 2), ("journal.jsonl", 3)
    ]  # fmt: skip
    assert len(again.all("cards")) == 1


def test_zeros_after_a_power_loss_are_made_good(repo: StoreRepository) -> None:
    ids = fill(repo)
    (file,) = log_files(repo)
    size = file.stat().st_size
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + bytes(size - len(lines[0])))
    assert set(reopened(repo).all("cards")) == set(ids)


# Interrupted between steps ---------------------------------------------------------------


class Died(BaseException):
    pass


STEPS = {
    "before the journal": (journal.Journal, "append", False),
    "after the fsync": (ownlog.OwnLog, "publish", True),
    "between two logs": (ownlog.OwnLog, "_append", True),
    "before the bookkeeping": (engine, "save_bookkeeping", True),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_reveal_is_whole_or_not_at_all_wherever_it_dies(
    repo: StoreRepository, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, shown, private = new_id(), new_id(), new_id()
    put_all(repo, Put("cards", held, {"text": "hidden"}, Scope.HELD))
    owner, name, happens = STEPS[step]
    calls: list[int] = []
    real = getattr(owner, name)

    def die(*arguments: Any) -> Any:
        calls.append(1)
        if step == "between two logs" and len(calls) == 1:
            return real(*arguments)
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, die)
        with pytest.raises(Died):
            put_all(
                repo,
                Drop("cards", held),
                Put("cards", shown, {"text": "hidden"}),
                Put("notes", private, {"x": 1}, Scope.PRIVATE),
                by=None,
            )
    again = reopened(repo)
    assert set(again.all("cards")) == ({shown} if happens else {held})
    assert (private in again.all("notes")) == happens
    assert rows(reopened(again), "cards") == rows(again, "cards")
    fill(again, 1)
    assert len(again.all("cards")) == 2
    assert len(log_files(repo, "held")) == 1


@pytest.mark.parametrize("step", [name for name, (*_, happens) in STEPS.items() if happens])
def test_the_next_process_completes_what_another_left(
    repo: StoreRepository, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(repo, 1)
    watcher = reopened(repo)
    owner, name, _ = STEPS[step]

    def die(*_arguments: Any) -> Any:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, die)
        with pytest.raises(Died):
            fill(repo, 1)
    fill(watcher, 1)
    assert len(watcher.all("cards")) == 3
    assert len({line for file in log_files(repo) for line in file.read_text().split("\n")}) == 4


# Refusing disks --------------------------------------------------------------------------


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


# Starting --------------------------------------------------------------------------------


def test_a_settled_store_does_not_read_its_journal(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(repo)
    monkeypatch.setattr(journal.Journal, "read", lambda *_: pytest.fail("the journal was read"))
    again = reopened(repo)
    ids += fill(again, 2)
    assert set(reopened(repo).all("cards")) == set(ids)


def test_after_a_reboot_the_journal_is_compared_once(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(repo)
    monkeypatch.setattr(engine, "boot_id", lambda: "another boot")
    reads: list[int] = []
    real = journal.Journal.read
    monkeypatch.setattr(
        journal.Journal, "read", lambda *each: (reads.append(1), real(*each))[1]
    )  # fmt: skip
    reopened(repo)
    reopened(repo)
    assert len(reads) == 1


def test_opening_and_reading_writes_nothing_to_the_shared_folder(repo: StoreRepository) -> None:
    fill(repo)

    def shared() -> dict[Path, int]:
        paths = (path for path in repo.path.rglob("*") if ".git" not in path.parts)
        return {path: path.stat().st_mtime_ns for path in paths}

    before = shared()
    with reopened(repo) as again:
        again.refresh()
        again.search("cards", text="x")
    assert shared() == before
