"""``build_demo``: tells the story to a store, from its first day to the day it is told on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from retrotui.core.dates import Calendar
from retrotui.core.formats import Format
from retrotui.core.ports import Repository
from retrotui.core.settings import Key
from retrotui.services import people, settings
from retrotui.services.demo.between import write_between
from retrotui.services.demo.buffer import BufferedRepository
from retrotui.services.demo.chance import SeededIds
from retrotui.services.demo.clock import ScriptedClock
from retrotui.services.demo.diary import Diary
from retrotui.services.demo.matters import Matters
from retrotui.services.demo.meeting import MeetingPlayer
from retrotui.services.demo.plan import PLAN_SEED, Planner
from retrotui.services.demo.story import NARRATOR, STORY
from retrotui.services.desk import Desk

_DAYS: Final = 190
"""From the first day to the last, with a margin for weekends."""
_FOUNDED: Final = (-184, 9)


def beginning_of(now: datetime) -> datetime:
    """Where a story's clock starts that is told at a moment."""
    return now - timedelta(days=_DAYS)


def build_demo(
    repo: Repository,
    *,
    clock: ScriptedClock,
    ids: SeededIds,
    now: datetime,
    timezone: str,
    formats: Iterable[Format],
) -> None:
    """Plays six months of a team's life into an empty store; the same for the same ``now``.

    Args:
        repo: Empty; stamps by the same clock.
        clock: At ``beginning_of(now)``; it arrives at ``now``.
        ids: Names the records.
        now: The moment at which the demo is looked at.
        timezone: The team's, an IANA name.
        formats: The shipped ones.
    """
    calendar = Calendar(now=now, timezone=timezone)
    buffered = BufferedRepository(repo, clock)
    desk = Desk(buffered, clock, ids, NARRATOR)
    diary = Diary(clock, calendar.today, calendar.zone)
    matters = Matters(desk, ids, diary)
    chosen = {each.name: each for each in formats}
    days, hour = _FOUNDED
    clock.go_to(diary.moment(diary.workday(days), hour))
    _found(desk, timezone)
    Planner(replace(desk, ids=SeededIds(clock, PLAN_SEED)), diary).write(STORY)
    write_between(desk, diary, STORY)
    for told in STORY.meetings:
        day = diary.workday(told.days)
        diary.live_until(diary.moment(day, *told.hour))
        MeetingPlayer(
            desk.acting(told.people[0]),
            clock,
            told,
            chosen[told.format],
            day=day,
            matters=matters,
            diary=diary,
        ).play()
    diary.live_until(now)
    buffered.flush()


def _found(desk: Desk, timezone: str) -> None:
    settings.set_setting(desk, Key.TEAM, STORY.team)
    settings.set_setting(desk, Key.TIMEZONE, timezone)
    for member in STORY.members:
        people.add(desk, member.name, function=member.function)
