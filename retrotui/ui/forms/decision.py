"""Asking for a decision: the proposal, its method, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.events import Resize
from textual.widgets import Static

from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import DecisionEdit
from retrotui.core.people import Directory
from retrotui.core.records.decisions import Decision, DecisionStatus, Method, Option
from retrotui.core.text import one_line
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import day_field, fits, needs, people_field, read_day, read_names
from retrotui.ui.render import literal

_TITLE = 48
_INTRO_MARGIN = 2

METHODS: Final = {
    Method.CONSENT: ("consent", "no reasoned objection"),
    Method.ROUGH_CONSENSUS: ("rough consensus", "every issue addressed"),
    Method.FIST_TO_FIVE: ("fist to five", "every score 3 or more"),
    Method.GRADIENTS: ("gradients", "the spread, then the decider"),
    Method.VOTE: ("vote", "more for than against"),
    Method.DELEGATED: ("delegated", "whoever it is delegated to"),
    Method.CHAIR: ("chair", "the chair, having heard all"),
    Method.LAZY_CONSENSUS: ("lazy consensus", "silence is assent"),
}
"""What people call each method, and what it asks for."""


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """What was decided, as it was typed; the outcome names an option in words."""

    outcome: str
    rationale: str | None
    review_on: date | None


class OutcomeForm(Form):
    """A form that says first what an honest facilitator would say aloud."""

    def __init__(self, title: str, fields: list[Field], intro: tuple[str, ...]) -> None:
        super().__init__(title, fields)
        self.intro = intro

    def body(self) -> ComposeResult:
        """What to bear in mind, then the fields."""
        lines = "\n".join(one_line(each) for each in self.intro)
        yield Static(literal(lines), classes="dialog-text")
        yield from super().body()

    def on_resize(self, event: Resize) -> None:
        """The fields make room for what stands above them."""
        super().on_resize(event)
        fields = self.query_one("#form-fields")
        room = fields.styles.max_height
        if room is not None:
            fields.styles.max_height = max(2, int(room.value) - len(self.intro) - _INTRO_MARGIN)


def proposal_form(calendar: Calendar, people: Directory, decision: Decision) -> Form:
    """A decision's fields; ``read_proposal`` reads the answer. Fixed once decided: its options."""
    options = "\n".join(each.title for each in decision.options)
    fields = [
        Field("title", "Proposal", decision.title, check=needs("the title", lines=False)),
        Field("context", "Context", decision.context or "", prompt="why now",
              check=fits("the context")),
        Field("options", "Options", options, prompt="one a line", check=fits("the options"),
              lines=4),
        people_field("deciders", "Deciders", people, people.names(decision.deciders)),
        people_field("consulted", "To be heard", people, people.names(decision.consulted)),
        day_field("review_on", "Review", calendar, stored=decision.review_on,
                  none="no review date"),
    ]  # fmt: skip
    open_ = decision.status is DecisionStatus.PROPOSED
    return Form("Proposal", [each for each in fields if open_ or each.key != "options"])


def read_proposal(
    answer: Mapping[str, str], calendar: Calendar, decision: Decision
) -> DecisionEdit:
    """What was filled in; people as names. An option that keeps its title keeps its arguments."""
    due = read_day(answer["review_on"], calendar, stored=decision.review_on)
    known = {each.title: each for each in decision.options}
    options = decision.options
    if "options" in answer:
        titles = dict.fromkeys(filter(None, map(one_line, answer["options"].splitlines())))
        options = tuple(known.get(each, Option(each)) for each in titles)
    return DecisionEdit(
        title=answer["title"],
        context=answer["context"] or None,
        options=options,
        deciders=read_names(answer["deciders"]),
        consulted=read_names(answer["consulted"]),
        review_on=None if due is None else due.date,
    )


def option_dialog() -> Ask:
    """One more way it could go."""
    return Ask("Another option", prompt="in a few words", check=needs("an option", lines=False))


def method_dialog(current: Method) -> Choose[Method]:
    """How the room decides."""
    choices = [
        Choice(method, name, note, str(number))
        for number, (method, (name, note)) in enumerate(METHODS.items(), 1)
    ]
    return Choose("How is it decided?", choices, current=current, filtered=False)


def outcome_form(calendar: Calendar, decision: Decision, intro: tuple[str, ...]) -> OutcomeForm:
    """What was decided, why, and when to look again; ``read_outcome`` reads the answer.

    Args:
        calendar: The team's time.
        decision: The proposal.
        intro: What the method makes of it, and who was not heard.
    """
    titles = [one_line(each.title) for each in decision.options]
    prompt = f"1 to {len(titles)}, or in your own words" if titles else "in your own words"
    fields = [
        Field("outcome", "Outcome", "" if titles else decision.title, prompt=prompt,
              check=needs("the outcome", lines=False), echo=lambda typed: _echo(typed, decision)),
        Field("rationale", "Why", decision.rationale or "", prompt="what tipped it",
              check=fits("the rationale")),
        day_field("review_on", "Review", calendar, stored=decision.review_on,
                  none="no review date"),
    ]  # fmt: skip
    return OutcomeForm(f"Decide: {one_line(decision.title)[:_TITLE]}", fields, intro)


def read_outcome(answer: Mapping[str, str], calendar: Calendar, decision: Decision) -> OutcomeEntry:
    """What was filled in."""
    due = read_day(answer["review_on"], calendar, stored=decision.review_on)
    return OutcomeEntry(
        chosen_option(answer["outcome"], decision),
        answer["rationale"] or None,
        None if due is None else due.date,
    )


def chosen_option(typed: str, decision: Decision) -> str:
    """The title of the option whose number was typed, else what was typed."""
    text = one_line(typed)
    for number, option in enumerate(decision.options, 1):
        if text == str(number):
            return one_line(option.title)
    return text


def reject_dialog(title: str) -> Ask:
    """Why a proposal is rejected."""
    return Ask(
        f"Reject: {one_line(title)[:_TITLE]}",
        prompt="why? (enter: no reason)",
        check=fits("the reason"),
    )


def reopen_dialog() -> Ask:
    """What is new, so that a decision is talked about again."""
    check = needs("the new information", lines=False)
    return Ask("Reopen the decision", prompt="what was not known then?", check=check)


def _echo(typed: str, decision: Decision) -> str:
    chosen = chosen_option(typed, decision)
    return f"→ {chosen}" if chosen != one_line(typed) else ""
