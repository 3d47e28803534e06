"""Expectations as a service: about a record, private where that is, and told in the minutes."""

from datetime import date

import pytest

from retrotui.core.actions import Draft
from retrotui.core.changes import Scope
from retrotui.core.dates import Calendar
from retrotui.core.errors import NotFoundError
from retrotui.core.expectations import ExpectationDraft, ExpectationEdit
from retrotui.core.minutes import to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.actions import Origin
from retrotui.core.records.expectations import Came
from retrotui.core.records.kinds import Kind
from retrotui.exchange.minutes_html import to_html
from retrotui.services import actions, agenda, expectations, history, meetings, minutes
from tests.support.forecasting import (
    DAY,
    MOVED,
    RAIN,
    REFUNDS,
    empty_room,
    forecast_format,
    forecast_room,
)
from tests.support.meeting_room import Room


def one(room: Room, statement: str = RAIN) -> str:
    known = expectations.everything(room.repo)
    return next(each.id for each in known if each.statement == statement)


def test_it_is_about_a_record_that_is_there() -> None:
    room = forecast_room()
    (view,) = expectations.views(room.repo, [expectations.get(room.repo, one(room, MOVED))], DAY)
    assert (view.about, view.is_due) == ("Move the two resellers", True)
    for origin in (Origin(Kind.ACTIONS, "nothing"), Origin(Kind.CARDS, "x"), Origin("odd", "x")):
        with pytest.raises(NotFoundError, match="has the id"):
            expectations.state(room.desk, ExpectationDraft("x", about=origin))
        with pytest.raises(NotFoundError, match="has the id"):
            expectations.edit(room.desk, one(room), ExpectationEdit(about=origin))


def test_every_probability_there_was_is_in_the_log() -> None:
    room = forecast_room()
    for value in (0.7, 0.4):
        expectations.edit(room.desk, one(room), ExpectationEdit(probability=value))
    calendar = Calendar(room.clock.now().utc)
    steps = history.of(room.repo, Kind.EXPECTATIONS, one(room), calendar)
    changed = [each for step in steps for each in step.changes if each.field == "probability"]
    assert [(each.old, each.new) for each in changed] == [(None, 0.9), (0.9, 0.7), (0.7, 0.4)]
    assert "from 70% to 40%" in steps[-1].words
    about = history.of(room.repo, Kind.EXPECTATIONS, one(room, MOVED), calendar)[0].changes
    assert "“Move the two resellers”" in [each.new for each in about]


def test_several_are_resolved_at_once_or_none() -> None:
    room = forecast_room()
    expectations.resolve(room.desk, one(room), came=Came.FALSE)
    with pytest.raises(Exception, match="possible: reopen"):
        expectations.resolve(room.desk, one(room, MOVED), one(room), came=Came.TRUE)
    assert expectations.get(room.repo, one(room, MOVED)).came is None


def test_what_is_about_something_private_stays_on_this_machine_and_off_other_stages() -> None:
    room = Room(forecast_format(private=True))
    made = actions.add(room.desk, Draft("Find Cy another team", meeting=room.meeting)).id
    about = Origin(Kind.ACTIONS, made)
    draft = ExpectationDraft("Cy stays until June", 0.4, DAY, about)
    expectations.state(room.desk, draft, by="Eve")
    assert "Cy stays" not in room.written(Scope.SHARED)
    assert "Eve" not in room.written(Scope.SHARED)
    assert len(room.state.outlook.expectations) == 1
    agenda.end(room.desk, room.meeting)
    room.begin(forecast_format())
    assert room.state.outlook.expectations == ()
    assert room.state.outlook.subjects == ()


def test_a_discarded_meetings_expectations_are_in_no_list() -> None:
    room = empty_room()
    expectations.state(room.desk, ExpectationDraft("x", meeting=room.meeting))
    meetings.discard(room.desk, room.meeting)
    assert expectations.everything(room.repo) == ()


def test_they_go_by_the_day_on_which_they_are_known() -> None:
    room = forecast_room()
    expectations.state(room.desk, ExpectationDraft("some day"))
    found = [each.statement for each in expectations.everything(room.repo)]
    assert found == [RAIN, MOVED, REFUNDS, "some day"]


def test_the_minutes_say_what_was_resolved_and_what_is_expected() -> None:
    room = forecast_room()
    expectations.resolve(room.desk, one(room), came=Came.FALSE, evidence="Rolled back <twice>")
    room.clock.advance(1)
    draft = ExpectationDraft(
        "Half of the teams use it", 2 / 3, date(2027, 3, 31),
        meeting=room.meeting, item=room.id("Outlook"),
    )  # fmt: skip
    expectations.state(room.desk, draft, by="Bo")
    agenda.end(room.desk, room.meeting)
    room.clock.advance(86_400)
    expectations.resolve(room.desk, one(room, MOVED), came=Came.TRUE)
    calendar = Calendar(room.clock.now().utc)
    made = minutes.minutes(room.repo, room.meeting, room.clock.now(), calendar)
    page = to_markdown(made)
    assert (
        "## Outlook\n\n"
        "- **No rollback in October** (90%, known on 2026-11-01): "
        "did not (Rolled back \\<twice\\>)\n"
        "- **Half of the teams use it** (66.7%, known on 2027-03-31, Bo)\n"
    ) in page
    assert MOVED not in page
    assert "did not (Rolled back &lt;twice&gt;)" in to_html(made)
    (part,) = to_json(made)["forecast"]
    assert [each["came"] for each in part["expectations"]] == ["false", None]
    assert [each["stated"] for each in part["expectations"]] == [False, True]


def test_a_meeting_that_does_not_forecast_pays_nothing_for_it() -> None:
    room = Room()
    expectations.state(room.desk, ExpectationDraft("x"))
    assert room.state.outlook.expectations == ()
