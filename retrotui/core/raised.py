"""Raised before: how often earlier meetings had a card like this one, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Card
from retrotui.core.records.kinds import Kind
from retrotui.core.records.words import ActionStatus, Outcome
from retrotui.core.similar import LIKE, normalised

WINDOW = 12
"""The meetings looked back on, this one left out: what is older tells little about now."""

SIGN = "↻"
"""Stands on a card that was raised before, with how many times it was raised."""

_TENS_OF_TH = range(11, 14)


@dataclass(frozen=True, slots=True)
class Raised:
    """A card or group that was raised before.

    Attributes:
        times: In how many meetings, this one included.
        meetings: Of how many that had a board, this one included.
        actions: That came from the earlier ones; ``done`` are those that were done, ``helped``,
            ``partly`` and ``in_vain`` what people said about them.
    """

    times: int
    meetings: int
    actions: int = 0
    done: int = 0
    helped: int = 0
    partly: int = 0
    in_vain: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A card of an earlier meeting.

    Attributes:
        origins: Kind and id of every record an action may come from that was taken on it: the
            card, its group and the group's other cards.
    """

    meeting: str
    origins: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier meetings with a board that one meeting may know of.

    Attributes:
        meetings: Their ids.
        said: Their revealed cards, by normalised text.
        actions: What came from them, by the kind and id of the origin.
    """

    meetings: tuple[str, ...] = ()
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    actions: Mapping[tuple[str, str], tuple[Action, ...]] = field(default_factory=dict)


def gather(
    boards: Mapping[str, Sequence[Card]], actions: Iterable[Action], window: int = WINDOW
) -> Earlier:
    """What earlier meetings said.

    Args:
        boards: The cards of each meeting, the meetings oldest first; hidden ones do not count.
        actions: Those of these meetings.
        window: How many of the latest meetings count.
    """
    shown = {
        meeting: [card for card in cards if not card.hidden] for meeting, cards in boards.items()
    }
    with_board = tuple(meeting for meeting, cards in shown.items() if cards)[-window:]
    said: dict[str, list[Said]] = {}
    for meeting in with_board:
        together: dict[str, list[str]] = {}
        for card in shown[meeting]:
            together.setdefault(card.group or card.id, []).append(card.id)
        for card in shown[meeting]:
            origins = {(Kind.CARDS.value, each) for each in together[card.group or card.id]}
            if card.group is not None:
                origins.add((Kind.GROUPS.value, card.group))
            said.setdefault(normalised(card.text), []).append(Said(meeting, frozenset(origins)))
    came: dict[tuple[str, str], list[Action]] = {}
    for action in actions:
        if action.origin is not None:
            came.setdefault((action.origin.kind, action.origin.id), []).append(action)
    return Earlier(
        with_board,
        {text: tuple(each) for text, each in said.items()},
        {origin: tuple(each) for origin, each in came.items()},
    )


def raised_before(
    texts: Iterable[str], earlier: Earlier, near: Mapping[str, Mapping[str, float]]
) -> Raised | None:
    """Whether what a card or a group's cards say was raised before.

    Args:
        texts: What it says, normalised.
        earlier: What earlier meetings said.
        near: For each of the texts, how near the earlier ones are; see ``core.similar.Likes``.
    """
    alike = {
        other for text in texts for other, score in near.get(text, {}).items() if score >= LIKE
    }
    found = [each for text in sorted(alike) for each in earlier.said.get(text, ())]
    if not found:
        return None
    origins = frozenset(chain.from_iterable(each.origins for each in found))
    came = {
        action.id: action for origin in origins for action in earlier.actions.get(origin, ())
    }.values()
    outcomes = [each.outcome for each in came]
    return Raised(
        times=len({each.meeting for each in found}) + 1,
        meetings=len(earlier.meetings) + 1,
        actions=len(came),
        done=sum(each.status is ActionStatus.DONE for each in came),
        helped=outcomes.count(Outcome.YES),
        partly=outcomes.count(Outcome.PARTLY),
        in_vain=outcomes.count(Outcome.NO),
    )


def words(raised: Raised) -> str:
    """In a line: ``4th time in 6 meetings; 2 actions, none helped``."""
    often = f"{_ordinal(raised.times)} time in {raised.meetings} meetings"
    if not raised.actions:
        return f"{often}; no action came of it"
    what = "1 action" if raised.actions == 1 else f"{raised.actions} actions"
    return f"{often}; {what}, {_came_of(raised)}"


def mark(raised: Raised | None) -> str:
    """The small mark on a card: ``↻4``; nothing when it is new."""
    return "" if raised is None else f"{SIGN}{raised.times}"


def _came_of(raised: Raised) -> str:
    if raised.actions == 1:
        return _came_of_one(raised)
    told = [
        f"{n} {word}"
        for n, word in ((raised.helped, "helped"), (raised.partly, "helped partly"))
        if n
    ]
    if told:
        return ", ".join(told)
    if raised.in_vain:
        return "none helped"
    return f"{raised.done} done" if raised.done else "none done"


def _came_of_one(raised: Raised) -> str:
    if raised.helped:
        return "which helped"
    if raised.partly:
        return "which helped partly"
    if raised.in_vain:
        return "which did not help"
    return "done" if raised.done else "not done"


def _ordinal(number: int) -> str:
    if number % 100 in _TENS_OF_TH:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
