"""What a person is asked while everybody estimates an expectation, unseen."""

from retrotui.core.estimates import given, revealed
from retrotui.core.expectations import read_probability
from retrotui.core.meeting_state import attending
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.kinds import Kind
from retrotui.services import estimates
from retrotui.ui.commands import keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.lists.inputs import quietly
from retrotui.ui.render import count, short
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.steps import Steps


def estimate(room: Room, view: MeetingView, one: Expectation) -> Steps:
    """Asks how surely, behind dots, for whoever it is entered for; else on a ballot paper."""
    voter = room.who
    who = "" if voter is None else f", {room.who_name}"
    text = yield Ask(
        f"How surely{who}? {short(one.statement)}",
        prompt="70%, 0.7, 7/10",
        check=quietly(read_probability),
        masked=True,
    )
    if text is not None:
        _, receipt = estimates.estimate(
            room.desk, view.item.id, one.id, read_probability(text), voter=voter
        )
        # The label must not say which.
        room.keep("an estimate", receipt)


def reveal(room: Room, view: MeetingView, one: Expectation) -> Steps:
    """Asks before it leaves anybody out, as whose they were is forgotten."""
    here, number = len(attending(view.state)), len(given(view.state, one.id))
    detail = (
        f"{count(number, 'estimate')} for {count(here, 'person', 'people')}. "
        "Revealing cannot be taken back."
    )
    sure = number >= here or (yield Confirm("Reveal now?", detail, yes="reveal", no="not yet"))
    if sure:
        estimates.reveal(room.desk, view.item.id, one.id)
        # The papers are gone: one that came back would count nowhere.
        room.forget(Kind.VOTES)


def why_not(view: MeetingView, one: Expectation, *, reveals: bool) -> str | None:
    """Why an open expectation cannot be estimated, or its estimates not be revealed, now."""
    if revealed(view.state, one.id) is not None:
        return f"The estimates are revealed; {keys_label('forecast.edit')} changes it."
    if reveals and not given(view.state, one.id):
        return f"Nobody has estimated it; {keys_label('forecast.estimate')} does, unseen."
    return None
