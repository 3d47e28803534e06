"""Whatever somebody puts into the shared folder: the rest is read, nothing outside is touched."""

import resource
import time
from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.core.text import clean
from retrotui.store import listing, logs
from retrotui.store.repository import StoreRepository
from tests.store.support import local, log_files, make_repository, new_id, put_all, reopened
from tests.support.hostile_logs import QUIET, SECRET, TOLD, Folder, event
from tests.support.shell import Shell
from tests.support.tally import Tally

pytestmark = pytest.mark.counted
SECONDS = 120
MEMORY = 400 << 10
READ = (
    ("actions",), ("actions", "--all"), ("actions", "--json"), ("check",), ("check", "--json"),
    ("decisions",), ("decisions", "--json"), ("dissent",), ("people",), ("people", "--json"),
    ("meetings",), ("meetings", "--json"), ("settings",), ("actions", "show"),
)  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    repo = make_repository(tmp_path)
    put_all(repo, Put("actions", new_id(), {"title": "ours", "status": "open"}))
    return repo


@pytest.fixture
def folder(repo: StoreRepository, tmp_path: Path) -> Folder:
    return Folder(repo.path / "log", tmp_path / "outside")


@pytest.fixture
def shell(
    repo: StoreRepository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    return Shell(repo.path.parent, capsys, monkeypatch)


def unsafe(text: str) -> bool:
    """True when something in it would act on a terminal."""
    return clean(text) != text or any(each in text for each in "\x1b\x9b\x9d\x90\x07\u202e\u2066")


def read_all(shell: Shell, id_: str) -> list[str]:
    """What is wrong with any command that reads."""
    wrong = []
    for words in READ:
        answer = shell(*words, *([id_] if words[-1] == "show" else []))
        if answer.code not in (0, 1):
            wrong.append(f"{words}: exit {answer.code} {answer.err[:300]}")
        wrong += [f"{words}: escapes" for text in (answer.out, answer.err) if unsafe(text)]
        if SECRET in answer.out:
            wrong.append(f"{words}: read outside the store")
    return wrong


@pytest.mark.parametrize("name", [*TOLD, *QUIET])
def test_the_rest_is_read_and_nothing_outside(
    name: str, repo: StoreRepository, folder: Folder, shell: Shell, tally: Tally
) -> None:
    (TOLD | QUIET)[name](folder)
    outside = {path: path.read_bytes() for path in folder.outside.iterdir()}
    peak, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    again = reopened(repo)
    (ours,) = again.search("actions", title="ours")
    told = again.problems()
    assert bool(told) == (name in TOLD), told[:3]
    assert len(told) <= 2 * logs.MAX_LISTED + 2
    assert not any(unsafe(path + why) for path, _, why in told)
    wrong = read_all(shell, ours)
    put_all(again, Put("actions", ours, {"title": "ours, later"}))
    assert [row["title"] for row in reopened(repo).search("actions", title="ours, later").values()]
    assert {path: path.read_bytes() for path in folder.outside.iterdir()} == outside
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MEMORY
    assert time.monotonic() - start < SECONDS, "bounded, however slow the machine"
    tally("hostile files", tried=1, commands_run=len(READ), wrong=len(wrong))
    assert wrong == []


@pytest.mark.parametrize("what", ["log", "writer"])
def test_nothing_is_written_through_a_link(
    what: str, repo: StoreRepository, tmp_path: Path, tally: Tally
) -> None:
    (ours,) = log_files(repo)
    outside = tmp_path / "outside"
    target = repo.path / "log" if what == "log" else ours.parent
    target.rename(outside)
    target.symlink_to(outside)
    before = sorted((path, path.stat().st_size) for path in outside.rglob("*"))
    again = reopened(repo)
    kept = new_id()
    put_all(again, Put("cards", kept, {"text": "kept in the journal"}))
    assert sorted((path, path.stat().st_size) for path in outside.rglob("*")) == before
    assert any("read" in why for _, _, why in again.problems())
    assert kept in reopened(repo).all("cards")
    target.unlink()
    assert set(reopened(repo).all("cards")) == {kept}
    assert len(reopened(repo).all("actions")) == 1
    tally("hostile files", tried=1)


def test_one_writer_cannot_fill_the_memory(
    repo: StoreRepository, folder: Folder, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    folder.write(event(30), name="2026-10-aaaaaa.jsonl")
    folder.write(event(31, set={"title": "x" * 4000}), name="2026-11-aaaaaa.jsonl")
    monkeypatch.setattr(listing, "MAX_WRITER", 2000)
    again = reopened(repo)
    assert len(again.all("actions")) == 2
    assert [why for _, _, why in again.problems()] == [
        "more than 0 MiB by one writer; the rest is not read"
    ]
    monkeypatch.setattr(listing, "MAX_WRITER", 1 << 20)
    assert again.refresh()
    assert len(again.all("actions")) == 3
    assert again.problems() == []
    assert local(repo).is_dir()
    tally("hostile files", tried=1)
