"""Cards in a running meeting: what stays in this clone, who is noted, what everybody sees."""

import pytest

from retrotui.core.changes import Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, TextTooLongError, UsageError
from retrotui.core.meeting_state import board, hidden_cards, subjects
from retrotui.core.records.kinds import Kind
from retrotui.services import agenda, cards
from tests.support.meeting_room import Room, start_stop_continue


def texts(room: Room, title: str = "Gather") -> list[list[str]]:
    state = room.state
    return [
        [card.text for stack in column.stacks for card in stack.cards]
        for column in board(state, room.item(title))
    ]


def test_hidden_cards_are_nowhere_in_the_shared_log_until_the_reveal() -> None:
    room = Room()
    gather = room.id("Gather")
    cards.add(room.desk, gather, "start", "pair on deploys", author=room.person("Bo"))
    cards.add(room.desk, gather, "stop", "friday releases")
    first = room.card("pair on deploys").id
    cards.edit(room.desk, first, "pair more on deploys")
    cards.move(room.desk, first, "stop", 0)
    assert "deploys" not in room.written(Scope.SHARED)
    assert "friday" not in room.written(Scope.SHARED)
    assert subjects(room.state, room.item("Vote")) == ()
    assert len(hidden_cards(room.state, room.item("Vote"))) == 2

    cards.reveal(room.desk, gather)
    assert texts(room) == [[], ["pair more on deploys", "friday releases"], []]
    shown = room.card("pair more on deploys")
    assert shown.id != first
    assert shown.author == room.person("Bo")
    assert room.repo.scope_of(Kind.CARDS, shown.id) == Scope.SHARED
    assert first not in room.written(Scope.SHARED)
    assert room.repo.get(Kind.CARDS, first) is None
    assert room.acting(Scope.SHARED, "pair more on deploys") == {"Ana"}


def test_cards_after_the_reveal_are_seen_at_once() -> None:
    room = Room()
    gather = room.id("Gather")
    cards.reveal(room.desk, gather)
    late, _ = cards.add(room.desk, gather, "start", "late thought")
    assert room.repo.scope_of(Kind.CARDS, late) == Scope.SHARED
    with pytest.raises(ForbiddenMoveError, match="hides no cards"):
        cards.reveal(room.desk, gather)


def test_an_item_that_does_not_hide_shares_cards_at_once() -> None:
    room = Room(start_stop_continue(hidden=False))
    made, _ = cards.add(room.desk, room.id("Gather"), "start", "open talk")
    assert room.repo.scope_of(Kind.CARDS, made) == Scope.SHARED


@pytest.mark.parametrize("hidden", [True, False])
def test_anonymous_cards_never_store_an_author_or_who_acted(hidden: bool) -> None:
    room = Room(start_stop_continue(anonymous=True, hidden=hidden))
    gather, bo = room.id("Gather"), room.person("Bo")
    for text in ("whisper one", "whisper two", "whisper three"):
        cards.add(room.desk, gather, "start", text, author=bo)
    cards.edit(room.desk, room.card("whisper one").id, "whisper uno")
    cards.add(room.desk, gather, "start", "whisper gone", author=bo)
    gone = room.card("whisper gone").id
    cards.delete(room.desk, gone)
    if hidden:
        assert "whisper" not in room.written(Scope.SHARED)
        cards.reveal(room.desk, gather)
    assert {card.author for card in room.state.cards} == {None}
    for scope in Scope:
        assert room.acting(scope, "whisper") <= {None}
        assert room.acting(scope, gone) <= {None}
    everything = [event for event, _ in room.repo.events if "whisper" in repr(event)]
    assert bo not in repr(everything)


def test_anonymous_cards_come_out_shuffled() -> None:
    room = Room(start_stop_continue(anonymous=True))
    for text in ("first", "second", "third"):
        cards.add(room.desk, room.id("Gather"), "start", text)
    cards.reveal(room.desk, room.id("Gather"))
    assert texts(room)[0] == ["third", "second", "first"]
    by_id = sorted(room.state.cards, key=lambda card: card.id)
    assert [card.text for card in by_id] == ["third", "second", "first"]


def test_mixed_cards_are_revealed_in_two_hands() -> None:
    room = Room()
    gather = room.id("Gather")
    cards.add(room.desk, gather, "start", "nameless one", anonymous=True)
    cards.add(room.desk, gather, "start", "named by bo", author=room.person("Bo"))
    cards.add(room.desk, gather, "start", "nameless two", anonymous=True)
    receipts = cards.reveal(room.desk, gather)
    assert len(receipts) == 2
    assert texts(room)[0] == ["named by bo", "nameless two", "nameless one"]
    assert room.acting(Scope.SHARED, "nameless") == {None}
    assert room.acting(Scope.SHARED, "named by bo") == {"Ana"}


def test_a_reveal_cut_off_half_way_is_finished_by_revealing_again() -> None:
    room = Room()
    gather = room.id("Gather")
    cards.add(room.desk, gather, "start", "nameless", anonymous=True)
    cards.add(room.desk, gather, "start", "named")

    class DiedError(Exception):
        pass

    real, calls = room.repo.transact, []

    def dying(*args: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise DiedError
        return real(*args, **named)

    room.repo.transact = dying  # type: ignore[method-assign]
    with pytest.raises(DiedError):
        cards.reveal(room.desk, gather)
    room.repo.transact = real  # type: ignore[method-assign]
    assert [card.hidden for card in room.state.cards if card.text == "named"] == [True]
    cards.reveal(room.desk, gather)
    assert sorted(card.text for card in room.state.cards) == ["named", "nameless"]
    assert not any(card.hidden for card in room.state.cards)


def test_a_private_meeting_keeps_hidden_and_shown_cards_in_the_private_log() -> None:
    room = Room(start_stop_continue(private=True))
    gather = room.id("Gather")
    cards.add(room.desk, gather, "start", "between us")
    assert room.repo.scope_of(Kind.CARDS, room.card("between us").id) == Scope.PRIVATE
    cards.reveal(room.desk, gather)
    cards.add(room.desk, gather, "stop", "also between us")
    for card in room.state.cards:
        assert room.repo.scope_of(Kind.CARDS, card.id) == Scope.PRIVATE
    assert "between us" not in room.written(Scope.SHARED) + room.written(Scope.HELD)
    assert room.meeting not in room.written(Scope.SHARED)


def test_moving_and_grouping_is_seen_by_a_second_screen() -> None:
    room = Room(start_stop_continue(hidden=False))
    gather = room.id("Gather")
    for text in ("a", "b", "c"):
        cards.add(room.desk, gather, "start", text)
    cards.move(room.desk, room.card("c").id, "start", 0)
    assert texts(room)[0] == ["c", "a", "b"]
    cards.group(room.desk, room.card("a").id, room.card("b").id)
    merged = next(stack for stack in subjects(room.state, room.item("Vote")) if stack.group)
    assert merged.title == "b"
    cards.rename_group(room.desk, merged.id, "Deploys")
    cards.move(room.desk, merged.id, "stop", 5)
    stack = board(room.state, room.item("Gather"))[1].stacks[0]
    assert (stack.title, [card.text for card in stack.cards]) == ("Deploys", ["b", "a"])
    cards.ungroup(room.desk, room.card("a").id)
    assert texts(room) == [["c", "a"], ["b"], []]
    assert room.state.groups == ()


def test_refusals_name_what_is_wrong_and_change_nothing() -> None:
    room = Room()
    gather = room.id("Gather")
    before = len(room.repo.events)
    with pytest.raises(UsageError) as refused:
        cards.add(room.desk, gather, "strat", "x")
    assert refused.value.hint is not None
    assert "start" in refused.value.hint
    with pytest.raises(UsageError, match="empty"):
        cards.add(room.desk, gather, "start", " \x1b \u200b")
    with pytest.raises(TextTooLongError):
        cards.add(room.desk, gather, "start", "x" * 70_000)
    with pytest.raises(ForbiddenMoveError, match="gathers no cards"):
        cards.add(room.desk, room.id("Vote"), "start", "x")
    with pytest.raises(NotFoundError):
        cards.add(room.desk, gather, "start", "x", author="0" * 26)
    with pytest.raises(NotFoundError):
        cards.edit(room.desk, "0" * 26, "x")
    assert len(room.repo.events) == before


def test_markup_and_control_codes_are_text() -> None:
    room = Room(start_stop_continue(hidden=False))
    cards.add(room.desk, room.id("Gather"), "start", "[/] [@click=app.quit]x\x1b[2J")
    assert texts(room)[0] == ["[/] [@click=app.quit]x[2J"]


def test_who_is_done_writing_is_seen_by_all() -> None:
    room = Room()
    gather = room.id("Gather")
    agenda.mark_ready(room.desk, gather, room.person("Bo"))
    agenda.mark_ready(room.desk, gather, room.person("Cy"))
    agenda.mark_ready(room.desk, gather, room.person("Cy"), ready=False)
    assert room.state.progress[gather].ready == (room.person("Bo"),)


def test_cards_are_gathered_into_one_group_at_once_and_into_one_that_is_there() -> None:
    room = Room(start_stop_continue(hidden=False))
    gather = room.id("Gather")
    ids = [cards.add(room.desk, gather, "start", text)[0] for text in ("one", "two", "three")]
    receipt = cards.gather(room.desk, [ids[1], ids[0]], "Numbers")
    (stack, _) = subjects(room.state, room.item("Vote"))
    assert (stack.title, stack.anchor.id) == ("Numbers", ids[0])
    cards.gather(room.desk, [ids[2], stack.id], "Another name")
    (stack,) = subjects(room.state, room.item("Vote"))
    assert (stack.title, len(stack.cards)) == ("Numbers", 3)
    assert receipt.undo
    with pytest.raises(ForbiddenMoveError, match="lies there already"):
        cards.gather(room.desk, ids, "Numbers")


def test_gathering_refuses_hidden_cards_lost_ones_and_two_groups() -> None:
    room = Room()
    gather = room.id("Gather")
    ids = [cards.add(room.desk, gather, "start", text)[0] for text in ("one", "two")]
    with pytest.raises(ForbiddenMoveError, match="hidden card cannot"):
        cards.gather(room.desk, ids, "Numbers")
    cards.reveal(room.desk, gather)
    texts = ("one", "two", "three", "four")
    for text in texts[2:]:
        cards.add(room.desk, gather, "start", text)
    one, two, three, four = (room.card(text).id for text in texts)
    cards.gather(room.desk, [one, two], "First")
    cards.gather(room.desk, [three, four], "Second")
    with pytest.raises(ForbiddenMoveError, match="other groups by now"):
        cards.gather(room.desk, [one, three], "Both")
    with pytest.raises(NotFoundError):
        cards.gather(room.desk, [one, "gone"], "Lost")
    with pytest.raises(UsageError):
        cards.gather(room.desk, [one, three], " ")
