"""The ways in which the store writes, each as a start, a step to die in, and what must hold after.

Used by the tests that kill a process at every system call and by those that make calls fail.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retrotui.core.changes import Change, Drop, Put, Scope
from retrotui.store import own
from retrotui.store.codec import decode
from retrotui.store.finding import find_store
from retrotui.store.placement import create_store
from retrotui.store.repository import StoreRepository, open_repository
from retrotui.store.system import SystemClock, SystemIds

KINDS = ("cards", "votes", "notes")
OLD = [f"01kanar9g1000000000000000{digit}" for digit in "12"]
HELD = "01kanar9g10000000000000003"
NEW = "01kanar9g10000000000000004"
OTHER = "01kanar9g10000000000000005"
NEXT = "01kanar9g10000000000000006"
TEXT = "wört " * 8
BIG = "x" * 60_000


def opened(team: Path) -> StoreRepository:
    """The store below a folder."""
    return open_repository(team / ".retrotui", clock=SystemClock({}), ids=SystemIds())


def local(team: Path) -> Path:
    """Its local part."""
    return team / ".retrotui" / ".git" / "retrotui"


def _put(repo: StoreRepository, *changes: Change) -> None:
    repo.transact(lambda _: list(changes), by="ana")


def _made(team: Path) -> None:
    create_store(team, in_tree=False, clock=SystemClock({}), ids=SystemIds())


def _with_cards(team: Path) -> None:
    _made(team)
    for id_ in OLD:
        _put(opened(team), Put("cards", id_, {"text": TEXT}))


def _with_full_log(team: Path) -> None:
    _with_cards(team)
    for number in range(4):
        _put(opened(team), Put("notes", f"{number}" * 26, {"text": BIG}))


def _without_logs(team: Path) -> None:
    _with_cards(team)
    shutil.rmtree(team / ".retrotui" / "log")


def _with_held(team: Path) -> None:
    _with_cards(team)
    _put(opened(team), Put("votes", HELD, {"text": TEXT}, Scope.HELD))


def _with_half_a_journal_line(team: Path) -> None:
    _with_cards(team)
    with (local(team) / "journal.jsonl").open("ab") as journal:
        journal.write(b'0\t{"t":"01a2')


def _with_half_a_log_line(team: Path) -> None:
    _made(team)
    _put(opened(team), Put("cards", OLD[0], {"text": TEXT}))
    books = (local(team) / "own.json").read_bytes()
    _put(opened(team), Put("cards", OLD[1], {"text": TEXT}))
    (log,) = (team / ".retrotui" / "log").glob("*/*.jsonl")
    log.write_bytes(log.read_bytes()[:-30])
    (local(team) / "own.json").write_bytes(books)


def _add(team: Path) -> None:
    _put(opened(team), Put("cards", NEW, {"text": TEXT}), Put("cards", OTHER, {"text": TEXT}))


def _add_big(team: Path) -> None:
    _put(opened(team), Put("cards", NEW, {"text": BIG}), Put("cards", OTHER, {"text": TEXT}))


def _add_private(team: Path) -> None:
    both = [Put("notes", each, {"text": TEXT}, Scope.PRIVATE) for each in (NEW, OTHER)]
    _put(opened(team), *both)


def _reveal(team: Path) -> None:
    repo = opened(team)
    new = [Put("cards", each, {"text": TEXT}) for each in (NEW, OTHER)]
    _put(repo, Drop("votes", HELD), *new)


def _open(team: Path) -> None:
    opened(team)


def _snapshot(team: Path) -> None:
    opened(team)._engine.snapshot()


@dataclass(frozen=True)
class WritePath:
    """One way in which the store writes.

    Attributes:
        before: Makes what is there before, in an empty folder.
        step: What the process does that dies.
        old: Ids that were acknowledged before.
        new: Ids that the step adds, all of them or none.
        gone: Ids that the step takes away with the new ones.
    """

    before: Callable[[Path], None]
    step: Callable[[Path], None]
    old: tuple[str, ...] = tuple(OLD)
    new: tuple[str, ...] = (NEW, OTHER)
    gone: tuple[str, ...] = ()


def _nothing(team: Path) -> None:
    team.mkdir(exist_ok=True)


PATHS = {
    "append": WritePath(_with_cards, _add),
    "first commit": WritePath(_made, _add, old=()),
    "init": WritePath(_nothing, _made, old=(), new=()),
    "heal": WritePath(_without_logs, _open, new=()),
    "roll": WritePath(_with_full_log, _add_big),
    "cache": WritePath(_with_cards, _snapshot, new=()),
    "journal mend": WritePath(_with_half_a_journal_line, _add),
    "log mend": WritePath(_with_half_a_log_line, _add),
    "reveal": WritePath(_with_held, _reveal, gone=(HELD,)),
    "private": WritePath(_with_cards, _add_private),
}


class Ground:
    """Folders in which a write path is tried again and again from the same start."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = PATHS[name]
        self._start = root / "start"
        self._root = root
        self._count = 0
        self._start.mkdir(parents=True)
        self.path.before(self._start)

    def fresh(self) -> Path:
        """A folder as it is before the step."""
        self._count += 1
        team = self._root / str(self._count)
        shutil.copytree(self._start, team)
        writer = local(team) / "writer.json"
        if writer.exists():
            name = json.loads(writer.read_bytes())["writer"]
            # A copied clone writes under another name; this one is to be the same clone.
            writer.write_text(json.dumps({"writer": name, "place": own._place(writer)}))
        return team

    def lost(self, team: Path, done: bool | None) -> list[str]:
        """What is wrong after the step; empty when nothing was lost.

        Args:
            team: The folder.
            done: True when the step was acknowledged, False when it was refused, None when the
                process died before it could tell.
        """
        if find_store(team) is None and self.path.step is _made and not done:
            _made(team)
        wrong = self._compare(opened(team), done)
        repo = opened(team)
        _put(repo, Put("cards", NEXT, {"text": TEXT}))
        again = opened(team)
        wrong += [f"after the next write: {each}" for each in self._compare(again, done)]
        if again.get("cards", NEXT) is None:
            wrong.append("the next write was lost")
        wrong += [f"left behind: {each.name}" for each in team.rglob(".*.[0-9]*-*")]
        wrong += [why for _, _, why in again.problems() if "unfinished" not in why]
        wrong += _torn(team)
        if not wrong:
            shutil.rmtree(team)
        return wrong

    def _compare(self, repo: StoreRepository, done: bool | None) -> list[str]:
        found = {id_: row for kind in KINDS for id_, row in repo.all(kind).items()}
        wrong = [f"lost {id_}" for id_ in self.path.old if id_ not in found]
        added = [id_ for id_ in self.path.new if id_ in found]
        if added and len(added) < len(self.path.new):
            wrong.append("half of a step")
        if self.path.new and done is not None and bool(added) != done:
            wrong.append(f"acknowledged: {done}, kept: {bool(added)}")
        wrong += [
            f"both {id_} and its successor" for id_ in self.path.gone if added and id_ in found
        ]
        wrong += [f"lost {id_}" for id_ in self.path.gone if not added and id_ not in found]
        wrong += [f"half of {id_}" for id_, row in found.items() if row["text"] not in (TEXT, BIG)]
        return wrong


def _torn(team: Path) -> list[str]:
    lines = [
        line
        for root in (team / ".retrotui" / "log", local(team) / "held", local(team) / "private")
        for file in root.glob("*/*.jsonl")
        for line in file.read_text(encoding="utf-8").split("\n")[:-1]
    ]
    for line in lines:
        decode(line)
    return ["an event twice"] if len(set(lines)) < len(lines) else []
