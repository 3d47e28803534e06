"""The board: cards in columns, groups as stacks, and what moves, groups and reveals them.

A group stands where its *anchor* stands, the card it was started with. Cards keep their own column
and place inside a group, so that ungrouping puts every card back where it was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retrotui.core.agenda import AgendaItem, is_order, order_between
from retrotui.core.changes import Change, Drop, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.ids import short_id
from retrotui.core.records.cards import Card, Group
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.core.setting_tables import Column, Columns
from retrotui.core.text import one_line

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Stack:
    """What lies in one place of a board: a loose card, or a group's cards. Votes go to stacks.

    Attributes:
        id: The group's id, or the loose card's: the subject of votes.
        title: The group's title, or the card's text.
        cards: The anchor first, the others by order.
    """

    id: str
    title: str
    cards: tuple[Card, ...]
    group: Group | None = None

    @property
    def anchor(self) -> Card:
        """The card that says where the stack stands."""
        return self.cards[0]

    @property
    def is_hidden(self) -> bool:
        """A card that waits for the reveal."""
        return self.anchor.hidden


@dataclass(frozen=True, slots=True)
class Place:
    """A column of one brainstorm item."""

    item: str
    column: Column


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column with what lies in it."""

    place: Place
    stacks: tuple[Stack, ...]

    @property
    def card_count(self) -> int:
        """How many cards, those in groups and hidden ones included."""
        return sum(len(stack.cards) for stack in self.stacks)


Board = tuple[BoardColumn, ...]
PLAIN_COLUMNS = (Column("cards", "Cards"),)
"""What a brainstorm has that was added without saying any."""


def columns_of(item: AgendaItem) -> tuple[Column, ...]:
    """A brainstorm item's columns, at least one."""
    return Columns().read(item.settings.get("columns"), _overlook) or PLAIN_COLUMNS


def _overlook(message: str, *, part: int | None = None, key: str | None = None) -> None:
    """Columns that cannot be read count as left out; their cards have a column all the same."""


def stack_cards(cards: Iterable[Card], groups: Iterable[Group]) -> tuple[Stack, ...]:
    """Loose cards and groups, by place (ties by card id); a group without cards is left out."""
    known = {group.id: group for group in groups}
    loose: list[Stack] = []
    grouped: dict[str, list[Card]] = {}
    for card in cards:
        if card.group in known and not card.hidden:
            grouped.setdefault(card.group, []).append(card)
        else:
            loose.append(Stack(card.id, card.text, (card,)))
    merged = [_group_stack(known[each], members) for each, members in grouped.items()]
    return tuple(sorted([*loose, *merged], key=lambda stack: _place_key(stack.anchor)))


def _group_stack(group: Group, members: Sequence[Card]) -> Stack:
    ordered = sorted(members, key=lambda card: (card.id != group.anchor, *_place_key(card)))
    return Stack(group.id, group.title, tuple(ordered), group)


def _place_key(card: Card) -> tuple[str, str]:
    return card.order, card.id


def arrange(places: Sequence[Place], cards: Iterable[Card], groups: Iterable[Group]) -> Board:
    """The board of the given columns.

    A card whose column is no longer among its item's stays on the board, in an extra column named
    by its key: nothing that was said disappears because an agenda was edited.
    """
    items = {place.item for place in places}
    stacks = stack_cards((card for card in cards if card.item in items), groups)
    filled: dict[tuple[str, str], list[Stack]] = {_key(place): [] for place in places}
    for stack in stacks:
        filled.setdefault((stack.anchor.item, stack.anchor.column), []).append(stack)
    columns = {_key(place): place for place in places}
    for item, key in filled:
        columns.setdefault((item, key), Place(item, Column(key, key)))
    return tuple(BoardColumn(columns[key], tuple(lying)) for key, lying in filled.items())


def _key(place: Place) -> tuple[str, str]:
    return place.item, place.column.key


def visible_stacks(board: Board) -> tuple[Stack, ...]:
    """Everything revealed, column by column: what can be grouped, voted on and discussed."""
    return tuple(stack for column in board for stack in column.stacks if not stack.is_hidden)


def find_stack(stacks: Iterable[Stack], subject: str) -> Stack:
    """The stack a group's or a card's id is in.

    Raises:
        NotFoundError: It is in none of them.
    """
    for stack in stacks:
        if subject == stack.id or any(card.id == subject for card in stack.cards):
            return stack
    raise NotFoundError(
        f"no card or group on this board has the id {short_id(subject, ())!r}",
        hint="somebody may have deleted it, or revealed it under a new id",
    )


def order_after(others: Iterable[str]) -> str:
    """A place behind all the given ones."""
    return order_between(max(filter(is_order, others), default=None), None)


def order_at(stacks: Sequence[Stack], index: int) -> str:
    """The place that comes at an index of a column, 0 for its top; beyond the ends means the ends.

    Neighbours that share one place are not torn apart: the card comes after them.
    """
    places = [stack.anchor.order for stack in stacks]
    index = max(0, index)
    before = max(filter(is_order, places[:index]), default=None)
    later = (place for place in places[index:] if is_order(place))
    after = min((place for place in later if before is None or place > before), default=None)
    return order_between(before, after)


def plan_group(
    stacks: Sequence[Stack], subject: str, onto: str, new_id: NewId
) -> tuple[Change, ...]:
    """Lays one stack onto another: two cards make a group titled with the lower card's text.

    A single card may be lifted out of its group; a group's own id takes all of its cards along.

    Args:
        stacks: Everything on the board.
        subject: Id of the card or group that is moved.
        onto: Id of the card or group that it is laid on.
        new_id: Names a new group.

    Raises:
        ForbiddenMoveError: It lies there already, or a card is hidden.
        NotFoundError: One of the two is not on the board.
    """
    source, target = find_stack(stacks, subject), find_stack(stacks, onto)
    if source.id == target.id:
        raise ForbiddenMoveError(f"{quoted(source.title)} is in that group already")
    for stack in (source, target):
        if stack.is_hidden:
            raise ForbiddenMoveError(
                "a hidden card cannot be grouped; allowed now: reveal, edit, delete"
            )
    moved = [card for card in source.cards if subject in (card.id, source.id)]
    changes: list[Change] = []
    group = target.id
    if target.group is None:
        group = new_id()
        made = Group(group, target.anchor.meeting, one_line(target.title), target.anchor.id)
        changes.append(Put(Kind.GROUPS, group, encode_fields(made, "meeting", "title", "anchor")))
        changes.append(_put_group(target.anchor, group))
    changes += [_put_group(card, group) for card in moved]
    return (*changes, *_dissolved(source, moved))


def plan_gather(
    stacks: Sequence[Stack], subjects: Sequence[str], title: str, new_id: NewId
) -> tuple[Change, ...]:
    """Puts several loose cards into one group at once, or into the one group among them.

    Args:
        stacks: Everything on the board.
        subjects: Ids of the cards, and of one group at most.
        title: The name of a new group; that of one that is there stays.
        new_id: Names a new group.

    Raises:
        ForbiddenMoveError: They lie together already, some lie in other groups, or one is hidden.
        NotFoundError: One of them is not on the board.
    """
    found = {stack.id: stack for stack in (find_stack(stacks, each) for each in subjects)}
    groups = [stack for stack in found.values() if stack.group is not None]
    if len(found) == 1:
        raise ForbiddenMoveError(f"{quoted(next(iter(found.values())).title)} lies there already")
    if len(groups) > 1:
        raise ForbiddenMoveError("some of these cards lie in other groups by now")
    if any(stack.is_hidden for stack in found.values()):
        raise ForbiddenMoveError(
            "a hidden card cannot be grouped; allowed now: reveal, edit, delete"
        )
    loose = [stack.anchor for stack in found.values() if stack.group is None]
    if groups:
        return tuple(_put_group(card, groups[0].id) for card in loose)
    anchor = min(loose, key=lambda card: [stack.id for stack in stacks].index(card.id))
    made = Group(new_id(), anchor.meeting, one_line(title), anchor.id)
    put = Put(Kind.GROUPS, made.id, encode_fields(made, "meeting", "title", "anchor"))
    return (put, *(_put_group(card, made.id) for card in loose))


def plan_ungroup(stacks: Sequence[Stack], subject: str) -> tuple[Change, ...]:
    """Takes one card out of its group, or, by the group's id, takes the whole group apart.

    Raises:
        ForbiddenMoveError: The card is in no group.
        NotFoundError: It is not on the board.
    """
    stack = find_stack(stacks, subject)
    if stack.group is None:
        raise ForbiddenMoveError(f"{quoted(stack.title)} is in no group")
    freed = [card for card in stack.cards if subject in (card.id, stack.id)]
    return (*(_put_group(card, None) for card in freed), *_dissolved(stack, freed))


def plan_delete(stacks: Sequence[Stack], card: str) -> tuple[Change, ...]:
    """Deletes a card; a group of which one card is left is no group any more.

    Raises:
        NotFoundError: It is not on the board.
    """
    stack = find_stack(stacks, card)
    gone = [each for each in stack.cards if each.id == card]
    if not gone:
        raise ForbiddenMoveError(
            f"{quoted(stack.title)} is a group, not a card; allowed: ungroup it, delete its cards"
        )
    return (Drop(Kind.CARDS, card), *_dissolved(stack, gone))


def _dissolved(stack: Stack, gone: Sequence[Card]) -> list[Change]:
    """What becomes of a group that cards have left."""
    if stack.group is None:
        return []
    left = [card for card in stack.cards if card not in gone]
    if len(left) > 1:
        if stack.group.anchor in {card.id for card in left}:
            return []
        return [Put(Kind.GROUPS, stack.id, {"anchor": left[0].id})]
    return [*(_put_group(card, None) for card in left), Drop(Kind.GROUPS, stack.id)]


def _put_group(card: Card, group: str | None) -> Put:
    return Put(Kind.CARDS, card.id, {"group": group})


CARD_FIELDS = (
    "meeting",
    "item",
    "column",
    "text",
    "author",
    "anonymous",
    "group",
    "order",
    "hidden",
)


def put_card(card: Card, scope: Scope | None = None) -> Put:
    """The change that writes a new card, in its meeting's log unless a scope says otherwise."""
    return Put(Kind.CARDS, card.id, encode_fields(card, *CARD_FIELDS), scope)


def plan_reveal(
    hidden: Sequence[Card], taken: Mapping[str, Sequence[str]], new_ids: Sequence[str]
) -> tuple[Change, ...]:
    """Drops hidden cards and writes them anew, so that nothing links them to when they were typed.

    Args:
        hidden: All named or all anonymous. Named cards come in the order of the column and keep
            their places. Anonymous ones come shuffled, lose their places, which would tell when
            each was written, and go to the end of their columns in that order.
        taken: Column key to the places of the cards that lie there.
        new_ids: One fresh id per card.
    """
    behind = {key: max(filter(is_order, each), default=None) for key, each in taken.items()}
    changes: list[Change] = []
    for card, new_id in zip(hidden, sorted(new_ids), strict=True):
        order = card.order
        if card.anonymous:
            order = order_between(behind.get(card.column), None)
            behind[card.column] = order
        author = None if card.anonymous else card.author
        shown = replace(card, id=new_id, order=order, author=author, hidden=False, group=None)
        changes += [Drop(Kind.CARDS, card.id), put_card(shown)]
    return tuple(changes)
