"""Everybody gives away every dot, as far as the cap lets them, and the vote is closed."""

from math import ceil

import pytest

from retrotui.core.activities import vote
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import ballot, subjects
from retrotui.services import votes
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """Each begins elsewhere; one more than the cap is refused; what was given is counted."""
    rules = vote.settings(item)
    assert (rules.votes, rules.cap) == (item.settings["votes"], item.settings["cap"])
    stacks = subjects(room.state, item)
    given = 0
    for number, person in enumerate(room.people):
        voter, left = room.person(person), rules.votes
        first = number * ceil(rules.votes / rules.cap) % len(stacks)
        with pytest.raises(ForbiddenMoveError):
            votes.cast(room.desk, item.id, stacks[0].id, voter, rules.cap + 1)
        for stack in (*stacks[first:], *stacks[:first]):
            dots = min(left, rules.cap)
            votes.cast(room.desk, item.id, stack.id, voter, dots)
            left -= dots
            given += dots
    votes.close_vote(room.desk, item.id)
    closed = ballot(room.state, item.id)
    assert closed is not None
    assert (sum(closed.counts.values()), closed.voters) == (given, len(room.people))
    assert not room.state.votes
