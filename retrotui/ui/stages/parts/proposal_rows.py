"""Rows of the stage that decides: everybody's position, then every dissent with its life."""

from retrotui.core.dates import Calendar
from retrotui.core.decision_views import DissentView
from retrotui.core.records.decisions import DissentState, Prediction
from retrotui.core.text import one_line
from retrotui.ui.commands import keys_label
from retrotui.ui.meeting.wording import due_text
from retrotui.ui.render import Bit, Tone, bit, joined, wrap
from retrotui.ui.signs import NOT_HEARD, dissent_text, stance_text
from retrotui.ui.stages.parts.proposals import Voice
from retrotui.ui.widgets.rows import Column, Heading, Row

COLUMNS = (
    Column(width=18, keep=3),
    Column(width=14, keep=1),
    Column(width=28, keep=2),
    Column(wraps=True),
)
"""Who, what they speak for, where they stand, why."""

NARROW = (Column(width=18, keep=3), Column(width=14, keep=1), Column())
"""The same without room for why, which goes below."""

_NEXT = {
    DissentState.RAISED: (("decide.answer", "answers it"),),
    DissentState.ADDRESSED: (
        ("decide.accept", "accepted"),
        ("decide.sustain", "sustained"),
        ("decide.withdraw", "withdrawn"),
    ),
}
"""What a dissent waits for, and the keys for it."""

_PERSON, _DISSENT = "person ", "dissent "
_ROOM_FOR_WHY = 84
_MOST_LINES = 4
_INDENT = 4


def columns(width: int) -> tuple[Column, ...]:
    """How the rows are set in so many cells."""
    return COLUMNS if width >= _ROOM_FOR_WHY else NARROW


def rows(
    voices: tuple[Voice, ...], dissents: tuple[DissentView, ...], calendar: Calendar, width: int
) -> list[Row | Heading]:
    """Everything about a proposal below its title.

    Args:
        voices: Who stands where.
        dissents: On the proposal.
        calendar: The team's time.
        width: Cells of a line; where they are few, reasons go below instead of beside.
    """
    made: list[Row | Heading] = [_voice_row(each, width) for each in voices]
    if dissents:
        waiting = sum(each.record.state is DissentState.RAISED for each in dissents)
        made += [
            Row("", ()),
            Heading("Dissent", f"{waiting} unanswered" if waiting else ""),
            *(_dissent_row(each, calendar, width) for each in dissents),
        ]
    return made


def person_in(row_id: str | None) -> str | None:
    """The person a row is about."""
    return _id_in(row_id, _PERSON)


def dissent_in(row_id: str | None) -> str | None:
    """The dissent a row is about."""
    return _id_in(row_id, _DISSENT)


def person_row_id(person: str) -> str:
    """The id of a person's row."""
    return f"{_PERSON}{person}"


def _voice_row(voice: Voice, width: int) -> Row:
    stance = NOT_HEARD if voice.stance is None and not voice.here else stance_text(voice.stance)
    why = one_line(voice.why or "")
    offer = f"{keys_label('decide.dissent')} keeps this as a dissent"
    more = (Bit(offer, Tone.ACCENT),) if voice.offers_dissent else ()
    return _row(
        person_row_id(voice.person), (voice.name, voice.function), stance, why, more, width=width
    )


def _dissent_row(view: DissentView, calendar: Calendar, width: int) -> Row:
    one = view.record
    answer = one.response
    by = f" by {view.answered_by}" if view.answered_by else ""
    follow_up = due_text(one.follow_up_on, calendar)
    facts = (
        ("resolved by", one.would_resolve or ""),
        ("predicts", _prediction(one.prediction)),
        (f"answer{by}", answer.text if answer else ""),
        ("noted", one.withdrawn_note or ""),
        ("follow-up", follow_up),
    )
    told = tuple(
        Bit(line, Tone.MUTED)
        for label, text in facts
        if one_line(text)
        for line in wrap(f"{label}: {one_line(text)}", max(2, width - _INDENT), _MOST_LINES)
    )
    if one.verdict is None and one.state in _NEXT:
        keys = (f"{keys_label(command)} {title}" for command, title in _NEXT[one.state])
        told += (Bit(joined(tuple(keys)), Tone.ACCENT),)
    who = (view.by or "anonymous", "")
    return _row(f"{_DISSENT}{one.id}", who, dissent_text(one.state), one_line(one.concern), told,
                width=width)  # fmt: skip


def _row(
    row_id: str,
    who: tuple[str, str],
    stance: Bit,
    why: str,
    more: tuple[Bit, ...],
    *,
    width: int,
) -> Row:
    function = Bit(who[1], Tone.MUTED)
    if columns(width) is COLUMNS:
        # A text of pages must not push everybody else off the screen.
        beside = " ".join(wrap(why, width // 2, _MOST_LINES)) if why else ""
        return Row(row_id, (who[0], function, stance, beside), details=more)
    below = wrap(why, max(2, width - _INDENT), _MOST_LINES) if why else ()
    return Row(row_id, (who[0], function, stance), details=(*map(bit, below), *more))


def _prediction(prediction: Prediction | None) -> str:
    if prediction is None:
        return ""
    likely = "" if prediction.probability is None else f" ({prediction.probability:.0%})"
    return f"{one_line(prediction.statement)}{likely}"


def _id_in(row_id: str | None, sort: str) -> str | None:
    return row_id.removeprefix(sort) if row_id and row_id.startswith(sort) else None
