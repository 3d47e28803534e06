"""A meeting on a fake clock: ``run.do(rules.pause)`` decides and records, ``run.line`` reads."""

from collections.abc import Callable
from typing import Any

from retrotui.core.agenda import AgendaItem, orders
from retrotui.core.timeline import ItemTime, Move, Timeline, timeline
from tests.support.fakes import FakeClock, FakeIds


def agenda(*minutes: float | None) -> list[AgendaItem]:
    """Items a, b, c … with these timeboxes."""
    places = orders(len(minutes))
    return [
        AgendaItem("abcdefgh"[n], f"Item {'ABCDEFGH'[n]}", "talk", each, places[n])
        for n, each in enumerate(minutes)
    ]


class MeetingRun:
    """One meeting, its moves and its clock."""

    def __init__(self, *minutes: float | None) -> None:
        self.items = agenda(*minutes)
        self.moves: list[Move] = []
        self.clock = FakeClock()
        self.ids = FakeIds()

    @property
    def line(self) -> Timeline:
        return timeline(self.items, self.moves, self.clock.now())

    def do(
        self, rule: Callable[..., tuple[Move, ...]], *args: Any, after: float = 0
    ) -> "MeetingRun":
        """Lets seconds pass, then makes a move by its rule."""
        self.clock.advance(after)
        self.moves += rule(self.line, self.ids.new, self.clock.now(), *args)
        return self

    def wait(self, seconds: float) -> "MeetingRun":
        self.clock.advance(seconds)
        return self

    def __getitem__(self, id: str) -> ItemTime:  # noqa: A002 - the field's own name
        found = self.line.item(id)
        assert found is not None
        return found
