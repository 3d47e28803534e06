"""What a person is asked while feedback becomes a card, an action, a proposal or thanks."""

from collections.abc import Generator, Sequence
from typing import Any

from textual.screen import Screen

from retrotui.core.actions import Draft
from retrotui.core.activities import decide
from retrotui.core.capture import read_capture
from retrotui.core.cards import Place
from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.errors import AmbiguousDateError
from retrotui.core.meeting_state import MeetingState, attending
from retrotui.core.records.feedback import Feedback
from retrotui.core.text import one_line
from retrotui.services import triage
from retrotui.services.triage import Triaged
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.forms.action import (
    date_dialog,
    owners_dialog,
    read_date_typed,
    readings_dialog,
)
from retrotui.ui.lists.inputs import needs
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.wording import echo_person, echo_promise, plain_words, read_promise
from retrotui.ui.render import short
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.steps import Steps

_LONGEST = 160
_LABEL = 24
_Answer = Generator[Screen[Any], Any, Any]


def make_card(room: Room, view: MeetingView, feedback: Feedback, places: Sequence[Place]) -> Steps:
    """Asks for the column, where there are several."""
    place: Place | None = places[0]
    if len(places) > 1:
        items = {each.id: each.title for each in view.state.items}
        choices = [
            Choice(each, one_line(each.column.title), one_line(items[each.item]), key=_key(index))
            for index, each in enumerate(places, 1)
        ]
        place = yield Choose("Lay it into which column?", choices, filtered=False)
    if place is not None:
        _keep(
            room, feedback,
            triage.to_card(room.desk, feedback.id, place.item, place.column.key), "card",
        )  # fmt: skip


def make_action(room: Room, view: MeetingView, feedback: Feedback) -> Steps:
    """Asks for the words, then for owner and date where the words do not say them."""
    state, calendar = view.state, view.calendar

    def check(text: str) -> str | None:
        return None if read_promise(text, calendar).title else "say what is to be done"

    text = yield Ask(
        "What is to be done?",
        value=plain_words(short(feedback.text, _LONGEST)),
        check=check,
        echo=lambda typed: echo_promise(typed, state.people, calendar),
    )
    if text is None:
        return
    said = read_promise(text, calendar)
    owners = said.owners
    if not owners:
        owners = (yield owners_dialog("Who does it?", state.people, attending(state))) or ()
    due = said.due if said.due is not None else (yield from _ask_date(calendar))
    draft = Draft(said.title, due=due, tags=said.tags, item=view.item.id)
    made = triage.to_action(room.desk, feedback.id, draft, owners=owners, meeting=state.meeting.id)
    _keep(room, feedback, made, "action")


def make_decision(room: Room, view: MeetingView, feedback: Feedback) -> Steps:
    """Asks what is proposed."""
    text = yield Ask(
        "What is proposed, in one sentence?",
        value=short(feedback.text, _LONGEST),
        check=needs("the proposal", lines=False),
    )
    if text is None:
        return
    state = view.state
    method = decide.method_for(state, view.item)
    draft = DecisionDraft(text, method, meeting=state.meeting.id, item=view.item.id)
    _keep(room, feedback, triage.to_decision(room.desk, feedback.id, draft), "decision")


def make_thanks(room: Room, view: MeetingView, feedback: Feedback) -> Steps:
    """Asks who is thanked, and for what."""
    state = view.state

    def check(text: str) -> str | None:
        return None if read_capture(text).title else "say what for"

    text = yield Ask(
        "Thanks to whom (@name), and what for?",
        value=plain_words(short(feedback.text, _LONGEST)),
        check=check,
        echo=lambda typed: _thanked(typed, state),
    )
    if text is None:
        return
    said = read_capture(text)
    made = triage.to_thanks(
        room.desk, feedback.id, said.title,
        person=next(iter(said.owners), None), meeting=state.meeting.id, item=view.item.id,
    )  # fmt: skip
    _keep(room, feedback, made, "thanks")


def leave(room: Room, view: MeetingView, feedback: Feedback) -> Steps:
    """Asks nothing: not now."""
    receipt = triage.leave(room.desk, feedback.id, meeting=view.state.meeting.id)
    room.keep(f"not now: {short(feedback.text, _LABEL)}", receipt)
    yield from ()


def _ask_date(calendar: Calendar) -> _Answer:
    typed = yield date_dialog("When is it due? enter leaves it open", calendar)
    if typed is None:
        return None
    try:
        return read_date_typed(typed, calendar)
    except AmbiguousDateError as refused:
        return (yield readings_dialog(refused, calendar))


def _thanked(text: str, state: MeetingState) -> str:
    owners = read_capture(text).owners
    return f"to {echo_person(owners[0], state.people)}" if owners else "to everybody"


def _keep(room: Room, feedback: Feedback, made: Triaged, what: str) -> None:
    room.keep(f"{what} of {short(feedback.text, _LABEL)}", made.receipt)
    if new := newcomers_text(made.people):
        room.say(new)


def _key(index: int) -> str:
    return str(index) if index <= 9 else ""  # noqa: PLR2004 - as many as there are digit keys
