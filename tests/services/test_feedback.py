"""Feedback as a service: triaged in one step, and private where its meeting is."""

import pytest

from retrotui.core.actions import Draft
from retrotui.core.changes import Scope
from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.feedback import FeedbackDraft, FeedbackEdit
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.records.kinds import Kind
from retrotui.exchange.minutes_html import to_html
from retrotui.services import actions, agenda, feedback, meetings, minutes, triage
from retrotui.services import settings as setting_service
from retrotui.services.overview import overview
from tests.support.inbox import SAID, inbox_room, triage_format
from tests.support.meeting_room import COLUMNS, Room

EXPORT = SAID[0][0].text


def one(room: Room, text: str = EXPORT) -> Feedback:
    return next(each for each in feedback.everything(room.repo) if each.text == text)


def told(room: Room) -> tuple[str, str]:
    calendar = Calendar(room.clock.now().utc)
    made = minutes.minutes(room.repo, room.meeting, room.clock.now(), calendar)
    return to_markdown(made), to_html(made)


def test_it_is_taken_in_changed_and_found() -> None:
    room = inbox_room(said=False)
    saved = feedback.add(room.desk, FeedbackDraft("Slow"), by="Jun")
    assert [each.is_new for each in saved.people] == [True]
    assert feedback.get(room.repo, saved.id[-16:]).by == room.person("Jun")
    feedback.edit(room.desk, saved.id, FeedbackEdit(text="Slow exports"), by="Ana")
    (view,) = feedback.views(
        room.repo, feedback.everything(room.repo), Calendar(room.clock.now().utc)
    )
    assert (view.by, view.record.text, view.waiting_days) == ("Ana", "Slow exports", 0)
    with pytest.raises(NotFoundError, match="feedback"):
        feedback.get(room.repo, "zzzzzz")


def test_everything_a_meeting_made_of_it_is_in_its_minutes() -> None:
    room = inbox_room()
    triage.to_action(room.desk, one(room).id, Draft("Mend the [export]"), owners=("Bo",),
                     meeting=room.meeting)  # fmt: skip
    room.clock.advance(1)
    thanks = one(room, SAID[2][0].text)
    triage.to_thanks(room.desk, thanks.id, "staying", person="Bo", meeting=room.meeting)
    room.clock.advance(1)
    triage.leave(room.desk, one(room, SAID[3][0].text).id, meeting=room.meeting)
    page, html = told(room)
    assert (
        "## Feedback\n\n"
        "- The export lost two rows of March (Cy): **an action** (Mend the \\[export\\])\n"
        "- Thank Bo for staying until the bank answered (Ana): **thanks** (staying)\n"
        "- Can the export have a dark theme? (forum): **not now**\n"
    ) in page
    assert "<strong>an action</strong> (Mend the [export])" in html
    assert SAID[1][0].text not in page


def test_it_becomes_something_once() -> None:
    room = inbox_room()
    saved = triage.to_decision(
        room.desk, one(room).id, DecisionDraft("Check exports", meeting=room.meeting)
    )
    assert one(room).became is not None
    with pytest.raises(ForbiddenMoveError, match="became a decision already"):
        triage.to_card(room.desk, one(room).id, room.id("Gather"), "start")
    assert room.state.cards == ()
    triage.take_back(room.desk, one(room).id)
    assert one(room).triage is Triage.WAITING
    assert room.repo.get(Kind.DECISIONS, saved.id) is not None


def test_a_card_is_nobodys_on_an_anonymous_board() -> None:
    room = Room(triage_format())
    room.begin(triage_format(anonymous=True))
    feedback.add(room.desk, FeedbackDraft("We are tired"), by="Cy")
    triage.to_card(room.desk, one(room, "We are tired").id, room.id("Gather"), COLUMNS[0]["key"])
    (card,) = room.state.cards
    assert (card.author, card.anonymous, card.hidden) == (None, True, False)
    assert room.acting(Scope.SHARED, f"'{card.id}'") == {None}


def test_a_private_meeting_names_neither_itself_nor_what_it_made() -> None:
    room = inbox_room(private=True)
    home, said = room.meeting, one(room)
    made = triage.to_action(room.desk, said.id, Draft("Salary of Cy"), meeting=home)
    assert one(room).triage is Triage.ACTION
    shared = room.written(Scope.SHARED)
    assert "Salary" not in shared
    assert home not in shared
    assert made.id not in shared
    assert actions.get(room.repo, made.id).origin is not None


def test_what_is_said_in_a_private_meeting_is_shown_in_its_series_only() -> None:
    room = inbox_room(private=True, said=False)
    feedback.add(room.desk, FeedbackDraft("I want to leave", meeting=room.meeting))
    assert "I want to leave" not in room.written(Scope.SHARED)
    assert feedback.waiting(room.repo) == 0
    said = one(room, "I want to leave")
    triage.leave(room.desk, said.id, meeting=room.meeting)
    assert [each.triaged_in for each in room.state.inbox] == [room.meeting]
    agenda.end(room.desk, room.meeting)
    room.begin(triage_format())
    assert room.state.inbox == ()
    room.begin(triage_format(private=True))
    assert len(room.state.inbox) == 1


def test_discarding_the_meeting_puts_it_back_and_restoring_takes_it_again() -> None:
    room = inbox_room()
    triage.to_action(room.desk, one(room).id, Draft("Mend it"), meeting=room.meeting)
    meetings.discard(room.desk, room.meeting)
    assert one(room).triage is Triage.WAITING
    meetings.restore(room.desk, room.meeting)
    assert one(room).triage is Triage.ACTION


def test_home_says_how_much_waits_for_the_next_meeting() -> None:
    room = inbox_room()
    triage.leave(room.desk, one(room).id, meeting=room.meeting)
    agenda.end(room.desk, room.meeting)
    team = setting_service.read_settings(room.repo)
    found = overview(room.repo, team, room.clock.now(), setting_service.calendar(room.desk, team))
    assert [each.feedback for each in found.next] == [3]


def test_a_meeting_that_does_not_look_at_the_inbox_pays_nothing_for_it() -> None:
    room = Room()
    feedback.add(room.desk, FeedbackDraft("Slow"))
    assert room.state.inbox == ()
