"""``check`` on a store that really folds events."""

import pytest

from retrotui.core.actions import Draft
from retrotui.core.changes import Put, Scope
from retrotui.core.check import Finding, Selection
from retrotui.services import actions, people, settings
from retrotui.services.check import check
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    clock, ids = FakeClock(), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by="Ana")


def checked(desk: Desk, selection: Selection | None = None) -> list[Finding]:
    chosen = settings.read_settings(desk.repo)
    found = check(desk.repo.all, settings.calendar(desk, chosen), chosen, selection or Selection())
    return list(found)


def test_a_clean_store_has_no_findings(desk: Desk) -> None:
    actions.add(desk, Draft("Later", due="2026-12-01"))
    assert checked(desk) == []


def test_an_overdue_action_is_found_until_it_is_done(desk: Desk) -> None:
    saved = actions.add(desk, Draft("Fix", due="2026-11-20"), owners=["Bo"])
    (found,) = checked(desk)
    assert (found.finding, found.kind, found.id) == ("overdue", "actions", saved.id)
    assert (found.title, found.owners, found.due, found.days) == ("Fix", ("Bo",), "2026-11-20", 2)
    actions.done(desk, saved.id)
    assert checked(desk) == []


def test_time_alone_makes_findings(desk: Desk) -> None:
    saved = actions.add(desk, Draft("Fix"))
    closed = actions.add(desk, Draft("Built"))
    actions.done(desk, closed.id)
    desk.commit([Put("dissents", desk.ids.new(), {"decision": "d", "concern": "Too slow"})])
    assert isinstance(desk.clock, FakeClock)
    desk.clock.advance(15 * 86_400)
    selection = Selection(stale=14, outcome_due=14, dissent_due=True)
    assert {(each.finding.value, each.title) for each in checked(desk, selection)} == {
        ("stale", "Fix"),
        ("outcome_due", "Built"),
        ("dissent_due", "Too slow"),
    }
    actions.move(desk, saved.id, due="2027-01-01")
    assert "stale" not in {each.finding for each in checked(desk, selection)}
    settings.set_setting(desk, "dissent_due_days", "30")
    assert "dissent_due" not in {each.finding for each in checked(desk, selection)}


def test_private_work_is_found_and_discarded_work_is_not(desk: Desk) -> None:
    for title, status, scope in (
        ("One-on-one", "ended", Scope.PRIVATE),
        ("Oops", "discarded", None),
    ):
        held = desk.ids.new()
        desk.commit([Put("meetings", held, {"title": title, "status": status}, scope)])
        actions.add(desk, Draft(title, due="2026-11-20", meeting=held))
    assert [each.title for each in checked(desk)] == ["One-on-one"]


def test_merged_people_own_what_either_promised(desk: Desk) -> None:
    saved = actions.add(desk, Draft("Fix", due="2026-11-20"), owners=["Bo", "Bob"])
    bo, bob = (each.id for each in saved.people)
    people.merge(desk, bo, bob)
    assert [each.owners for each in checked(desk, Selection(owner=bob))] == [("Bo",)]
