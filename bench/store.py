"""The store against stock TinyDB in one run: writing, asking, opening, memory, cloning.

Usage: python bench/store.py [RECORDS ...]
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from support import PYTHON, environment, make_store, percentile, verdict
from tinydb import TinyDB, where

from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds

SIZES = (1_000, 10_000, 100_000)
BOUNDS_AT = 100_000
INSERT_TIMES = 200
OPEN_SHARE = 0.6
CROWD_TIMES = 10
WRITERS = 4
WRITES = 200
NEW = {"title": "one more", "status": "open", "due": "2030-01-01"}

OPEN_OURS = """
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
import retrotui.store.view
clock, ids = SystemClock(), SystemIds()
start = time.perf_counter()
repo = open_repository(Path(sys.argv[1]), clock=clock, ids=ids)
table = repo.database().table("actions")
one = table.get(doc_id=sys.argv[2]) if sys.argv[2] else None
whole = len(table) if not sys.argv[2] else 0
"""
OPEN_STOCK = """
from tinydb import TinyDB
start = time.perf_counter()
table = TinyDB(sys.argv[1]).table("actions")
one = table.get(doc_id=int(sys.argv[2])) if sys.argv[2] else None
whole = len(table) if not sys.argv[2] else 0
"""
MEASURED = """
taken = (time.perf_counter() - start) * 1000
assert one or whole
status = Path("/proc/self/status")
told = status.read_text().split("VmHWM:")[1].split()[0] if status.exists() else "nan"
print(taken, float(told) / 1024)
"""
WRITER = """
import sys, time
from pathlib import Path
from retrotui.core.changes import Put
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
ids = SystemIds()
repo = open_repository(Path(sys.argv[1]), clock=SystemClock(), ids=ids)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    id_ = ids.new()
    def plan(reader):
        n = (reader.get("counters", "c" * 26) or {}).get("n", 0)
        return [Put("counters", "c" * 26, {"n": n + 1}), Put("cards", id_, {"text": "x" * 80})]
    start = time.perf_counter()
    repo.transact(plan, by=None)
    print((time.perf_counter() - start) * 1000)
"""


def main() -> int:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print("records of one table; ms unless said; ours beside stock TinyDB (JSONStorage, stdlib)")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), size)
    with tempfile.TemporaryDirectory() as folder:
        crowd(Path(folder))
    return 0


def compare(folder: Path, size: int) -> None:
    store = make_store(folder / "team", size)
    repo = open_repository(store, clock=SystemClock(), ids=SystemIds())
    rows = repo.all("actions")
    stock_file = folder / "stock.json"
    numbered = {str(number): dict(row) for number, row in enumerate(rows.values(), 1)}
    stock_file.write_text(json.dumps({"actions": numbered}))
    some = next(iter(rows))
    cloned = clone(folder, store)
    days = (f"2030-{number:06d}" for number in range(10_000))
    stock = TinyDB(stock_file).table("actions")
    ours = repo.database(by="bench").table("actions")
    print(f"\n{size:,} records{'':8}{'ours':>10}{'stock':>10}{'stock/ours':>12}")
    few = 5 if size > 10_000 else 15
    insert = line("insert", *in_turn(lambda: ours.insert(NEW), lambda: stock.insert(NEW), few))
    line(
        "update by id",
        *in_turn(
            lambda: ours.update({"due": next(days)}, doc_ids=[some]),
            lambda: stock.update({"due": next(days)}, doc_ids=[1]),
            few,
        ),
    )
    overdue = where("due") < "2026-01-01"
    line("search (scan)", each(lambda: ours.search(overdue), few), uncached(stock, overdue, few))
    exact = where("title") == rows[some]["title"]
    line("search (==)", each(lambda: ours.search(exact), few), uncached(stock, exact, few))
    rounds = 5 if size > 10_000 else 9
    ours_open, stock_open = opened(store, some, stock_file, "1", rounds)
    line("open, one record", ours_open[0], stock_open[0])
    ours_all, stock_all = opened(store, "", stock_file, "", 3)
    line("open, all records", ours_all[0], stock_all[0])
    print(f"  {'open, no cache':<22}{without_cache(store):10.1f}")
    print(f"  {'memory, one record':<22}{ours_open[1]:10.0f}{stock_open[1]:10.0f}  MiB")
    print(f"  {'memory, all records':<22}{ours_all[1]:10.0f}{stock_all[1]:10.0f}  MiB")
    start = time.perf_counter()
    repo._engine.snapshot()  # noqa: SLF001 - closing does it only after many writes
    print(f"  {'writing the cache':<22}{(time.perf_counter() - start) * 1000:10.1f}")
    print(f"  {cloned}")
    if size == BOUNDS_AT:
        ratio = statistics.median(insert[1]) / statistics.median(insert[0])
        word = "ok  " if ratio >= INSERT_TIMES else "OVER"
        print(f"{word} insert: {ratio:.0f} times as fast as stock (at least {INSERT_TIMES})")
        share = statistics.median(ours_open[0]) / statistics.median(stock_open[0])
        print(verdict("open from the cache, of stock's open", share, OPEN_SHARE))


def each(action: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def in_turn(
    ours: Callable[[], object], stock: Callable[[], object], times: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, several of ours for each of stock's, so that noise falls on both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        taken[0].extend(each(ours, 8))
        taken[1].extend(each(stock, 1))
    return taken


def uncached(table: object, query: object, times: int) -> list[float]:
    """A search that TinyDB does not answer from its cache of queries."""

    def search() -> None:
        table.clear_cache()  # type: ignore[attr-defined]  # a TinyDB table
        table.search(query)  # type: ignore[attr-defined]  # a TinyDB table

    return each(search, times)


def line(name: str, ours: list[float], stock: list[float]) -> tuple[list[float], list[float]]:
    """Prints the medians; gives what it got."""
    one, other = statistics.median(ours), statistics.median(stock)
    print(f"  {name:<22}{one:10.2f}{other:10.1f}{other / one:12.1f}")
    return ours, stock


Opened = tuple[list[float], float]


def opened(store: Path, one: str, stock: Path, number: str, rounds: int) -> tuple[Opened, Opened]:
    """Milliseconds of opening in processes of their own, in turn, and the most MiB they held."""
    found: tuple[list[list[float]], list[list[float]]] = ([], [])
    for _ in range(rounds):
        found[0].append(asked(OPEN_OURS, str(store), one))
        found[1].append(asked(OPEN_STOCK, str(stock), number))
    ours, other = (([each[0] for each in some], max(each[1] for each in some)) for some in found)
    return ours, other


def asked(program: str, *arguments: str) -> list[float]:
    code = "import sys, time\nfrom pathlib import Path\n" + program + MEASURED
    done = subprocess.run(
        [PYTHON, "-c", code, *arguments],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(word) for word in done.stdout.split()]


def without_cache(store: Path) -> float:
    for cache in store.rglob("cache"):
        shutil.rmtree(cache)
    return each(lambda: open_repository(store, clock=SystemClock(), ids=SystemIds()), 1)[0]


def clone(folder: Path, store: Path) -> str:
    """Commits the log, an edit to it, and clones it; tells times and the clone's size."""
    work = folder / "work"
    shutil.copytree(store / "log", work / "log")

    def git(*arguments: str, cwd: Path = work) -> float:
        start = time.perf_counter()
        command = ["git", "-c", "user.name=b", "-c", "user.email=b@example.org", *arguments]
        subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, check=True)
        return (time.perf_counter() - start) * 1000

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "all")
    newest = max(work.glob("log/*/*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    with newest.open("a") as file:
        file.write('{"t":"one more"}\n')
    edit = git("add", "-A") + git("commit", "-qm", "one")
    git("gc", "-q")
    taken = git("clone", "-q", "--no-local", str(work), str(folder / "clone"), cwd=folder)
    packs = sum(path.stat().st_size for path in (folder / "clone" / ".git").rglob("*.pack"))
    return f"git: commit of an edit {edit:.0f} ms, clone {taken:.0f} ms and {packs / 2**20:.1f} MiB"


def crowd(folder: Path) -> None:
    """One process writing, then several at once on the same store."""
    store = make_store(folder / "team", 1_000)
    alone = written(store, 1)
    together = written(store, WRITERS)
    p50, p99 = statistics.median(alone), percentile(together, 0.99)
    print(f"\nwriting, one process: p50 {p50:.2f}  p99 {percentile(alone, 0.99):.2f} ms")
    print(f"writing, {WRITERS} processes: p50 {statistics.median(together):.2f}  p99 {p99:.2f} ms")
    with open_repository(store, clock=SystemClock(), ids=SystemIds()) as repo:
        row = repo.get("counters", "c" * 26) or {}
    expected = WRITES * (WRITERS + 1)
    print(f"increments kept: {row['n']} of {expected}")
    print(verdict(f"p99 of {WRITERS} writers, in p50s of one", p99 / p50, CROWD_TIMES))


def written(store: Path, writers: int) -> list[float]:
    started = [
        subprocess.Popen(
            [PYTHON, "-c", WRITER, str(store), str(WRITES)],
            env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(writers)
    ]  # fmt: skip
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [float(word) for process in started for word in process.communicate()[0].split()]


if __name__ == "__main__":
    sys.exit(main())
