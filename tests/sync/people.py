"""People who share a store and do to it, and to its git, all that people do."""

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrotui.core.changes import Change
from retrotui.store.placement import META
from retrotui.store.record import Record, unpack
from retrotui.store.redaction import id_of, is_stub
from retrotui.store.repository import StoreRepository, open_repository
from tests.support.fakes import FakeIds
from tests.support.git import BRANCH, Clone, Team

MARKERS = (b"<<<<<<<", b">>>>>>>", b"\n=======", b"|||||||")
ROUNDS = 8
"""Within so many rounds of everybody syncing nothing may change any more."""
_HAND = ("-c", "user.name=Hand", "-c", "user.email=hand@example.org", "-c", "gc.auto=0")
"""Whose name tells the commits that people made from those of a sync."""
_IDS = itertools.count(5_000_000)


def by_hand(folder: Path, *arguments: str) -> tuple[bool, str]:
    """Plain git as a person types it: whether it did as told, and what it said."""
    done = subprocess.run(
        ["git", *_HAND, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "GIT_EDITOR": "true"},
    )
    return done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")


def _known(record: Record) -> dict[str, Any]:
    return {
        "first": (record.first, record.first_at),
        "last": (record.last, record.last_at),
        "scope": record.scope,
        "versions": {field: record.versions(field) for field in record.fields()},
        "dead": {field: sorted(dead) for field, dead in (record.dead or {}).items()},
        "sets": _sorted(record.sets),
        "gone": _sorted(record.gone or {}),
        "dropped": sorted(record.dropped or ()),
        "row": record.view(),
    }


def _sorted(sets: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    return {
        field: {member: sorted(events) for member, events in members.items()}
        for field, members in sets.items()
    }


def _stubs(lines: list[bytes]) -> set[str | None]:
    return {id_of(line) for line in lines if is_stub(line)}


class Person(Clone):
    """A clone whose clock may be wrong, for the ids of events too."""

    def open(self) -> StoreRepository:
        return open_repository(
            self.store,
            clock=self.clock,
            ids=FakeIds(next(_IDS)),
            wall=lambda: int(self.clock.now().utc.timestamp() * 1000),
        )

    def state(self) -> dict[str, Any]:
        """All that is known of every record, in a form that the order of arrival leaves alone."""
        with self.open() as repo:
            packed = repo._engine.fold.pack()
        return {
            f"{kind} {id_}": _known(unpack(json.loads(line)))
            for kind, table in packed.items()
            for id_, line in table.items()
        }

    def acknowledged(self, *changes: Change) -> tuple[str, ...]:
        """Makes changes in one step; gives the ids of its events, which must never be lost."""
        with self.open() as repo:
            return repo.transact(lambda _: list(changes), by=self.name).events

    def hand(self, *arguments: str) -> tuple[bool, str]:
        """Plain git in the store."""
        return by_hand(self.store, *arguments)

    def commit_by_hand(self) -> None:
        """``git add -A`` and ``git commit``, where there is anything to commit."""
        self.hand("add", "-A")
        if not self.hand("diff", "--cached", "--quiet")[0]:
            done, said = self.hand("commit", "-q", "-m", "by hand")
            assert done, said

    def copied(self, name: str) -> "Person":
        """``cp -r`` of the clone, with the name it writes under and its journal."""
        folder = self.folder.with_name(name)
        shutil.copytree(self.folder, folder, symlinks=True)
        copy = Person(name, folder)
        copy.clock.instant = self.clock.instant
        return copy


class Company(Team):
    """A team of people with clocks."""

    def join(self, name: str) -> Clone:
        joined = super().join(name)
        self.clones[-1] = Person(joined.name, joined.folder)
        return self.clones[-1]

    @property
    def people(self) -> list[Person]:
        """The clones."""
        return [each for each in self.clones if isinstance(each, Person)]

    def tips(self) -> list[str]:
        """What everybody's branch, the hub's and all files are; equal when nothing moved."""
        found = [self.hub_git("rev-parse", BRANCH).strip()]
        for person in self.people:
            found += [person.git("rev-parse", BRANCH).strip(), person.status()]
        return found

    def exchange(self) -> int:
        """Everybody syncs until nothing changes; gives the rounds that took."""
        before: list[str] = []
        for count in range(1, ROUNDS + 1):
            for person in self.people:
                person.synced()
            now = self.tips()
            if now == before:
                return count
            before = now
        raise AssertionError(f"{ROUNDS} rounds of syncs still change something: {before}")

    def check(self) -> None:
        """After an exchange: one state, one tree, no mark, nothing waiting, and git is content."""
        states = [person.state() for person in self.people]
        assert all(state == states[0] for state in states)
        assert {person.tree() for person in self.people} == {self.hub_tree()}
        for person in self.people:
            assert person.status() == ""
            files = person.log_files()
            assert not any(mark in data for data in files.values() for mark in MARKERS)
            with person.open() as repo:
                assert repo.unshared() == 0
                assert [each for each in repo.problems() if each[0].startswith("log/")] == []
            person.git("fsck", "--no-dangling", "--strict")
        self.hub_git("fsck", "--no-dangling", "--strict")

    def missing(self, acknowledged: set[str], redacted: set[str]) -> list[str]:
        """The acknowledged events that the hub lacks, and the redacted whose text it still has."""
        there: set[str | None] = set()
        told = []
        for name, text in self.hub_files().items():
            lines = text.encode().split(b"\n")[:-1] if name.startswith("log/") else []
            events = [id_of(line) for line in lines]
            assert len(set(events)) == len(events), f"{name} holds an event twice"
            there.update(events)
            told += [str(id_of(line)) for line in lines if id_of(line) in redacted - _stubs(lines)]
        assert None not in there, "a line that is no event"
        return sorted([*(acknowledged - there), *told])

    def deleted_lines(self, redacted: set[str]) -> list[str]:
        """The log lines that commits of syncs took away, redacted ones left out."""
        found = []
        for person in self.people:
            every = (
                "log",
                "--all",
                "--reflog",
                "--committer=^Ana ",
                "--format=@%H",
                "-p",
                "-m",
                "-U0",
            )
            commit = ""
            for line in person.git(*every, "--no-renames", "--", "log").splitlines():
                if line.startswith("@") and not line.startswith("@@"):
                    commit = line[1:]
                if line.startswith("-{") and id_of(line[1:].encode()) not in redacted:
                    found.append(f"{person.name} {commit} {line}")
        return found

    def commits_of_syncs(self) -> int:
        """How many commits of syncs that check looks at."""
        return sum(
            len(person.git("log", "--all", "--reflog", "--committer=^Ana ", "--format=%H").split())
            for person in self.people
        )

    def has_ancestor(self, back: int) -> str | None:
        """The hub's tip so many commits ago, where it held a store; else None."""
        done, said = by_hand(self.hub, "rev-parse", "--verify", "-q", f"{BRANCH}~{back}")
        if not done or not by_hand(self.hub, "cat-file", "-e", f"{said.strip()}:{META}")[0]:
            return None
        return said.strip()
