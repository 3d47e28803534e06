"""Minutes as one page of Markdown, what came of the meeting first.

The page is CommonMark with the tables and task lists of GitHub Flavored Markdown. What people wrote
is escaped, so that it reads as they wrote it and makes no heading, list, link or tag of its own.
"""

import re
from collections.abc import Iterable, Iterator

from retrotui.core.action_list import ActionView
from retrotui.core.decision_views import DecisionView, DissentView
from retrotui.core.expectations import CAME_WORDS, show_probability
from retrotui.core.fingers import Fingers, words
from retrotui.core.minutes import (
    Minutes,
    MinutesColumn,
    MinutesItem,
    MinutesStack,
)
from retrotui.core.minutes_feedback import MinutesFeedback
from retrotui.core.minutes_forecast import MinutesExpectation, MinutesForecast
from retrotui.core.minutes_notes import MinutesCheckIn, MinutesFingers, MinutesNote, MinutesTopic
from retrotui.core.minutes_plan import MinutesPlan
from retrotui.core.minutes_scores import MinutesScored, MinutesScores
from retrotui.core.minutes_surveys import MinutesStatement, MinutesSurvey
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.decisions import DecisionStatus, DissentState
from retrotui.core.records.meetings import Presence
from retrotui.core.text import one_line
from retrotui.core.thumbs import told

_INLINE = re.compile(r"([\\`*_\[\]<>&~|#$])")
_LIST_MARK = re.compile(r"([-+=])")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])")


def to_markdown(minutes: Minutes) -> str:
    """The minutes as Markdown, ending in a newline."""
    blocks = [
        *_head(minutes),
        *_section("Decisions", map(_decision, minutes.decisions)),
        *_section("Dissent", (_earlier_dissent(each) for each in minutes.dissents)),
        *_section("Actions", _by_owner(minutes.actions)),
        *_section("Earlier actions", _by_owner(minutes.earlier_actions)),
        *_section("Parking lot", (_parked(each) for each in minutes.parking)),
        *_section("Parked before", (_parked(each) for each in minutes.earlier_parking)),
        *_section("Thanks", (_thanks(each) for each in minutes.thanks)),
        *_section("Feedback", map(_feedback, minutes.feedback)),
        *_forecast(minutes.forecast),
        *_check_ins(minutes.check_ins),
        *_surveys(minutes.surveys),
        *_scores(minutes.scores),
        *_plan(minutes.plan),
        *_board(minutes.columns),
        *_notes(minutes.notes),
        *_fingers(minutes.fingers),
        *_agenda(minutes),
    ]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Text from people on one line of Markdown, where it means nothing but itself.

    Bare addresses stay as they are: what a reader makes a link of, it shows in full.
    """
    escaped = _INLINE.sub(r"\\\1", one_line(text))
    if _LIST_MARK.match(escaped):
        return "\\" + escaped
    numbered = _NUMBERED.match(escaped)
    return f"{numbered[1]}\\{escaped[numbered.end(1) :]}" if numbered else escaped


def _head(minutes: Minutes) -> Iterator[str]:
    yield f"# {escape(minutes.title) or 'Meeting'}"
    facts = [escape(minutes.kind), escape(minutes.series or ""), _when(minutes)]
    yield " · ".join(each for each in facts if each)
    if minutes.private:
        yield "**Private:** these minutes are on this machine only."
    people = ", ".join(
        escape(each.name) + ("" if each.presence is Presence.PRESENT else f" ({each.presence})")
        for each in minutes.people
    )
    if people:
        yield f"People: {people}"
    if minutes.roti is not None:
        counts = ", ".join(f"{n}× {score}" for score, n in enumerate(minutes.roti.counts, 1) if n)
        yield f"Worth the time: {minutes.roti.average:.1f} of 5 ({counts})"
    if not (minutes.decisions or minutes.actions):
        yield "Nothing was decided, and nobody took an action."


def _when(minutes: Minutes) -> str:
    if minutes.started is None:
        return ""
    began = f"{minutes.started:%Y-%m-%d %H:%M}"
    if minutes.ended is None:
        return f"{began} ({escape(minutes.timezone)}), not ended"
    same_day = minutes.started.date() == minutes.ended.date()
    end = f"{minutes.ended:%H:%M}" if same_day else f"{minutes.ended:%Y-%m-%d %H:%M}"
    return f"{began} to {end} ({escape(minutes.timezone)})"


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
    return "\n".join([f"- {_bold(one.title)}: {status}", *_decision_facts(view)])


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
    return f"- {_bold(view.decision.title or 'An earlier decision')}, {_dissent(view)}"


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
        yield f"- {_bold(', '.join(owners) or 'Nobody yet')}"
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
    whom = f"{_bold(note.person)}: " if note.person else ""
    return f"- {whom}{escape(note.text)}"


def _feedback(said: MinutesFeedback) -> str:
    whose = ", ".join(escape(each) for each in (said.by, said.source) if each)
    became = f" ({escape(said.became)})" if said.became else ""
    return f"- {escape(said.text)}{f' ({whose})' if whose else ''}: **{said.triage}**{became}"


def _forecast(parts: Iterable[MinutesForecast]) -> Iterator[str]:
    for part in parts:
        yield f"## {escape(part.item) or 'Forecast'}"
        yield "\n".join(map(_expectation, part.expectations))


def _expectation(one: MinutesExpectation) -> str:
    facts = (
        show_probability(one.probability),
        f"known on {escape(one.resolve_on)}" if one.resolve_on else "",
        f"about {escape(one.about)}" if one.about else "",
        escape(one.by or ""),
    )
    said = f"- {_bold(one.statement)}"
    if any(facts):
        said += f" ({', '.join(each for each in facts if each)})"
    if one.estimates is not None:
        low, high = map(show_probability, (one.estimates.lowest, one.estimates.highest))
        said += f", {one.estimates.number} estimated {low} to {high}"
    if one.came is None or not one.resolved:
        return said
    evidence = f" ({escape(one.evidence)})" if one.evidence else ""
    return f"{said}: {CAME_WORDS[one.came]}{evidence}"


def _check_ins(held: Iterable[MinutesCheckIn]) -> Iterator[str]:
    for each in held:
        yield f"## {escape(each.item) or 'Check-in'}"
        if each.question:
            yield escape(each.question)
        if each.answers:
            yield "\n".join(f"- {_signed(one.text, one.person)}" for one in each.answers)


def _board(columns: Iterable[MinutesColumn]) -> Iterator[str]:
    item = None
    for column in columns:
        if column.item != item:
            item = column.item
            yield f"## {escape(item) or 'Cards'}"
        yield f"### {escape(column.title) or 'Cards'}"
        yield "\n".join(line for stack in column.stacks for line in _stack(stack))


def _surveys(surveys: Iterable[MinutesSurvey]) -> Iterator[str]:
    for each in surveys:
        yield f"## {escape(each.item) or 'Survey'}"
        yield f"{each.voters} answered, from {each.low} to {each.high}."
        head = ("Statement", "Result", "Answers", "Since last time", "")
        marks = (":---", "---:", ":---", ":---", ":---")
        yield "\n".join(_cells(row) for row in (head, marks, *map(_statement, each.statements)))


def _statement(said: MinutesStatement) -> tuple[str, ...]:
    if said.median is None:
        return (escape(said.title), "–", "too few to be told", "", "")
    given = ", ".join(f"{n}× {answer}" for answer, n in said.counts.items() if n)
    result = f"{said.average:.1f}" if said.level is None else f"{said.median} {said.level}"
    moved = "first time"
    if said.trend is not None:
        sign = {"up": "▲", "down": "▼"}.get(said.trend.direction, "=")
        moved = f"{sign} {said.trend.change:+.1f} (was {said.trend.before:.1f})"
    return (escape(said.title), result, given, moved, said.verdict)


def _scores(scored: Iterable[MinutesScores]) -> Iterator[str]:
    for each in scored:
        yield f"## {escape(each.item) or 'Scores'}"
        yield f"{escape(each.title)}: {escape(each.formula)}."
        ranked = [row for row in each.rows if row.rank is not None]
        if ranked:
            names = (
                escape(one.title) + (f" ({one.share})" if one.share else "")
                for one in each.criteria
            )
            head = ("Place", "", *names, "Score")
            marks = ("---:", ":---", *("---:" for _ in each.criteria), "---:")
            yield "\n".join(_cells(cells) for cells in (head, marks, *_places(each, ranked)))
        for row in each.rows:
            if row.rank is None:
                yield f"Without a place: {escape(row.title)} lacks {_listed(row.missing)}"
        for remark in each.remarks:
            yield f"**Beware:** {escape(remark)}"


def _places(scored: MinutesScores, rows: Iterable[MinutesScored]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        values = (row.values.get(one.key, "") for one in scored.criteria)
        place = f"{row.rank}{'=' if row.tied else ''}"
        yield (place, escape(row.title), *values, row.total or "")


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(map(escape, titles))


def _plan(parts: Iterable[MinutesPlan]) -> Iterator[str]:
    for part in parts:
        yield f"## {escape(part.item) or 'Plan'}"
        yield "\n".join(
            f"- {_bold(each.title)}: {'; '.join(map(escape, each.done))}" for each in part.steered
        )


def _notes(topics: Iterable[MinutesTopic]) -> Iterator[str]:
    item = None
    for topic in topics:
        # Notes on an item itself come first, so they begin one even where two have one title.
        if topic.item != item or topic.topic is None:
            item = topic.item
            yield f"## {escape(item) or 'Notes'}"
        if topic.topic is not None:
            yield f"### {escape(topic.topic) or 'Notes'}"
        said = [told(topic.thumbs).capitalize()] if topic.thumbs else []
        said += [_signed(each.text, each.person) for each in topic.notes]
        yield "\n".join(f"- {each}" for each in said)


def _fingers(checks: Iterable[MinutesFingers]) -> Iterator[str]:
    item = None
    for each in checks:
        if each.item != item:
            item = each.item
            yield f"## {escape(item) or 'Fingers'}: how sure we were"
        said = words(Fingers(each.question, each.counts))
        yield f"- {_bold(each.question)}: {said}"


def _stack(stack: MinutesStack) -> Iterator[str]:
    votes = "" if not stack.dots else f" ({stack.dots} vote{'' if stack.dots == 1 else 's'})"
    if not stack.is_group:
        yield f"- {_signed(stack.title, stack.cards[0].author)}{votes}"
        return
    yield f"- {_bold(stack.title)}{votes}"
    for card in stack.cards:
        yield f"  - {_signed(card.text, card.author)}"


def _signed(text: str, author: str | None) -> str:
    return escape(text) + (f" ({escape(author)})" if author else "")


def _agenda(minutes: Minutes) -> Iterator[str]:
    if not minutes.agenda:
        return
    yield "## Agenda"
    rows = [
        "| Item | Planned | Actual |",
        "| :--- | ---: | ---: |",
        *map(_row, minutes.agenda),
        f"| Total | {minutes.planned_minutes:g} min | {minutes.actual_minutes:g} min |",
    ]
    yield "\n".join(rows)


def _row(item: MinutesItem) -> str:
    planned = "open" if item.planned_minutes is None else f"{item.planned_minutes:g} min"
    actual = "skipped" if item.skipped else f"{item.actual_minutes:g} min"
    return f"| {escape(item.title)} | {planned} | {actual} |"


def _bold(text: str) -> str:
    # Four stars around nothing would be a rule across the page.
    return f"**{escape(text) or '…'}**"


def _words(term: str) -> str:
    return term.replace("_", " ")
