"""Sharing in the background: when a sync begins, and what is said of how far the store is shared.

No key waits for it. Whoever opens the app hands in what runs a sync; this decides when.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from retrotui.core.dates import Calendar
from retrotui.core.instants import parse_rfc3339
from retrotui.core.sharing import Standing, SyncState
from retrotui.ui.lists.moments import when_text
from retrotui.ui.lists.reading import Fact
from retrotui.ui.messages import SharingChanged
from retrotui.ui.render import Bit, Tone, count

if TYPE_CHECKING:
    from retrotui.core.ports import Ids
    from retrotui.ui.app import RetroApp

EVERY_SECONDS = 45
JITTER_SECONDS = 10
FIRST_SECONDS = 4
_FRESH = timedelta(minutes=15)
"""So long after it was seen to be in step, a store is still said to be."""

SET_UP = "retrotui sync --setup ADDRESS"
_BY_HAND = "This store is part of your code: commit and push it there."
_NOWHERE = f"There is no remote yet; once, in a shell: {SET_UP}"


class Sharing(Protocol):
    """Runs syncs of one store outside of this process."""

    def standing(self) -> Standing:
        """How far the store is shared, as known without asking anybody; quick."""
        ...

    def has_remote(self) -> bool:
        """True when there is somewhere to share to; quick enough for now and then."""
        ...

    def start(self) -> None:
        """Begins one sync, unless one that it began still runs. Waits for nothing."""
        ...

    def poll(self) -> bool:
        """True while a sync that it began still runs; quick."""
        ...

    @property
    def crashed(self) -> bool:
        """True when the last one that it began did not come to an end of its own."""
        ...


class SharingWatch:
    """Begins syncs when they are due, and tells the screens when something about it changed.

    Args:
        app: Whose screens are told.
        port: Runs the syncs.
        automatic: Begin them unasked, too.
        awake: Seconds, of any zero.
    """

    def __init__(
        self,
        app: "RetroApp",
        port: Sharing,
        *,
        automatic: bool,
        awake: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._port = port
        self.automatic = automatic
        self._awake = awake
        self._due = awake() + FIRST_SECONDS
        self._runs = False
        self._again = False
        self._is_asked = False
        self.standing = Standing(travels=False, unshared=0)
        """As it was known last."""
        self.has_remote: bool | None = None
        """There is somewhere to share to; None before anybody looked."""

    @property
    def reason(self) -> str | None:
        """Why nothing can be shared, as a sentence; None when it can."""
        if self.has_remote is None:
            return "How it is shared is not known yet; in a moment."
        if not self.standing.travels:
            return _BY_HAND
        return None if self.has_remote else _NOWHERE

    @property
    def lacks_remote(self) -> bool:
        """It could be shared and is not: nobody said where to."""
        return self.standing.travels and self.has_remote is False

    @property
    def badge(self) -> Bit:
        """How far it is shared, in a word or two; empty for a store that is shared with nobody."""
        if not self.has_remote:
            return Bit("")
        if self._is_asked:
            return Bit("… sharing", Tone.MUTED)
        return badge(self.standing, self._app.desk.clock.now().utc)

    def tick(self) -> bool:
        """Looks how things are, and begins a sync that is due; True when one came to its end."""
        running = self._port.poll()
        ended, self._runs = self._runs and not running, running
        shown, self.standing = (self.standing, self.has_remote), self._port.standing()
        if self.has_remote is None:
            self._look()
        if ended:
            self._plan_next(self._app.desk.ids)
            if not self._again:
                self._report()
        if not running and self._awake() >= self._due:
            self._look()
            self._plan_next(self._app.desk.ids)
            if self.has_remote and (self.automatic or self._again):
                self._begin()
        if ended or shown != (self.standing, self.has_remote):
            self._tell()
        return ended

    def ask(self) -> None:
        """Begins a sync because somebody wants one; its end is told."""
        self._is_asked = True
        self._begin_or_queue()
        self._tell()

    def soon(self) -> None:
        """Shares what there is now, or right after the sync that runs, where that is automatic."""
        if self.automatic and self.has_remote:
            self._begin_or_queue()

    def leave(self) -> None:
        """The app ends: what is not shared yet still goes out, without anybody waiting."""
        if self.automatic and self.has_remote and self._port.standing().unshared:
            self._port.start()

    def _look(self) -> None:
        self.has_remote = self.standing.travels and self._port.has_remote()

    def _begin_or_queue(self) -> None:
        # One that runs may have passed by what was just written.
        self._again = self._port.poll()
        if not self._again:
            self._begin()

    def _begin(self) -> None:
        self._again = False
        self._port.start()
        self._runs = True

    def _plan_next(self, ids: "Ids") -> None:
        # Many apps that were opened at one time must not all ask one host at one time.
        shift = ids.shuffled(range(-JITTER_SECONDS, JITTER_SECONDS + 1))[0]
        self._due = self._awake() + (0 if self._again else EVERY_SECONDS + shift)

    def _report(self) -> None:
        asked, self._is_asked = self._is_asked, False
        standing = self.standing
        if not asked:
            return
        if self._port.crashed:
            self._app.notify(
                "The sync did not come to its end; in a shell, retrotui sync says why.",
                severity="warning",
            )
        elif standing.in_step:
            self._app.notify(f"In step with {standing.remote}.")
        else:
            self._app.cmd_sharing()

    def _tell(self) -> None:
        for screen in self._app.screen_stack:
            screen.post_message(SharingChanged())


def badge(standing: Standing, now: datetime) -> Bit:
    """How far a store with a remote is shared: a sign and a word or two.

    Args:
        standing: As it is known.
        now: The present moment.
    """
    waiting = f"{standing.unshared} not shared yet"
    if standing.state is SyncState.NEEDS_YOU:
        return Bit("▲ sharing needs you", Tone.BAD)
    if standing.state is SyncState.UNREACHABLE:
        return Bit(f"○ offline, {waiting}" if standing.unshared else "○ offline", Tone.WARN)
    if standing.unshared:
        return Bit(f"↑ {waiting}", Tone.MUTED)
    if not standing.in_step:
        return Bit("· not shared yet", Tone.MUTED)
    shared = parse_rfc3339(standing.shared_at)
    if shared is None or now - shared > _FRESH:
        return Bit("↓ may be behind", Tone.MUTED)
    return Bit("✓ in step", Tone.MUTED)


def sharing_facts(watch: SharingWatch, calendar: Calendar) -> list[Fact]:
    """Everything known about how far the store is shared, and the way out when something is wrong.

    Args:
        watch: Who knows.
        calendar: The team's time.
    """
    standing = watch.standing
    waiting = standing.unshared
    return [
        Fact("Sharing", watch.badge if watch.has_remote else "with nobody"),
        Fact("It says", Bit(standing.message or "", Tone.STRONG)),
        Fact("Way out", standing.hint or watch.reason or ""),
        Fact("Remote", standing.remote or ""),
        Fact("Own branch", standing.branch or ""),
        Fact("Not shared", count(waiting, "entry", "entries") if waiting else "nothing"),
        Fact("In step", when_text(standing.shared_at, calendar) or "not so far"),
        Fact("Last tried", when_text(standing.tried_at, calendar) or "not so far"),
        Fact("By itself", _BY_ITSELF if watch.automatic else _SWITCHED_OFF),
    ]


_BY_ITSELF = "about every 45 seconds, when a meeting ends, and when you leave"
_SWITCHED_OFF = "no; RETROTUI_NO_SYNC is set"
