"""Discuss: the topics with the most votes, each with a timebox of its own.

Which topic is on is recorded as steps with an id and an instant; how long it has been on is read
off the meeting's own clock at those steps. Pauses, time left out and time spent on other items
therefore never count, and a crash changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrotui.core.activities.activity import Activity, plural, read_settings
from retrotui.core.activities.group import why_no_cards
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Stack, find_stack
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, progress_of, ranking, subjects
from retrotui.core.progress import Thumbs, TopicMove, TopicMoveKind
from retrotui.core.timeline import MoveKind, timeline

_LONGEST_EXTENSION = 24 * 3600.0
_NO_CHANGE = (TopicMoveKind.EXTEND, TopicMoveKind.VOTE)
"""Steps after which the same topic is on."""


@dataclass(frozen=True, slots=True)
class Discuss:
    """The settings.

    Attributes:
        top: How many topics.
        minutes_each: What each has.
        asks: At the end of a topic's timebox the room says whether it goes on.
    """

    top: int
    minutes_each: int
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic in the queue; durations in seconds.

    Attributes:
        spent: Time on it so far, over all its turns.
        budget: Its timebox with extensions.
        begun: True when it was ever on.
        is_current: True for the one topic that is on.
    """

    stack: Stack
    dots: int
    spent: float
    budget: float
    begun: bool
    is_current: bool

    @property
    def remaining(self) -> float:
        """Seconds left; negative in overtime."""
        return self.budget - self.spent


def settings(item: AgendaItem) -> Discuss:
    """The item's settings."""
    read = read_settings(item, "discuss")
    return Discuss(read["top"], read["minutes_each"], read["extend"] == "vote")


def topics(state: MeetingState, item: AgendaItem, now: Instant) -> tuple[Topic, ...]:
    """The queue: the subjects with the most dots, and every one that was ever on.

    Without a counted vote it is the first subjects of the board.
    """
    ranked = ranking(state, item)
    steps = _steps(state, item)
    spent, current = _times(state, item, steps, now)
    begun = {step.subject for step in steps if step.kind is TopicMoveKind.START}
    queued = {stack.id for stack in _queue(state, item)}
    budget = settings(item).minutes_each * 60.0
    extended = _extensions(steps)
    return tuple(
        Topic(
            stack=each.stack,
            dots=each.dots,
            spent=spent.get(each.stack.id, 0.0),
            budget=max(0.0, budget + extended.get(each.stack.id, 0.0)),
            begun=each.stack.id in begun,
            is_current=each.stack.id == current,
        )
        for each in ranked
        if each.stack.id in queued or each.stack.id in begun
    )


def first_topic(state: MeetingState, item: AgendaItem) -> str | None:
    """Id of the topic that is on as soon as the item begins; None when there is none."""
    return next((stack.id for stack in _queue(state, item)), None)


def next_topic(
    state: MeetingState, item: AgendaItem, new_id: Callable[[], str], now: Instant
) -> tuple[TopicMove, ...]:
    """The item's steps with one more: on to the first topic that was not on yet, or to none.

    Raises:
        ForbiddenMoveError: The item was not started, or every topic was discussed.
    """
    steps = _require_started(state, item)
    listed = topics(state, item, now)
    following = next((each for each in listed if not each.begun), None)
    if following is not None:
        return (*steps, _step(TopicMoveKind.START, following.stack.id, new_id, now))
    current = next((each for each in listed if each.is_current), None)
    if current is None:
        raise ForbiddenMoveError("every topic was discussed", hint="choose one to come back to it")
    return (*steps, _step(TopicMoveKind.FINISH, current.stack.id, new_id, now))


def choose_topic(
    state: MeetingState, item: AgendaItem, subject: str, new_id: Callable[[], str], now: Instant
) -> tuple[TopicMove, ...]:
    """The item's steps with one more: on to any subject of the board, even one below the cut.

    Raises:
        ForbiddenMoveError: The item was not started, or the topic is on.
        NotFoundError: No such card or group.
    """
    steps = _require_started(state, item)
    stack = find_stack(subjects(state, item), subject)
    if any(each.is_current and each.stack.id == stack.id for each in topics(state, item, now)):
        raise ForbiddenMoveError("this topic is on already")
    return (*steps, _step(TopicMoveKind.START, stack.id, new_id, now))


def extend_topic(
    state: MeetingState, item: AgendaItem, seconds: float, new_id: Callable[[], str], now: Instant
) -> tuple[TopicMove, ...]:
    """The item's steps with one more: the current topic's timebox grows, or shrinks.

    Raises:
        ForbiddenMoveError: No topic is on, or its timebox is smaller than what is taken away.
        UsageError: The seconds are 0, or above a day.
    """
    steps = _require_started(state, item)
    current = next((each for each in topics(state, item, now) if each.is_current), None)
    if current is None:
        raise ForbiddenMoveError("no topic is on", hint="choose one first")
    if not 0 < abs(seconds) <= _LONGEST_EXTENSION:
        raise UsageError("an extension is a number of seconds other than 0, and at most a day")
    if current.budget + seconds < 0:
        raise ForbiddenMoveError(f"this topic has only {plural(int(current.budget), 'second')}")
    step = TopicMove(new_id(), TopicMoveKind.EXTEND, current.stack.id, now, seconds)
    return (*steps, step)


def keep_going(
    state: MeetingState, item: AgendaItem, thumbs: Thumbs, new_id: Callable[[], str], now: Instant
) -> tuple[TopicMove, ...]:
    """The item's steps with the room's word on the current topic.

    With more than half of the thumbs up it has half its minutes more; else the next topic is on.

    Raises:
        ForbiddenMoveError: No topic is on.
    """
    steps = _require_started(state, item)
    current = next((each for each in topics(state, item, now) if each.is_current), None)
    if current is None:
        raise ForbiddenMoveError("no topic is on", hint="choose one first")
    more = half_more(item) if thumbs.carries else 0.0
    vote = TopicMove(new_id(), TopicMoveKind.VOTE, current.stack.id, now, more, thumbs)
    if thumbs.carries:
        return (*steps, vote)
    return (*steps, vote, next_topic(state, item, new_id, now)[-1])


def half_more(item: AgendaItem) -> float:
    """The seconds a topic gets when the room wants to go on with it."""
    return settings(item).minutes_each * 60.0 / 2


def votes(state: MeetingState, item: AgendaItem) -> dict[str, tuple[Thumbs, ...]]:
    """What the room said of each topic it was asked about, by the topic's id, oldest first."""
    said: dict[str, tuple[Thumbs, ...]] = {}
    for step in _steps(state, item):
        if step.kind is TopicMoveKind.VOTE and step.thumbs is not None:
            said[step.subject] = (*said.get(step.subject, ()), step.thumbs)
    return said


def _step(kind: TopicMoveKind, subject: str, new_id: Callable[[], str], now: Instant) -> TopicMove:
    return TopicMove(new_id(), kind, subject, now)


def _queue(state: MeetingState, item: AgendaItem) -> tuple[Stack, ...]:
    ranked = ranking(state, item)
    voted = tuple(each for each in ranked if each.dots > 0)
    return tuple(each.stack for each in (voted or ranked)[: settings(item).top])


def _steps(state: MeetingState, item: AgendaItem) -> tuple[TopicMove, ...]:
    """The recorded steps by the stacks of today; before the first, the first topic simply is on.

    A card that was laid into a group since stands for that group; what is gone is passed over.
    """
    recorded = progress_of(state, item.id).topics
    if not recorded:
        return _opening(state, item)
    stacks = subjects(state, item)
    now_in = {card.id: stack.id for stack in stacks for card in stack.cards}
    now_in |= {stack.id: stack.id for stack in stacks}
    return tuple(replace(step, subject=now_in.get(step.subject, step.subject)) for step in recorded)


def _opening(state: MeetingState, item: AgendaItem) -> tuple[TopicMove, ...]:
    queue = _queue(state, item)
    starts = (move for move in state.moves if move.kind is MoveKind.START and move.item == item.id)
    first = next(starts, None)
    if first is None or not queue:
        return ()
    return (TopicMove(first.id, TopicMoveKind.START, queue[0].id, first.at),)


def _times(
    state: MeetingState, item: AgendaItem, steps: Sequence[TopicMove], now: Instant
) -> tuple[dict[str, float], str | None]:
    """Seconds on each topic, and the topic that is on."""
    spent: dict[str, float] = {}
    current: str | None = None
    since = 0.0
    for step in steps:
        if step.kind in _NO_CHANGE:
            continue
        reached = _spent_on_item(state, item, step)
        if current is not None:
            spent[current] = spent.get(current, 0.0) + max(0.0, reached - since)
        since = reached
        current = step.subject if step.kind is TopicMoveKind.START else None
    if current is not None:
        line = timeline(state.items, state.moves, now).item(item.id)
        total = line.spent if line is not None else 0.0
        spent[current] = spent.get(current, 0.0) + max(0.0, total - since)
    return spent, current


def _spent_on_item(state: MeetingState, item: AgendaItem, step: TopicMove) -> float:
    before = [move for move in state.moves if move.id < step.id]
    line = timeline(state.items, before, step.at).item(item.id)
    return line.spent if line is not None else 0.0


def _extensions(steps: Sequence[TopicMove]) -> dict[str, float]:
    extended: dict[str, float] = {}
    for step in steps:
        if step.kind in _NO_CHANGE:
            extended[step.subject] = extended.get(step.subject, 0.0) + step.seconds
    return extended


def _require_started(state: MeetingState, item: AgendaItem) -> tuple[TopicMove, ...]:
    steps = _steps(state, item)
    if not steps:
        raise ForbiddenMoveError(
            "there is no topic to go on from", hint="start the item, with cards to talk about"
        )
    return steps


def ready(state: MeetingState, item: AgendaItem) -> str | None:
    """A discussion needs revealed cards."""
    return why_no_cards(state, item, "to discuss")


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Says how many topics of the queue were never on."""
    begun = {step.subject for step in _steps(state, item) if step.kind is TopicMoveKind.START}
    left = sum(stack.id not in begun for stack in _queue(state, item))
    return f"{plural(left, 'topic was', 'topics were')} not discussed" if left else None


ACTIVITY = Activity(
    name="discuss",
    title="Discuss",
    about="The topics with the most votes, one after the other, each in its own timebox.",
    minutes=20,
    settings=settings,
    ready=ready,
    unfinished=unfinished,
)
