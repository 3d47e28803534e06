"""Clones of one store: in memory, exchanging events; and on disk, exchanging files."""

import shutil
from pathlib import Path

from retrotui.services.desk import Desk
from retrotui.store.placement import create_store
from retrotui.store.redaction import id_of, prefer, scrub
from retrotui.store.repository import StoreRepository, open_repository
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository


def memory_clones(count: int = 2) -> list[MemoryRepository]:
    """Clones in memory that write under names of their own and never make one id twice."""
    made = []
    for number in range(count):
        clone = MemoryRepository(FakeClock(), FakeIds(1 + number * 100_000))
        clone.writer = f"w-memory{number}"
        made.append(clone)
    return made


def give(source: MemoryRepository, target: MemoryRepository) -> None:
    """Hands over every event the other does not know."""
    known = {event["t"] for event, _ in target.events}
    for event, scope in source.events:
        if event["t"] not in known:
            target.events.append((event, scope))
            target.fold.apply(event, scope)
    target._hlc.absorb(target.fold.top)
    target._milliseconds = max(target._milliseconds, source._milliseconds)


def exchange(*clones: MemoryRepository) -> None:
    """Hands everything to everybody."""
    for target in clones:
        for source in clones:
            if source is not target:
                give(source, target)


def desks(*clones: MemoryRepository, names: tuple[str, ...] = ("Ana", "Bo", "Cy")) -> list[Desk]:
    """A person at each clone."""
    return [
        Desk(clone, clone.clock, clone.ids, name)
        for clone, name in zip(clones, names, strict=False)
    ]


def disk_clones(folder: Path, count: int = 2) -> list[StoreRepository]:
    """Clones on disk of one new, empty store."""
    stores = []
    for number in range(count):
        team = folder / f"clone{number}"
        create_store(team, in_tree=False, clock=FakeClock(), ids=FakeIds())
        store = team / ".retrotui"
        if stores:
            shutil.copy(stores[0] / "retro.json", store / "retro.json")
        stores.append(store)
    return [
        open_repository(store, clock=FakeClock(), ids=FakeIds(1 + number * 100_000))
        for number, store in enumerate(stores)
    ]


def unite(*clones: StoreRepository) -> None:
    """What a sync does to the shared files: the union of all sides, stubs before texts."""
    found: dict[str, dict[str, bytes]] = {}
    for clone in clones:
        clone.refresh()
    gone = {each for clone in clones for each in clone.redacted()}
    for clone in clones:
        for path in sorted((clone.path / "log").glob("*/*.jsonl")):
            lines = found.setdefault(str(path.relative_to(clone.path)), {})
            for line in scrub(path.read_bytes(), gone).split(b"\n")[:-1]:
                name = id_of(line) or line.decode()
                lines[name] = prefer(lines[name], line) if name in lines else line
    for clone in clones:
        for name, lines in found.items():
            path = clone.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = b"".join(lines[each] + b"\n" for each in sorted(lines))
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
        clone.refresh()
