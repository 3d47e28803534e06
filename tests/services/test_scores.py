"""Scoring in a running meeting: the room's values, its weights, and that nothing is lost."""

import pytest

from retrotui.core.activities import score
from retrotui.core.changes import Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.meeting_state import sources
from retrotui.core.records.kinds import Kind
from retrotui.core.records.scores import score_id
from retrotui.core.records.words import ActionStatus
from retrotui.services import cards, history, meetings, scores
from retrotui.services.settings import calendar
from retrotui.services.undo import UndoStack
from tests.support.meeting_room import Room
from tests.support.scored_room import give, outcome, scoring_format, scoring_room

ICE = ("impact", "confidence", "ease")


def ids(room: Room) -> list[str]:
    return [each.subject.id for each in outcome(room).rows]


def test_values_are_kept_with_what_was_scored() -> None:
    room = scoring_room("rice")
    give(room, "Write", reach="1200", impact="0.25", confidence="80", effort="0,5")
    (record,) = room.state.scores
    assert (record.subject.kind, record.subject.id) == ("cards", room.card("Write the runbook").id)
    assert (record.title, record.model, record.weights) == ("Write the runbook", "rice", {})
    assert record.values == {"reach": 1200, "impact": 0.25, "confidence": 0.8, "effort": 0.5}
    assert outcome(room).ranked[0].total == 480


def test_a_refused_value_changes_nothing_and_names_the_valid_ones() -> None:
    room = scoring_room("wsjf")
    give(room, "Write", value="3")
    before = len(room.repo.events)
    with pytest.raises(UsageError, match='"4" is no value here') as refused:
        give(room, "Write", value="4")
    assert refused.value.hint == "valid: 1, 2, 3, 5, 8, 13, 20"
    assert len(room.repo.events) == before


def test_steps_and_clearing_and_undo() -> None:
    room = scoring_room("wsjf")
    item, subject, undo = room.id("Score"), ids(room)[0], UndoStack()
    for by in (1, 1, 1, -1):
        undo.push("score", scores.step(room.desk, item, subject, "size", by), meeting=room.meeting)
    assert outcome(room).rows[0].values == {"size": 2}
    undo.push("score", scores.clear(room.desk, item, subject, "size"), meeting=room.meeting)
    assert room.state.scores == ()
    with pytest.raises(ForbiddenMoveError, match="has no value for Job size"):
        scores.clear(room.desk, item, subject, "size")
    undo.undo(room.desk)
    assert outcome(room).rows[0].values == {"size": 2}
    undo.undo(room.desk)
    assert outcome(room).rows[0].values == {"size": 3}


def test_weights_are_the_items_and_are_kept_with_every_score() -> None:
    room, undo = scoring_room("weighted", "alpha", "beta"), UndoStack()
    give(room, "alpha", customer="5", viability="1", feasibility="1", values="1")
    give(room, "beta", customer="1", viability="3", feasibility="3", values="3")
    assert outcome(room).ranked[0].subject.title == "beta"
    receipt = scores.weigh(room.desk, room.id("Score"), "customer", 5)
    assert outcome(room).ranked[0].subject.title == "alpha"
    assert {each.weights["customer"] for each in room.state.scores} == {5}
    kept = score.settings(room.item("Score")).criteria
    assert [each.weight for each in kept] == [5, 1, 1, 1]
    assert kept[0].prompt
    undo.push("weight", receipt, meeting=room.meeting)
    undo.undo(room.desk)
    assert outcome(room).ranked[0].subject.title == "beta"


def test_what_there_cannot_be_is_refused() -> None:
    room = scoring_room("ice")
    item, subject = room.id("Score"), ids(room)[0]
    with pytest.raises(ForbiddenMoveError, match="ICE has no weights"):
        scores.weigh(room.desk, item, "impact", 2)
    with pytest.raises(UsageError, match="0 is no weight"):
        scores.weigh(room.desk, item, "impact", 0)
    with pytest.raises(NotFoundError, match="ICE has no"):
        scores.give(room.desk, item, subject, "reach", "1")
    with pytest.raises(NotFoundError, match="nothing to score"):
        scores.give(room.desk, item, "0" * 26, "impact", "1")
    with pytest.raises(ForbiddenMoveError, match="no score item"):
        scores.give(room.desk, room.id("Gather"), subject, "impact", "1")


def test_a_group_is_scored_as_a_whole() -> None:
    room = scoring_room("ice", "alpha", "beta", "gamma")
    cards.group(room.desk, room.card("beta").id, room.card("alpha").id)
    assert [each.subject.kind for each in outcome(room).rows] == ["groups", "cards"]
    with pytest.raises(NotFoundError):
        give(room, "beta", impact="3")


def test_forged_values_count_as_missing() -> None:
    room = scoring_room("ice", "alpha")
    give(room, "alpha", impact="3", confidence="3", ease="3")
    id_ = score_id(room.id("Score"), room.card("alpha").id)
    room.desk.commit([Put(Kind.SCORES, id_, {"values": {"impact": "[/]", "ease": 11, "x": []}})])
    (row,) = outcome(room).rows
    assert (row.values, row.rank) == ({}, None)


def on_roadmap(room: Room, id_: str, **fields: object) -> None:
    room.desk.commit([Put(Kind.ROADMAP, id_, {"status": "open", **fields})])


def test_the_roadmap_is_scored_without_cards() -> None:
    room = Room(scoring_format("ice", subjects="roadmap"))
    item = room.item("Score")
    assert score.ready(room.state, item) == "there is no open roadmap item to score"
    on_roadmap(room, "r" * 26, title="Invoices", horizon="later", order="a")
    on_roadmap(room, "s" * 26, title="Search", horizon="now", order="b")
    on_roadmap(room, "t" * 26, title="Gone", horizon="now", status="dropped")
    assert score.ready(room.state, item) is None
    assert [each.subject.title for each in outcome(room).rows] == ["Search", "Invoices"]
    for key in ICE:
        scores.give(room.desk, item.id, "s" * 26, key, "2")
    assert (outcome(room).ranked[0].subject.title, outcome(room).ranked[0].total) == ("Search", 8)
    on_roadmap(room, "s" * 26, status=ActionStatus.DONE.value)
    assert [each.subject.title for each in outcome(room).rows] == ["Invoices", "Search"]


def test_what_a_discarded_meeting_put_on_the_roadmap_is_not_scored() -> None:
    room = Room(scoring_format("ice", subjects="roadmap"))
    earlier = room.meeting
    on_roadmap(room, "r" * 26, title="Invoices", horizon="now", meeting=earlier)
    room.begin(scoring_format("ice", subjects="roadmap"))
    on_roadmap(room, "s" * 26, title="Search", horizon="now")
    meetings.discard(room.desk, earlier)
    item = room.item("Score")
    assert [each.title for each in score.subjects(room.state, item)] == ["Search"]
    with pytest.raises(NotFoundError):
        scores.give(room.desk, item.id, "r" * 26, "ease", "2")


def test_a_score_of_the_roadmap_does_not_end_a_round_of_cards() -> None:
    data = [
        {"activity": "brainstorm", "title": "Gather", "minutes": 5,
         "columns": [{"key": "i", "title": "I"}]},
        {"activity": "score", "title": "Score", "minutes": 5, "subjects": "roadmap"},
        {"activity": "brainstorm", "title": "More", "minutes": 5,
         "columns": [{"key": "i", "title": "I"}]},
        {"activity": "vote", "title": "Vote", "minutes": 5},
    ]  # fmt: skip
    room = Room(scoring_format(agenda=data))
    gathered = [each.title for each in sources(room.state, room.item("Vote"))]
    assert gathered == ["Gather", "More"]


def test_the_log_tells_it_in_words() -> None:
    room = scoring_room("weighted", "alpha")
    item = room.id("Score")
    scores.weigh(room.desk, item, "customer", 3)
    give(room, "alpha", customer="5")
    give(room, "alpha", customer="4")
    scores.weigh(room.desk, item, "values", 3)
    scores.clear(room.desk, item, room.card("alpha").id, "customer")
    told = [each.words for each in history.latest(room.repo, calendar(room.desk))][:5]
    assert told == [
        "deleted the score “alpha”",
        "changed the weights of “alpha” and 1 more change",
        "scored “alpha”",
        "scored “alpha”",
        "changed the settings of “Score”",
    ]


def test_leaving_says_which_rows_have_no_place() -> None:
    room = scoring_room("ice", "alpha", "beta")
    item = room.item("Score")
    assert score.unfinished(room.state, item) is None
    give(room, "alpha", impact="3", confidence="3", ease="3")
    assert score.unfinished(room.state, item) == "1 row lacks a value and has no place"
    give(room, "beta", impact="3", confidence="3", ease="3")
    assert score.unfinished(room.state, item) is None
