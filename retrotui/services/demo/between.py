"""Plays what happens between meetings: what is heard, what is expected, what came of it."""

from datetime import datetime
from functools import partial

from retrotui.core.expectations import ExpectationDraft, ExpectationEdit
from retrotui.core.feedback import FeedbackDraft
from retrotui.core.records.actions import Origin
from retrotui.core.records.kinds import Kind
from retrotui.services import expectations, feedback, triage
from retrotui.services.demo.diary import Diary
from retrotui.services.demo.model import Foreseen, Heard, Story
from retrotui.services.desk import Desk

_MORNING, _EVENING = 8, 18
_LATER = 14


def write_between(desk: Desk, diary: Diary, story: Story) -> None:
    """Writes it all into the diary, before the first meeting."""
    for place, heard in enumerate(story.heard):
        _Hearing(desk, diary, heard, place).write()
    for place, foreseen in enumerate(story.foreseen):
        _Foresight(desk, diary, foreseen, place).write()


class _Hearing:
    """One piece of feedback and its life."""

    def __init__(self, desk: Desk, diary: Diary, told: Heard, place: int) -> None:
        self._desk = desk if told.by is None else desk.acting(told.by)
        self._diary, self._told, self._place = diary, told, place
        self._id = ""

    def write(self) -> None:
        """Notes when it is said and when a meeting looks at it."""
        told = self._told
        self._diary.write(_moment(self._diary, told.days, _MORNING, self._place), self._say)
        if told.triaged is not None:
            # In the evening means: in that day's meeting.
            self._diary.write(_moment(self._diary, told.triaged, _EVENING), self._triage)

    def _say(self, _meeting: str | None) -> None:
        told = self._told
        draft = FeedbackDraft(told.text, source=told.source, link=told.link)
        self._id = feedback.add(self._desk, draft, by=told.by).id

    def _triage(self, meeting: str | None) -> None:
        if meeting is None:
            return
        if self._told.whom is None:
            triage.leave(self._desk, self._id, meeting=meeting)
        else:
            triage.to_thanks(
                self._desk, self._id, self._told.text, person=self._told.whom, meeting=meeting
            )


class _Foresight:
    """One expectation and its life."""

    def __init__(self, desk: Desk, diary: Diary, told: Foreseen, place: int) -> None:
        self._desk = desk if told.by is None else desk.acting(told.by)
        self._diary, self._told, self._place = diary, told, place
        self._id = ""

    def write(self) -> None:
        """Notes when it is stated, thought over and resolved."""
        told, at = self._told, partial(_moment, self._diary)
        self._diary.write(at(told.days, _MORNING, self._place), self._state)
        if told.again is not None:
            self._diary.write(at(told.days + _LATER, _MORNING, self._place), self._think_again)
        if told.resolved is not None:
            self._diary.write(at(told.resolved, _MORNING, self._place), self._resolve)

    def _state(self, _meeting: str | None) -> None:
        told = self._told
        draft = ExpectationDraft(
            told.statement,
            told.probability,
            self._diary.day(told.resolve_in),
            self._about(told.about),
        )
        self._id = expectations.state(self._desk, draft, by=told.by).id

    def _think_again(self, _meeting: str | None) -> None:
        change = ExpectationEdit(probability=self._told.again)
        expectations.edit(self._desk, self._id, change)

    def _resolve(self, _meeting: str | None) -> None:
        told = self._told
        if told.came is not None:
            expectations.resolve(self._desk, self._id, came=told.came, evidence=told.evidence)

    def _about(self, title: str | None) -> Origin | None:
        found = self._desk.repo.search(Kind.DECISIONS, title=title) if title else {}
        return next((Origin(Kind.DECISIONS, each) for each in found), None)


def _moment(diary: Diary, days: int, hour: int, minute: int = 0) -> datetime:
    return diary.moment(diary.workday(days), hour, minute)
