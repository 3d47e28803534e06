"""People and series: found by what one types, renamed, merged."""

import pytest

from retrotui.core.changes import Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.ids import short_id
from retrotui.services import people, series
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    clock, ids = FakeClock(), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by="Ana")


def names(desk: Desk) -> list[str]:
    return [each.name for each in people.everybody(desk.repo)]


def test_adding_somebody_twice_finds_them(desk: Desk) -> None:
    first, _ = people.add(desk, "Ana", function="legal")
    again, receipt = people.add(desk, "ANA")
    assert (again.id, again.is_new, receipt.events) == (first.id, False, ())
    people.add(desk, "ana", function="sales")
    assert [(each.name, each.function) for each in people.everybody(desk.repo)] == [
        ("Ana", "sales")
    ]


def test_two_clones_make_one_person_of_one_name() -> None:
    made = []
    for name in ("Zoë", "ZOE\u0308"):
        clock, ids = FakeClock(), FakeIds()
        made.append(people.add(Desk(MemoryRepository(clock, ids), clock, ids, "x"), name)[0].id)
    assert made[0] == made[1]


def test_people_are_found_by_name_id_and_short_id(desk: Desk) -> None:
    ana, bo = (people.add(desk, name)[0].id for name in ("Ana", "Bo"))
    assert people.resolve(desk.repo, "ana") == ana
    assert people.resolve(desk.repo, ana) == ana
    assert people.resolve(desk.repo, short_id(bo, [ana])) == bo
    with pytest.raises(NotFoundError) as refused:
        people.resolve(desk.repo, "Anna")
    assert refused.value.hint == "did you mean 'Ana'?"


def test_a_rename_keeps_the_id_and_the_first_name(desk: Desk) -> None:
    ana, _ = people.add(desk, "Ana")
    bo, _ = people.add(desk, "Bo")
    people.rename(desk, ana.id, "Ana López")
    assert people.resolve(desk.repo, "ana lópez") == people.resolve(desk.repo, "Ana") == ana.id
    with pytest.raises(ForbiddenMoveError, match="Ana López"):
        people.rename(desk, bo.id, "ana lópez")
    assert names(desk) == ["Ana López", "Bo"]


def test_merged_people_are_one_to_every_reader(desk: Desk) -> None:
    ana, bo, cy = (people.add(desk, name)[0].id for name in ("Ana", "Bo", "Cy"))
    people.merge(desk, bo, cy)
    people.merge(desk, ana, bo)
    assert people.merge(desk, ana, cy).events == ()
    assert names(desk) == ["Ana"]
    assert people.resolve(desk.repo, "Cy") == people.resolve(desk.repo, cy) == ana
    people.rename(desk, cy, "Anastasia")
    people.set_function(desk, cy, "legal")
    assert [(each.name, each.function) for each in people.everybody(desk.repo)] == [
        ("Anastasia", "legal")
    ]
    with pytest.raises(ForbiddenMoveError):
        people.merge(desk, cy, ana)
    with pytest.raises(NotFoundError):
        people.merge(desk, ana, "0" * 26)


def test_a_merge_can_be_taken_back(desk: Desk) -> None:
    ana, bo = (people.add(desk, name)[0].id for name in ("Ana", "Bo"))
    desk.commit(people.merge(desk, ana, bo).undo)
    assert names(desk) == ["Ana", "Bo"]


def test_a_forged_ring_of_merges_does_not_hang(desk: Desk) -> None:
    ana, bo = (people.add(desk, name)[0].id for name in ("Ana", "Bo"))
    desk.commit([Put("people", ana, {"merged_into": bo}), Put("people", bo, {"merged_into": ana})])
    assert people.resolve(desk.repo, ana) == people.resolve(desk.repo, bo)
    assert len(names(desk)) == 1


def ensured(desk: Desk, title: str) -> str:
    id_, changes = series.ensure(desk.repo, title, "start-stop-continue")
    desk.commit(changes)
    return id_


def test_a_series_is_one_whatever_the_case_of_its_title(desk: Desk) -> None:
    first = ensured(desk, "Sprint retro")
    assert series.ensure(desk.repo, " sprint  RETRO ") == (first, ())
    assert [each.title for each in series.everything(desk.repo)] == ["Sprint retro"]
    assert series.title(desk.repo, first) == "Sprint retro"
    assert series.title(desk.repo, None) is None
    assert series.resolve(desk.repo, "sprint retro") == first
    assert series.resolve(desk.repo, first[-16:-8]) == first
    with pytest.raises(NotFoundError) as refused:
        series.resolve(desk.repo, "planning")
    assert refused.value.hint == "the series are: Sprint retro"


def test_last_time_is_the_meeting_that_ended_last(desk: Desk) -> None:
    id_, other = ensured(desk, "Sprint retro"), ensured(desk, "Planning")
    assert series.last_finished(desk.repo, id_) is None
    for title, held_in, status, ended in (
        ("First", id_, "ended", "2026-11-01T10:00:00Z"),
        ("Second", id_, "ended", "2026-11-15T10:00:00Z"),
        ("Discarded", id_, "discarded", "2026-11-16T10:00:00Z"),
        ("Running", id_, "running", None),
        ("Other", other, "ended", "2026-11-20T10:00:00Z"),
    ):
        fields = {"title": title, "series": held_in, "status": status, "ended": ended}
        desk.commit([Put("meetings", desk.ids.new(), fields)])
    last = series.last_finished(desk.repo, id_)
    assert last is not None
    assert last.title == "Second"
    assert [each.title for each in series.meetings(desk.repo, id_)] == [
        "First",
        "Second",
        "Running",
    ]
