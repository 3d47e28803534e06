"""Half lines, zeros and nonsense at the end of the journal or a log are made good."""

import shutil
from pathlib import Path

import pytest

from retrotui.store import journal
from retrotui.store.repository import StoreRepository
from tests.store.support import (
    fill,
    local,
    log_files,
    make_repository,
    reopened,
    rows,
)


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


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
