"""A proposal, everybody's position, an outcome, and a dissent that stays."""

from datetime import date
from itertools import cycle

from retrotui.core.activities import decide
from retrotui.core.agenda import AgendaItem
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.records.decisions import DecisionStatus, Stance
from retrotui.services import decisions, dissent
from tests.support.meeting_room import Room
from tests.support.players import rounds

_STANCES = (Stance.SUPPORT, Stance.DISAGREE_AND_COMMIT, Stance.RESERVATIONS)


def play(room: Room, item: AgendaItem) -> None:
    """Decided by the item's own method."""
    method = decide.method_for(room.state, item)
    assert method == item.settings["method"]
    rounds.heed(room, item)
    draft = DecisionDraft(
        f"Proposal of {item.title}", method=method, meeting=room.meeting, item=item.id
    )
    made = decisions.add(room.desk, draft).id
    for person, stance in zip(room.people, cycle(_STANCES), strict=False):
        decisions.take_position(room.desk, made, person, stance, "as they said")
    concern = DissentDraft("It will not hold", by=room.people[-1], follow_up_on=date(2027, 3, 1))
    dissent.add(room.desk, made, concern)
    decisions.decide(room.desk, made, accept=True, outcome="We try it")
    proposals = decide.proposals(room.state, item)
    assert [each.status for each in proposals] == [DecisionStatus.ACCEPTED]
