"""Five-finger checks: kept as counts with their question, once everybody has shown theirs."""

from collections.abc import Sequence

from retrotui.core import fingers
from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import find_item
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.cards import Ballot, ballot_id
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_board, require_item


def keep(desk: Desk, item: str, question: str, scores: Sequence[int]) -> Receipt:
    """Keeps a check's counts; who showed what is written nowhere, not even before.

    Args:
        desk: Who asked.
        item: Id of the agenda item it was asked in.
        question: What was asked.
        scores: What was shown, in any order; each 0 to 5.

    Raises:
        ForbiddenMoveError: Nobody showed anything, or the meeting was discarded.
        NotFoundError: There is no such item.
        UsageError: The question is empty or too long, or a number is not on the scale.
    """
    asked = admit(question, "the question", lines=False)
    for score in scores:
        fingers.require_fingers(score)
    if not scores:
        raise ForbiddenMoveError("nobody has shown their fingers yet", hint="0 to 5 for each")
    meeting, _ = require_item(desk.repo, item)

    def plan(reader: Reader) -> tuple[Change, ...]:
        require_item(reader, item)
        state = load_board(reader, meeting.id)
        find_item(state, item)
        sort = fingers.next_sort(each for each in state.ballots if each.item == item)
        counts = fingers.count(scores)
        made = Ballot(
            ballot_id(item, sort), meeting.id, item, sort, counts, len(scores), title=asked
        )
        fields = encode_fields(made, "meeting", "item", "sort", "counts", "voters", "title")
        return (Put(Kind.BALLOTS, made.id, fields),)

    return desk.transact(plan, meeting=meeting.id)
