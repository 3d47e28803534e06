"""The app from outside, in a pseudo-terminal: first paint, a key on 400 cards, idle, memory.

The first paint is home's frame with its titles; the first content is a team's action in it.

Usage: python bench/ui.py
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from pty_program import PtyProgram
from support import PYTHON, environment, make_store, percentile, spread, verdict

from retrotui.core.actions import Draft
from retrotui.core.formats import check_format
from retrotui.services import actions, cards, meetings
from retrotui.services.desk import Desk
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds

SIZE = (120, 40)
CARDS = 400
ROUNDS = 9
KEYS = 200
MOVES = 2_000
PACE = 0.02
"""Seconds between keys of somebody who leans on them."""
IDLE_SECONDS = 20
REST = 1.5
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Due")
Empty().run()
"""
OWED = "Fix staging"
COLUMNS = [{"key": f"c{number}", "title": f"Column {number}"} for number in range(4)]


def board_store(folder: Path) -> tuple[Path, str]:
    """A running meeting with 400 cards on its board, and an action long overdue."""
    clock, ids = SystemClock(), SystemIds()
    store = create_store(folder, in_tree=True, clock=clock, ids=ids)
    items = [{"activity": "brainstorm", "title": "Gather", "minutes": 30, "columns": COLUMNS,
              "hidden": False}]  # fmt: skip
    chosen = check_format({"title": "Bench", "kind": "workshop", "agenda": items}, "bench", "bench")
    with open_repository(store, clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "bench")
        meeting = meetings.start(desk, chosen, people=["Ana", "Bo"]).id
        actions.add(desk, Draft(OWED, due="2026-01-05"))
        item = next(iter(repo.search("items", meeting=meeting)))
        for number in range(CARDS):
            text = f"Card {number}: waiting on staging again, and nobody could say why"
            cards.add(desk, item, f"c{number % 4}", text)
    return store, meeting


def paint(arguments: list[str], word: str = "Due") -> float:
    """Milliseconds until a word is drawn; both programs show the one given."""
    with PtyProgram(arguments, environment(), SIZE) as program:
        return program.read_until(lambda got: word.encode() in got)[0] * 1000


def first_paint(store: Path) -> str:
    app = [PYTHON, "-m", "retrotui", "--store", str(store)]
    empty = [PYTHON, "-c", EMPTY]
    paint(app), paint(empty)
    ours, theirs, filled = [], [], []
    for _ in range(ROUNDS):
        ours.append(paint(app))
        theirs.append(paint(empty))
        filled.append(paint(app, OWED))
    print(f"first paint       {spread(ours)} ms")
    print(f"first content     {spread(filled)} ms")
    print(f"  empty Textual   {spread(theirs)} ms")
    return verdict(
        "first paint by an empty app's",
        statistics.median(ours) / statistics.median(theirs),
        1.3,
        "x",
    )


def _key(number: int) -> bytes:
    """Down and up a column and over to the next, so that every key moves something."""
    step = number % 41
    if step == 40:
        return b"l" if number // 41 % 2 else b"h"
    return b"j" if step < 20 else b"k"


def on_the_board(store: Path, meeting: str) -> list[str]:
    command = [PYTHON, "-m", "retrotui", "--store", str(store), "meetings", "resume", meeting]
    with PtyProgram(command, environment(), SIZE) as program:
        program.read_until(lambda got: b"Card" in got)
        program.settle(0.5)
        for key in (b"j", b"k", b"l"):
            program.press(key)
        before = program.cpu_seconds()
        taken = [program.press(_key(number)) for number in range(KEYS)]
        cpu = (program.cpu_seconds() - before) * 1000 / KEYS
        print(f"key to screen     {spread(taken)} ms   {cpu:.1f} CPU-ms each ({CARDS} cards)")
        resident = program.memory_mib()
        program.hold((_key(number) for number in range(MOVES)), PACE)
        program.read_for(REST)
        grown = program.memory_mib() - resident
        print(f"memory            {resident:.1f} MiB, {grown:+.1f} MiB after {MOVES} cursor moves")
        before, start = program.cpu_seconds(), time.perf_counter()
        program.read_for(IDLE_SECONDS)
        share = (program.cpu_seconds() - before) / (time.perf_counter() - start) * 100
        print(f"idle meeting      {share:.2f} % of a core over {IDLE_SECONDS} s")
    return [
        verdict("a key's 95th percentile on 400 cards", percentile(taken, 0.95), 30, " ms"),
        verdict("a key's processor time", cpu, 20, " ms"),
        verdict("memory grown by 2,000 cursor moves", grown, 5, " MiB"),
        verdict("an idle meeting", share, 1, " %"),
    ]


def on_ten_thousand(store: Path) -> str:
    with PtyProgram([PYTHON, "-m", "retrotui", "--store", str(store)], environment(), SIZE) as app:
        app.read_until(lambda got: b"Due" in got)
        app.read_for(REST)
        app.press(b"a")
        app.read_for(REST)
        resident = app.memory_mib()
    print(f"memory            {resident:.1f} MiB on 10,000 actions, their screen open")
    return verdict("memory on 10,000 actions", resident, 150, " MiB")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        store, meeting = board_store(Path(folder) / "board")
        many = make_store(Path(folder) / "many", 10_000)
        lines = [first_paint(store), *on_the_board(store, meeting), on_ten_thousand(many)]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
