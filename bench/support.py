"""What the benchmarks share: interleaved process timings, stores of any size, plain output.

A benchmark compares things measured in one run, so its ratios hold on a noisy machine; its
milliseconds say what they mean on the machine at hand.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retrotui.core.changes import Change, Include, Put
from retrotui.core.instants import rfc3339
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import person_id, setting_id
from retrotui.core.settings import Key
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds

BATCH = 1_000
PYTHON = sys.executable


def environment() -> dict[str, str]:
    """This environment without settings of the machine's owner.

    Python must be let to keep its compiled modules, as it does where people install it.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RETROTUI_", "PYTHON"))
    }
    return {**kept, "TEXTUAL_ANIMATIONS": "none", "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def run_ms(arguments: Sequence[str], cwd: Path | None = None) -> float:
    """Wall milliseconds of one process; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        cwd=cwd,
        env=environment(),
    )
    return (time.perf_counter() - start) * 1000


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each command, run in turn so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for arguments in commands.values():
        run_ms(arguments)
    for _ in range(rounds):
        for name, arguments in commands.items():
            taken[name].append(run_ms(arguments))
    return taken


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which a share of all lies, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def spread(values: Sequence[float]) -> str:
    """Smallest, median and 95th percentile in a few words."""
    low, middle = min(values), statistics.median(values)
    return f"min {low:7.1f}  median {middle:7.1f}  p95 {percentile(values, 0.95):7.1f}"


def make_store(folder: Path, actions: int, open_share: float = 0.3) -> Path:
    """A store of so many actions, a share of them open, a part of those overdue."""
    clock, ids = SystemClock(), SystemIds()
    store = create_store(folder, in_tree=True, clock=clock, ids=ids)
    rng = random.Random(7)
    now = datetime.now(UTC)
    owners = [person_id(f"person {number}") for number in range(12)]
    with open_repository(store, clock=clock, ids=ids) as repo:
        team: list[Change] = [
            Put(Kind.PEOPLE, each, {"name": f"person {number}"})
            for number, each in enumerate(owners)
        ]
        zone = {"key": Key.TIMEZONE.value, "value": "Europe/Berlin"}
        team.append(Put(Kind.SETTINGS, setting_id(Key.TIMEZONE), zone))
        repo.transact(lambda _: team, by="bench")
        for start in range(0, actions, BATCH):
            changes: list[Change] = []
            for number in range(start, min(start + BATCH, actions)):
                is_open = rng.random() < open_share
                due = (now + timedelta(days=rng.randint(-20, 60))).date().isoformat()
                fields = {
                    "title": f"Action {number}: follow up on what the retrospective promised",
                    "status": "open" if is_open else "done",
                    "due": due,
                    "not_yet": False,
                    **({} if is_open else {"closed": rfc3339(now)}),
                }
                new = ids.new()
                changes.append(Put(Kind.ACTIONS, new, fields))
                changes.append(Include(Kind.ACTIONS, new, "owners", (rng.choice(owners),)))
            repo.transact(lambda _, made=changes: made, by="bench")  # type: ignore[misc]  # bound
    return store


def verdict(name: str, value: float, bound: float, unit: str = "") -> str:
    """One line: the figure, its bound, and whether it holds."""
    word = "ok  " if value <= bound else "OVER"
    return f"{word} {name}: {value:.2f}{unit} (at most {bound:g}{unit})"
