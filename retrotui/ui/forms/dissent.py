"""Asking for a dissent, for an answer to it, and for the reason it is withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from retrotui.core.dates import Calendar
from retrotui.core.dissent import DissentDraft, read_probability
from retrotui.core.errors import UsageError
from retrotui.core.people import Directory, fold
from retrotui.core.records.decisions import Stance
from retrotui.core.text import one_line
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import (
    day_field,
    fits,
    needs,
    people_field,
    quietly,
    read_day,
    read_names,
)

_TITLE = 48


@dataclass(frozen=True, slots=True)
class DissentStart:
    """What is known of a dissent before it is asked for.

    Attributes:
        name: Whose it seems to be; None for nobody in particular.
        stance: Their position, if they took one.
        concern: Their reason so far.
    """

    name: str | None = None
    stance: Stance | None = None
    concern: str = ""


class DissentForm(Form):
    """A form that knows that a probability needs something it is the probability of."""

    def cmd_accept(self) -> None:
        """Returns the texts, or goes to what is missing."""
        answer = {field.key: index for index, field in enumerate(self.fields)}
        prediction, probability = answer["predicts"], answer["probability"]
        if self.text_of(probability) and not self.text_of(prediction):
            self.refuse(prediction, "a probability needs a prediction: say what will happen")
            return
        super().cmd_accept()


def dissent_form(
    decision: str,
    calendar: Calendar,
    people: Directory,
    start: DissentStart | None = None,
    taken: Collection[str] = (),
) -> DissentForm:
    """All fields of a dissent; ``read_dissent`` reads the answer.

    Args:
        decision: The title of what it disagrees with.
        calendar: The team's time.
        people: Who is known.
        start: What is known of it already.
        taken: Ids of those who have an open dissent on it: one at a time is enough.
    """
    known = start or DissentStart()
    fields = [
        Field("concern", "Concern", known.concern, prompt="what is wrong with it",
              check=needs("the concern")),
        Field("would_resolve", "Resolved by", prompt="what would have to change",
              check=fits("what would resolve it")),
        Field("predicts", "Prediction", prompt="what will happen", check=fits("the prediction")),
        Field("probability", "Probability", prompt="70% or 0.7",
              check=quietly(_read_probability), echo=_echo_probability),
        day_field("follow_up_on", "Follow up", calendar, none="no follow-up date"),
        _from_field(people, known.name, taken),
    ]  # fmt: skip
    return DissentForm(f"Dissent: {one_line(decision)[:_TITLE]}", fields)


def read_dissent(
    answer: Mapping[str, str], calendar: Calendar, start: DissentStart | None = None
) -> DissentDraft:
    """What was filled in; ``by`` is a name, None when anonymous.

    Raises:
        UsageError: A field is not what it should be; the form refuses the same before.
    """
    due = read_day(answer["follow_up_on"], calendar)
    by = next(iter(read_names(answer["by"], one=True)), None)
    return DissentDraft(
        answer["concern"],
        by=by,
        stance=_stance(by, start),
        would_resolve=answer["would_resolve"] or None,
        predicts=answer["predicts"] or None,
        probability=_read_probability(answer["probability"]),
        follow_up_on=None if due is None else due.date,
    )


def concern_dialog(concern: str) -> AskLines:
    """The concern, worded better."""
    return AskLines("The concern", value=concern, check=needs("the concern"))


def answer_dialog(concern: str, answer: str | None = None) -> AskLines:
    """The response to a dissent."""
    title = f"Answer: {one_line(concern)[:_TITLE]}"
    return AskLines(title, value=answer or "", check=needs("the answer"))


def withdraw_dialog(*, own: bool, name: str | None) -> Ask:
    """Why a dissent is taken back; on somebody else's request a note has to say so.

    Args:
        own: Whoever is acting raised it.
        name: Of who raised it; None when anonymous.
    """
    if own:
        return Ask("Withdraw the dissent", prompt="why? (enter: no reason)", check=fits("the note"))
    who = "the one who raised it" if name is None else one_line(name)
    return Ask(
        f"Withdraw on the request of {who}",
        value="withdrawn on request",
        check=needs("the note", lines=False),
    )


def _from_field(people: Directory, name: str | None, taken: Collection[str]) -> Field:
    field = people_field("by", "From", people, () if name is None else (name,), one=True)
    busy = {people.root_id(each) for each in taken}

    def echo(typed: str) -> str:
        return field.echo(typed) if one_line(typed) else "anonymous: no name is stored"

    def check(typed: str) -> str | None:
        person = people.find(typed) if one_line(typed) else None
        if person is not None and person.id in busy:
            name = one_line(person.name)
            return f"{name} has an open dissent on this already: word that one, or withdraw it"
        return field.check(typed)

    return Field("by", "From", field.value, prompt="nobody: anonymous", check=check, echo=echo)


def _stance(by: str | None, start: DissentStart | None) -> Stance | None:
    """The stance goes with its person; an anonymous dissent must not lead back to one."""
    if by is None or start is None or start.name is None or fold(by) != fold(start.name):
        return None
    return start.stance


def _read_probability(typed: str) -> float | None:
    return read_probability(typed) if one_line(typed) else None


def _echo_probability(typed: str) -> str:
    try:
        value = _read_probability(typed)
    except UsageError as error:
        return error.hint or error.message
    return "" if value is None else f"{value:.0%} likely"
