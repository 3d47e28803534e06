"""A program that syncs once through a git which ends this process at a chosen moment.

Usage: python -m tests.sync.killed_sync STORE PROGRAM
"""

import sys
from pathlib import Path

from retrotui.store.repository import open_repository
from retrotui.sync.git import Git
from retrotui.sync.synchronise import synchronise
from tests.support.fakes import FakeClock, FakeIds


def main() -> int:
    store, program = Path(sys.argv[1]), sys.argv[2]
    clock = FakeClock()
    repo = open_repository(store, clock=clock, ids=FakeIds())
    outcome = synchronise(repo, git=Git(store, program=program), clock=clock)
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
