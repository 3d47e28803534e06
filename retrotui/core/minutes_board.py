"""What was gathered in a meeting, for its minutes: revealed cards in their columns, with dots."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrotui.core.cards import BoardColumn, Stack, visible_stacks
from retrotui.core.meeting_state import MeetingState, board, totals
from retrotui.core.people import Directory
from retrotui.core.raised import Raised
from retrotui.core.records.cards import Card


@dataclass(frozen=True, slots=True)
class MinutesCard:
    """A revealed card; ``author`` is None when it is anonymous or the room's."""

    text: str
    author: str | None


@dataclass(frozen=True, slots=True)
class MinutesStack:
    """A card, or cards merged under one title.

    Attributes:
        dots: None when there was no counted vote.
        raised: How often it was raised before; None when it was not, or nobody looked.
    """

    title: str
    cards: tuple[MinutesCard, ...]
    is_group: bool
    dots: int | None
    raised: Raised | None = None


@dataclass(frozen=True, slots=True)
class MinutesColumn:
    """A column of the board; ``item`` is the title of the agenda item that gathered it."""

    title: str
    item: str
    stacks: tuple[MinutesStack, ...]


def columns(state: MeetingState) -> tuple[MinutesColumn, ...]:
    """The columns with revealed cards, in agenda order."""
    dots = _dots(state)
    found = (
        _column(column, item.title, dots, state)
        for item in state.items
        if item.activity == "brainstorm"
        for column in board(state, item)
    )
    return tuple(each for each in found if each.stacks)


def _dots(state: MeetingState) -> Mapping[str, int | None]:
    """Dots by stack; a later counted vote on the same stack replaces an earlier one."""
    found: dict[str, int | None] = {}
    for item in state.items:
        counted = totals(state, item) if item.activity == "vote" else None
        if counted is not None:
            found |= {
                stack.id: counted.get(stack.id, 0) for stack in visible_stacks(board(state, item))
            }
    return found


def _column(
    column: BoardColumn, item: str, dots: Mapping[str, int | None], state: MeetingState
) -> MinutesColumn:
    shown = [_stack(each, dots.get(each.id), state) for each in column.stacks if not each.is_hidden]
    return MinutesColumn(
        column.place.column.title, item, tuple(sorted(shown, key=lambda one: -(one.dots or 0)))
    )


def _stack(stack: Stack, dots: int | None, state: MeetingState) -> MinutesStack:
    cards = tuple(_card(each, state.people) for each in stack.cards if not each.hidden)
    return MinutesStack(
        stack.title, cards, stack.group is not None, dots, state.raised.get(stack.id)
    )


def _card(card: Card, people: Directory) -> MinutesCard:
    author = None if card.anonymous else card.author
    return MinutesCard(card.text, people.name(author) if author is not None else None)
