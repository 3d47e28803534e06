"""What was acknowledged stays, whatever happens to files and between the steps of a write."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.changes import Drop, Put, Scope
from retrotui.store import engine, journal, loading, ownlog
from retrotui.store.repository import StoreRepository
from tests.store.support import (
    fill,
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
    monkeypatch.setattr(loading, "boot_id", lambda: "another boot")
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
