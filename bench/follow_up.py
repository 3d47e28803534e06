"""``check`` and ``actions`` on 10,000 actions, beyond the bare interpreter, warm and cold.

Usage: python bench/follow_up.py [ACTIONS]
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from support import PYTHON, interleaved, make_store, run_ms, spread, verdict

ROUNDS = 15
WARM_BOUND = 60.0
COLD_BOUND = 400.0


def main() -> int:
    actions = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "team", actions)
        base = [PYTHON, "-m", "retrotui", "--store", str(store)]
        commands = {
            "bare interpreter": [PYTHON, "-c", "pass"],
            "check": [*base, "check"],
            "check --json": [*base, "check", "--json"],
            "actions": [*base, "actions"],
            "actions --json": [*base, "actions", "--json"],
            "actions add": [*base, "actions", "add", "one more", "--due", "2030-01-01"],
        }
        taken = interleaved(commands, ROUNDS)
        cold = [_cold(store, [*base, "check"]) for _ in range(5)]
    bare = statistics.median(taken["bare interpreter"])
    print(f"{actions} actions, {ROUNDS} interleaved rounds, wall ms")
    for name, values in taken.items():
        print(f"  {name:<18}{spread(values)}  beyond bare {statistics.median(values) - bare:7.1f}")
    print(f"  {'check, no cache':<18}{spread(cold)}")
    for name in ("check", "actions"):
        over = statistics.median(taken[name]) - bare
        print(verdict(f"{name} beyond the bare interpreter", over, WARM_BOUND, " ms"))
    print(verdict("check with a cold cache", statistics.median(cold) - bare, COLD_BOUND, " ms"))
    return 0


def _cold(store: Path, command: list[str]) -> float:
    for cache in store.rglob("cache"):
        shutil.rmtree(cache)
    return run_ms(command)


if __name__ == "__main__":
    sys.exit(main())
