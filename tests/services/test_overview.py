"""What home shows follows from the records: what is owed, what is next, what was."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.actions import Draft
from retrotui.core.dates.phrasing import SOON_DAYS
from retrotui.core.dissent import DissentDraft
from retrotui.services import actions, agenda, decisions, dissent, meetings, settings
from retrotui.services.desk import Desk
from retrotui.services.overview import LATELY, Overview, overview
from tests.support.meeting_room import start_stop_continue
from tests.support.team import Team, empty_desk


def shown(desk: Desk) -> Overview:
    team = settings.read_settings(desk.repo)
    calendar = settings.calendar(desk, team)
    return overview(desk.repo, team, desk.clock.now(), calendar)


def test_an_empty_store_says_so() -> None:
    found = shown(empty_desk())
    assert found.is_empty
    assert found == Overview("", is_empty=True)


def test_overdue_and_soon_due_actions_come_by_date() -> None:
    team = Team()
    found = shown(team.desk)
    assert [each.id for each in found.due] == [team.late, team.soon]
    assert found.overdue == 1
    assert found.open_actions == 4
    assert not found.is_empty


@given(st.lists(st.integers(-30, 30), max_size=12))
def test_only_what_is_due_within_a_week_is_shown(offsets: list[int]) -> None:
    desk = empty_desk()
    today = settings.calendar(desk).today
    for days in offsets:
        due = (today + timedelta(days=days)).isoformat()
        actions.add(desk, Draft("something", due=due))
    found = shown(desk)
    expected = sorted(days for days in offsets if days <= SOON_DAYS)
    dates = [datetime.fromisoformat(each.due or "").date() for each in found.due]
    assert dates == [today + timedelta(days=days) for days in expected]
    assert found.overdue == sum(days < 0 for days in offsets)
    assert found.open_actions == len(offsets)


def test_decisions_come_back_on_their_review_date() -> None:
    team = Team()
    assert [each.decision.id for each in shown(team.desk).reviews] == [team.decided]
    decisions.keep(team.desk, team.decided)
    assert shown(team.desk).reviews == ()


def test_dissent_is_shown_until_somebody_settles_it() -> None:
    team = Team()
    found = shown(team.desk).dissents
    assert [(each.view.record.id, each.is_due) for each in found] == [
        (team.answered, True),
        (team.raised, False),
    ]
    assert found[0].view.by is None
    dissent.answer(team.desk, team.raised, "we ask for it now")
    dissent.accept(team.desk, team.answered)
    assert shown(team.desk).dissents == ()


def test_an_unanswered_dissent_becomes_due_after_the_teams_patience() -> None:
    team = Team()
    settings.set_setting(team.desk, "dissent_due_days", "3")
    found = {each.view.record.id: each.is_due for each in shown(team.desk).dissents}
    assert found == {team.answered: True, team.raised: True}


def test_an_unfinished_meeting_says_where_it_stands() -> None:
    team = Team()
    agenda.advance(team.desk, team.running)
    agenda.pause(team.desk, team.running)
    (found,) = shown(team.desk).running
    assert (found.meeting.id, found.item, found.paused) == (team.running, "Last actions", True)
    agenda.end(team.desk, team.running)
    assert shown(team.desk).running == ()


def test_a_series_carries_its_open_actions_and_its_dissent() -> None:
    team = Team()
    found = {each.title: each for each in shown(team.desk).next}
    retro = found["Start, Stop, Continue"]
    assert (retro.last.id, retro.actions, retro.dissents) == (team.ended, 1, 1)
    private = found["One-on-one"]
    assert private.last.private
    assert (private.actions, private.dissents) == (0, 0)


def test_a_past_meeting_tells_what_came_of_it() -> None:
    team = Team()
    private, retro = shown(team.desk).lately
    assert private.meeting.id == team.private
    assert (retro.actions, retro.helped, round(retro.actual), retro.planned) == (2, 1, 55, 60)
    assert retro.roti is None


def test_only_the_latest_meetings_are_told() -> None:
    desk = empty_desk()
    for number in range(LATELY + 3):
        started = meetings.start(desk, start_stop_continue(), title=str(number)).id
        desk.clock.advance(60)  # type: ignore[attr-defined] - the fake clock
        agenda.end(desk, started)
    titles = [each.meeting.title for each in shown(desk).lately]
    assert titles == [str(number) for number in reversed(range(3, LATELY + 3))]


def test_a_discarded_meeting_takes_what_was_made_in_it_along() -> None:
    team = Team()
    meetings.discard(team.desk, team.ended)
    found = shown(team.desk)
    assert [each.id for each in found.due] == [team.soon]
    assert [each.view.record.id for each in found.dissents] == [team.answered]
    assert [each.meeting.id for each in found.lately] == [team.private]


def test_a_dissent_of_a_later_day_counts_for_the_series_of_its_decision() -> None:
    team = Team()
    dissent.add(team.desk, team.proposal, DissentDraft("It is slow as well"))
    retro = next(each for each in shown(team.desk).next if each.last.id == team.ended)
    assert retro.dissents == 2
