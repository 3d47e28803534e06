"""Whether a line stands in the tree that the remote holds: the proof that lets the journal go."""

from retrotui.store.hlc import writer_of
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
        self._lines: dict[str, bytes] = {}
        for data in plan.combined.read.values():
            self._take(data)
        self._rest: set[str] = set(plan.files) - set(plan.combined.read)

    def holds(self, line: bytes) -> bool:
        """True when the remote has this very line, or the stub that a redaction left of it."""
        name = id_of(line)
        if name is None:
            return False
        if name not in self._lines:
            self._read_more(writer_of(name).removeprefix("w-"))
        there = self._lines.get(name)
        return there is not None and (there == line or is_stub(there))

    def _read_more(self, writer: str) -> None:
        """Reads the files of a writer that nobody had to read so far."""
        for path in sorted(self._rest):
            if path.startswith("log/") and path.split("/")[1].endswith(f"-{writer}"):
                self._rest.discard(path)
                data = self._disk.read(path)
                if self._hasher(data) == self._plan.files[path].oid:
                    self._take(data)

    def _take(self, data: bytes) -> None:
        for line in data.split(b"\n"):
            name = id_of(line)
            if name is not None:
                self._lines[name] = line
