"""A healthy store to damage, and what is asked of ``doctor`` after every damage."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrotui.core.changes import Put, Scope
from retrotui.core.doctor import Finding, Ill
from retrotui.services import doctor as service
from retrotui.store.doctor.patient import StorePatient
from retrotui.store.doctor.reading import read_all
from retrotui.store.doctor.subject import find_damaged, subject_at
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import wall_ms
from tests.store.support import new_id, put_all
from tests.support.fakes import FakeClock, FakeIds

FOREIGN = "log/w-another/2026-11-aaaaaa.jsonl"
LINE = (
    '{"t":"01a2045ec33e-0000-anothernonce","at":"2026-11-22T09:00:00Z","by":null,"in":"notes",'
    '"id":"01kanar9g10000000000000001","set":{"sort":"note","text":"theirs"}}'
)


def healthy(team: Path, *, in_tree: bool = False) -> Path:
    """A store with shared, held and private records, and caches."""
    store = create_store(team, in_tree=in_tree, clock=FakeClock(), ids=FakeIds())
    with open_repository(store, clock=FakeClock(), ids=FakeIds(700_000)) as repo:
        for number in range(3):
            put_all(repo, Put("actions", new_id(), {"title": f"Promise {number}"}))
        for scope in (Scope.HELD, Scope.PRIVATE):
            put_all(repo, Put("notes", new_id(), {"sort": "note", "text": scope.value}, scope))
        repo._engine.snapshot()
    assert findings(store) == []
    return store


def local(store: Path) -> Path:
    return store / ".git" / "retrotui"


def own_log(store: Path) -> Path:
    (file,) = [each for each in store.glob("log/*/*.jsonl") if each.parent.name != "w-another"]
    return file


def foreign(store: Path, text: str, name: str = FOREIGN) -> Path:
    path = store / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=ana", "-c", "user.email=ana@example.org"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def patient(store: Path, wall: Callable[[], int] = wall_ms) -> StorePatient:
    return StorePatient(store, FakeClock(), wall)


def inspected(store: Path) -> list[Finding]:
    return [each.finding for each in service.examine(patient(store))]


def findings(store: Path) -> list[tuple[str, str, int | None]]:
    return [(each.ill.value, each.path, each.line) for each in inspected(store)]


def kinds(store: Path) -> set[str]:
    return {each.ill.value for each in inspected(store)}


def readable(store: Path) -> set[str]:
    """The ids of all events that anything can still read: in a log, or in the journal only."""
    reading = read_all(subject_at(store, wall_ms))
    return {*reading.names, *(piece.line[6:36].decode() for piece in reading.unpublished)}


def snapshot(folder: Path) -> dict[str, Any]:
    """Every byte, mode and time of change below a folder."""
    taken: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content: Any = None
        if stat.S_ISREG(status.st_mode):
            content = path.read_bytes()
        elif stat.S_ISLNK(status.st_mode):
            content = str(path.readlink())
        taken[os.fsencode(path).decode("utf-8", "backslashreplace")] = (
            status.st_mode, status.st_mtime_ns, status.st_ctime_ns, content
        )  # fmt: skip
    return taken


def cured(store: Path, ill: Ill, *, leaves: set[Ill] | None = None) -> None:
    """Asserts that a damage is found without a write, is mended for good, and costs no event."""
    before, events = snapshot(store.parent), readable(store)
    found = inspected(store)
    assert ill in {each.ill for each in found}, found
    assert all(each.fixable for each in found if each.ill is ill), found
    assert snapshot(store.parent) == before, "looking writes nothing"
    mended = service.mend(patient(store))
    assert {each.finding.ill for each in mended if not each.fixed} == (leaves or set())
    assert ill in {each.finding.ill for each in mended if each.fixed}
    assert events <= readable(store)
    settled = snapshot(store.parent)
    assert not any(each.fixed for each in service.mend(patient(store))), "a second run has no work"
    assert snapshot(store.parent) == settled


def told(store: Path, ill: Ill) -> Finding:
    """Asserts that a damage is found and that mending leaves every byte of it; the finding."""
    before = snapshot(store.parent)
    found = [each for each in inspected(store) if each.ill is ill]
    assert found, inspected(store)
    assert not found[0].fixable
    assert snapshot(store.parent) == before, "looking writes nothing"
    again = service.mend(patient(store))
    assert ill in {each.finding.ill for each in again if not each.fixed}
    return found[0]


def tip(store: Path, what: str) -> Path:
    """The file of an object of the store's git, so that it can be damaged."""
    name = git(store, "rev-parse", what).strip()
    path = store / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o600)
    return path


DAMAGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "garbled HEAD": ("HEAD", lambda store: (store / ".git/HEAD").write_text("zzz\n")),
    "garbled config": ("config", lambda store: (store / ".git/config").write_text("[zzz")),
    "garbled index": ("index", lambda store: (store / ".git/index").write_text("zzz")),
    "no objects": ("objects", lambda store: shutil.rmtree(store / ".git/objects")),
    "no refs": ("refs", lambda store: shutil.rmtree(store / ".git/refs")),
    "garbled ref": (
        "objects",
        lambda store: (store / ".git/refs/heads/retrotui").write_text("zzz"),
    ),
    "no commit": ("objects", lambda store: tip(store, "HEAD~1").unlink()),
    "garbled commit": ("objects", lambda store: tip(store, "HEAD").write_text("zzz")),
    "empty file": ("objects", lambda store: tip(store, "HEAD:retro.json").write_text("")),
}
"""What may befall the git directory of a store: the part that is told, and how it is done."""


__all__ = [
    "DAMAGES", "FOREIGN", "LINE", "cured", "find_damaged", "findings", "foreign", "git", "healthy",
    "inspected", "kinds", "local", "own_log", "patient", "readable", "snapshot", "told",
]  # fmt: skip
