"""Whether a line stands in the tree that the remote holds: the proof that lets the journal go."""

from retrotui.store.hlc import STAMP_LENGTH, WRITER_LENGTH
from retrotui.store.redaction import id_of, is_stub
from retrotui.sync.files import LogFiles
from retrotui.sync.objects import Hasher
from retrotui.sync.round import Plan


class Pushed:
    """The events of a pushed tree, read only as far as they are asked for.

    Args:
        plan: What was pushed.
        disk: The log files, for what the plan did not have to read.
        hasher: Tells whether a file on disk is still the one that was pushed.
    """

    def __init__(self, plan: Plan, disk: LogFiles, hasher: Hasher) -> None:
        self._plan = plan
        self._disk = disk
        self._hasher = hasher
        self._lines: dict[str, dict[str, bytes]] = {}

    def holds(self, line: bytes) -> bool:
        """True when the remote has this very line, or the stub that a redaction left of it."""
        name = id_of(line)
        if name is None:
            return False
        start = STAMP_LENGTH + 1
        writer = name[start : start + WRITER_LENGTH]
        if writer not in self._lines:
            self._lines[writer] = self._read(writer)
        there = self._lines[writer].get(name)
        return there is not None and (there == line or is_stub(there))

    def _read(self, writer: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for path, entry in self._plan.files.items():
            if not path.startswith("log/") or not path.split("/")[1].endswith(f"-{writer}"):
                continue
            data = self._plan.combined.read.get(path)
            if data is None:
                data = self._disk.read(path)
                if self._hasher(data) != entry.oid:
                    continue
            for line in data.split(b"\n"):
                name = id_of(line)
                if name is not None:
                    found[name] = line
        return found
