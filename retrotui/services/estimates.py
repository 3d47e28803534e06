"""Estimates: taken down unseen, voter by voter, and revealed as counts with their median.

Giving one is nobody's work: the log keeps no acting person for it. Revealing sets the expectation's
probability in the same step.
"""

from retrotui.core import estimates as rules
from retrotui.core.changes import Change, Drop, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.expectations import ExpectationEdit
from retrotui.core.expectations import edit as plan_edit
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.cards import Ballot, Vote, ballot_id, vote_id
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.core.votes import next_paper
from retrotui.services.cards import held_scope
from retrotui.services.desk import Desk
from retrotui.services.expectations import get
from retrotui.services.meeting_state import load_board, require_item
from retrotui.services.votes import require_voter


def estimate(
    desk: Desk, item: str, expectation: str, probability: float, *, voter: str | None = None
) -> tuple[str, Receipt]:
    """Takes down how surely somebody expects it.

    Args:
        desk: Where it is done; the acting person is not noted.
        item: Id of a forecast item.
        expectation: The expectation's id.
        probability: Above 0 and below 1.
        voter: A participant's id, or a ballot paper, to replace an earlier estimate; None fills in
            a new paper.

    Returns:
        The voter and the receipt.

    Raises:
        ForbiddenMoveError: It is resolved or revealed, or the item does not forecast.
        NotFoundError: No such item, expectation or voter.
        UsageError: No probability that can be kept.
    """
    share = rules.thousandths(probability)
    meeting = _home(desk.repo, item)
    voters: list[str] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        _home(reader, item)
        state, one = load_board(reader, meeting), get(reader, expectation)
        rules.require_open(one, state)
        who = voter or next_paper(rules.given(state, one.id))
        require_voter(state, who)
        voters[:] = [who]
        made = Vote(vote_id(item, one.id, who), meeting, item, one.id, who, share)
        fields = encode_fields(made, "meeting", "item", "subject", "voter", "n")
        return (Put(Kind.VOTES, made.id, fields, held_scope(state.meeting)),)

    receipt = desk.acting(None).transact(plan, meeting=meeting)
    return voters[0], receipt


def reveal(desk: Desk, item: str, expectation: str) -> Receipt:
    """Counts the estimates, forgets whose they were, and makes their median the room's.

    Raises:
        ForbiddenMoveError: Nobody estimated, or it is resolved or revealed.
        NotFoundError: No such item or expectation.
    """
    meeting = _home(desk.repo, item)

    def plan(reader: Reader) -> tuple[Change, ...]:
        state, one = load_board(reader, meeting), get(reader, expectation)
        rules.require_open(one, state)
        given = rules.given(state, one.id)
        sort = rules.sort_of(one.id)
        voters = len(given)
        made = Ballot(ballot_id(item, sort), meeting, item, sort, rules.count(given), voters)
        told = rules.tell(made)
        if told is None:
            raise ForbiddenMoveError(f"nobody estimated {quoted(one.statement)} yet")
        fields = encode_fields(made, "meeting", "item", "sort", "counts", "voters")
        return (
            Put(Kind.BALLOTS, made.id, fields),
            *plan_edit(one, ExpectationEdit(probability=told.median)),
            *(Drop(Kind.VOTES, each.id) for each in given),
        )

    return desk.transact(plan, meeting=meeting)


def _home(reader: Reader, item: str) -> str:
    meeting, found = require_item(reader, item)
    if found.activity != "forecast":
        raise ForbiddenMoveError(
            f"{quoted(found.title)} is no forecast item; its activity is {found.activity}"
        )
    return meeting.id
