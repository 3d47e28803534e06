"""The board: where cards and groups stand, and what grouping may never do to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.agenda import AgendaItem, orders
from retrotui.core.cards import (
    PLAIN_COLUMNS,
    Place,
    Stack,
    arrange,
    columns_of,
    find_stack,
    order_at,
    plan_delete,
    plan_group,
    plan_reveal,
    plan_ungroup,
    stack_cards,
    visible_stacks,
)
from retrotui.core.changes import Change, Drop, Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.records.cards import Card, Group
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_tables import Column
from tests.support.fakes import FakeIds

KEYS = ("start", "stop")
PLACES = tuple(Place("item", Column(key, key.title())) for key in KEYS)


def cards(count: int) -> list[Card]:
    places = orders(count)
    return [
        Card(f"card{n}", "meeting", "item", KEYS[n % 2], f"text {n}", order=places[n])
        for n in range(count)
    ]


class Table:
    """Cards and groups in memory, with changes applied as the store would."""

    def __init__(self, count: int) -> None:
        self.cards = {card.id: card for card in cards(count)}
        self.groups: dict[str, Group] = {}
        self.ids = FakeIds()

    @property
    def stacks(self) -> tuple[Stack, ...]:
        return stack_cards(self.cards.values(), self.groups.values())

    def apply(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            table: dict = self.cards if change.kind == Kind.CARDS else self.groups
            if isinstance(change, Drop):
                del table[change.id]
                continue
            assert isinstance(change, Put)
            old = table.get(change.id)
            row = {} if old is None else {n: getattr(old, n) for n in type(old).__slots__}
            record = Card if change.kind == Kind.CARDS else Group
            made = decode(record, change.id, row | dict(change.fields))
            assert made is not None
            table[change.id] = made


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["group", "ungroup", "delete"]), st.integers(0, 30), st.integers(0, 30)
    ),
    max_size=25,
)


@settings(max_examples=80)
@given(MOVES)
def test_no_card_is_lost_and_no_group_is_smaller_than_two(moves: list) -> None:
    table = Table(8)
    deleted = 0
    for move, one, other in moves:
        known = [*table.cards, *table.groups]
        if not known:
            break
        subject, onto = known[one % len(known)], known[other % len(known)]
        try:
            if move == "group":
                table.apply(plan_group(table.stacks, subject, onto, table.ids.new))
            elif move == "ungroup":
                table.apply(plan_ungroup(table.stacks, subject))
            else:
                table.apply(plan_delete(table.stacks, subject))
                deleted += 1
        except ForbiddenMoveError:
            continue
        shown = [card.id for stack in table.stacks for card in stack.cards]
        assert sorted(shown) == sorted(table.cards)
        assert len(table.cards) == 8 - deleted
        sizes = {stack.id: len(stack.cards) for stack in table.stacks if stack.group}
        assert sizes.keys() == table.groups.keys()
        assert all(size >= 2 for size in sizes.values())
        assert {group.anchor for group in table.groups.values()} <= table.cards.keys()


def test_two_cards_make_a_group_named_by_the_lower_one_that_stands_where_it_stood() -> None:
    table = Table(4)
    table.apply(plan_group(table.stacks, "card0", "card3", table.ids.new))
    merged = find_stack(table.stacks, "card0")
    assert merged.title == "text 3"
    assert [card.id for card in merged.cards] == ["card3", "card0"]
    board = arrange(PLACES, table.cards.values(), table.groups.values())
    assert [stack.title for stack in board[1].stacks] == ["text 1", "text 3"]
    assert [column.card_count for column in board] == [1, 3]


def test_ungrouping_puts_every_card_back_into_its_own_column() -> None:
    table = Table(4)
    before = table.stacks
    table.apply(plan_group(table.stacks, "card0", "card3", table.ids.new))
    table.apply(plan_ungroup(table.stacks, next(iter(table.groups))))
    assert table.stacks == before
    assert not table.groups


def test_a_groups_id_takes_all_its_cards_along() -> None:
    table = Table(4)
    table.apply(plan_group(table.stacks, "card0", "card1", table.ids.new))
    table.apply(plan_group(table.stacks, "card2", "card3", table.ids.new))
    first, second = table.groups
    table.apply(plan_group(table.stacks, first, second, table.ids.new))
    assert [len(stack.cards) for stack in table.stacks] == [4]
    assert list(table.groups) == [second]


def test_a_group_stays_in_its_column_when_its_first_card_leaves() -> None:
    table = Table(6)
    table.apply(plan_group(table.stacks, "card1", "card3", table.ids.new))
    table.apply(plan_group(table.stacks, "card5", "card3", table.ids.new))
    table.apply(plan_ungroup(table.stacks, "card3"))
    board = arrange(PLACES, table.cards.values(), table.groups.values())
    assert {stack.id for stack in board[1].stacks} == {"card3", *table.groups}


def test_hidden_cards_cannot_be_grouped_or_voted_on() -> None:
    one, two = cards(2)
    hidden = Card("h", "meeting", "item", "start", "secret", order="z", hidden=True)
    stacks = stack_cards([one, two, hidden], [])
    with pytest.raises(ForbiddenMoveError, match="reveal"):
        plan_group(stacks, "h", "card0", FakeIds().new)
    board = arrange(PLACES, [one, two, hidden], [])
    assert "h" not in {stack.id for stack in visible_stacks(board)}
    assert board[0].card_count == 2


def test_a_card_on_itself_and_an_unknown_card_are_refused() -> None:
    table = Table(2)
    with pytest.raises(ForbiddenMoveError):
        plan_group(table.stacks, "card0", "card0", table.ids.new)
    with pytest.raises(NotFoundError):
        plan_group(table.stacks, "card0", "nobody", table.ids.new)


def test_a_card_whose_column_is_gone_is_still_on_the_board() -> None:
    lost = Card("lost", "meeting", "item", "gone", "kept")
    board = arrange(PLACES, [lost], [])
    assert [column.place.column.key for column in board] == ["start", "stop", "gone"]
    assert board[-1].stacks[0].title == "kept"


def test_equal_places_go_by_id() -> None:
    twins = [Card(each, "m", "item", "start", each, order="i") for each in ("b", "a")]
    assert [stack.id for stack in stack_cards(twins, [])] == ["a", "b"]


@given(st.lists(st.integers(0, 9), max_size=15))
def test_a_card_lands_at_the_index_it_was_laid_at(indices: list[int]) -> None:
    lying: list[Card] = []
    expected: list[str] = []
    for n, index in enumerate(indices):
        order = order_at(stack_cards(lying, []), index)
        lying.append(Card(f"c{n:02}", "m", "item", "start", "text", order=order))
        expected.insert(index, f"c{n:02}")
    assert [stack.id for stack in stack_cards(lying, [])] == expected


def test_a_reveal_keeps_the_places_of_named_cards() -> None:
    named = [Card(f"h{n}", "m", "item", "start", str(n), "bo", order=o, hidden=True)
             for n, o in enumerate(orders(3))]  # fmt: skip
    puts = [c for c in plan_reveal(named, {}, ["x", "y", "z"]) if isinstance(c, Put)]
    assert [put.fields["order"] for put in puts] == [card.order for card in named]
    assert {put.fields["author"] for put in puts} == {"bo"}


def test_a_reveal_takes_anonymous_cards_out_of_their_places() -> None:
    hidden = [
        Card(f"h{n}", "m", "item", "start", str(n), "bo", True, order=o, hidden=True)
        for n, o in enumerate(orders(3))
    ]
    shuffled = [hidden[2], hidden[0], hidden[1]]
    made = plan_reveal(shuffled, {"start": ["3"]}, ["z", "x", "y"])
    puts = [change for change in made if isinstance(change, Put)]
    shown = sorted(puts, key=lambda put: (put.fields["order"], put.id))
    assert [put.fields["text"] for put in shown] == ["2", "0", "1"]
    assert [put.id for put in shown] == ["x", "y", "z"]
    assert all(put.fields["order"] > "3" for put in puts)
    assert {put.fields["author"] for put in puts} == {None}
    assert {change.id for change in made if isinstance(change, Drop)} == {"h0", "h1", "h2"}


@pytest.mark.parametrize("columns", [None, "x", [], [{"nonsense": 1}], [7]])
def test_a_brainstorm_always_has_a_column(columns: object) -> None:
    item = AgendaItem("item", "Gather", "brainstorm", settings={"columns": columns})
    assert columns_of(item)
    if not columns or columns == "x":
        assert columns_of(item) == PLAIN_COLUMNS
