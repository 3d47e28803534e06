"""``doctor`` on the store's own git repository: gone, damaged, or locked by a git that died."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.core.doctor import Ill
from retrotui.services import doctor as service
from retrotui.store.lock import SYNC_LOCK, FileLock
from retrotui.store.repository import open_repository
from tests.store.doctor_support import (
    DAMAGES,
    cured,
    findings,
    git,
    healthy,
    inspected,
    kinds,
    local,
    patient,
    readable,
    snapshot,
    told,
)
from tests.store.support import new_id, put_all
from tests.support.fakes import FakeClock, FakeIds


@pytest.fixture
def store(tmp_path: Path) -> Path:
    store = healthy(tmp_path / "team")
    for number in range(2):
        (store / "README.md").write_text(f"{number}")
        git(store, "add", "-A")
        git(store, "commit", "-q", "-m", "x")
    return store


def add(store: Path) -> None:
    with open_repository(store, clock=FakeClock(), ids=FakeIds(800_000)) as repo:
        put_all(repo, Put("actions", new_id(), {"title": "since"}))
        put_all(repo, Put("notes", new_id(), {"sort": "note", "text": "mine"}, Scope.PRIVATE))


# Gone ------------------------------------------------------------------------------------


@pytest.mark.parametrize("since", [False, True])
def test_a_repository_that_is_gone_is_made_anew(store: Path, since: bool) -> None:
    shutil.rmtree(store / ".git")
    if since:
        add(store)
    cured(store, Ill.GIT_GONE)
    assert git(store, "symbolic-ref", "HEAD").strip() == "refs/heads/retrotui"
    assert local(store).is_dir()


@pytest.mark.parametrize("left", [None, "gitdir: /nowhere\n"])
def test_what_was_written_since_moves_into_the_new_one(tmp_path: Path, left: str | None) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path)
    shutil.rmtree(store / ".git")
    if left is not None:
        (store / ".git").write_text(left)
    add(store)
    (store / "notes.txt").write_text("x")
    before = readable(store)
    cured(store, Ill.GIT_GONE)
    assert before <= readable(store)
    assert not list((tmp_path / ".git" / "retrotui").iterdir())
    assert findings(store) == []
    with open_repository(store, clock=FakeClock(), ids=FakeIds(900_000)) as repo:
        assert any(row.get("text") == "mine" for row in repo.all("notes").values())


def test_a_store_that_never_had_one_is_not_told_so(tmp_path: Path) -> None:
    healthy(tmp_path / "plain", in_tree=True)
    git(tmp_path, "init", "-q", "code")
    store = healthy(tmp_path / "code", in_tree=True)
    shutil.rmtree(tmp_path / "code" / ".git" / "retrotui")
    assert Ill.GIT_GONE not in kinds(store)


def test_without_git_it_is_left(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(store / ".git")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "install git" in told(store, Ill.GIT_GONE).fix


def test_a_private_part_in_the_code_s_git_that_nobody_reads_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path)
    (store / ".git").rename(tmp_path / "kept")
    add(store)
    (tmp_path / "kept").rename(store / ".git")
    assert told(store, Ill.LEFT_BEHIND).path.startswith(str(tmp_path / ".git" / "retrotui"))


# Damaged ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "damage"), DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("surrounded", [False, True])
def test_a_damaged_part_is_made_anew(
    store: Path, part: str, damage: Callable[[Path], object], surrounded: bool
) -> None:
    if surrounded:
        git(store.parent, "init", "-q", ".")
        service.mend(patient(store))
    git(store, "config", "remote.origin.url", "/srv/team.git")
    head = git(store, "rev-parse", "HEAD")
    damage(store)
    assert [each.path for each in inspected(store) if each.ill is Ill.GIT_DAMAGED] == [
        f".git/{part}"
    ]
    cured(store, Ill.GIT_DAMAGED)
    assert findings(store) == []
    if part in {"HEAD", "index", "config"}:
        assert git(store, "rev-parse", "HEAD") == head
        assert git(store, "status", "--porcelain") == ""
    if part != "config":
        assert git(store, "config", "remote.origin.url").strip() == "/srv/team.git"


def test_what_was_damaged_is_kept(store: Path) -> None:
    (store / ".git" / "index").write_text("zzz")
    service.mend(patient(store))
    (kept,) = (local(store) / "doctor").glob("*/*-index")
    assert kept.read_text() == "zzz"


def test_a_repository_of_a_newer_git_is_not_taken_for_damaged(store: Path) -> None:
    git(store, "config", "core.repositoryFormatVersion", "9")
    assert Ill.GIT_DAMAGED not in kinds(store)


def test_odd_objects_of_others_are_no_damage(store: Path) -> None:
    blob = git(store, "rev-parse", "HEAD:retro.json").strip()
    tree = subprocess.run(
        ["git", "mktree"], cwd=store, input=f"100644 blob {blob}\t.GIT\n", text=True,
        capture_output=True, check=True,
    ).stdout.strip()  # fmt: skip
    git(store, "tag", "theirs", git(store, "commit-tree", "-m", "x", tree).strip())
    assert findings(store) == []


def test_a_sync_that_runs_is_waited_for(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (store / ".git" / "index").write_text("zzz")
    monkeypatch.setattr(
        "retrotui.store.doctor.mend.FileLock", lambda path: FileLock(path, timeout=0)
    )
    before = snapshot(store / ".git" / "objects")
    with FileLock(local(store) / SYNC_LOCK), pytest.raises(Exception, match="another process"):
        service.mend(patient(store))
    assert snapshot(store / ".git" / "objects") == before
    cured(store, Ill.GIT_DAMAGED)


# Locked ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/retrotui.lock"])
def test_a_lock_that_a_killed_git_left_is_moved_away(store: Path, name: str) -> None:
    lock = store / ".git" / name
    lock.touch()
    found = [each.path for each in inspected(store) if each.ill is Ill.GIT_LOCKED]
    assert found == [f".git/{name}"]
    cured(store, Ill.GIT_LOCKED)
    (store / "README.md").write_text("more")
    git(store, "add", "-A")
    git(store, "commit", "-q", "-m", "x")


@pytest.mark.parametrize("inside", [True, False])
def test_a_lock_is_left_to_a_git_that_runs(store: Path, tmp_path: Path, inside: bool) -> None:
    (store / ".git" / "index.lock").touch()
    command = ["git", f"--git-dir={store / '.git'}", "cat-file", "--batch"]
    with subprocess.Popen(
        command, cwd=store if inside else tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"HEAD\n")
        running.stdin.flush()
        assert running.stdout.readline().split()[1:2] == [b"commit"]
        assert Ill.GIT_LOCKED not in kinds(store)
        running.kill()
    assert Ill.GIT_LOCKED in kinds(store)


def test_where_processes_cannot_be_seen_only_an_old_lock_is_left_over(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrotui.store.doctor.repository._PROCESSES", Path("/nowhere"))
    lock = store / ".git" / "index.lock"
    lock.touch()
    assert Ill.GIT_LOCKED not in kinds(store)
    later = lock.stat().st_mtime_ns // 1_000_000 + 3_600_001
    assert Ill.GIT_LOCKED in {each.ill for each in patient(store, lambda: later).inspect()}
