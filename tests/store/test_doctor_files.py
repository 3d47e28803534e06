"""``doctor`` on files and folders: what does not belong, who may touch it, what cannot be."""

import errno
import json
import os
import stat
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.doctor import Ill
from retrotui.core.errors import CannotWriteError
from retrotui.services import doctor as service
from retrotui.store.doctor import files
from retrotui.store.lock import FileLock
from tests.store.doctor_support import (
    FOREIGN,
    LINE,
    cured,
    findings,
    foreign,
    git,
    healthy,
    inspected,
    local,
    own_log,
    patient,
    told,
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return healthy(tmp_path / "team")


def age(path: Path) -> None:
    os.utime(path, (0, 0))


STRANGERS: dict[str, tuple[Ill, Callable[[Path], Any]]] = {
    "notes.txt": (Ill.FOREIGN, lambda path: path.write_text("mine")),
    "folder": (Ill.FOREIGN, lambda path: path.mkdir()),
    "log/w-short": (Ill.FOREIGN, lambda path: path.mkdir()),
    "log/w-another/2026-11-aaaaaa.jsonl.orig": (Ill.FOREIGN, lambda path: path.write_text(LINE)),
    "link": (Ill.SYMLINK, lambda path: path.symlink_to("/nowhere")),
    "log/w-linkedd": (Ill.SYMLINK, lambda path: path.symlink_to("/")),
    "log/w-another/2026-11-dddddd.jsonl": (Ill.SYMLINK, lambda path: path.symlink_to("/x")),
    "pipe": (Ill.SPECIAL, os.mkfifo),
    "log/w-another/2026-11-eeeeee.jsonl": (Ill.SPECIAL, os.mkfifo),
    "ReadMe.md": (Ill.FOREIGN, lambda path: path.write_text("x")),
    "Retro.json": (Ill.CASE_CLASH, lambda path: path.write_text("x")),
    "a\x1b[31mb": (Ill.ODD_NAME, lambda path: path.write_text("x")),
    "line\nbreak": (Ill.ODD_NAME, lambda path: path.write_text("x")),
    ".git/retrotui/held/junk": (Ill.FOREIGN, lambda path: path.write_text("x")),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_does_not_belong_is_moved_and_noted(store: Path, name: str) -> None:
    ill, make = STRANGERS[name]
    path = store / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    sort = stat.S_IFMT(path.lstat().st_mode)
    assert (ill.value, name, None) in findings(store)
    cured(store, ill)
    assert not os.path.lexists(path)
    (folder,) = (local(store) / "doctor").iterdir()
    assert folder.name == "2026-11-22-090000"
    (entry,) = map(json.loads, (folder / "manifest.jsonl").read_text().splitlines())
    assert (entry["from"], entry["finding"]) == (name, ill.value)
    assert stat.S_IFMT((folder / entry["kept"]).lstat().st_mode) == sort
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["lock", "lock.queue", "lock.queue2"])
@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/nowhere")])
def test_a_lock_that_is_no_file_does_not_keep_it_from_mending(
    store: Path, name: str, make: Callable[[Path], None]
) -> None:
    path = local(store) / name
    path.unlink(missing_ok=True)
    make(path)
    with pytest.raises(CannotWriteError, match=f"{name}: "), FileLock(local(store) / "lock"):
        pass
    service.mend(patient(store))
    assert findings(store) == []
    with FileLock(local(store) / "lock"):
        assert path.is_file()


def test_nothing_put_aside_is_ever_overwritten(store: Path) -> None:
    for text in ("first", "second"):
        (store / "notes.txt").write_text(text)
        service.mend(patient(store))
    kept = sorted((local(store) / "doctor").glob("*/0001-notes.txt"))
    assert [path.read_text() for path in kept] == ["first", "second"]
    assert [path.parent.name for path in kept] == ["2026-11-22-090000", "2026-11-22-090000-2"]


def test_what_a_clone_may_have_of_its_own_is_no_finding(store: Path) -> None:
    (store / "formats").mkdir()
    (store / "formats" / "mine.toml").write_text("")
    (store / "keys.toml").write_text("")
    assert findings(store) == []


def test_in_a_code_tree_strangers_are_told_and_left(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path, in_tree=True)
    (store / "notes.txt").write_text("mine")
    told(store, Ill.FOREIGN)
    assert (store / "notes.txt").read_text() == "mine"


def test_a_log_that_is_a_link_is_told(store: Path) -> None:
    (store / "log").rename(store.parent / "elsewhere")
    (store / "log").symlink_to(store.parent / "elsewhere")
    told(store, Ill.SYMLINK)
    assert (store / "log").is_symlink()


def test_an_oversized_file_is_told(store: Path) -> None:
    os.truncate(foreign(store, ""), (8 << 20) + 1)
    assert told(store, Ill.OVERSIZED).path == FOREIGN


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o604])
def test_the_private_part_is_closed_to_others(store: Path, mode: int) -> None:
    path = local(store) / "journal.jsonl"
    path.chmod(mode)
    doing = "change" if mode & 0o022 else "read"
    assert [each.means for each in inspected(store)] == [
        f"others on this machine may {doing} it, and it belongs to the private part"
    ]
    cured(store, Ill.OPEN_TO_OTHERS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_of_the_private_part_is_closed_too(store: Path) -> None:
    (local(store) / "private").chmod(0o755)
    cured(store, Ill.OPEN_TO_OTHERS)
    assert stat.S_IMODE((local(store) / "private").stat().st_mode) == 0o700


def test_a_log_is_no_program(store: Path) -> None:
    own_log(store).chmod(0o755)
    cured(store, Ill.EXECUTABLE)
    assert stat.S_IMODE(own_log(store).stat().st_mode) == 0o644


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_its_owner_may_not_read_becomes_readable(store: Path, which: str) -> None:
    path = foreign(store, LINE + "\n")
    path = path if which == "file" else path.parent
    path.chmod(0o200)
    assert "unreadable" in {ill for ill, _, _ in findings(store)}
    service.mend(patient(store))
    assert findings(store) == []


@pytest.mark.parametrize("name", [".retro.json.abcdef", ".git/retrotui/cache/.state.json.abcdef"])
def test_a_temporary_file_is_left_over_once_it_is_old(store: Path, name: str) -> None:
    (store / name).write_text("half")
    (store / name).chmod(0o600)
    assert "leftover" not in {ill for ill, _, _ in findings(store)}, "somebody may be writing it"
    age(store / name)
    cured(store, Ill.LEFTOVER)


def disk_like(**changes: int) -> Callable[[Path], Any]:
    real = os.statvfs

    def told_so(path: Path) -> Any:
        disk = real(path)
        fields = {name: getattr(disk, name) for name in dir(disk) if name.startswith("f_")}
        return types.SimpleNamespace(**fields | changes)

    return told_so


@pytest.mark.parametrize(
    ("changes", "ill"),
    [
        ({"f_bavail": 0}, Ill.NO_SPACE),
        ({"f_files": 10, "f_favail": 0}, Ill.NO_SPACE),
        ({"f_flag": os.ST_RDONLY}, Ill.UNWRITABLE),
    ],
)
def test_a_full_or_read_only_disk_is_told(
    store: Path, changes: dict[str, int], ill: Ill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.os, "statvfs", disk_like(**changes))
    assert {each.ill for each in inspected(store)} == {ill}
    assert not any(each.fixable for each in inspected(store))


def test_a_folder_nobody_may_write_to_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(
        files.os, "access", lambda path, *how: store not in (path, *path.parents)
        if isinstance(path, Path) else real(path, *how)
    )  # fmt: skip
    assert {each.ill for each in inspected(store)} == {Ill.UNWRITABLE}


def test_a_file_system_without_locks_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("retrotui.store.doctor.files.fcntl.flock", fail)
    assert [(each.ill, each.detail) for each in inspected(store)] == [
        (Ill.NO_LOCK, "No locks available")
    ]
