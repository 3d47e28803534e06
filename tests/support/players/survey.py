"""Everybody answers every statement unseen; the counts are compared with last time."""

import pytest

from retrotui.core.activities import survey
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.services import surveys
from tests.support.meeting_room import Room


def prepare(room: Room) -> None:
    """The series' meeting before answered the same surveys, lower."""
    for item in room.state.items:
        if item.activity == survey.ACTIVITY.name:
            _answer_all(room, item, 0)
            surveys.count_answers(room.desk, item.id)


def play(room: Room, item: AgendaItem) -> None:
    """On papers or by name as the format says, nothing shown before all is counted."""
    asked = survey.settings(item)
    assert asked.scale.name == item.settings["scale"]
    assert [each.key for each in asked.statements] == [
        each["key"] for each in item.settings["statements"]
    ]
    assert asked.anonymous == item.settings["anonymous"]
    with pytest.raises(UsageError):
        surveys.answer(room.desk, item.id, asked.statements[0].key, asked.scale.high + 1)
    _answer_all(room, item, 1)
    assert survey.outcomes(room.state, item) is None
    assert survey.waiting(room.state, item) == 0
    with pytest.raises(ForbiddenMoveError):
        surveys.answer(room.desk, item.id, asked.statements[0].key, asked.scale.low)
    surveys.count_answers(room.desk, item.id)
    assert not room.state.votes
    _assert_told(room, item)


def _answer_all(room: Room, item: AgendaItem, more: int) -> None:
    """Each person answers a little else; the first paper alone is not counted if it is secret."""
    asked = survey.settings(item)
    least, most = asked.scale.low, asked.scale.high
    for number, name in enumerate(room.people):
        voter = None if asked.anonymous else room.person(name)
        if asked.anonymous:
            with pytest.raises(ForbiddenMoveError):
                surveys.answer(
                    room.desk, item.id, asked.statements[0].key, least, voter=room.person(name)
                )
        for place, statement in enumerate(asked.statements):
            given = min(most, least + more + (number + place) % 2)
            voter, _ = surveys.answer(room.desk, item.id, statement.key, given, voter=voter)
        if asked.anonymous and not number:
            with pytest.raises(ForbiddenMoveError):
                surveys.count_answers(room.desk, item.id)


def _assert_told(room: Room, item: AgendaItem) -> None:
    told = survey.outcomes(room.state, item)
    assert told is not None
    for each in told:
        assert each.answers is not None
        assert each.answers.given == len(room.people)
        assert each.answers.past, f"{each.statement.key} has no trend"
        assert each.answers.change is not None
        assert each.answers.change > 0
    statement = told[-1].statement.key
    kept = surveys.comment(
        room.desk, room.meeting, item, statement, "worth a talk", person=room.people[0]
    )
    (note,) = survey.comments(room.state, item, statement)
    assert note.id == kept.id
    assert (note.person is None) == survey.settings(item).anonymous
