"""The room goes through now, next and later: what moves, how sure it is, what is there."""

from retrotui.core.activities import roadmap
from retrotui.core.agenda import AgendaItem
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit
from retrotui.core.roadmap_reading import slipped
from retrotui.services import roadmap as service
from tests.support.meeting_room import Room

_OUTCOMES = (
    ("Invoices pay themselves", Horizon.NOW),
    ("Nobody waits for a build", Horizon.NOW),
    ("A new team starts alone", Horizon.NEXT),
    ("Everything in their language", Horizon.LATER),
)


def prepare(room: Room) -> None:
    """The meeting before put outcomes on the roadmap, unless another part of the agenda did."""
    if service.everything(room.repo):
        return
    for title, horizon in _OUTCOMES:
        service.add(room.desk, RoadmapDraft(title, horizon, meeting=room.meeting))


def play(room: Room, item: AgendaItem) -> None:
    """One outcome is there, one slips, one comes in its stead, and now is as sure as it is."""
    now, next_, _later = (row for _, row in roadmap.columns(room.state))
    there, slipping = now
    service.finish(room.desk, there.id, meeting=room.meeting)
    service.move(room.desk, slipping.id, Horizon.NEXT, meeting=room.meeting)
    service.move(room.desk, next_[0].id, Horizon.NOW, index=0, meeting=room.meeting)
    assert roadmap.unfinished(room.state, item) == "1 outcome in now has no confidence"
    service.edit(room.desk, next_[0].id, RoadmapEdit(confidence=70), meeting=room.meeting)
    after = dict(roadmap.columns(room.state))
    assert [each.id for each in after[Horizon.NOW]] == [next_[0].id]
    assert [slipped(each) for each in after[Horizon.NEXT]] == [1]
    assert [each.id for each in roadmap.closed_here(room.state)] == [there.id]
