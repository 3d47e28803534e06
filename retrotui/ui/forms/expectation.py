"""Asking for an expectation: the words, how surely, and when it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retrotui.core.dates import Calendar
from retrotui.core.dates.phrasing import local_day
from retrotui.core.errors import RetroError
from retrotui.core.expectations import ExpectationEdit, read_probability, show_probability
from retrotui.core.records.expectations import Expectation
from retrotui.core.text import one_line
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import day_field, needs, quietly, read_day
from retrotui.ui.render import joined


@dataclass(frozen=True, slots=True)
class ExpectationEntry:
    """An expectation as it was typed; ``statement`` is None where it was not asked for."""

    statement: str | None
    probability: float | None
    resolve_on: date | None

    def edit(self) -> ExpectationEdit:
        """What it changes."""
        change = ExpectationEdit(probability=self.probability, resolve_on=self.resolve_on)
        if self.statement is None:
            return change
        return ExpectationEdit(self.statement, self.probability, self.resolve_on)


def expectation_form(
    title: str, calendar: Calendar, one: Expectation, *, words: bool = True
) -> Form:
    """How surely and when; ``read_expectation`` reads the answer.

    Args:
        title: What the dialog is called.
        calendar: The team's time.
        one: As it stands.
        words: Ask for the statement too.
    """
    statement = Field("statement", "Expected", one.statement, prompt="plainly true or false then",
                      check=needs("the statement", lines=False))  # fmt: skip
    return Form(title, [
        *([statement] if words else []),
        Field("probability", "How surely", show_probability(one.probability),
              prompt="70%, 0.7, 7/10", check=quietly(_optional), echo=_echo),
        day_field("resolve_on", "Known on", calendar, stored=one.resolve_on),
    ])  # fmt: skip


def read_expectation(
    answer: Mapping[str, str], calendar: Calendar, one: Expectation
) -> ExpectationEntry:
    """What was filled in; a probability that was not touched keeps all its figures.

    Raises:
        UsageError: A field is not what it should be; the form refuses the same before.
    """
    due = read_day(answer["resolve_on"], calendar, stored=one.resolve_on)
    kept = one_line(answer["probability"]) == show_probability(one.probability)
    return ExpectationEntry(
        answer.get("statement"),
        one.probability if kept else _optional(answer["probability"]),
        None if due is None else local_day(due, calendar),
    )


def _optional(typed: str) -> float | None:
    return read_probability(typed) if one_line(typed) else None


def _echo(typed: str) -> str:
    try:
        value = _optional(typed)
    except RetroError as error:
        return joined((error.message, error.hint or ""), "; ")
    return "it counts in no score" if value is None else f"{show_probability(value)} sure"
