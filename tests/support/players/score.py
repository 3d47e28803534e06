"""The room weighs everything by one measure; who lacks a value has no place."""

import pytest

from retrotui.core.activities import score
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.meeting_state import subjects
from retrotui.core.scoring import Result
from retrotui.services import scores
from tests.support.meeting_room import Room
from tests.support.players import roadmap


def prepare(room: Room) -> None:
    """There are outcomes, for an agenda that scores the roadmap."""
    roadmap.prepare(room)


def play(room: Room, item: AgendaItem) -> None:
    """Every row gets other values than the one before; the last value is typed late."""
    rules = score.settings(item)
    assert rules.model.name == item.settings["model"]
    assert_criteria_heeded(rules, item)
    rows = score.subjects(room.state, item)
    assert rows, "there is nothing to score"
    assert_subjects_heeded(room, item)
    first, axes = rows[0], rules.model.axes
    with pytest.raises(UsageError):
        scores.give(room.desk, item.id, first.id, axes[0].key, "none of these")
    for number, row in enumerate(rows):
        for place, axis in enumerate(axes):
            if (row, axis) != (first, axes[-1]):
                scores.step(room.desk, item.id, row.id, axis.key, 1 + (number + place) % 3)
    assert score.unfinished(room.state, item) == "1 row lacks a value and has no place"
    scores.step(room.desk, item.id, first.id, axes[-1].key, 1)
    assert len(outcome(room, item).ranked) == len(rows)
    if not rules.model.has_weights:
        with pytest.raises(ForbiddenMoveError):
            scores.weigh(room.desk, item.id, axes[0].key, 2)


def assert_criteria_heeded(rules: score.Scoring, item: AgendaItem) -> None:
    """The criteria are the format's, with its weights, where it names any."""
    named = item.settings.get("criteria") or ()
    if not named or not rules.model.has_weights:
        return
    told = [(each["key"], each["title"], each.get("weight", 1)) for each in named]
    assert [(each.key, each.title, each.weight) for each in rules.model.axes] == told


def assert_subjects_heeded(room: Room, item: AgendaItem) -> None:
    """It is the cards of the round, or the open roadmap, as the format says."""
    scored = {each.id for each in score.subjects(room.state, item)}
    if item.settings["subjects"] == "roadmap":
        assert scored == {each.id for each in room.state.plan.roadmap if each.is_open}
    else:
        assert scored == {each.id for each in subjects(room.state, item)}


def outcome(room: Room, item: AgendaItem) -> Result:
    """What came out, by the item as it stands now."""
    return score.result(room.state, room.item(item.title))
