"""Actions as a team uses them, on a repository that really folds events."""

from collections.abc import Callable

import pytest

from retrotui.core.action_list import Filter
from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Change, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.ids import short_id
from retrotui.core.ports import Receipt
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.services import actions, people, settings
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository

ABSENT = "0" * 26


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    ids = FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by="Ana")


def listed(desk: Desk, chosen: Filter | None = None) -> list[str]:
    found = actions.listing(desk.repo, chosen or Filter(), settings.calendar(desk))
    return [each.title for each in found]


def meeting(desk: Desk, title: str, status: str = "ended", scope: Scope | None = None) -> str:
    new = desk.ids.new()
    desk.commit([Put("meetings", new, {"title": title, "status": status}, scope)])
    return new


def test_an_action_is_entered_with_people_by_name(desk: Desk) -> None:
    people.add(desk, "Bo")
    held = meeting(desk, "Retro 12")
    saved = actions.add(
        desk, Draft("Fix", due="2026-11-20", meeting=held), owners=["bo", "Bob", "BO"]
    )
    assert [(each.name, each.is_new) for each in saved.people] == [("Bo", False), ("Bob", True)]
    shown = actions.show(desk.repo, saved.id, settings.calendar(desk))
    assert shown.owners == ("Bo", "Bob")
    assert shown.overdue_days == 2
    assert shown.meeting is not None
    assert shown.meeting.title == "Retro 12"
    assert shown.created == shown.updated == "2026-11-22T09:00:00Z"


def test_a_refused_action_makes_no_people(desk: Desk) -> None:
    with pytest.raises(UsageError):
        actions.add(desk, Draft(""), owners=["Bo"])
    assert people.everybody(desk.repo) == ()


def test_people_merged_later_are_shown_as_one(desk: Desk) -> None:
    saved = actions.add(desk, Draft("Fix"), owners=["Bo", "Bob"])
    keep, other = (each.id for each in saved.people)
    people.merge(desk, keep, other)
    assert actions.show(desk.repo, saved.id, settings.calendar(desk)).owners == ("Bo",)
    assert listed(desk, Filter(owner=other)) == ["Fix"]


def test_done_takes_several_and_repeating_is_nothing_to_do(desk: Desk) -> None:
    one, two = (actions.add(desk, Draft(title)).id for title in ("One", "Two"))
    assert actions.done(desk, one, two, helped=Outcome.YES).events
    assert actions.done(desk, one, two).events == ()
    assert actions.get(desk.repo, two).outcome is Outcome.YES
    assert listed(desk) == []
    assert listed(desk, Filter(all=True)) == ["One", "Two"]


def test_several_are_changed_all_or_none(desk: Desk) -> None:
    one, two = (actions.add(desk, Draft(title)).id for title in ("One", "Two"))
    actions.drop(desk, two, why="moot")
    with pytest.raises(ForbiddenMoveError, match="'Two' is dropped"):
        actions.done(desk, one, two)
    with pytest.raises(NotFoundError):
        actions.done(desk, one, ABSENT)
    assert actions.get(desk.repo, one).status is ActionStatus.OPEN


def test_the_rest_of_a_life(desk: Desk, clock: FakeClock) -> None:
    id_ = actions.add(desk, Draft("Fix", tags=("ci", "ops")), owners=["Bo"]).id
    actions.block(desk, id_, why="no runner")
    assert actions.get(desk.repo, id_).why == "no runner"
    actions.unblock(desk, id_)
    actions.move(desk, id_, due="2026-12-01")
    clock.advance(60)
    actions.move(desk, id_, due="2026-12-08")
    assert actions.show(desk.repo, id_, settings.calendar(desk)).moved == 1
    assert [each.name for each in actions.assign(desk, id_, ["Cy"]).people] == ["Cy"]
    actions.edit(desk, id_, Edit(title="Fix it", priority=1), owners=["Cy", "Bo"])
    actions.untag(desk, id_, tags=["CI"])
    shown = actions.show(desk.repo, id_, settings.calendar(desk))
    assert (shown.title, shown.owners, shown.tags) == ("Fix it", ("Bo", "Cy"), ("ops",))
    actions.done(desk, id_)
    actions.helped(desk, id_, outcome=Outcome.NO)
    actions.reopen(desk, id_)
    action = actions.get(desk.repo, id_)
    assert (action.is_open, action.outcome, action.closed) == (True, None, None)


def test_notes_are_kept_with_who_said_them_unless_anonymous(desk: Desk, clock: FakeClock) -> None:
    id_ = actions.add(desk, Draft("Fix"), owners=["ana"]).id
    actions.note(desk, id_, "asked again")
    clock.advance(1)
    actions.note(desk.acting(None), id_, "said in the hallway")
    first, second = actions.notes(desk.repo, id_)
    assert first.person == people.resolve(desk.repo, "Ana")
    assert (first.text, second.text, second.person) == ("asked again", "said in the hallway", None)
    with pytest.raises(NotFoundError):
        actions.note(desk, ABSENT, "x")


def test_what_a_private_meeting_promised_and_said_stays_private(desk: Desk) -> None:
    held = meeting(desk, "One-on-one", scope=Scope.PRIVATE)
    saved = actions.add(desk, Draft("Raise", meeting=held))
    note = actions.note(desk, saved.id, "soon")
    assert isinstance(desk.repo, MemoryRepository)
    for kind, id_ in (("actions", saved.id), ("notes", note.id)):
        assert Scope.PRIVATE in str(desk.repo.scope_of(kind, id_))


def test_lists_leave_out_discarded_meetings(desk: Desk) -> None:
    actions.add(desk, Draft("Kept", meeting=meeting(desk, "Retro")))
    gone = meeting(desk, "Oops", status="discarded")
    saved = actions.add(desk, Draft("Gone", meeting=gone))
    assert listed(desk, Filter(all=True)) == ["Kept"]
    assert actions.show(desk.repo, saved.id, settings.calendar(desk)).title == "Gone"


def test_the_list_finds_what_has_an_unheard_of_status(desk: Desk) -> None:
    desk.commit([Put("actions", desk.ids.new(), {"title": "Newer", "status": "waiting"})])
    desk.commit(
        [Put("actions", desk.ids.new(), {"title": "Forged", "status": ["x"], "meeting": []})]
    )
    desk.commit([Put("actions", desk.ids.new(), {"status": "open"})])
    assert listed(desk) == ["Newer", "Forged"]


def test_ids_are_typed_short_and_checked(desk: Desk) -> None:
    one, two = (actions.add(desk, Draft(title)).id for title in ("One", "Two"))
    assert actions.resolve(desk.repo, short_id(one, [two])) == one
    with pytest.raises(NotFoundError, match="2 actions"):
        actions.resolve(desk.repo, "0000")
    with pytest.raises(NotFoundError, match="there is no action"):
        actions.show(desk.repo, ABSENT, settings.calendar(desk))


STEPS: dict[str, Callable[[Desk, str], Receipt]] = {
    "done": lambda desk, id_: actions.done(desk, id_, helped=Outcome.YES),
    "drop": lambda desk, id_: actions.drop(desk, id_, why="moot"),
    "block": lambda desk, id_: actions.block(desk, id_, why="waiting"),
    "move": lambda desk, id_: actions.move(desk, id_, due="2026-12-24"),
    "assign": lambda desk, id_: actions.assign(desk, id_, ["Cy"]).receipt,
    "untag": lambda desk, id_: actions.untag(desk, id_, tags=["ci"]),
    "delete": actions.delete,
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_everything_done_to_an_action_can_be_taken_back(desk: Desk, step: str) -> None:
    draft = Draft("Fix", due="2026-12-01", tags=("ci",))
    id_ = actions.add(desk, draft, owners=["Bo"]).id
    before = fields(desk, id_)
    back: tuple[Change, ...] = STEPS[step](desk, id_).undo
    assert fields(desk, id_) != before
    desk.commit(back)
    assert fields(desk, id_) == before


def fields(desk: Desk, id_: str) -> Action | None:
    try:
        return actions.get(desk.repo, id_)
    except NotFoundError:
        return None
