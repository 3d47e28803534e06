"""What is done to a proposal in the meeting; each move asks what it needs and can be undone."""

from collections.abc import Callable

from retrotui.core.decision_fields import DecisionEdit
from retrotui.core.dissent import is_open
from retrotui.core.people import fold
from retrotui.core.records.decisions import Decision, Dissent, Option
from retrotui.core.text import one_line
from retrotui.services import decisions, dissent
from retrotui.ui.dialogs.choose import Choice
from retrotui.ui.forms import decision as forms
from retrotui.ui.forms import dissent as dissent_forms
from retrotui.ui.forms import position as position_forms
from retrotui.ui.signs import stance_text
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.proposals import (
    Voice,
    next_unheard,
    reading_bit,
    unheard_text,
    view_of,
    voices,
)
from retrotui.ui.stages.parts.steps import Steps

_LABEL = 24


def position(
    room: Room,
    view: MeetingView,
    made: Decision,
    selected: str | None,
    landed: Callable[[str], None],
) -> Steps:
    """Where somebody stands: who, the stance, why.

    Args:
        room: The meeting's screen.
        view: The meeting.
        made: The proposal.
        selected: Id of the person whose row is selected.
        landed: Is told the id of the person who has spoken.
    """
    heard = {each.person: each for each in voices(view.state, made)}
    first = next_unheard(tuple(heard.values()), selected)
    chosen = yield position_forms.person_dialog(_people(view, heard), first)
    if chosen is None:
        return
    voice = heard.get(chosen)
    name = view.state.people.name(chosen)
    stance = yield position_forms.stance_dialog(name, voice.stance if voice else None)
    if stance is None:
        return
    why = yield position_forms.why_dialog(name, stance, voice.why if voice else None)
    if why is None:
        return
    taken = decisions.take_position(room.desk, made.id, chosen, stance, why)
    landed(taken.person.id)
    room.keep(f"position of {_short(name)}", taken.receipt)


def option(room: Room, made: Decision) -> Steps:
    """One more way it could go."""
    title = yield forms.option_dialog()
    if title is None:
        return
    edit = DecisionEdit(options=(*made.options, Option(title)))
    room.keep(f"option {_short(title)}", decisions.edit(room.desk, made.id, edit).receipt)


def edit(room: Room, view: MeetingView, made: Decision) -> Steps:
    """Words the proposal better."""
    answer = yield forms.proposal_form(view.calendar, view.state.people, made)
    if answer is None:
        return
    changes = forms.read_proposal(answer, view.calendar, made)
    room.keep(f"edit {_short(made.title)}", decisions.edit(room.desk, made.id, changes).receipt)


def method(room: Room, made: Decision) -> Steps:
    """How it is decided."""
    chosen = yield forms.method_dialog(made.method)
    if chosen is None:
        return
    saved = decisions.edit(room.desk, made.id, DecisionEdit(method=chosen))
    room.keep(f"method of {_short(made.title)}", saved.receipt)


def decide(room: Room, view: MeetingView, made: Decision) -> Steps:
    """Says what was decided, having said first what stands against it."""
    answer = yield forms.outcome_form(view.calendar, made, _said_aloud(view, made))
    if answer is None:
        return
    entry = forms.read_outcome(answer, view.calendar, made)
    reviewed = decisions.edit(room.desk, made.id, DecisionEdit(review_on=entry.review_on))
    decided = decisions.decide(
        room.desk, made.id, accept=True, outcome=entry.outcome, rationale=entry.rationale
    )
    room.keep(f"decide {_short(made.title)}", reviewed.receipt, decided.receipt)


def reject(room: Room, made: Decision) -> Steps:
    """Turns the proposal down."""
    why = yield forms.reject_dialog(made.title)
    if why is None:
        return
    decided = decisions.decide(room.desk, made.id, accept=False, rationale=why)
    room.keep(f"reject {_short(made.title)}", decided.receipt)


def reopen(room: Room, made: Decision) -> Steps:
    """Makes it a proposal again, for something new."""
    new = yield forms.reopen_dialog()
    if new is None:
        return
    room.keep(f"reopen {_short(made.title)}", decisions.reopen(room.desk, made.id, new))


def disagree(room: Room, view: MeetingView, made: Decision, selected: str | None) -> Steps:
    """Keeps a disagreement; after a dissenting position, in its author's name and words."""
    start = _start(view, made, selected)
    against = (each for each in view.state.dissents if each.decision == made.id)
    taken = [each.by for each in against if each.by and is_open(each)]
    answer = yield dissent_forms.dissent_form(
        made.title, view.calendar, view.state.people, start, taken
    )
    if answer is None:
        return
    draft = dissent_forms.read_dissent(answer, view.calendar, start)
    # Not whose: the label of an anonymous one must not lead back to anybody.
    room.keep("dissent", dissent.add(room.desk, made.id, draft).receipt)


def reword(room: Room, against: Dissent) -> Steps:
    """Words the concern better."""
    text = yield dissent_forms.concern_dialog(against.concern)
    if text is not None:
        room.keep("reword dissent", dissent.edit(room.desk, against.id, text))


def answer(room: Room, against: Dissent) -> Steps:
    """Responds to the substance of a dissent."""
    before = against.response.text if against.response else None
    text = yield dissent_forms.answer_dialog(against.concern, before)
    if text is not None:
        room.keep("answer dissent", dissent.answer(room.desk, against.id, text))


def withdraw(room: Room, view: MeetingView, against: Dissent) -> Steps:
    """Takes a dissent back: its author, or a note that they asked for it."""
    name = view.state.people.name(against.by) if against.by else None
    own = name is not None and room.desk.by is not None and fold(name) == fold(room.desk.by)
    note = yield dissent_forms.withdraw_dialog(own=own, name=name)
    if note is not None:
        room.keep("withdraw dissent", dissent.withdraw(room.desk, against.id, note or None))


def _people(view: MeetingView, heard: dict[str, Voice]) -> list[Choice[str]]:
    """Who was asked first, then everybody else who is known."""
    choices = []
    for each in heard.values():
        stance = stance_text(each.stance).text
        note = f"{each.function} · {stance}" if each.function else stance
        choices.append(Choice(each.person, each.name, note))
    others = (each for each in view.state.people.live() if each.id not in heard)
    return choices + [Choice(each.id, each.name, each.function or "") for each in others]


def _said_aloud(view: MeetingView, made: Decision) -> tuple[str, ...]:
    """What an honest facilitator says before the outcome is written down."""
    seen = view_of(view.state, made)
    method_name = forms.METHODS[made.method][0]
    sign = reading_bit(seen, view.state.people)
    lines = [f"{method_name}: {sign.text} ({seen.reading.says})"]
    unheard = unheard_text(voices(view.state, made))
    return (*lines, f"▲ {unheard}") if unheard else tuple(lines)


def _start(
    view: MeetingView, made: Decision, selected: str | None
) -> dissent_forms.DissentStart | None:
    """The disagreement it is about: the selected person's, else the one there is."""
    offering = [each for each in voices(view.state, made) if each.offers_dissent]
    mine = next((each for each in offering if each.person == selected), None)
    if mine is None and len(offering) == 1:
        mine = offering[0]
    if mine is not None:
        return dissent_forms.DissentStart(mine.name, mine.stance, mine.why or "")
    if selected is None:
        return None
    return dissent_forms.DissentStart(view.state.people.name(selected))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LABEL else f"{line[: _LABEL - 1]}…"
