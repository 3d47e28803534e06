"""Decisions as services: names become people, everything is decided on the newest state."""

from datetime import date

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.decision_reading import Passing
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import DISSENTING, DecisionStatus, Stance
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import participant_id
from retrotui.core.records.people import person_id
from retrotui.services import decisions, notes
from retrotui.services.desk import Desk
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    repo = MemoryRepository()
    return Desk(repo, repo.clock, repo.ids, "Ana")


def meeting(desk: Desk, id_: str, *people: str, private: bool = False, **fields: object) -> str:
    made = id_.ljust(26, "m")
    scope = Scope.PRIVATE if private else None
    row = {"title": id_, "status": "running", "private": private} | fields
    desk.commit(
        [
            Put(Kind.MEETINGS, made, row, scope),
            *(Put(Kind.PEOPLE, person_id(name), {"name": name}) for name in people),
            *(
                Put(
                    Kind.PARTICIPANTS,
                    participant_id(made, person_id(name)),
                    {"meeting": made, "person": person_id(name), "presence": "present"},
                )
                for name in people
            ),
        ]
    )
    return made


def test_names_become_people_once_and_are_echoed(desk: Desk) -> None:
    draft = DecisionDraft("Ship it", deciders=("Bo", "bo"), informed=("BO", "Cy"))
    made = decisions.add(desk, draft)
    assert [each.name for each in made.named] == ["Bo", "Cy"]
    view = decisions.view(desk.repo, made.id)
    assert (view.deciders, view.informed) == (("Bo",), ("Bo", "Cy"))
    assert len(desk.repo.all(Kind.PEOPLE)) == 2


def test_a_prefix_names_a_decision_and_an_unknown_one_is_not_found(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    assert decisions.get(desk.repo, made.id[-16:]).id == made.id
    with pytest.raises(NotFoundError, match="decision"):
        decisions.take_position(desk, "zzzz", "Bo", Stance.SUPPORT)
    with pytest.raises(NotFoundError):
        decisions.add(desk, DecisionDraft("Other", supersedes="zzzz"))
    assert not desk.repo.all(Kind.PEOPLE)


@pytest.mark.parametrize("stance", list(Stance))
def test_a_dissenting_position_offers_a_dissent_and_makes_none(desk: Desk, stance: Stance) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    taken = decisions.take_position(desk, made.id, "Lena", stance, "because")
    assert taken.offers_dissent == (stance in DISSENTING)
    assert not desk.repo.all(Kind.DISSENTS)


def test_a_revised_position_replaces_the_first_and_both_are_in_the_log(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    first = decisions.take_position(desk, made.id, "Lena", Stance.OBJECT)
    second = decisions.take_position(desk, made.id, "lena", Stance.SUPPORT)
    assert first.id == second.id
    (only,) = decisions.view(desk.repo, made.id).positions
    assert (only.name, only.stance) == ("Lena", Stance.SUPPORT)
    history = desk.repo.history(Kind.POSITIONS, first.id)
    assert [each.changed["stance"][1] for each in history] == ["object", "support"]


def test_undo_brings_the_earlier_position_back(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    decisions.take_position(desk, made.id, "Lena", Stance.OBJECT)
    second = decisions.take_position(desk, made.id, "Lena", Stance.SUPPORT)
    desk.commit(second.receipt.undo)
    (only,) = decisions.view(desk.repo, made.id).positions
    assert only.stance is Stance.OBJECT


def test_a_decision_runs_its_course(desk: Desk) -> None:
    room = meeting(desk, "m1", "Ana", "Bo")
    old = decisions.add(desk, DecisionDraft("Old way", meeting=room))
    decisions.decide(desk, old.id, accept=True, outcome="old")
    new = decisions.add(desk, DecisionDraft("New way", meeting=room, supersedes=old.id))
    decisions.take_position(desk, new.id, "Ana", Stance.SUPPORT)
    decided = decisions.decide(desk, new.id, accept=True, outcome="new", rationale="cheaper")
    assert (decided.reading.passing, decided.reading.holding) == (
        Passing.OPEN,
        (person_id("Bo"),),
    )
    assert decisions.get(desk.repo, old.id).status is DecisionStatus.SUPERSEDED
    view = decisions.view(desk.repo, new.id)
    assert (view.consensus, view.unheard) == ("consensus", ("Bo",))
    decisions.take_position(desk, new.id, "Bo", Stance.SUPPORT)
    assert decisions.view(desk.repo, new.id).consensus == "unanimity"
    decisions.keep(desk, new.id, review_on=date(2027, 1, 5))
    assert [each.record.id for each in decisions.everything(desk.repo, due=date(2027, 1, 5))] == [
        new.id
    ]
    decisions.reopen(desk, new.id, "the price doubled")
    again = decisions.view(desk.repo, new.id)
    assert (again.record.status, again.consensus) == ("proposed", None)
    (reopened,) = again.reopened
    assert (reopened.by, reopened.new_information) == ("Ana", "the price doubled")
    decisions.decide(desk, new.id, accept=False)
    assert decisions.get(desk.repo, old.id).status is DecisionStatus.ACCEPTED


def test_a_refused_move_writes_nothing(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    decisions.decide(desk, made.id, accept=False)
    events = len(desk.repo.events)
    with pytest.raises(ForbiddenMoveError):
        decisions.take_position(desk, made.id, "Somebody new", Stance.SUPPORT)
    assert len(desk.repo.events) == events


def test_an_edit_replaces_sets_whole(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it", deciders=("Bo",), informed=("Cy",)))
    edited = decisions.edit(desk, made.id, DecisionEdit(title="Ship now", deciders=("Lena",)))
    assert [each.name for each in edited.named] == ["Lena"]
    view = decisions.view(desk.repo, made.id)
    assert (view.record.title, view.deciders, view.informed) == ("Ship now", ("Lena",), ("Cy",))
    again = decisions.edit(desk, made.id, DecisionEdit(title="Ship now"))
    assert again.receipt.events == ()


def test_lists_leave_out_what_was_discarded_and_go_by_review_date(desk: Desk) -> None:
    gone = meeting(desk, "gone", status="discarded")
    hidden = decisions.add(desk, DecisionDraft("Gone", meeting=gone))
    undated = decisions.add(desk, DecisionDraft("Undated"))
    dated = decisions.add(desk, DecisionDraft("Dated", review_on=date(2027, 1, 1)))
    listed = [each.record.id for each in decisions.everything(desk.repo)]
    assert listed == [dated.id, undated.id]
    assert decisions.everything(desk.repo, status=DecisionStatus.ACCEPTED) == ()
    shown = decisions.view(desk.repo, hidden.id)
    assert shown.meeting is not None
    everywhere = {each.record.id: each for each in decisions.everything(desk.repo)}
    assert everywhere[dated.id] == decisions.view(desk.repo, dated.id)


def test_everything_about_a_private_decision_stays_private(desk: Desk) -> None:
    talk = meeting(desk, "talk", private=True)
    made = decisions.add(desk, DecisionDraft("A raise", meeting=talk, deciders=("Bo",)))
    taken = decisions.take_position(desk, made.id, "Lena", Stance.OBJECT)
    decisions.decide(desk, made.id, accept=True, outcome="yes")
    decisions.reopen(desk, made.id, "the budget moved")
    (reopened,) = notes.about(desk.repo, made.id)
    comment = notes.comment(desk, Kind.DECISIONS, made.id, "hm")
    for kind, id_ in (
        (Kind.DECISIONS, made.id),
        (Kind.POSITIONS, taken.id),
        (Kind.NOTES, reopened.id),
        (Kind.NOTES, comment.id),
    ):
        assert desk.repo.scope_of(kind, id_) == desk.repo.scope_of(Kind.MEETINGS, talk)
    shared = decisions.add(desk, DecisionDraft("Shared"))
    assert desk.repo.scope_of(Kind.DECISIONS, shared.id) != desk.repo.scope_of(
        Kind.DECISIONS, made.id
    )


def test_the_parking_lot_is_ticked_and_other_notes_are_not(desk: Desk) -> None:
    room = meeting(desk, "m1")
    parked = notes.add(desk, NoteSort.PARKING, "hiring", meeting=room)
    thanks = notes.add(desk, NoteSort.THANKS, "for the fix", meeting=room, person="Bo")
    assert thanks.person is not None
    assert thanks.person.name == "Bo"
    notes.close(desk, parked.id)
    assert notes.close(desk, parked.id).events == ()
    assert notes.get(desk.repo, parked.id).closed
    notes.reopen(desk, parked.id)
    assert not notes.get(desk.repo, parked.id).closed
    with pytest.raises(ForbiddenMoveError, match="thanks"):
        notes.close(desk, thanks.id)
    notes.edit(desk, thanks.id, "for the quick fix")
    assert [each.text for each in notes.of_meeting(desk.repo, room, NoteSort.THANKS)] == [
        "for the quick fix"
    ]
    notes.delete(desk, parked.id)
    assert [each.id for each in notes.of_meeting(desk.repo, room)] == [thanks.id]


def test_why_a_decision_was_reopened_stays_as_it_was_said(desk: Desk) -> None:
    made = decisions.add(desk, DecisionDraft("Ship it"))
    decisions.decide(desk, made.id, accept=False)
    decisions.reopen(desk, made.id, "news")
    (note,) = notes.about(desk.repo, made.id)
    with pytest.raises(ForbiddenMoveError):
        notes.edit(desk, note.id, "other news")
    with pytest.raises(ForbiddenMoveError):
        notes.delete(desk, note.id)
    with pytest.raises(ForbiddenMoveError):
        notes.add(desk, NoteSort.REOPENED, "news")
    with pytest.raises(NotFoundError):
        notes.comment(desk, Kind.DECISIONS, "z" * 26, "hm")
