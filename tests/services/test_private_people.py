"""Whoever is named in a private meeting only is known on this machine only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.actions import Draft
from retrotui.core.changes import Put, Scope
from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.directory import fold
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import Stance
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import person_id, private_person_id
from retrotui.services import (
    actions,
    decisions,
    dissent,
    notes,
    participants,
    people,
)
from tests.support.meeting_room import Room, start_stop_continue


@pytest.fixture
def talk() -> Room:
    """A private meeting of Ana and Lena, whom nothing shared has named."""
    return Room(start_stop_continue(private=True), people=("Ana", "Lena"))


def found(room: Room, name: str) -> str:
    return people.resolve(room.repo, name)


def is_private(room: Room, person: str) -> bool:
    return bool(room.repo.scope_of(Kind.PEOPLE, person) == Scope.PRIVATE)


def test_nothing_that_names_people_in_a_private_meeting_reaches_the_shared_log(talk: Room) -> None:
    desk, here = talk.desk, talk.meeting
    participants.join(desk, here, "Join")
    notes.add(desk, NoteSort.THANKS, "for it", meeting=here, person="Thank")
    action = actions.add(desk, Draft("Ask", meeting=here), owners=["Owner"]).id
    actions.edit(desk, action, actions.Edit(), owners=["Edited"], meeting=here)
    actions.assign(desk, action, ["Assigned"])
    actions.note(desk, action, "hm")
    made = decisions.add(
        desk, DecisionDraft("Raise", meeting=here, deciders=("Decider",), informed=("Informed",))
    ).id
    decisions.edit(desk, made, DecisionEdit(consulted=("Consulted",)))
    decisions.take_position(desk, made, "Stands", Stance.OBJECT)
    raised = dissent.add(desk, made, DissentDraft("no", by="Dissents")).id
    dissent.answer(desk.acting("Answers"), raised, "yes")
    decisions.decide(desk, made, accept=True, outcome="yes")
    decisions.reopen(desk.acting("Reopens"), made, "news")
    notes.comment(desk.acting("Comments"), Kind.DECISIONS, made, "hm")
    assert len(people.everybody(talk.repo)) == 15
    assert all(is_private(talk, each.id) for each in people.everybody(talk.repo))
    assert talk.written(Scope.SHARED) == ""


@pytest.mark.parametrize("by_id", [False, True])
def test_somebody_named_in_something_shared_becomes_known_and_stays_one_person(
    talk: Room, by_id: bool
) -> None:
    before = found(talk, "Lena")
    action = actions.add(talk.desk, Draft("Rest", meeting=talk.meeting), owners=["Lena"]).id
    shared = actions.add(talk.desk, Draft("Ship"), owners=[before if by_id else "lena"])
    (naming,) = shared.people
    assert naming.is_new
    assert found(talk, "LENA") == found(talk, before) == naming.id
    assert not is_private(talk, naming.id)
    assert before not in talk.written(Scope.SHARED)
    assert [each.name for each in people.everybody(talk.repo)].count(naming.name) == 1
    directory = people.directory(talk.repo)
    (owner,) = actions.get(talk.repo, action).owners
    assert directory.root_id(owner) == naming.id
    again = actions.add(talk.desk, Draft("Again", meeting=talk.meeting), owners=["Lena"])
    assert not again.people[0].is_new
    talk.desk.commit(shared.receipt.undo)
    assert found(talk, "Lena") == before, "taken back, it is as it was"


def test_a_colleague_who_names_them_too_makes_them_one(talk: Room) -> None:
    before = found(talk, "Lena")
    talk.desk.commit([Put(Kind.PEOPLE, person_id("lena"), {"name": "Lena"})])
    assert found(talk, "Lena") == person_id("lena") == people.directory(talk.repo).root_id(before)
    people.rename(talk.desk, person_id("lena"), "Lena Berg")
    assert people.directory(talk.repo).name(before) == "Lena Berg"


def test_a_name_given_in_private_stays_there(talk: Room) -> None:
    before = found(talk, "Lena")
    people.rename(talk.desk, before, "Helena Secret")
    assert found(talk, "lena") == before
    (naming,) = actions.add(talk.desk, Draft("Ship"), owners=["Lena"]).people
    assert (naming.name, found(talk, before)) == ("Lena", naming.id)
    assert "Secret" not in talk.written(Scope.SHARED)


def test_who_the_team_knows_is_not_made_to_stand_for_somebody_private(talk: Room) -> None:
    bo, _ = people.add(talk.desk, "Bo")
    with pytest.raises(ForbiddenMoveError, match="on this machine only") as refused:
        people.merge(talk.desk, found(talk, "Lena"), bo.id)
    assert "other way round" in (refused.value.hint or "")
    people.merge(talk.desk, bo.id, found(talk, "Lena"))
    assert found(talk, "Lena") == bo.id
    assert private_person_id("lena") not in talk.written(Scope.SHARED)


def test_a_remark_on_a_shared_action_makes_its_author_known(talk: Room) -> None:
    shared = actions.add(talk.desk, Draft("Ship")).id
    assert is_private(talk, found(talk, "Ana"))
    actions.note(talk.desk, shared, "soon")
    (remark,) = actions.notes(talk.repo, shared)
    assert remark.person == person_id("ana")
    assert private_person_id("ana") not in talk.written(Scope.SHARED)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Zoe Q", "zoe q", "Yan Q", "Xia Q"]), st.booleans(), st.booleans()
        ),
        max_size=10,
    )
)
def test_the_shared_log_has_exactly_the_people_named_in_shared_things(
    steps: list[tuple[str, bool, bool]],
) -> None:
    room = Room(start_stop_continue(private=True), people=("Ana",))
    public: set[str] = set()
    for name, private, by_id in steps:
        person = people.directory(room.repo).find(name)
        typed = person.id if by_id and person is not None else name
        actions.add(
            room.desk, Draft("Do", meeting=room.meeting if private else None), owners=[typed]
        )
        public |= set() if private else {fold(name)}
    written = room.written(Scope.SHARED).casefold()
    for name in ("zoe q", "yan q", "xia q"):
        assert (name in written) == (name in public)
        assert private_person_id(name) not in written
    names = [fold(each.name) for each in people.everybody(room.repo)]
    assert len(names) == len(set(names)), "one person per name, wherever they were named"
