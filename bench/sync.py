"""Sharing 10 edits, and finding nothing to share, against bare git in one run.

Bare git is what one would type instead: fetch, commit, push, on files with the same content.

Usage: python bench/sync.py [RECORDS ...]
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from support import BATCH, PYTHON, environment, spread, verdict

from retrotui.core.changes import Change, Put
from retrotui.store.placement import create_store
from retrotui.store.repository import StoreRepository, open_repository
from retrotui.store.system import SystemClock, SystemIds
from retrotui.sync.git import Git
from retrotui.sync.synchronise import synchronise

ROUNDS = 9
EDITS = 10
BOUND = 3.0
BRANCH = "retrotui"


def main() -> int:
    sizes = [int(each) for each in sys.argv[1:]] or [10_000, 100_000]
    for records in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), records)
    return 0


def measure(folder: Path, records: int) -> None:
    store = filled(folder / "team", records)
    hubs = [folder / "hub.git", folder / "plain.git"]
    for hub in hubs:
        git(folder, "init", "-q", "--bare", "-b", BRANCH, str(hub))
    git(store, "remote", "add", "origin", str(hubs[0]))
    clock, ids = SystemClock(), SystemIds()
    plain = folder / "plain"
    taken: dict[str, list[float]] = {}
    with open_repository(store, clock=clock, ids=ids) as repo:
        first = timed(lambda: share(repo))
        git(store, "push", "-q", str(hubs[1]), BRANCH)
        git(folder, "clone", "-q", str(hubs[1]), str(plain))
        log = max(plain.glob("log/*/*.jsonl"), key=lambda each: each.stat().st_mtime)
        for _ in range(ROUNDS):
            edit(repo, ids)
            lines = "".join(f'{{"edit":{number}}}\n' for number in range(EDITS))
            for name, action in {
                "sync, 10 edits": lambda: share(repo),
                "bare git, 10 edits": lambda text=lines: bare(plain, log, text),
                "sync, nothing new": lambda: share(repo),
                "bare git fetch, nothing new": lambda: git(plain, "fetch", "-q", "origin"),
            }.items():
                taken.setdefault(name, []).append(timed(action))
        share(repo)
        repo.close()
    command = [PYTHON, "-m", "retrotui", "--store", str(store), "sync"]
    taken["retrotui sync, whole process"] = [timed(lambda: run(command)) for _ in range(ROUNDS)]
    join = timed(lambda: git(folder, "clone", "-q", str(hubs[0]), str(folder / "joined")))
    print(f"{records} records, {ROUNDS} interleaved rounds, wall ms, a hub on this disk")
    for name, values in taken.items():
        print(f"  {name:<30}{spread(values)}")
    print(f"  {'first sync of all':<30}{first:11.1f}")
    print(f"  {'clone by hand':<30}{join:11.1f}")
    mine, theirs = (
        statistics.median(taken[name]) for name in ("sync, 10 edits", "bare git, 10 edits")
    )
    print(verdict("sync of 10 edits as a multiple of bare git", mine / theirs, BOUND))


def filled(folder: Path, records: int) -> Path:
    clock, ids = SystemClock(), SystemIds()
    store = create_store(folder, in_tree=False, clock=clock, ids=ids)
    with open_repository(store, clock=clock, ids=ids) as repo:
        for start in range(0, records, BATCH):
            made: list[Change] = [
                Put(
                    "cards",
                    ids.new(),
                    {
                        "meeting": f"{number // 100:026}",
                        "item": f"{number // 20:026}",
                        "column": "start",
                        "text": f"Card {number}: what the team saw, in a sentence of usual length",
                        "order": f"{number:08}",
                    },
                )
                for number in range(start, min(start + BATCH, records))
            ]
            repo.transact(lambda _, changes=made: changes, by="bench")  # type: ignore[misc]  # bound
    return store


def edit(repo: StoreRepository, ids: SystemIds) -> None:
    for _ in range(EDITS):
        change = Put("cards", ids.new(), {"text": "one more"})
        repo.transact(lambda _, made=change: [made], by="bench")  # type: ignore[misc]  # bound


def share(repo: StoreRepository) -> None:
    outcome = synchronise(repo, git=Git(repo.path), clock=SystemClock())
    if outcome.code:
        raise SystemExit(outcome.message)


def bare(folder: Path, log: Path, text: str) -> None:
    git(folder, "fetch", "-q", "origin")
    with log.open("a") as file:
        file.write(text)
    git(folder, "commit", "-q", "-a", "-m", "ten edits")
    git(folder, "push", "-q", "origin", BRANCH)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=bench", "-c", "user.email=bench@localhost"]
    run([str(shutil.which("git")), *who, *arguments], folder)


def run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True)


def timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
