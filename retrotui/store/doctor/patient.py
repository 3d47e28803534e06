"""The ``Patient`` port over a store on disk."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from retrotui.core.changes import Row
from retrotui.core.doctor import Finding, Ill
from retrotui.core.instants import rfc3339
from retrotui.core.ports import Clock
from retrotui.store.doctor import clocks, files, git, local, logs, meta
from retrotui.store.doctor.mend import mend
from retrotui.store.doctor.reading import read_all
from retrotui.store.doctor.subject import subject_at
from retrotui.store.system import wall_ms

_FIRST: Final = (Ill.RETRO_MISSING, Ill.RETRO_BROKEN, Ill.HEAD_MISSING)
"""What may be mended in a store whose ``retro.json`` says nothing."""


class StorePatient:
    """A store that may be damaged in any way.

    Args:
        store: The ``.retrotui`` folder.
        clock: Names the folder for what is put aside.
        wall: Real time in Unix milliseconds, which event ids are compared with.
    """

    def __init__(self, store: Path, clock: Clock, wall: Callable[[], int] = wall_ms) -> None:
        self._store = store
        self._clock = clock
        self._wall = wall

    def inspect(self) -> Sequence[Finding]:
        """Looks at everything and writes nothing."""
        subject = subject_at(self._store, self._wall)
        reading = read_all(subject)
        found = [
            *meta.look(subject),
            *files.look(subject),
            *reading.findings,
            *logs.look(subject, reading),
            *local.look(subject, reading),
            *git.look(subject),
            *clocks.look(subject, reading),
        ]
        if subject.readable:
            return found
        # What this version cannot understand it does not touch, but for what makes it a store.
        first = _FIRST if subject.meta is None else ()
        return [each if each.ill in first else each._replace(mendable=False) for each in found]

    def mend(self, findings: Sequence[Finding]) -> None:
        """Does what the findings' ``fix`` says; what the disk refuses is left as it is.

        Raises:
            BusyError: Another process keeps the store.
            CannotWriteError: There is no place to put anything aside.
            StoreError: The file system cannot lock.
        """
        now = self._clock.now().utc
        subject = subject_at(self._store, self._wall)
        mend(subject, findings, at=rfc3339(now), named=now.strftime("%Y-%m-%d-%H%M%S"))

    def settings(self) -> Mapping[str, Row]:
        """The rows of the team's settings, as far as they can be read."""
        return dict(read_all(subject_at(self._store, self._wall)).fold.table("settings"))
