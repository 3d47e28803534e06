"""What all the versions of a store's log files amount to, and what is new to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from retrotui.store.redaction import scrub
from retrotui.sync.files import LogFiles, OnDisk
from retrotui.sync.git import Git
from retrotui.sync.objects import Entry, Hasher, read_blobs
from retrotui.sync.union import events_in, redacted_by, unite


@dataclass
class Combined:
    """The union of remote, local branch, disk and what this clone put together last.

    Attributes:
        files: Every log file: its blob's id, and its bytes when git lacks them.
        place: Bytes that the disk should hold and does not, by path.
        told: Lines of events that the branches to build on lack, oldest first by file.
        sent: How many events no branch at the remote holds.
        received: How many events the disk lacks.
        read: Bytes of every file that had to be read, by path, as united.
    """

    files: dict[str, Entry] = field(default_factory=dict)
    place: dict[str, bytes] = field(default_factory=dict)
    told: list[bytes] = field(default_factory=list)
    sent: int = 0
    received: int = 0
    read: dict[str, bytes] = field(default_factory=dict)


class Combiner:
    """Unites versions of files, reading only those that differ somewhere.

    Args:
        git: In the store's folder.
        disk: The log files on disk.
        hasher: Names blobs.
        scrubbed: Ids of redacted events that every file was searched for already.
    """

    def __init__(self, git: Git, disk: LogFiles, hasher: Hasher, scrubbed: set[str]) -> None:
        self._git = git
        self._disk = disk
        self._hasher = hasher
        self._scrubbed = scrubbed
        self.redacted: set[str] = set()

    @property
    def learned(self) -> bool:
        """True when events are redacted that no file was searched for before."""
        return bool(self.redacted - self._scrubbed)

    def __call__(
        self,
        present: Mapping[str, OnDisk],
        bases: Sequence[Mapping[str, str]],
        others: Sequence[Mapping[str, str]],
        here: Sequence[Mapping[str, str]],
    ) -> Combined:
        """The union.

        Args:
            present: What is on disk.
            bases: Blob ids by path in each tree at the remote that is built on.
            others: The same in the trees of other clones' branches there.
            here: The same in the trees of the local branch, and of what the last sync made here.
        """
        trees = (*bases, *others, *here)
        names = sorted({*present, *(name for tree in trees for name in tree)})
        content = self._contents(names, present, bases, trees)
        united = {name: unite(versions.values()) for name, versions in content.items() if versions}
        self.redacted = self._disk.redacted.union(*map(redacted_by, united.values()))
        if self.learned:
            for name in names:
                united.setdefault(name, self._disk.read(name) if name in present else b"")
        combined = Combined()
        in_git = {oid for tree in trees for oid in tree.values()}
        for name in names:
            if name not in united:
                combined.files[name] = Entry(present[name].oid, None)
                continue
            data = combined.read[name] = scrub(united[name], self.redacted)
            oid = self._hasher(data)
            combined.files[name] = Entry(oid, None if oid in in_git else data)
            versions = content.get(name) or dict.fromkeys(_ids(name, bases), united[name])
            told = _lacking(data, oid, versions, _ids(name, bases))
            combined.told += told
            if others:
                told = _lacking(data, oid, versions, _ids(name, (*bases, *others)))
            combined.sent += len(told)
            on_disk = present.get(name)
            if on_disk is None or oid != on_disk.oid:
                combined.place[name] = data
                was = b"" if on_disk is None else versions.get(on_disk.oid, united[name])
                combined.received += len(_new_lines(data, was))
        return combined

    def _contents(
        self,
        names: list[str],
        present: Mapping[str, OnDisk],
        bases: Sequence[Mapping[str, str]],
        trees: Sequence[Mapping[str, str]],
    ) -> dict[str, dict[str, bytes]]:
        """The versions of every file that is not the same everywhere: bytes by blob id."""
        found: dict[str, dict[str, bytes]] = {}
        wanted: set[str] = set()
        for name in names:
            here = present.get(name)
            there = {tree[name] for tree in trees if name in tree}
            if here is not None and _ids(name, bases) and there == {here.oid}:
                continue
            found[name] = {}
            if here is not None:
                data = self._disk.read(name) if here.data is None else here.data
                found[name][here.oid] = data
            wanted |= there - found[name].keys()
        blobs = read_blobs(self._git, sorted(wanted))
        for name, versions in found.items():
            for tree in trees:
                oid = tree.get(name)
                if oid is not None and oid not in versions:
                    versions[oid] = blobs[oid]
        return found


def _ids(name: str, trees: Iterable[Mapping[str, str]]) -> list[str]:
    """The blobs that trees hold under a name, each once."""
    return list(dict.fromkeys(tree[name] for tree in trees if name in tree))


def _lacking(data: bytes, oid: str, versions: Mapping[str, bytes], there: list[str]) -> list[bytes]:
    """The lines of a united file that none of some of its versions holds."""
    if oid in there:
        return []
    return _new_lines(data, unite(versions[each] for each in there) if there else b"")


def _new_lines(data: bytes, known: bytes) -> list[bytes]:
    if data.startswith(known):
        return data[len(known) :].split(b"\n")[:-1]
    before = events_in(known)
    return [line for name, line in events_in(data).items() if name not in before]
