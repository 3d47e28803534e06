"""A hub and clones of one team's store, with real git: for everything that is said about sync."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retrotui.core.changes import Change, Put
from retrotui.core.sharing import SyncOutcome, SyncState
from retrotui.store.placement import META, create_store
from retrotui.store.repository import StoreRepository, open_repository
from retrotui.sync.git import Git
from retrotui.sync.synchronise import Request, synchronise
from tests.support.fakes import FakeClock, FakeIds

BRANCH = "retrotui"
_IDS = itertools.count(1_000_000)


def plain_git(folder: Path, *arguments: str, check: bool = True, given: bytes = b"") -> str:
    """Git as a person types it."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if check:
        assert done.returncode == 0, (arguments, done.stderr.decode())
    return (done.stdout + done.stderr).decode(errors="replace")


def new_id() -> str:
    """A record id that no other test store has."""
    return FakeIds(next(_IDS)).new()


@dataclass
class Clone:
    """One person's copy of the team's store."""

    name: str
    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)

    @property
    def store(self) -> Path:
        """The ``.retrotui`` folder."""
        return self.folder / ".retrotui"

    @property
    def local(self) -> Path:
        """The part that never travels."""
        return self.store / ".git" / "retrotui"

    def open(self) -> StoreRepository:
        """The store opened anew, as another process would."""
        return open_repository(self.store, clock=self.clock, ids=FakeIds(next(_IDS)))

    def write(self, *changes: Change) -> None:
        """Makes changes in one acknowledged step, in a process of its own."""
        with self.open() as repo:
            repo.transact(lambda _: list(changes), by=self.name)

    def add(self, text: str = "a card", kind: str = "cards", **fields: Any) -> str:
        """Writes one new record and gives its id."""
        made = new_id()
        self.write(Put(kind, made, {"text": text, **fields}))
        return made

    def change(self, id_: str, text: str, kind: str = "cards") -> None:
        """Changes a record's text."""
        self.write(Put(kind, id_, {"text": text}))

    def git(self, *arguments: str, check: bool = True) -> str:
        """Plain git in the store."""
        return plain_git(self.store, *arguments, check=check)

    def sync(self, git: Git | None = None, **request: Any) -> SyncOutcome:
        """One sync, waiting for nothing."""
        with self.open() as repo:
            return synchronise(
                repo,
                Request(**request),
                git=git or Git(self.store),
                clock=self.clock,
                sleep=lambda _seconds: None,
            )

    def synced(self, **request: Any) -> SyncOutcome:
        """One sync that must leave the clone in step."""
        outcome = self.sync(**request)
        assert outcome.state is SyncState.IN_STEP, outcome
        return outcome

    def cards(self, kind: str = "cards") -> dict[str, str]:
        """Every record's text by id, as a fresh process reads it."""
        with self.open() as repo:
            return {id_: str(row.get("text")) for id_, row in repo.all(kind).items()}

    def state(self) -> dict[str, Any]:
        """The whole folded state, versions included, for comparing clones."""
        with self.open() as repo:
            return repo._engine.fold.pack()

    def tree(self, ref: str = BRANCH) -> str:
        """The id of the tree a branch holds."""
        return self.git("rev-parse", f"{ref}^{{tree}}").strip()

    def log_files(self) -> dict[str, bytes]:
        """The shared log files by path."""
        found = sorted(self.store.glob("log/*/*.jsonl"))
        return {path.relative_to(self.store).as_posix(): path.read_bytes() for path in found}

    def status(self) -> str:
        """What ``git status`` says to a person; empty when clean."""
        return self.git("status", "--porcelain")


class Team:
    """A bare hub, and the clones that share through it.

    Args:
        folder: Where everything is made.
        names: One clone each; the first one makes the store, the others join it.
    """

    def __init__(self, folder: Path, names: Sequence[str] = ("ana", "bo", "cy")) -> None:
        self.folder = folder
        self.hub = make_hub(folder / "hub.git")
        self.clones: list[Clone] = []
        for name in names:
            self.join(name)

    def join(self, name: str) -> Clone:
        """One more clone of the same store, with the hub as its remote."""
        clone = make_clone(self.folder / name, name)
        if self.clones:
            meta = self.clones[0].store / META
            shutil.copy(meta, clone.store / META)
        clone.git("remote", "add", "origin", str(self.hub))
        self.clones.append(clone)
        return clone

    def sync_all(self, rounds: int = 2) -> None:
        """Everybody syncs in turn, often enough that all have all."""
        for _ in range(rounds):
            for clone in self.clones:
                clone.synced()

    def hub_git(self, *arguments: str, check: bool = True) -> str:
        """Plain git in the hub."""
        return plain_git(self.hub, *arguments, check=check)

    def hub_tree(self) -> str:
        """The id of the tree that the hub holds."""
        return self.hub_git("rev-parse", f"{BRANCH}^{{tree}}").strip()

    def hub_files(self) -> dict[str, str]:
        """The hub's files by path, and their text."""
        names = self.hub_git("ls-tree", "-r", "--name-only", BRANCH).split()
        return {name: self.hub_git("cat-file", "blob", f"{BRANCH}:{name}") for name in names}


def make_hub(folder: Path) -> Path:
    """An empty bare repository."""
    folder.mkdir(parents=True)
    plain_git(folder, "init", "-q", "--bare", "-b", BRANCH)
    return folder


def make_clone(folder: Path, name: str) -> Clone:
    """A store of its own, without a remote."""
    folder.mkdir(parents=True)
    clone = Clone(name, folder)
    create_store(folder, in_tree=False, clock=clone.clock, ids=FakeIds(next(_IDS)))
    return clone
