"""Surveys in a running meeting: secret while open, counts only, and compared with earlier ones."""

import pytest

from retrotui.core.activities import close, survey
from retrotui.core.changes import Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.meeting_state import ballot, open_votes
from retrotui.core.surveys import SURVEY, Direction
from retrotui.services import history, meetings, surveys
from retrotui.services.settings import calendar
from tests.support.survey_room import (
    checked_room,
    column,
    count,
    fill,
    next_run,
    outcomes,
    survey_room,
)


def test_answers_are_in_no_shared_line_and_by_nobody() -> None:
    room = survey_room()
    before = room.written(Scope.SHARED)
    fill(room, {"pace": 4, "fun": 2}, {"pace": 3})
    assert room.written(Scope.SHARED) == before
    assert room.acting(Scope.HELD, "votes") == {None}
    assert survey.outcomes(room.state, room.item("Survey")) is None


def test_counting_shares_counts_only_and_forgets_who() -> None:
    room = survey_room()
    fill(room, {"pace": 4, "fun": 2}, {"pace": 3}, {"pace": 4, "fun": 5})
    before = len(room.repo.events)
    count(room)
    shared = [event for event, scope in room.repo.events[before:] if scope == 0]
    assert len(shared) == 1
    assert "paper" not in repr(shared)
    assert open_votes(room.state, room.id("Survey")) == ()
    counted = ballot(room.state, room.id("Survey"), SURVEY)
    assert counted is not None
    assert counted.counts == {"pace": {"3": 1, "4": 2}, "fun": {"2": 1, "5": 1}}
    assert counted.voters == 3
    with pytest.raises(ForbiddenMoveError, match="closed"):
        fill(room, {"pace": 1})


def test_an_anonymous_survey_takes_nobodys_name() -> None:
    room = survey_room()
    with pytest.raises(ForbiddenMoveError, match="anonymous"):
        surveys.answer(room.desk, room.id("Survey"), "pace", 3, voter=room.person("Bo"))
    named = survey_room(anonymous=False)
    bo = named.person("Bo")
    surveys.answer(named.desk, named.id("Survey"), "pace", 3, voter=bo)
    surveys.answer(named.desk, named.id("Survey"), "pace", 5, voter=bo)
    count(named)
    assert outcomes(named)["pace"].answers is not None
    assert bo not in repr(ballot(named.state, named.id("Survey"), SURVEY))


def test_what_only_one_answered_stays_uncounted_in_an_anonymous_survey() -> None:
    room = survey_room()
    fill(room, {"pace": 4})
    with pytest.raises(ForbiddenMoveError, match="one answer alone"):
        count(room)
    assert len(open_votes(room.state, room.id("Survey"))) == 1
    fill(room, {"pace": 2, "fun": 1})
    count(room)
    assert outcomes(room)["fun"].answers is None
    assert "fun" not in room.written(Scope.SHARED).split("'counts'")[1]


def test_what_there_cannot_be_is_refused() -> None:
    room = survey_room("traffic_light")
    item = room.id("Survey")
    with pytest.raises(UsageError, match="4 is not on the scale"):
        surveys.answer(room.desk, item, "pace", 4)
    with pytest.raises(NotFoundError, match="no statement"):
        surveys.answer(room.desk, item, "weather", 1)
    with pytest.raises(ForbiddenMoveError, match="nobody voted"):
        count(room)
    fill(room, *column("pace", 1, 2, 3, 1, 2))
    with pytest.raises(ForbiddenMoveError, match="5 papers already"):
        surveys.answer(room.desk, item, "pace", 1)
    with pytest.raises(ForbiddenMoveError, match="no survey item"):
        surveys.answer(room.desk, room.id("Close"), "pace", 1)


def test_a_wrong_answer_is_replaced_or_taken_back() -> None:
    room = survey_room()
    item = room.id("Survey")
    paper, _ = surveys.answer(room.desk, item, "pace", 3)
    surveys.answer(room.desk, item, "pace", 5, voter=paper)
    assert [each.n for each in open_votes(room.state, item)] == [5]
    surveys.take_back(room.desk, item, "pace", paper)
    assert open_votes(room.state, item) == ()
    assert surveys.take_back(room.desk, item, "pace", paper).undo == ()


def test_the_trend_goes_by_the_series() -> None:
    room = checked_room()
    fill(room, *column("pace", 5, 5, 4), *column("safety", 2, 2))
    count(room)
    found = outcomes(room)
    pace, safety = found["pace"].answers, found["safety"].answers
    assert pace is not None
    assert safety is not None
    assert [each.answers for each in pace.past] == [3, 3]
    assert (pace.direction, safety.direction) == (Direction.UP, Direction.DOWN)
    assert pace.past[0].on < pace.past[1].on


def test_another_scale_or_a_discarded_meeting_is_no_past() -> None:
    room = survey_room()
    fill(room, *column("pace", 1, 1))
    count(room)
    first = room.meeting
    next_run(room, "fingers")
    fill(room, *column("pace", 0, 0))
    count(room)
    fingers = outcomes(room)["pace"].answers
    assert fingers is not None
    assert fingers.past == ()
    next_run(room)
    fill(room, *column("pace", 3, 3))
    count(room)
    again = outcomes(room)["pace"].answers
    assert again is not None
    assert len(again.past) == 1
    meetings.discard(room.desk, first)
    alone = outcomes(room)["pace"].answers
    assert alone is not None
    assert alone.past == ()


def test_a_comment_keeps_no_name_in_an_anonymous_survey() -> None:
    for anonymous, person in ((True, None), (False, "Bo")):
        room = survey_room(anonymous=anonymous)
        item = room.item("Survey")
        surveys.comment(room.desk, room.meeting, item, "pace", "too many nights", person="Bo")
        (note,) = survey.comments(room.state, item, "pace")
        assert note.person == (None if person is None else room.person(person))
        by = {None} if anonymous else {"Ana"}
        assert room.acting(Scope.SHARED, "too many nights") == by
        with pytest.raises(NotFoundError):
            surveys.comment(room.desk, room.meeting, item, "weather", "fine")


def test_the_log_tells_the_count_and_nothing_before_it() -> None:
    room = survey_room()
    before = len(history.latest(room.repo, calendar(room.desk)))
    fill(room, {"pace": 3}, {"pace": 4})
    count(room)
    told = [each.words for each in history.latest(room.repo, calendar(room.desk))]
    assert told[0] == "counted the answers in “Survey”"
    assert len(told) == before + 1


def test_leaving_says_what_is_not_counted() -> None:
    room = survey_room()
    item = room.item("Survey")
    assert survey.unfinished(room.state, item) is None
    fill(room, {"pace": 3}, {"pace": 4})
    assert survey.unfinished(room.state, item) == "2 papers are not counted yet"
    today = room.clock.now().utc.date()
    ends = close.checklist(room.state, today)
    assert "Survey: 2 papers are not counted yet" in [each.text for each in ends]
    count(room)
    assert survey.unfinished(room.state, item) is None
    surveys.reopen(room.desk, item.id)
    assert survey.outcomes(room.state, item) is None
