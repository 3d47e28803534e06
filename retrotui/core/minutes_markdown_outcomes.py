"""What came of a meeting, as Markdown: decisions, dissent, actions, what is left and thanks."""

from collections.abc import Iterable, Iterator

from retrotui.core.action_list import ActionView
from retrotui.core.decision_views import DecisionView, DissentView
from retrotui.core.markdown import bold, escape
from retrotui.core.minutes import Minutes
from retrotui.core.minutes_feedback import MinutesFeedback
from retrotui.core.minutes_notes import MinutesNote
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.decisions import DecisionStatus, DissentState


def outcomes(minutes: Minutes) -> Iterator[str]:
    """What came of it, a section each, what binds people first."""
    yield from _section("Decisions", map(_decision, minutes.decisions))
    yield from _section("Dissent", (_earlier_dissent(each) for each in minutes.dissents))
    yield from _section("Actions", _by_owner(minutes.actions))
    yield from _section("Earlier actions", _by_owner(minutes.earlier_actions))
    yield from _section("Parking lot", map(_parked, minutes.parking))
    yield from _section("Parked before", map(_parked, minutes.earlier_parking))
    yield from _section("Feedback", map(_feedback, minutes.feedback))
    yield from _section("Thanks", map(_thanks, minutes.thanks))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = "\n".join(lines)
    if body:
        yield f"## {title}"
        yield body


def _decision(view: DecisionView) -> str:
    one = view.record
    method = one.method.replace("_", " ")
    settled = one.status is not DecisionStatus.PROPOSED
    reached = f" ({view.consensus})" if view.consensus else ""
    status = f"{one.status} by {method}{reached}" if settled else f"proposed, {method}"
    return "\n".join([f"- {bold(one.title)}: {status}", *_decision_facts(view)])


def _decision_facts(view: DecisionView) -> Iterator[str]:
    one = view.record
    facts = (
        ("Outcome", one.outcome),
        ("Why", one.rationale),
        ("Options", "; ".join(each.title for each in one.options)),
        ("Review on", one.review_on),
    )
    for label, text in facts:
        if text:
            yield f"  - {label}: {escape(text)}"
    stances = [
        f"{escape(each.name)} {_words(each.stance)}"
        + (f" ({escape(each.why)})" if each.why else "")
        for each in view.positions
    ]
    if view.unheard:
        stances.append(f"not heard: {', '.join(map(escape, view.unheard))}")
    if stances:
        yield f"  - Positions: {'; '.join(stances)}"
    for each in view.reopened:
        yield f"  - Reopened: {escape(each.new_information)}"
    for dissent in view.dissents:
        yield f"  - Dissent, {_dissent(dissent)}"


def _earlier_dissent(view: DissentView) -> str:
    return f"- {bold(view.decision.title or 'An earlier decision')}, {_dissent(view)}"


def _dissent(view: DissentView) -> str:
    one = view.record
    said = [f"{escape(view.by) if view.by else 'anonymous'} ({one.state}): {escape(one.concern)}"]
    if one.would_resolve:
        said.append(f"Would resolve it: {escape(one.would_resolve)}")
    if one.prediction is not None:
        odds = one.prediction.probability
        chance = "" if odds is None else f" ({odds:.0%})"
        said.append(f"Predicts: {escape(one.prediction.statement)}{chance}")
    if one.response is not None:
        by = f", {escape(view.answered_by)}" if view.answered_by else ""
        said.append(f"Answer{by}: {escape(one.response.text)}")
    if one.state is DissentState.WITHDRAWN and one.withdrawn_note:
        said.append(f"Note: {escape(one.withdrawn_note)}")
    if one.verdict is not None:
        evidence = f" ({escape(one.evidence)})" if one.evidence else ""
        said.append(f"Verdict: {_words(one.verdict)}{evidence}")
    elif one.follow_up_on and one.state is not DissentState.WITHDRAWN:
        said.append(f"Follow-up on {escape(one.follow_up_on)}")
    return " · ".join(said)


def _by_owner(actions: Iterable[ActionView]) -> Iterator[str]:
    owned: dict[tuple[str, ...], list[ActionView]] = {}
    for each in actions:
        owned.setdefault(each.owners, []).append(each)
    for owners in sorted(owned, key=lambda names: (not names, [one.casefold() for one in names])):
        yield f"- {bold(', '.join(owners) or 'Nobody yet')}"
        yield from (f"  - {_action(each)}" for each in owned[owners])


def _action(view: ActionView) -> str:
    ticked = "x" if view.status is ActionStatus.DONE else " "
    said = f"[{ticked}] {escape(view.title)}"
    if view.due:
        said += f", due {escape(view.due)}"
    if view.status in (ActionStatus.BLOCKED, ActionStatus.DROPPED):
        said += f", {view.status}" + (f" ({escape(view.why)})" if view.why else "")
    return said if view.outcome is None else f"{said}, helped: {view.outcome}"


def _parked(note: MinutesNote) -> str:
    by = f" ({escape(note.person)})" if note.person else ""
    return f"- [{'x' if note.closed else ' '}] {escape(note.text)}{by}"


def _thanks(note: MinutesNote) -> str:
    whom = f"{bold(note.person)}: " if note.person else ""
    return f"- {whom}{escape(note.text)}"


def _feedback(said: MinutesFeedback) -> str:
    whose = ", ".join(escape(each) for each in (said.by, said.source) if each)
    became = f" ({escape(said.became)})" if said.became else ""
    return f"- {escape(said.text)}{f' ({whose})' if whose else ''}: **{said.triage}**{became}"


def _words(term: str) -> str:
    return term.replace("_", " ")
