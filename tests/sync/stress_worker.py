"""A program that writes and syncs without end, and tells each event once it is acknowledged.

Usage: python -m tests.sync.stress_worker STORE TOLD
"""

import os
import random
import sys
from contextlib import suppress
from pathlib import Path

from retrotui.core.changes import Include, Put
from retrotui.core.errors import BusyError
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from retrotui.sync.git import Git
from retrotui.sync.synchronise import synchronise

SHARED = "a" * 26
"""An action that everybody changes."""


def main() -> None:
    store, told = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    clock, ids = SystemClock(), SystemIds()
    repo = open_repository(store, clock=clock, ids=ids)
    while True:
        for _ in range(random.randrange(1, 6)):
            mine = ids.new()
            changes = [
                Put("actions", mine, {"title": "x" * random.randrange(200)}),
                Put("actions", SHARED, {"status": mine}),
                Include("actions", SHARED, "owners", (mine[-2:],)),
            ]
            with suppress(BusyError):
                receipt = repo.transact(lambda _, changes=changes: changes, by=None)
                os.write(told, f"{mine} {' '.join(receipt.events)}\n".encode())
        synchronise(repo, git=Git(store), clock=clock)


if __name__ == "__main__":
    main()
