"""Surveys: answers kept by voter in this clone only, shared as counts by statement once counted.

As with votes, answering is nobody's work, and counting cannot be taken back by halves. What too
few answered in an anonymous survey is not counted at all: one answer would say whose it is.
"""

from retrotui.core.activities import survey
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Drop
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.meeting_state import MeetingState, came, open_votes
from retrotui.core.ports import Receipt
from retrotui.core.records.cards import NoteSort, vote_id
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.core.surveys import SURVEY, count
from retrotui.core.votes import next_paper, paper_number
from retrotui.services import notes
from retrotui.services.desk import Desk
from retrotui.services.notes import Noted
from retrotui.services.votes import (
    change_votes,
    closing,
    put_vote,
    reopening,
    require_open,
    require_voter,
)


def answer(
    desk: Desk, item: str, statement: str, given: int, *, voter: str | None = None
) -> tuple[str, Receipt]:
    """Answers a statement; an earlier answer of the same voter is replaced.

    Args:
        desk: Where it is done; the acting person is not noted.
        item: Id of a survey item.
        statement: Key of one of its statements.
        given: An answer on the survey's scale.
        voter: A ballot paper or, where the survey is not anonymous, a participant's id; None
            takes a new paper.

    Returns:
        The voter and the receipt.

    Raises:
        ForbiddenMoveError: It is counted, it is anonymous and a person is named, or there are as
            many papers as people.
        NotFoundError: No such item, statement or voter.
        UsageError: The answer is not on the scale.
    """
    voters: list[str] = []

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, SURVEY)
        asked = _require_statement(each, statement)
        asked.scale.require(given)
        known = open_votes(state, item)
        who = voter or next_paper(known)
        require_voter(state, who)
        if asked.anonymous and paper_number(who) is None:
            raise ForbiddenMoveError(
                f"{quoted(each.title)} is anonymous; allowed: ballot papers",
                hint="answer without naming anybody",
            )
        begun = survey.voters(state, each)
        if who not in begun and 0 < came(state) <= len(begun):
            raise ForbiddenMoveError(
                f"there are {len(begun)} papers already, one for everybody who came",
                hint="count them, or say who else came",
            )
        voters[:] = [who]
        return (put_vote(state, item, statement, who, given),)

    receipt = change_votes(desk.acting(None), item, survey.ACTIVITY.name, plan)
    return voters[0], receipt


def take_back(desk: Desk, item: str, statement: str, voter: str) -> Receipt:
    """Takes an answer away, before it is counted."""

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, SURVEY)
        known = {one.id for one in open_votes(state, item)}
        id_ = vote_id(item, statement, voter)
        return (Drop(Kind.VOTES, id_),) if id_ in known else ()

    return change_votes(desk.acting(None), item, survey.ACTIVITY.name, plan)


def count_answers(desk: Desk, item: str) -> Receipt:
    """Counts the answers, shares the counts and forgets who gave them, in one step.

    Raises:
        ForbiddenMoveError: They are counted, nobody answered, or too few for anonymity.
    """

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, SURVEY)
        asked = survey.settings(each)
        keys = [one.key for one in asked.statements]
        given = open_votes(state, item)
        counts, voters = count(given, keys, asked.scale, anonymous=asked.anonymous)
        return closing(state, each, SURVEY, counts, voters)

    return change_votes(desk, item, survey.ACTIVITY.name, plan)


def reopen(desk: Desk, item: str) -> Receipt:
    """Throws the counts away; everybody answers anew.

    Raises:
        ForbiddenMoveError: It is open.
    """
    return change_votes(
        desk, item, survey.ACTIVITY.name, lambda state, each: reopening(state, each, SURVEY)
    )


def comment(
    desk: Desk,
    meeting: str,
    item: AgendaItem,
    statement: str,
    text: str,
    *,
    person: str | None = None,
) -> Noted:
    """Notes what was said on a statement; in an anonymous survey nobody's name is kept.

    Args:
        desk: Who writes it down.
        meeting: Id of the meeting.
        item: The survey.
        statement: Key of one of its statements.
        text: What was said.
        person: Who said it, by name or id; None for the room.

    Raises:
        NotFoundError: No such statement.
        UsageError: The text is empty or too long.
    """
    asked = _require_statement(item, statement)
    return notes.add(
        desk.acting(None) if asked.anonymous else desk,
        NoteSort.NOTE,
        text,
        meeting=meeting,
        item=item.id,
        about=statement,
        person=None if asked.anonymous else person,
    )


def _require_statement(item: AgendaItem, statement: str) -> survey.Survey:
    asked = survey.settings(item)
    if all(each.key != statement for each in asked.statements):
        raise NotFoundError(f"{quoted(item.title)} has no statement {quoted(statement)}")
    return asked
