"""What all the versions of a store's log files amount to, and what is new to whom."""

from collections.abc import Mapping, Sequence
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
        sent: Lines of events that the remote lacks, oldest first by file.
        received: How many events the disk lacks.
        read: Bytes of every file that had to be read, by path, as united.
    """

    files: dict[str, Entry] = field(default_factory=dict)
    place: dict[str, bytes] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)
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

    def __call__(
        self,
        present: Mapping[str, OnDisk],
        remote: Mapping[str, str],
        branch: Mapping[str, str],
        kept: Mapping[str, str],
    ) -> Combined:
        """The union.

        Args:
            present: What is on disk.
            remote: Blob ids by path in the remote's tree.
            branch: The same in the tree of the local branch.
            kept: The same in the tree that the last sync made here.
        """
        names = sorted({*present, *remote, *branch, *kept})
        content = self._contents(names, present, remote, (remote, branch, kept))
        united = {name: unite(versions.values()) for name, versions in content.items() if versions}
        self.redacted = self._disk.redacted.union(*map(redacted_by, united.values()))
        if self.redacted - self._scrubbed:
            for name in names:
                united.setdefault(name, self._disk.read(name) if name in present else b"")
        combined = Combined()
        in_git = {*remote.values(), *branch.values(), *kept.values()}
        for name in names:
            if name not in united:
                combined.files[name] = Entry(present[name].oid, None)
                continue
            data = combined.read[name] = scrub(united[name], self.redacted)
            oid = self._hasher(data)
            combined.files[name] = Entry(oid, None if oid in in_git else data)
            here = present.get(name)
            same = dict.fromkeys(_ids_of(name, remote), united[name])
            versions = content.get(name, same)
            if oid != remote.get(name):
                combined.sent += _new_lines(data, versions.get(remote.get(name, ""), b""))
            if here is None or oid != here.oid:
                combined.place[name] = data
                was = b"" if here is None else versions.get(here.oid, united[name])
                combined.received += len(_new_lines(data, was))
        return combined

    def _contents(
        self,
        names: list[str],
        present: Mapping[str, OnDisk],
        remote: Mapping[str, str],
        trees: Sequence[Mapping[str, str]],
    ) -> dict[str, dict[str, bytes]]:
        """The versions of every file that is not the same everywhere: bytes by blob id."""
        found: dict[str, dict[str, bytes]] = {}
        wanted: set[str] = set()
        for name in names:
            here = present.get(name)
            there = {tree[name] for tree in trees if name in tree}
            if here is not None and name in remote and there == {here.oid}:
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


def _ids_of(name: str, tree: Mapping[str, str]) -> list[str]:
    return [tree[name]] if name in tree else []


def _new_lines(data: bytes, known: bytes) -> list[bytes]:
    if data.startswith(known):
        return data[len(known) :].split(b"\n")[:-1]
    before = events_in(known)
    return [line for name, line in events_in(data).items() if name not in before]
