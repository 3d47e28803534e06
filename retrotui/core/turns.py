"""Who speaks next: rounds in a fair random order, and silence before the talking.

A round is drawn once and recorded, so that every screen and a resumed meeting have one order.
Whoever has opened a round before comes after everybody who has not; among equals it is chance.
Who joins late speaks at the end, who is not there is passed over, and who passes is asked again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from retrotui.core.activities import check_in, discuss
from retrotui.core.activities.activity import read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.formats import ACTIVITIES
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, attending, progress_of
from retrotui.core.progress import Round
from retrotui.core.records.people import Person
from retrotui.core.timeline import Timeline

OPEN, ROUND_ROBIN, SILENT = "open", "round_robin", "silent"
_ASKED_TWICE = 2
_LONGEST_SILENCE = 300.0

Shuffle = Callable[[Sequence[str]], list[str]]
"""Puts ids in a fair random order; see ``core.ports.Ids``."""


@dataclass(frozen=True, slots=True)
class Lineup:
    """A round as it stands, for those who are there.

    Attributes:
        waiting: Who is still to speak, the next one first.
        spoken: Who has spoken, in the order they did.
        again: Ids of those among ``waiting`` who passed and are asked once more.
    """

    waiting: tuple[Person, ...]
    spoken: tuple[Person, ...]
    again: frozenset[str] = frozenset()

    @property
    def speaker(self) -> Person | None:
        """Whose turn it is; None when the round is over."""
        return next(iter(self.waiting), None)


def turns(item: AgendaItem) -> str:
    """How people take turns in an item: ``open``, ``round_robin`` or ``silent``."""
    known = ACTIVITIES.get(item.activity)
    if known is None or "turns" not in known.settings:
        return OPEN
    found = read_settings(item, item.activity)["turns"]
    return str(found)


def silence(state: MeetingState, item: AgendaItem, line: Timeline) -> float | None:
    """Seconds of silence left: half of a silent item's timebox, at most five minutes.

    Read off the item's own clock, so that pauses do not count; None when people may talk.

    Args:
        state: The meeting.
        item: The item.
        line: The clock now.
    """
    time = line.item(item.id)
    ended = progress_of(state, item.id).talking is not None
    if turns(item) != SILENT or ended or time is None or time.budget is None:
        return None
    if line.running != item.id:
        return None
    left = min(time.budget / 2, _LONGEST_SILENCE) - time.spent
    return left if left > 0 else None


def draw(people: Sequence[str], earlier: Iterable[Round], shuffle: Shuffle) -> tuple[str, ...]:
    """A fair order: who has opened the fewest of the earlier rounds first, chance among equals.

    Args:
        people: Ids of who is there.
        earlier: The rounds of this meeting and of the series so far.
        shuffle: The source of chance.
    """
    opened = [_opener(each) for each in earlier]
    return tuple(sorted(shuffle(tuple(people)), key=opened.count))


def round_of(state: MeetingState, item: AgendaItem, about: str | None = None) -> Round | None:
    """The latest round of an item, or of a topic in it; None when none was drawn."""
    found = (each for each in progress_of(state, item.id).rounds if each.about == about)
    return next(reversed(list(found)), None)


def subject(state: MeetingState, item: AgendaItem, now: Instant) -> str | None:
    """What a round in an item is about now: a discussion's topic, else None for the item."""
    if item.activity != discuss.ACTIVITY.name:
        return None
    listed = discuss.topics(state, item, now)
    return next((each.stack.id for each in listed if each.is_current), None)


def lineup(state: MeetingState, item: AgendaItem, held: Round) -> Lineup:
    """Who is still to speak in a round; a check-in's written answer counts as having spoken."""
    here = {each.id: each for each in attending(state)}
    now = _today(state, held)
    spoken = tuple(dict.fromkeys((*now.spoken, *_answered(state, item))))
    asked = dict.fromkeys(now.passed)
    again = frozenset(each for each in asked if now.passed.count(each) < _ASKED_TWICE)
    arrived = {state.people.root_id(each.person): each.created for each in state.participants}
    late = sorted((each for each in here if each not in now.order), key=lambda id_: arrived[id_])
    queue = [each for each in (*now.order, *late) if each not in asked]
    queue += [each for each in asked if each in again]
    people = state.people
    return Lineup(
        tuple(here[each] for each in queue if each in here and each not in spoken),
        tuple(found for each in spoken if (found := people.root(each)) is not None),
        again,
    )


def next_speaker(state: MeetingState, item: AgendaItem, held: Round) -> Round:
    """The round after the speaker has spoken.

    Raises:
        ForbiddenMoveError: Everybody has spoken.
    """
    speaker, now = _speaker(state, item, held)
    return replace(now, spoken=(*now.spoken, speaker))


def pass_on(state: MeetingState, item: AgendaItem, held: Round) -> Round:
    """The round after the speaker has passed: asked once more at the end, and then no more.

    Raises:
        ForbiddenMoveError: Everybody has spoken.
    """
    speaker, now = _speaker(state, item, held)
    return replace(now, passed=(*now.passed, speaker))


def _speaker(state: MeetingState, item: AgendaItem, held: Round) -> tuple[str, Round]:
    """Whose turn it is, and the round with those who came late written down where they stand."""
    line, now = lineup(state, item, held), _today(state, held)
    if line.speaker is None:
        raise ForbiddenMoveError("everybody has spoken in this round", hint="draw another round")
    joined = dict.fromkeys((*now.order, *(each.id for each in line.waiting)))
    return line.speaker.id, replace(now, order=tuple(joined))


def _answered(state: MeetingState, item: AgendaItem) -> tuple[str, ...]:
    if item.activity != check_in.ACTIVITY.name:
        return ()
    said = (each.person for each in check_in.answers(state, item))
    return tuple(state.people.root_id(each) for each in said if each is not None)


def _today(state: MeetingState, held: Round) -> Round:
    """The round with merged people as the one they are."""
    root = state.people.root_id
    return replace(
        held,
        order=tuple(dict.fromkeys(map(root, held.order))),
        spoken=tuple(dict.fromkeys(map(root, held.spoken))),
        passed=tuple(map(root, held.passed)),
    )


def _opener(held: Round) -> str | None:
    return next(iter((*held.spoken, *held.order)), None)
