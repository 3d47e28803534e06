"""The team's past as the store has it: what is read, kept, and left to private meetings."""

from dataclasses import replace

import pytest

from retrotui.core.changes import Put
from retrotui.core.formats import check_format
from retrotui.core.records.kinds import Kind
from retrotui.services import agenda, meetings, pacing, people
from retrotui.services.desk import Desk
from retrotui.services.pacing import Memory, Past
from tests.support.fakes import FakeClock
from tests.support.held import hold
from tests.support.meeting_room import start_stop_continue
from tests.support.memory import MemoryRepository
from tests.support.screens import fake_desk

FORMAT = start_stop_continue()


@pytest.fixture
def desk() -> Desk:
    return fake_desk("Ana")


def clock_of(desk: Desk) -> FakeClock:
    assert isinstance(desk.clock, FakeClock)
    return desk.clock


def test_a_format_is_forecast_from_the_times_it_was_held(desk: Desk) -> None:
    hold(desk, clock_of(desk), FORMAT, 6, minutes={"Discuss": 30})
    paced = pacing.pace_format(Memory().read(desk.repo), FORMAT, people=3)
    assert paced.forecast.is_learned
    assert paced.forecast.learned == 9
    assert 73 < paced.forecast.p50 / 60 < 77
    assert paced.forecast.cut == 5
    minutes = {each.index: each.minutes for each in paced.suggestions}
    assert 30 <= minutes[5] <= 36
    assert {each.samples for each in paced.suggestions} == {6}


def test_four_times_are_not_enough_and_five_are(desk: Desk) -> None:
    memory = Memory()
    hold(desk, clock_of(desk), FORMAT, 4)
    few = pacing.pace_format(memory.read(desk.repo), FORMAT)
    assert (few.forecast.learned, few.forecast.p80, few.suggestions) == (0, 3600, ())
    hold(desk, clock_of(desk), FORMAT, 1)
    assert pacing.pace_format(memory.read(desk.repo), FORMAT).forecast.learned == 9


def test_private_meetings_teach_private_ones_only(desk: Desk) -> None:
    private = start_stop_continue(private=True)
    hold(desk, clock_of(desk), private, 6)
    past = Memory().read(desk.repo)
    assert (len(past.shared), len(past.private)) == (0, 54)
    assert pacing.pace_format(past, FORMAT).forecast.learned == 0
    assert pacing.pace_format(past, private).forecast.learned == 9


def test_running_and_discarded_meetings_teach_nothing(desk: Desk) -> None:
    (held,) = hold(desk, clock_of(desk), FORMAT, 1)
    memory = Memory()
    assert len(memory.read(desk.repo).shared) == 9
    meetings.start(desk, FORMAT)
    assert len(memory.read(desk.repo).shared) == 9
    meetings.discard(desk, held)
    assert memory.read(desk.repo) == Past()
    meetings.restore(desk, held)
    assert len(memory.read(desk.repo).shared) == 9


def test_what_changed_since_is_read_again(desk: Desk) -> None:
    (held,) = hold(desk, clock_of(desk), FORMAT, 1)
    memory = Memory()
    before = memory.read(desk.repo).shared
    item = next(each for each in pacing.agenda_of(desk.repo, held) if each.title == "Vote")
    agenda.edit_item(desk, item.id, minutes=9)
    planned = {each.title: each.planned for each in memory.read(desk.repo).shared}
    assert planned["vote"] == 540
    assert {each.title: each.planned for each in before}["vote"] == 240


def test_only_new_meetings_are_read_the_second_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(desk, clock_of(desk), FORMAT, 3)
    memory, read = Memory(), []
    genuine = pacing.samples_of
    monkeypatch.setattr(pacing, "samples_of", lambda held: read.append(held) or genuine(held))
    memory.read(desk.repo)
    hold(desk, clock_of(desk), FORMAT, 1)
    memory.read(desk.repo)
    assert len(read) == 4


def test_reading_pauses_so_that_keys_are_heard(desk: Desk) -> None:
    hold(desk, clock_of(desk), FORMAT, 17)
    memory = Memory()
    steps = 0
    for _ in memory.steps(desk.repo):
        steps += 1
        assert memory.past is None
    assert steps == 5
    assert memory.past is not None


def test_absent_people_are_not_counted(desk: Desk) -> None:
    (held,) = hold(desk, clock_of(desk), FORMAT, 1)
    assert pacing.head_count(desk.repo, held) == 3
    rows = desk.repo.search(Kind.PARTICIPANTS, meeting=held)
    desk.commit([Put(Kind.PARTICIPANTS, next(iter(rows)), {"presence": "absent"})])
    assert pacing.head_count(desk.repo, held) == 2
    assert {each.people for each in Memory().read(desk.repo).shared} == {2}
    assert len(people.directory(desk.repo).live()) == 3


def test_accepted_timeboxes_are_the_plan_and_the_slot_is_their_sum(desk: Desk) -> None:
    chosen = pacing.with_timeboxes(FORMAT, {2: 14, 5: 22})
    started = meetings.start(desk, chosen)
    boxes = [each.minutes for each in pacing.agenda_of(desk.repo, started.id)]
    assert boxes == [5, 5, 14, 5, 4, 22, 5, 5, 5]
    row = desk.repo.get(Kind.MEETINGS, started.id)
    assert row is not None
    assert row["slot"] == 70


def test_a_slot_scales_the_plan_and_is_kept(desk: Desk) -> None:
    started = meetings.start(desk, FORMAT, minutes=30)
    row = desk.repo.get(Kind.MEETINGS, started.id)
    assert row is not None
    assert row["slot"] == 30


def test_damaged_records_teach_nothing_and_break_nothing() -> None:
    repo = MemoryRepository()
    desk = replace(fake_desk(), repo=repo, clock=repo.clock, ids=repo.ids)
    (held,) = hold(desk, clock_of(desk), FORMAT, 1)
    rows = [
        Put(Kind.MEETINGS, held, {"ended": "yesterday"}),
        Put(Kind.MOVES, desk.ids.new(), {"meeting": held, "kind": 7, "at": None}),
        Put(Kind.ITEMS, desk.ids.new(), {"meeting": held, "minutes": "many"}),
        Put(Kind.PARTICIPANTS, desk.ids.new(), {"meeting": 4}),
    ]
    desk.commit(rows)
    assert Memory().read(repo) == Past()


def test_an_open_ended_format_has_no_slot_and_no_cut() -> None:
    item = {"activity": "talk", "title": "Talk", "minutes": 1}
    made = check_format({"title": "T", "kind": "workshop", "agenda": [item]}, "t", "t")
    opened = replace(made, agenda=(replace(made.agenda[0], minutes=0),))
    paced = pacing.pace_format(Past(), opened)
    assert (paced.forecast.room, paced.forecast.cut, paced.forecast.p80) == (None, None, 0)
