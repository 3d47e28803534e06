"""Suggested groups and what was raised before: how long each step between keys takes.

Processor time, as other work on the machine does not count. Also how well cards that were sorted by
hand are found again.

Usage: python bench/similar.py
"""

import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support import spread, verdict

from retrotui.core.cards import stack_cards
from retrotui.core.formats import check_format
from retrotui.core.ports import Repository
from retrotui.core.records.cards import Card
from retrotui.services import agenda, cards, meetings
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from retrotui.services.raised import Radar
from retrotui.services.similar import Suggestions
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from tests.support.alike import texts, truly_alike

MEETINGS, EACH, BOARD = 100, 30, 400
COLUMNS = [{"key": f"c{number}", "title": f"Column {number}"} for number in range(4)]


def history(folder: Path) -> tuple[Path, str]:
    """A hundred retros of thirty cards each, and a running one of four hundred."""
    clock, ids, said = SystemClock(), SystemIds(), texts()
    store = create_store(folder, in_tree=True, clock=clock, ids=ids)
    items = [{"activity": "brainstorm", "title": "Gather", "minutes": 30, "columns": COLUMNS,
              "hidden": False}]  # fmt: skip
    chosen = check_format({"title": "Bench", "kind": "workshop", "agenda": items}, "bench", "bench")
    with open_repository(store, clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "bench")
        for held in range(MEETINGS + 1):
            meeting = meetings.start(desk, chosen, people=["Ana"]).id
            item = next(iter(repo.search("items", meeting=meeting)))
            for number in range(EACH if held < MEETINGS else BOARD):
                one, other = (held * 7 + number) % len(said), number * 5 % len(said)
                text = f"{said[one]} and {said[other]} {number}"
                cards.add(desk, item, f"c{number % 4}", text)
            if held < MEETINGS:
                agenda.end(desk, meeting)
    return store, meeting


def steps_of(work: Iterator[None] | Generator[None]) -> list[float]:
    """Milliseconds of processor time of each step."""
    taken = []
    while True:
        start = time.process_time()
        try:
            next(work)
        except StopIteration:
            return [*taken, (time.process_time() - start) * 1000]
        taken.append((time.process_time() - start) * 1000)


def between_keys(repo: Repository, meeting: str) -> list[str]:
    state = load_state(repo, meeting)
    radar = Radar(state.meeting)
    back = steps_of(radar.steps(repo, state))
    start = time.process_time()
    known = radar.known(state)
    asked = (time.process_time() - start) * 1000
    suggestions = Suggestions()
    looked = steps_of(suggestions.steps(stack_cards(state.cards, state.groups)))
    for name, taken in (("raised before", back), ("suggestions", looked)):
        print(f"{name:<14} {sum(taken):6.0f} ms in {len(taken)} steps of {spread(taken)} ms")
    print(f"  {len(known)} cards were raised before, {len(suggestions.found)} groups suggested")
    return [
        verdict(
            "longest step, raised before (the library is imported in it)", max(back), 30, " ms"
        ),
        verdict("longest step, suggestions", max(looked), 30, " ms"),
        verdict("what was raised, asked after every key that writes", asked, 5, " ms"),
    ]


def found_again() -> list[str]:
    said, truth = texts(), truly_alike()
    board = [Card(f"{n:03}", "", "", "", text) for n, text in enumerate(said)]
    suggestions = Suggestions()
    for _ in suggestions.steps(stack_cards(board, ())):
        pass
    title = {card.id: card.text for card in board}
    pairs = {
        frozenset((title[one], title[other]))
        for each in suggestions.found
        for one, other in combinations(each.ids, 2)
        if title[one] != title[other]
    }
    right = len(pairs & truth)
    precision, recall = right / len(pairs), right / len(truth)
    return [f"{len(said)} cards sorted by hand: precision {precision:.0%}, recall {recall:.0%}"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        store, meeting = history(Path(folder))
        with open_repository(store, clock=SystemClock(), ids=SystemIds()) as repo:
            lines = [*between_keys(repo, meeting), *found_again()]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
