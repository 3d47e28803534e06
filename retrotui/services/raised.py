"""Raised before: what earlier meetings said, read once and compared with a board in small steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from retrotui.core.cards import Stack, stack_cards
from retrotui.core.meeting_state import MeetingState
from retrotui.core.ports import Reader
from retrotui.core.raised import WINDOW, Earlier, Raised, gather, raised_before
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Card
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.similar import Steps, normalised
from retrotui.services import series
from retrotui.services.likeness import Likeness

_AT_ONCE = 2


class Radar:
    """Knows what was raised before one meeting; reads the past once, and compares no text twice.

    Args:
        meeting: Whose board is looked at.
    """

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._earlier: Earlier | None = None
        self._likeness = Likeness()
        self._texts: dict[str, str] = {}
        self._answers: dict[frozenset[str], Raised | None] = {}

    def steps(self, reader: Reader, state: MeetingState) -> Iterator[None]:
        """Compares the revealed cards of a board, pausing every few; reads the past at first."""
        stacks = list(_said(state))
        if not stacks:
            return
        if self._earlier is None:
            self._earlier = yield from _read_earlier(reader, self.meeting)
            yield
        for texts in stacks:
            if texts not in self._answers:
                yield from self._compare(texts, self._earlier)

    def is_through(self, state: MeetingState) -> bool:
        """Everything revealed was compared."""
        return all(texts in self._answers for texts in _said(state))

    def known(self, state: MeetingState) -> Mapping[str, Raised]:
        """What was raised before, by the id of its card or group, as far as it was compared."""
        answers = ((each.id, self._answers.get(_texts(each))) for each in _stacks(state))
        return {id_: each for id_, each in answers if each is not None}

    def _compare(self, texts: frozenset[str], earlier: Earlier) -> Iterator[None]:
        said = [self._normal(text) for text in texts]
        yield from self._likeness.steps(said, earlier.said)
        self._answers[texts] = raised_before(said, earlier, self._likeness.likes)
        if len(self._answers) % _AT_ONCE == 0:
            yield

    def _normal(self, text: str) -> str:
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = normalised(text)
        return known


def with_raised(reader: Reader, state: MeetingState) -> MeetingState:
    """A meeting that knows what was raised before it, read at once."""
    radar = Radar(state.meeting)
    for _ in radar.steps(reader, state):
        pass
    return replace(state, raised=radar.known(state))


def _read_earlier(reader: Reader, meeting: Meeting) -> Steps[Earlier]:
    """What the earlier meetings said that a meeting may know of.

    Those of its series with a board; where there is none, all shared ones. A private meeting knows
    the private ones of its series only, and a shared one no private one.
    """
    boards: dict[str, Sequence[Card]] = {}
    if meeting.series is not None:
        held = series.meetings(reader, meeting.series)
        boards = yield from _boards(reader, _before(meeting, held))
    if not boards and not meeting.private:
        boards = yield from _boards(reader, _before(meeting, _kept(reader)))
    actions: list[Action] = []
    for each in boards:
        actions += decode_all(Action, reader.search(Kind.ACTIONS, meeting=each))
        yield
    return gather(boards, actions)


def _kept(reader: Reader) -> tuple[Meeting, ...]:
    held = decode_all(Meeting, reader.all(Kind.MEETINGS))
    kept = (each for each in held if each.status is not MeetingStatus.DISCARDED)
    return tuple(sorted(kept, key=lambda each: (each.started, each.id)))


def _before(meeting: Meeting, others: Sequence[Meeting]) -> Iterator[Meeting]:
    """Those that began before it and are as private as it is, the latest first."""
    place = (meeting.started, meeting.id)
    for each in reversed(others):
        if (each.started, each.id) < place and each.private == meeting.private:
            yield each


def _boards(reader: Reader, meetings: Iterable[Meeting]) -> Steps[dict[str, Sequence[Card]]]:
    """The latest boards, oldest first; older ones are never read."""
    found: dict[str, Sequence[Card]] = {}
    for each in meetings:
        cards = decode_all(Card, reader.search(Kind.CARDS, meeting=each.id))
        if any(not card.hidden for card in cards):
            found[each.id] = cards
            yield
        if len(found) == WINDOW:
            break
    return dict(reversed(found.items()))


def _stacks(state: MeetingState) -> Iterator[Stack]:
    return (each for each in stack_cards(state.cards, state.groups) if not each.is_hidden)


def _said(state: MeetingState) -> Iterator[frozenset[str]]:
    return map(_texts, _stacks(state))


def _texts(stack: Stack) -> frozenset[str]:
    return frozenset(card.text for card in stack.cards)
