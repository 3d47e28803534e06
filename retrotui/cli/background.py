"""Syncs for the app, each in a process of its own.

The app waits for none of them: no key, no quitting. A git that crashes cannot hurt it, and a sync
under way when the app ends goes on to its own end.
"""

import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrotui.core.errors import RetroError
from retrotui.core.sharing import EXIT_CODES, Standing

if TYPE_CHECKING:
    from subprocess import Popen

OFF_VARIABLE = "RETROTUI_NO_SYNC"
"""Set to anything, the app begins no sync unasked."""


class BackgroundSync:
    """Runs ``retrotui sync`` on one store.

    Args:
        store: The ``.retrotui`` folder.
        environ: The environment.
    """

    def __init__(self, store: Path, environ: Mapping[str, str]) -> None:
        self._store = store.absolute()
        self._environ = dict(environ)
        self._running: Popen[bytes] | None = None
        self._known = Standing(travels=False, unshared=0)
        self._code: int | None = None

    def standing(self) -> Standing:
        """How far the store is shared; as known last while the store cannot be read."""
        from retrotui.sync.standing import standing  # noqa: PLC0415 - the first paint needs none

        with suppress(RetroError, OSError):
            self._known = standing(self._store)
        return self._known

    def has_remote(self) -> bool:
        """True when git knows a remote of the store."""
        from retrotui.sync.git import Git  # noqa: PLC0415 - as above

        try:
            return bool(Git(self._store, environ=self._environ).remotes)
        except RetroError:
            return False

    def start(self) -> None:
        """Begins a sync, unless one runs. A machine that cannot start it now may do so later."""
        import subprocess  # noqa: PLC0415 - as above

        if self.poll():
            return
        self._code = None
        # -P: what lies in the present folder must not be taken for a module.
        words = [sys.executable, "-P", "-m", "retrotui", "--store", str(self._store), "sync"]
        with suppress(OSError):
            self._running = subprocess.Popen(
                [*words, "--json"],
                cwd=self._store,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def poll(self) -> bool:
        """True while a sync that it began still runs."""
        if self._running is not None:
            self._code = self._running.poll()
            if self._code is not None:
                self._running = None
        return self._running is not None

    @property
    def crashed(self) -> bool:
        """True when the last one that it began ended without noting how, or could not begin."""
        return self._running is None and self._code not in {0, *EXIT_CODES.values()}
