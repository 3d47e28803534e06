"""Cards: written, moved, grouped and revealed.

Hidden cards stay in this clone's held log until their item's reveal. Whatever is done to an
anonymous card's text, and to a hidden one at all, is nobody's: the log never says who did it.
"""

from collections.abc import Callable, Sequence

from retrotui.core import cards as rules
from retrotui.core.activities import brainstorm
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Stack, columns_of, order_after, put_card, stack_cards
from retrotui.core.changes import Change, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.ids import short_id
from retrotui.core.ports import Reader, Receipt
from retrotui.core.progress import Progress
from retrotui.core.records.cards import Card, Group
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.core.setting_kinds import quoted, suggestion
from retrotui.core.text import admit
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import require_item, require_meeting


def held_scope(meeting: Meeting) -> Scope:
    """Where a meeting keeps what nobody may see yet."""
    return Scope.PRIVATE if meeting.private else Scope.HELD


def add(
    desk: Desk,
    item: str,
    column: str,
    text: str,
    *,
    author: str | None = None,
    anonymous: bool = False,
) -> tuple[str, Receipt]:
    """Writes a card at the end of a column.

    Args:
        desk: Who types it; not noted when the card is anonymous.
        item: Id of a brainstorm item.
        column: Key of one of its columns.
        text: What it says.
        author: Id of the person who says it; None for the room. An anonymous card has none,
            whatever is given.
        anonymous: Wanted for this card; every card of an anonymous item is.

    Returns:
        The new card's id, which changes at the reveal, and the receipt.

    Raises:
        ForbiddenMoveError: The item gathers no cards, or its meeting was discarded.
        NotFoundError: There is no such item or author.
        UsageError: There is no such column, or the text is empty or too long.
    """
    meeting, found = require_item(desk.repo, item)
    nameless = anonymous or is_nameless(found)
    id_ = desk.ids.new()

    def plan(reader: Reader) -> tuple[Change, ...]:
        return (plan_card(reader, id_, item, column, text, author=author, anonymous=nameless),)

    return id_, _hand(desk, nameless).transact(plan, meeting=meeting.id)


def is_nameless(item: AgendaItem) -> bool:
    """True where every card is anonymous; never changes once the meeting runs."""
    return brainstorm.settings(item).anonymous


def plan_card(
    reader: Reader,
    id: str,  # noqa: A002 - the field's own name
    item: str,
    column: str,
    text: str,
    *,
    author: str | None = None,
    anonymous: bool = False,
    shown: bool = False,
) -> Change:
    """The change that writes a card at the end of a column; for use inside a plan.

    Args:
        reader: The state the plan is made on.
        id: The new card's.
        item: Id of a brainstorm item.
        column: Key of one of its columns.
        text: What it says.
        author: Id of the person who says it; left out of an anonymous card.
        anonymous: Nobody's, and the transaction must be nobody's too.
        shown: Shown to everybody even before the reveal, as it is known already.

    Raises:
        ForbiddenMoveError: See ``add``, like the others.
    """
    home, place = require_item(reader, item)
    _require_column(place, column)
    if not anonymous and author is not None and reader.get(Kind.PEOPLE, author) is None:
        raise NotFoundError(f"no person has the id {short_id(author, ())!r}")
    lying = _of_item(reader, item)
    card = Card(
        id,
        home.id,
        item,
        column,
        admit(text, "the card"),
        author=None if anonymous else author,
        anonymous=anonymous,
        order=order_after(each.order for each in lying if each.column == column),
        hidden=not shown and _is_hiding(reader, place),
    )
    return put_card(card, held_scope(home) if card.hidden else None)


def edit(desk: Desk, card: str, text: str) -> Receipt:
    """Words a card differently.

    Raises:
        NotFoundError: There is no such card.
        UsageError: The text is empty or too long.
    """
    said = admit(text, "the card")
    return _change(desk, card, lambda _reader, each: (Put(Kind.CARDS, each.id, {"text": said}),))


def delete(desk: Desk, card: str) -> Receipt:
    """Takes a card away; a group of which one card is left is no group any more.

    Raises:
        NotFoundError: There is no such card.
    """
    return _change(
        desk, card, lambda reader, each: rules.plan_delete(_stacks(reader, each.meeting), each.id)
    )


def move(desk: Desk, card: str, column: str, index: int) -> Receipt:
    """Lays a card, with the group it anchors, into a column of its item.

    Args:
        desk: Who moves it.
        card: Its id, or a group's.
        column: Key of the column.
        index: Its place among the other stacks there, 0 for the top.

    Raises:
        NotFoundError: There is no such card or group.
        UsageError: There is no such column.
    """
    wanted = card
    if desk.repo.get(Kind.GROUPS, card) is not None:
        members = decode_all(Card, desk.repo.search(Kind.CARDS, group=card))
        wanted = _anchor(desk.repo, card, members)

    def plan(reader: Reader, each: Card) -> tuple[Change, ...]:
        _, item = require_item(reader, each.item)
        _require_column(item, column)
        others = [
            stack
            for stack in _stacks(reader, each.meeting)
            if stack.anchor.item == item.id
            and stack.anchor.column == column
            and stack.anchor.id != each.id
        ]
        order = rules.order_at(others, index)
        return (Put(Kind.CARDS, each.id, {"column": column, "order": order}),)

    return _change(desk, wanted, plan)


def group(desk: Desk, subject: str, onto: str) -> Receipt:
    """Lays a card or a whole group onto another; see ``core.cards.plan_group``."""

    def plan(stacks: tuple[Stack, ...]) -> tuple[Change, ...]:
        return rules.plan_group(stacks, subject, onto, desk.ids.new)

    return _change_stacks(desk, onto, plan)


def gather(desk: Desk, subjects: Sequence[str], title: str) -> Receipt:
    """Puts several cards into one group at once; see ``core.cards.plan_gather``."""
    named = admit(title, "the group's title", lines=False)

    def plan(stacks: tuple[Stack, ...]) -> tuple[Change, ...]:
        return rules.plan_gather(stacks, subjects, named, desk.ids.new)

    return _change_stacks(desk, subjects[0], plan)


def ungroup(desk: Desk, subject: str) -> Receipt:
    """Takes a card out of its group, or takes a group apart."""
    return _change_stacks(desk, subject, lambda stacks: rules.plan_ungroup(stacks, subject))


def rename_group(desk: Desk, group: str, title: str) -> Receipt:
    """Gives a group another name.

    Raises:
        NotFoundError: There is no such group.
        UsageError: The title is empty or too long.
    """
    named = admit(title, "the group's title", lines=False)

    def plan(stacks: tuple[Stack, ...]) -> tuple[Change, ...]:
        found = rules.find_stack(stacks, group)
        if found.group is None:
            raise ForbiddenMoveError(f"{quoted(found.title)} is a card; allowed: edit it")
        return (Put(Kind.GROUPS, found.id, {"title": named}),)

    return _change_stacks(desk, group, plan)


def reveal(desk: Desk, item: str) -> tuple[Receipt, ...]:
    """Shows an item's hidden cards to everybody, under new ids; new cards are not hidden any more.

    Anonymous cards come out shuffled, in a transaction that is nobody's. Where named and anonymous
    ones are mixed, the named ones follow in a second one, in the acting person's name; if
    the program dies between the two, revealing again does the rest.

    Raises:
        ForbiddenMoveError: The item gathers no cards, or has nothing to reveal.
        NotFoundError: There is no such item.
    """
    meeting, found = require_item(desk.repo, item)
    _require_brainstorm(found)
    hidden = [card for card in _of_item(desk.repo, item) if card.hidden]
    if not hidden and not _is_hiding(desk.repo, found):
        raise ForbiddenMoveError(f"{quoted(found.title)} hides no cards")
    nameless = [card for card in hidden if card.anonymous]
    receipts: list[Receipt] = []
    if nameless:
        last = len(nameless) == len(hidden)
        receipts.append(_reveal(desk.acting(None), meeting.id, item, anonymous=True, last=last))
    if len(nameless) < len(hidden) or not hidden:
        receipts.append(_reveal(desk, meeting.id, item, anonymous=False, last=True))
    return tuple(receipts)


def _reveal(desk: Desk, meeting: str, item: str, *, anonymous: bool, last: bool) -> Receipt:
    def plan(reader: Reader) -> tuple[Change, ...]:
        require_item(reader, item)
        cards = sorted(_of_item(reader, item), key=lambda card: (card.order, card.id))
        hidden = [card for card in cards if card.hidden and card.anonymous == anonymous]
        if anonymous:
            hidden = desk.ids.shuffled(hidden)
        taken: dict[str, list[str]] = {}
        for card in cards:
            if not (card.hidden and card.anonymous):
                taken.setdefault(card.column, []).append(card.order)
        changes = rules.plan_reveal(hidden, taken, [desk.ids.new() for _ in hidden])
        revealed = (Put(Kind.ITEMS, item, {"revealed": desk.stamp()}),) if last else ()
        return (*changes, *revealed)

    return desk.transact(plan, meeting=meeting)


def _require_brainstorm(item: AgendaItem) -> None:
    if item.activity != "brainstorm":
        raise ForbiddenMoveError(
            f"{quoted(item.title)} gathers no cards", hint="cards go into a brainstorm item"
        )


def _require_column(item: AgendaItem, column: str) -> None:
    _require_brainstorm(item)
    keys = [each.key for each in columns_of(item)]
    if column not in keys:
        raise UsageError(
            f"{quoted(item.title)} has no column {quoted(column)}", hint=suggestion(column, keys)
        )


def _is_hiding(reader: Reader, item: AgendaItem) -> bool:
    row = reader.get(Kind.ITEMS, item.id)
    known = None if row is None else decode(Progress, item.id, row)
    return brainstorm.settings(item).hidden and (known is None or known.revealed is None)


def _of_item(reader: Reader, item: str) -> tuple[Card, ...]:
    return decode_all(Card, reader.search(Kind.CARDS, item=item))


def _stacks(reader: Reader, meeting: str) -> tuple[Stack, ...]:
    return stack_cards(
        decode_all(Card, reader.search(Kind.CARDS, meeting=meeting)),
        decode_all(Group, reader.search(Kind.GROUPS, meeting=meeting)),
    )


def _anchor(reader: Reader, group: str, members: tuple[Card, ...]) -> str:
    row = reader.get(Kind.GROUPS, group)
    known = [] if row is None else decode_all(Group, {group: row})
    stacks = stack_cards(members, known)
    return stacks[0].anchor.id if stacks else group


def _card(reader: Reader, card: str) -> Card:
    row = reader.get(Kind.CARDS, card)
    found = None if row is None else decode(Card, card, row)
    if found is None:
        raise NotFoundError(
            f"no card has the id {short_id(card, ())!r}",
            hint="somebody may have deleted it, or revealed it under a new id",
        )
    return found


def _hand(desk: Desk, nameless: bool) -> Desk:
    return desk.acting(None) if nameless else desk


def _change(desk: Desk, card: str, plan: Callable[[Reader, Card], tuple[Change, ...]]) -> Receipt:
    known = _card(desk.repo, card)

    def locked(reader: Reader) -> tuple[Change, ...]:
        found = _card(reader, card)
        require_meeting(reader, found.meeting)
        return plan(reader, found)

    return _hand(desk, known.anonymous or known.hidden).transact(locked, meeting=known.meeting)


def _change_stacks(
    desk: Desk, subject: str, plan: Callable[[tuple[Stack, ...]], tuple[Change, ...]]
) -> Receipt:
    row = desk.repo.get(Kind.CARDS, subject) or desk.repo.get(Kind.GROUPS, subject)
    meeting = None if row is None else row.get("meeting")
    if not isinstance(meeting, str):
        raise NotFoundError(f"no card or group has the id {short_id(subject, ())!r}")

    def locked(reader: Reader) -> tuple[Change, ...]:
        require_meeting(reader, meeting)
        return plan(_stacks(reader, meeting))

    return desk.transact(locked, meeting=meeting)
