"""A program that watches a store as an open app does, and answers every card it sees.

Usage: python -m tests.sync.second_process STORE; ends when its input does.
"""

import select
import sys
from pathlib import Path

from retrotui.core.changes import Put
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds

TICK = 0.02


def tell(text: str) -> None:
    """Says a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    ids = SystemIds()
    repo = open_repository(Path(sys.argv[1]), clock=SystemClock(), ids=ids)
    answered = set(repo.all("cards"))
    tell("watching")
    while not select.select([sys.stdin], [], [], TICK)[0]:
        if not repo.refresh():
            continue
        for card in sorted(repo.all("cards").keys() - answered):
            answered.add(card)
            answer = Put("notes", ids.new(), {"text": card})
            repo.transact(lambda _, answer=answer: [answer], by=None)
            tell(f"answered {card}")


if __name__ == "__main__":
    main()
