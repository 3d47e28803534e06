"""A proposal as the room sees it: who stands where, what that amounts to, what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrotui.core.activities import decide
from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.decision_reading import Consensus, Passing
from retrotui.core.decision_views import DecisionView, asked, view_decision
from retrotui.core.decisions import current_positions
from retrotui.core.meeting_state import MeetingState
from retrotui.core.people import Directory
from retrotui.core.records.decisions import (
    DISSENTING,
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Stance,
)
from retrotui.core.records.meetings import Presence
from retrotui.core.text import one_line
from retrotui.ui.meeting.wording import due_text
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.parts.flow import Paragraph

_MOST_NAMED = 4

CONSENSUS = {
    Consensus.UNANIMITY: Bit("●●● unanimity", Tone.GOOD),
    Consensus.CONSENSUS: Bit("●● consensus", Tone.GOOD),
    Consensus.DISSENT: Bit("✱ dissent", Tone.WARN),
}
_STANDS_OVER = (
    (DissentState.SUSTAINED, "sustained dissent"),
    (DissentState.ADDRESSED, "answered dissent"),
    (DissentState.RAISED, "unanswered dissent"),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One person, and where they stand on a proposal.

    Attributes:
        function: What they speak for; empty when nobody said.
        stance: None when they have not spoken.
        here: In the meeting, so that silence is no response; else they were not heard yet.
        dissent: Their dissent on it, unless withdrawn.
    """

    person: str
    name: str
    function: str = ""
    stance: Stance | None = None
    why: str | None = None
    here: bool = True
    dissent: str | None = None

    @property
    def offers_dissent(self) -> bool:
        """They disagree, and no dissent keeps it."""
        return self.stance in DISSENTING and self.dissent is None


def on_table(state: MeetingState, item: AgendaItem) -> tuple[Decision, ...]:
    """What an item decides on: its own proposals, then those made where nothing is decided."""
    own = decide.proposals(state, item)
    deciding = {each.id for each in state.items if each.activity == "decide"}
    return own + tuple(each for each in state.decisions if each.item not in deciding)


def first_on_table(made: Sequence[Decision]) -> Decision | None:
    """The first that is still open, else the last."""
    open_ = (each for each in made if each.status is DecisionStatus.PROPOSED)
    return next(open_, made[-1] if made else None)


def voices(state: MeetingState, decision: Decision) -> tuple[Voice, ...]:
    """Everybody who was asked, should be heard, or spoke; those in the room first, by name."""
    people = state.people
    mine = (each for each in state.positions if each.decision == decision.id)
    taken = {each.person: each for each in current_positions(mine, people)}
    there = {
        people.root_id(each.person)
        for each in state.participants
        if each.presence is not Presence.ABSENT
    }
    consulted = (people.root_id(each) for each in decision.consulted)
    wanted = (*asked(decision, state.participants, people), *consulted, *taken)
    against = _dissenters(state, decision)
    found = []
    for person in dict.fromkeys(wanted):
        known, position = people.root(person), taken.get(person)
        found.append(
            Voice(
                person,
                people.name(person),
                one_line(known.function or "") if known else "",
                None if position is None else position.stance,
                None if position is None else position.why,
                here=person in there,
                dissent=against.get(person),
            )
        )
    return tuple(sorted(found, key=lambda each: (not each.here, each.name.casefold())))


def view_of(state: MeetingState, decision: Decision) -> DecisionView:
    """A decision of the meeting with what its positions say."""
    return view_decision(
        decision,
        state.people,
        positions=state.positions,
        dissents=state.dissents,
        participants=state.participants,
        notes=state.notes,
        meeting=state.meeting,
    )


def next_unheard(heard: Sequence[Voice], after: str | None) -> str | None:
    """Whose turn it is: the next after a person who has not spoken, from the top at the end."""
    place = next((n for n, each in enumerate(heard) if each.person == after), -1)
    if place >= 0 and heard[place].stance is None:
        return after
    ordered = (*heard[place + 1 :], *heard[: place + 1])
    return next((each.person for each in ordered if each.stance is None), after)


def unheard_text(heard: Iterable[Voice]) -> str:
    """Whom nobody has heard, by what they speak for: ``legal and support have not been heard``."""
    everybody = tuple(heard)
    spoken = {each.function for each in everybody if each.stance is not None}
    silent = dict.fromkeys(
        each.name if each.function in spoken or not each.function else each.function
        for each in everybody
        if each.stance is None
    )
    if not silent:
        return ""
    return f"{named(tuple(silent))} {'has' if len(silent) == 1 else 'have'} not been heard"


def named(names: Sequence[str]) -> str:
    """Names in a sentence: ``Ana, Bo and 3 more``."""
    if len(names) == 1:
        return names[0]
    shown = names if len(names) <= _MOST_NAMED else names[: _MOST_NAMED - 1]
    rest = len(names) - len(shown)
    last = f"{rest} more" if rest else shown[-1]
    return f"{', '.join(shown if rest else shown[:-1])} and {last}"


def reading_bit(view: DecisionView, people: Directory) -> Bit:
    """What the method makes of it, as a sign and words: ``✱ blocked by Lena``."""
    passing = view.reading.passing
    if passing is Passing.PASSES:
        return Bit("✓ passes", Tone.GOOD)
    if passing is Passing.BLOCKED:
        holding = people.names(view.reading.holding)
        return Bit(f"✱ blocked by {named(holding)}" if holding else "✱ blocked", Tone.BAD)
    return Bit("○ still open" if passing is Passing.OPEN else "◌ somebody's call", Tone.MUTED)


def result(view: DecisionView, people: Directory, calendar: Calendar) -> tuple[Paragraph, ...]:
    """What stands below the positions: the reading while it is proposed, then the outcome."""
    record = view.record
    paragraphs = []
    if record.status is DecisionStatus.PROPOSED:
        said = Bit(view.reading.says, Tone.MUTED)
        paragraphs.append(Paragraph((reading_bit(view, people), said)))
        if view.reopened:
            new = one_line(view.reopened[-1].new_information)
            paragraphs.append(Paragraph((Bit(f"reopened: {new}", Tone.WARN),)))
        return tuple(paragraphs)
    paragraphs.append(Paragraph(_outcome(view, calendar), most=3))
    if record.rationale:
        paragraphs.append(Paragraph((Bit(f"because {one_line(record.rationale)}", Tone.MUTED),)))
    return tuple(paragraphs)


def _outcome(view: DecisionView, calendar: Calendar) -> tuple[Bit, ...]:
    record = view.record
    word = Bit("") if view.consensus is None else CONSENSUS[view.consensus]
    review = due_text(record.review_on, calendar)
    if record.status is not DecisionStatus.ACCEPTED:
        return Bit(f"× {record.status.value}", Tone.STRONG), Bit(record.outcome or ""), word
    return (
        Bit(f"Outcome: {_numbered(record)}", Tone.STRONG),
        word,
        Bit(f"review {review}" if review else "no review date", Tone.MUTED),
        Bit(stands_over([each.record for each in view.dissents], calendar), Tone.WARN),
    )


def _numbered(decision: Decision) -> str:
    """The outcome, with its number when it is one of the options."""
    outcome = one_line(decision.outcome or "")
    for number, option in enumerate(decision.options, 1):
        if one_line(option.title) == outcome:
            return f"{number} {outcome}"
    return outcome


def stands_over(dissents: Sequence[Dissent], calendar: Calendar) -> str:
    """What a decision stands over: ``stands over 1 sustained dissent (follow-up 20 Nov)``."""
    parts = []
    for state, word in _STANDS_OVER:
        these = [each for each in dissents if each.state is state]
        if these:
            day = due_text(min(filter(None, (each.follow_up_on for each in these)), default=None),
                           calendar)  # fmt: skip
            parts.append(count(len(these), word) + (f" (follow-up {day})" if day else ""))
    return f"stands over {joined(parts, ', ')}" if parts else ""


def _dissenters(state: MeetingState, decision: Decision) -> dict[str, str]:
    return {
        state.people.root_id(each.by): each.id
        for each in state.dissents
        if each.decision == decision.id and each.by and each.state is not DissentState.WITHDRAWN
    }
