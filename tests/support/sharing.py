"""A sync that never leaves the test: it stands where the test says."""

from dataclasses import replace
from typing import Any

from retrotui.core.sharing import Standing, SyncState
from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp
from tests.support.team import formats

IN_STEP = Standing(
    travels=True,
    unshared=0,
    remote="origin",
    state=SyncState.IN_STEP,
    message="in step with origin",
    tried_at="2026-11-22T08:59:00Z",
    shared_at="2026-11-22T08:59:00Z",
)


class FakeSharing:
    """Counts what it is asked; ``end`` lets the running sync come to its end."""

    def __init__(self, standing: Standing = IN_STEP, *, has_remote: bool = True) -> None:
        self.now, self.remote = standing, has_remote
        self.started = 0
        self.running = self.crashed = False

    def standing(self) -> Standing:
        return self.now

    def has_remote(self) -> bool:
        return self.remote

    def start(self) -> None:
        if not self.running:
            self.started += 1
            self.running = True

    def poll(self) -> bool:
        return self.running

    def set(self, **fields: Any) -> None:
        self.now = replace(self.now, **fields)

    def end(self, **fields: Any) -> None:
        self.running = False
        self.set(**fields)


def sharing_app(desk: Desk, port: FakeSharing, *, unasked: bool = True) -> RetroApp:
    """The app on a desk that shares through a port; its polling is the test's."""
    return RetroApp(desk, lambda: (formats(), ()), sharing=port, shares_unasked=unasked)
