"""What was done under each agenda item, as Markdown."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from retrotui.core import raised
from retrotui.core.expectations import CAME_WORDS, show_probability
from retrotui.core.fingers import Fingers, words
from retrotui.core.markdown import bold, escape, listed, row, signed
from retrotui.core.minutes import Minutes
from retrotui.core.minutes_board import MinutesColumn, MinutesStack
from retrotui.core.minutes_forecast import MinutesExpectation, MinutesForecast
from retrotui.core.minutes_notes import MinutesCheckIn, MinutesFingers, MinutesTopic
from retrotui.core.minutes_plan import MinutesPlan
from retrotui.core.minutes_scores import MinutesScored, MinutesScores
from retrotui.core.minutes_surveys import MinutesStatement, MinutesSurvey
from retrotui.core.text import one_line
from retrotui.core.thumbs import told


class _Part(NamedTuple):
    """Something that was done under an agenda item.

    Attributes:
        item: Its title; empty when it was taken off the agenda.
        noun: The heading in place of an empty one.
        blocks: Markdown.
        heading: Stands above the blocks where they are not the first under their item.
    """

    item: str
    noun: str
    blocks: tuple[str, ...]
    heading: str = ""


def items(minutes: Minutes) -> Iterator[str]:
    """What was done, in agenda order, each item under one heading.

    Items of one title share it; what was taken off the agenda comes last.
    """
    gathered: dict[str, list[str]] = {}
    for part in _parts(minutes):
        blocks = gathered.setdefault(one_line(part.item) or part.noun, [])
        if blocks and part.heading:
            blocks.append(f"### {part.heading}")
        blocks += part.blocks
    agenda = [one_line(each.title) for each in minutes.agenda]
    for title in sorted(gathered, key=lambda each: [*agenda, each].index(each)):
        yield f"## {escape(title)}"
        yield from gathered[title]


def _parts(minutes: Minutes) -> Iterator[_Part]:
    """Everything, in the order in which it stands under one item."""
    return chain(
        map(_check_in, minutes.check_ins),
        map(_survey, minutes.surveys),
        map(_score, minutes.scores),
        map(_plan, minutes.plan),
        map(_forecast, minutes.forecast),
        _board(minutes.columns),
        map(_fingers, minutes.fingers),
        map(_note, minutes.notes),
    )


def _check_in(held: MinutesCheckIn) -> _Part:
    blocks = [escape(held.question)] if held.question else []
    if held.answers:
        blocks.append("\n".join(f"- {signed(each.text, each.person)}" for each in held.answers))
    return _Part(held.item, "Check-in", tuple(blocks))


def _survey(counted: MinutesSurvey) -> _Part:
    head = ("Statement", "Result", "Answers", "Since last time", "")
    marks = (":---", "---:", ":---", ":---", ":---")
    table = "\n".join(row(cells) for cells in (head, marks, *map(_statement, counted.statements)))
    said = f"{counted.voters} answered, from {counted.low} to {counted.high}."
    return _Part(counted.item, "Survey", (said, table))


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


def _score(scored: MinutesScores) -> _Part:
    blocks = [f"{escape(scored.title)}: {escape(scored.formula)}."]
    ranked = [each for each in scored.rows if each.rank is not None]
    if ranked:
        names = (
            escape(each.title) + (f" ({each.share})" if each.share else "")
            for each in scored.criteria
        )
        head = ("Place", "", *names, "Score")
        marks = ("---:", ":---", *("---:" for _ in scored.criteria), "---:")
        blocks.append("\n".join(row(cells) for cells in (head, marks, *_places(scored, ranked))))
    blocks += [
        f"Without a place: {escape(each.title)} lacks {listed(each.missing)}"
        for each in scored.rows
        if each.rank is None
    ]
    blocks += [f"**Beware:** {escape(each)}" for each in scored.remarks]
    return _Part(scored.item, "Scores", tuple(blocks))


def _places(scored: MinutesScores, rows: Iterable[MinutesScored]) -> Iterator[tuple[str, ...]]:
    for each in rows:
        values = (each.values.get(one.key, "") for one in scored.criteria)
        place = f"{each.rank}{'=' if each.tied else ''}"
        yield (place, escape(each.title), *values, each.total or "")


def _plan(part: MinutesPlan) -> _Part:
    lines = (f"- {bold(each.title)}: {escape('; '.join(each.done))}" for each in part.steered)
    return _Part(part.item, "Plan", ("\n".join(lines),))


def _forecast(part: MinutesForecast) -> _Part:
    return _Part(part.item, "Forecast", ("\n".join(map(_expectation, part.expectations)),))


def _expectation(one: MinutesExpectation) -> str:
    facts = (
        show_probability(one.probability),
        f"known on {escape(one.resolve_on)}" if one.resolve_on else "",
        f"about {escape(one.about)}" if one.about else "",
        escape(one.by or ""),
    )
    said = f"- {bold(one.statement)}"
    if any(facts):
        said += f" ({', '.join(each for each in facts if each)})"
    if one.estimates is not None:
        low, high = map(show_probability, (one.estimates.lowest, one.estimates.highest))
        said += f", {one.estimates.number} estimated {low} to {high}"
    if one.came is None or not one.resolved:
        return said
    evidence = f" ({escape(one.evidence)})" if one.evidence else ""
    return f"{said}: {CAME_WORDS[one.came]}{evidence}"


def _board(columns: Iterable[MinutesColumn]) -> Iterator[_Part]:
    for each in columns:
        cards = "\n".join(line for stack in each.stacks for line in _stack(stack))
        title = f"### {escape(each.title) or 'Cards'}"
        yield _Part(each.item, "Cards", (title, cards))


def _stack(stack: MinutesStack) -> Iterator[str]:
    votes = "" if not stack.dots else f" ({stack.dots} vote{'' if stack.dots == 1 else 's'})"
    before = [] if stack.raised is None else [f"  - Raised before: {raised.words(stack.raised)}"]
    if not stack.is_group:
        yield f"- {signed(stack.title, stack.cards[0].author)}{votes}"
        yield from before
        return
    yield f"- {bold(stack.title)}{votes}"
    yield from before
    for card in stack.cards:
        yield f"  - {signed(card.text, card.author)}"


def _fingers(check: MinutesFingers) -> _Part:
    said = words(Fingers(check.question, check.counts))
    line = f"- {bold(check.question)}: {said}"
    return _Part(check.item, "Fingers", ("### How sure we were", line))


def _note(topic: MinutesTopic) -> _Part:
    said = [told(topic.thumbs).capitalize()] if topic.thumbs else []
    said += [signed(each.text, each.person) for each in topic.notes]
    lines = "\n".join(f"- {each}" for each in said)
    if topic.topic is None:
        return _Part(topic.item, "Notes", (lines,), "Notes")
    return _Part(topic.item, "Notes", (f"### {escape(topic.topic) or 'Notes'}", lines))
