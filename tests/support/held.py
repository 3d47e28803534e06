"""A past: meetings that were held, so that there is something to learn from."""

from collections.abc import Mapping, Sequence

from retrotui.core.formats import Format
from retrotui.services import agenda, meetings
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock

WEEK = 7 * 86_400.0
WAVE = (1.0, 0.85, 1.2, 0.95, 1.1, 1.05, 0.9)
"""How much longer or shorter than usual one meeting after the other took."""


def hold(
    desk: Desk,
    clock: FakeClock,
    chosen: Format,
    times: int,
    *,
    people: Sequence[str] = ("Ana", "Bo", "Cy"),
    minutes: Mapping[str, float] | None = None,
) -> list[str]:
    """Holds a format once a week, and returns the meetings' ids.

    Args:
        desk: Who holds it.
        clock: Goes on with the meetings; afterwards it is a week after the last.
        chosen: The format.
        times: How often.
        people: Who takes part.
        minutes: What items usually take, by title; others take their timebox.
    """
    usual = minutes or {}
    held = []
    for time in range(times):
        meeting = meetings.start(desk, chosen, people=people).id
        for place, item in enumerate(chosen.agenda):
            took = usual.get(item.title, item.minutes) * WAVE[(time + place) % len(WAVE)]
            clock.advance(took * 60)
            if place + 1 < len(chosen.agenda):
                agenda.advance(desk, meeting)
        agenda.end(desk, meeting)
        held.append(meeting)
        clock.advance(WEEK)
    return held
