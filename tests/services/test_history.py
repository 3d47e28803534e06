"""The log in words, undo by what the log says, the trash, and a meeting's replay."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.actions import Draft, Edit
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.services import (
    actions,
    agenda,
    cards,
    history,
    meetings,
    notes,
    people,
    redaction,
    trash,
    votes,
)
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from retrotui.services.settings import calendar
from retrotui.services.undo import UndoStack, undo_last
from tests.services.test_conflicts import pair, share
from tests.support.clones import desks, exchange, memory_clones
from tests.support.meeting_room import Room, start_stop_continue


def told(desk: Desk) -> list[str]:
    return [f"{each.by or '-'} {each.words}" for each in history.latest(desk.repo, calendar(desk))]


def undo(desk: Desk) -> str:
    return undo_last(desk, calendar(desk)).words


@pytest.fixture
def desk() -> Desk:
    (made,) = desks(*memory_clones(1))
    return made


def test_work_in_the_name_of_one_from_the_clone_of_another_says_so() -> None:
    clones = memory_clones(2)
    ana, bo = desks(*clones)
    for _ in range(2):
        actions.add(ana, Draft("Hers"))
        actions.add(bo, Draft("His"))
    exchange(*clones)
    assert {each.via for each in history.latest(bo.repo, calendar(bo))} == {None}
    (forged,) = desks(clones[1], names=("ana",))
    actions.add(forged, Draft("Forged"))
    (guest,) = desks(clones[1], names=("Cy",))
    actions.add(guest, Draft("A guest's"))
    exchange(*clones)
    for desk in (ana, bo):
        seen = history.latest(desk.repo, calendar(desk))
        assert {each.title: each.via for each in seen if each.kind == Kind.ACTIONS} == {
            "Hers": None, "His": None, "Forged": "Bo", "A guest's": None
        }  # fmt: skip


def test_thanks_name_whom_they_are_for_where_somebody_is_named() -> None:
    room = Room(start_stop_continue())
    notes.add(room.desk, NoteSort.THANKS, "the fix", meeting=room.meeting, person="Bo")
    notes.add(room.desk, NoteSort.THANKS, "cake", meeting=room.meeting)
    assert [words.partition(" ")[2] for words in told(room.desk)[:2]] == [
        "gave thanks: “cake”",
        "thanked Bo: “the fix”",
    ]


# The log ---------------------------------------------------------------------------------


def test_the_latest_steps_are_told_newest_first_in_the_words_of_people(desk: Desk) -> None:
    id_ = actions.add(desk, Draft("Fix staging", due="2026-11-20"), owners=("Bo",)).id
    actions.move(desk, id_, due="2026-11-27")
    actions.assign(desk.acting("Bo"), id_, ("Cy",))
    actions.block(desk, id_, why="no key")
    actions.done(desk, id_, helped=Outcome.PARTLY)
    actions.edit(desk.acting(None), id_, Edit(title="Fix it"))
    actions.delete(desk, id_)
    assert told(desk) == [
        "Ana deleted the action “Fix it”",
        "- reworded the action “Fix staging” to “Fix it”",
        "Ana finished “Fix it”",
        "Ana blocked “Fix it”: no key",
        "Bo handed “Fix it” from Bo to Cy",
        "Ana moved “Fix it” from 20 Nov to 27 Nov",
        "Ana added the action “Fix staging”",
    ]
    (newest,) = history.latest(desk.repo, calendar(desk), limit=1)
    assert (newest.kind, newest.id, newest.title) == ("actions", id_, "Fix it")
    later = calendar(desk).now.replace(year=2027)
    assert history.latest(desk.repo, calendar(desk), since=later) == ()


def test_a_step_of_nobody_tells_neither_clone_nor_event(desk: Desk) -> None:
    id_ = actions.add(desk, Draft("Known")).id
    actions.edit(desk.acting(None), id_, Edit(title="Unknown"))
    nameless, named = history.latest(desk.repo, calendar(desk))
    assert (nameless.by, nameless.clone, nameless.event) == (None, None, None)
    assert (named.by, named.clone) == ("Ana", "w-memory0")
    assert named.event is not None


def test_a_record_is_told_from_its_beginning_with_what_each_author_saw() -> None:
    ana, bo = pair()
    id_ = actions.add(ana, Draft("Fix", due="2026-11-20")).id
    share(ana, bo)
    actions.move(ana, id_, due="2026-11-27")
    actions.move(bo, id_, due="2026-12-04")
    share(ana, bo)
    steps = history.of(ana.repo, Kind.ACTIONS, id_, calendar(ana))
    moves = {(each.old, each.new) for step in steps for each in step.changes if each.field == "due"}
    assert moves == {
        (None, "2026-11-20"), ("2026-11-20", "2026-11-27"), ("2026-11-20", "2026-12-04"),
    }  # fmt: skip
    with pytest.raises(NotFoundError):
        history.of(ana.repo, Kind.ACTIONS, "0" * 26, calendar(ana))


def test_hidden_cards_and_votes_are_in_no_log_before_their_time() -> None:
    room = Room(start_stop_continue(hidden=True))
    gather = room.id("Gather")
    card, _ = cards.add(room.desk, gather, "start", "Nobody may know this yet")
    spoken = str(history.latest(room.desk.repo, calendar(room.desk)))
    assert "Nobody may know" not in spoken
    with pytest.raises(NotFoundError):
        history.of(room.desk.repo, Kind.CARDS, card, calendar(room.desk))


# Undo ------------------------------------------------------------------------------------


def test_undo_goes_back_step_by_step_and_says_what_it_did(desk: Desk) -> None:
    id_ = actions.add(desk, Draft("Fix", due="2026-11-20"), owners=("Bo",)).id
    actions.move(desk, id_, due="2026-11-27")
    actions.assign(desk, id_, ("Cy", "Bo"))
    before = desk.repo.get("actions", id_)
    actions.done(desk, id_)
    dry = undo_last(desk, calendar(desk), dry_run=True)
    assert (dry.words, dry.receipt) == ("finished “Fix”", None)
    assert undo(desk) == "finished “Fix”"
    assert without_stamp(desk, id_) == {k: v for k, v in (before or {}).items() if k != "updated"}
    assert undo(desk) == "gave “Fix” to Cy"
    assert undo(desk) == "moved “Fix” from 20 Nov to 27 Nov"
    assert actions.get(desk.repo, id_).due == "2026-11-20"
    assert undo(desk) == "added the action “Fix”"
    assert desk.repo.get("actions", id_) is None
    with pytest.raises(UsageError, match="nothing of Ana is left"):
        undo(desk)
    assert told(desk)[0] == "Ana undid: added the action “Fix”"


def without_stamp(desk: Desk, id_: str) -> dict[str, object]:
    row = desk.repo.get("actions", id_) or {}
    return {name: value for name, value in row.items() if name != "updated"}


def test_undo_takes_back_only_what_this_person_did_in_this_clone() -> None:
    ana, bo = pair()
    id_ = actions.add(ana, Draft("Fix")).id
    share(ana, bo)
    actions.block(bo, id_, why="no key")
    share(ana, bo)
    with pytest.raises(UsageError, match="nothing of Ana is left"):
        undo(bo.acting("Ana"))
    with pytest.raises(UsageError):
        undo(ana.acting(None))
    with pytest.raises(ForbiddenMoveError) as refused:
        undo(ana)
    assert "Bo set status of the action “Fix” to “blocked”" in refused.value.message
    assert without_stamp(ana, id_)["status"] == "blocked"
    assert undo(bo) == "blocked “Fix”: no key"
    share(ana, bo)
    assert undo(ana) == "added the action “Fix”"


def test_what_others_put_since_is_named_and_kept() -> None:
    ana, bo = pair()
    id_ = actions.add(ana, Draft("Fix", due="2026-11-20")).id
    actions.move(ana, id_, due="2026-11-27")
    share(ana, bo)
    actions.move(bo, id_, due="2026-12-04")
    share(ana, bo)
    with pytest.raises(ForbiddenMoveError) as refused:
        undo(ana)
    assert "would lose what came since: Bo set due of the action “Fix” to “4 Dec”" in (
        refused.value.message
    )
    actions.delete(bo, id_)
    share(ana, bo)
    with pytest.raises(ForbiddenMoveError, match="was deleted"):
        undo(ana)
    assert undo(bo) == "deleted the action “Fix”"
    assert actions.get(bo.repo, id_).due == "2026-12-04"


def test_what_was_undone_in_the_app_is_not_undone_again(desk: Desk) -> None:
    stack = UndoStack()
    actions.add(desk, Draft("First"))
    saved = actions.add(desk, Draft("Second"))
    stack.push("add action", saved.receipt)
    stack.undo(desk)
    assert undo(desk) == "added the action “First”"


def test_a_reveal_a_closed_vote_and_a_begun_meeting_stay() -> None:
    room = Room(start_stop_continue(hidden=True))
    with pytest.raises(ForbiddenMoveError, match="a meeting was begun with it"):
        undo(room.desk)
    gather = room.id("Gather")
    cards.add(room.desk, gather, columns(room, gather)[0], "One", author=None)
    cards.reveal(room.desk, gather)
    with pytest.raises(ForbiddenMoveError, match="everybody has seen"):
        undo(room.desk)
    vote = room.id("Vote")
    shown = next(iter(room.desk.repo.search(Kind.CARDS, hidden=False)))
    votes.cast(room.desk, vote, shown, "paper-1", 1)
    votes.close_vote(room.desk, vote)
    with pytest.raises(ForbiddenMoveError, match="reopen") as refused:
        undo_hint(room.desk)
    assert "votes behind the counts" in refused.value.message


def undo_hint(desk: Desk) -> None:
    try:
        undo(desk)
    except ForbiddenMoveError as refused:
        raise ForbiddenMoveError(f"{refused.message}; {refused.hint}") from refused


def columns(room: Room, item: str) -> list[str]:
    found = next(each for each in room.state.items if each.id == item)
    return [str(each["key"]) for each in found.settings["columns"]]


Move = Callable[[Desk, str], object]


MOVES: tuple[Move, ...] = (
    lambda desk, id_: actions.move(desk, id_, due="2026-12-24"),
    lambda desk, id_: actions.move(desk, id_, due=None),
    lambda desk, id_: actions.edit(desk, id_, Edit(title="Other", tags=("x", "y"), priority=2)),
    lambda desk, id_: actions.untag(desk, id_, tags=("x",)),
    lambda desk, id_: actions.assign(desk, id_, ("Bo", "Cy")),
    lambda desk, id_: actions.assign(desk, id_, ()),
    lambda desk, id_: actions.done(desk, id_, helped=Outcome.NO),
    actions.reopen,
    lambda desk, id_: actions.block(desk, id_, why="w"),
    actions.delete,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(range(len(MOVES))), max_size=8))
def test_undoing_everything_shows_every_row_there_was(chosen: list[int]) -> None:
    (desk,) = desks(*memory_clones(1))
    people.add(desk, "Bo")
    people.add(desk, "Cy")
    id_ = actions.add(desk, Draft("Fix", due="2026-11-20")).id
    rows = [shape(desk, id_)]
    for each in chosen:
        try:
            receipt = MOVES[each](desk, id_)
        except (ForbiddenMoveError, NotFoundError):
            continue
        if getattr(receipt, "receipt", receipt).events:  # type: ignore[attr-defined]
            rows.append(shape(desk, id_))
    while len(rows) > 1:
        assert shape(desk, id_) == rows.pop()
        undo(desk)
    assert shape(desk, id_) == rows[0]


def shape(desk: Desk, id_: str) -> dict[str, object] | None:
    row = desk.repo.get("actions", id_)
    if row is None:
        return None
    kept = {name: value for name, value in row.items() if name not in ("updated", "created")}
    return {name: value for name, value in kept.items() if value != []}


# The trash -------------------------------------------------------------------------------


def test_what_was_deleted_is_listed_and_comes_back_whole(desk: Desk) -> None:
    id_ = actions.add(desk, Draft("Fix", due="2026-11-20", tags=("ci",)), owners=("Bo",)).id
    before = shape(desk, id_)
    actions.delete(desk.acting("Bo"), id_)
    (found,) = trash.listing(desk.repo, calendar(desk))
    assert (found.kind, found.title, found.by) == ("actions", "Fix", "Bo")
    back, receipt = trash.restore(desk, id_[-16:], calendar(desk))
    assert (back.title, len(receipt.events)) == ("Fix", 1)
    assert shape(desk, id_) == before
    assert trash.listing(desk.repo, calendar(desk)) == ()
    with pytest.raises(ForbiddenMoveError, match="not in the trash"):
        trash.restore(desk, id_, calendar(desk))
    assert undo(desk).startswith("changed") or shape(desk, id_) is None


def test_a_discarded_meeting_is_in_the_trash_and_hidden_cards_never_are() -> None:
    room = Room(start_stop_continue(hidden=True))
    gather = room.id("Gather")
    cards.add(room.desk, gather, columns(room, gather)[0], "One", author=None)
    cards.reveal(room.desk, gather)
    assert trash.listing(room.desk.repo, calendar(room.desk)) == ()
    meetings.discard(room.desk, room.meeting)
    (found,) = trash.listing(room.desk.repo, calendar(room.desk))
    assert (found.kind, found.id) == ("meetings", room.meeting)
    trash.restore(room.desk, room.meeting, calendar(room.desk))
    assert trash.listing(room.desk.repo, calendar(room.desk)) == ()


# Redaction -------------------------------------------------------------------------------


def test_a_redacted_text_is_told_by_nothing_and_cannot_be_undone(desk: Desk) -> None:
    id_ = actions.add(desk, Draft("Bo's salary", due="2026-11-20")).id
    actions.edit(desk, id_, Edit(title="Bo's salary is 71"))
    intent = redaction.intend(desk, id_, "title", calendar(desk))
    redaction.redact(desk, intent)
    assert actions.get(desk.repo, id_).title == "[redacted]"
    assert actions.get(desk.repo, id_).due == "2026-11-20"
    assert "salary" not in str(history.latest(desk.repo, calendar(desk)))
    assert told(desk)[0] == "Ana redacted a text"
    with pytest.raises(ForbiddenMoveError, match="in the log no more"):
        undo(desk)
    with pytest.raises(ForbiddenMoveError, match="holds no such text"):
        redaction.redact(desk, intent)
    with pytest.raises(UsageError) as refused:
        redaction.intend(desk, id_, "due", calendar(desk))
    assert "title" in (refused.value.hint or "")


# A meeting again -------------------------------------------------------------------------


def test_a_meeting_can_be_stepped_through_forwards_and_back() -> None:
    room = Room(start_stop_continue(hidden=True))
    gather = room.id("Gather")
    for text in ("One", "Two", "Three"):
        cards.add(room.desk, gather, columns(room, gather)[0], text, anonymous=True)
    cards.reveal(room.desk, gather)
    saved = actions.add(room.desk, Draft("Fix", meeting=room.meeting), meeting=room.meeting)
    agenda.end(room.desk, room.meeting)
    actions.done(room.desk, saved.id)
    replayed, steps = history.replay(room.desk.repo, room.meeting, calendar(room.desk))
    assert [each.words.split()[0] for each in steps] == ["started", "revealed", "added", "ended"]
    assert (steps[1].by, steps[1].clone) == (None, None)
    seen = []
    for index in (*range(len(steps)), *reversed(range(len(steps)))):
        state = load_state(replayed.reader_at(index), room.meeting)
        seen.append((len(state.cards), len(state.actions), state.meeting.ended is not None))
    forwards = [(0, 0, False), (3, 0, False), (3, 1, False), (3, 1, True)]
    assert seen == [*forwards, *reversed(forwards)]
    last = replayed.reader_at(len(steps) - 1)
    assert last.all(Kind.ACTIONS)[saved.id]["status"] == "open"
    assert last.search(Kind.ITEMS, meeting=room.meeting).keys() == {i.id for i in room.state.items}
    with pytest.raises(IndexError):
        replayed.reader_at(len(steps))
    with pytest.raises(NotFoundError):
        history.replay(room.desk.repo, "0" * 26, calendar(room.desk))
