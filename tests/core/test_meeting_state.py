"""What can be read off a meeting: which cards an item is about, who is here, what is owed."""

from datetime import UTC, date, datetime

from retrotui.core.agenda import AgendaItem
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import (
    MeetingState,
    attending,
    board,
    captured,
    for_whom,
    last_activity,
    ranking,
    returning_dissents,
    sources,
    subjects,
    totals,
)
from retrotui.core.people import Directory
from retrotui.core.records.cards import Ballot, Card, Note, NoteSort
from retrotui.core.records.decisions import Dissent, DissentState, Verdict
from retrotui.core.records.meetings import Meeting, Participant, Presence
from retrotui.core.records.people import Person
from retrotui.core.timeline import Move, MoveKind

MEETING = Meeting("m", "Retro")
COLUMNS = {"columns": [{"key": "ideas", "title": "Ideas"}]}


def agenda(*activities: str) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(f"{n}-{each}", each, each, 5, str(n), COLUMNS if each == "brainstorm" else {})
        for n, each in enumerate(activities, 1)
    )


def card(id: str, item: str, order: str = "i", **more: object) -> Card:  # noqa: A002 - field's name
    return Card(id, "m", item, "ideas", id, order=order, **more)  # type: ignore[arg-type]


def test_an_item_works_with_the_cards_of_its_own_round() -> None:
    items = agenda("brainstorm", "brainstorm", "group", "vote", "brainstorm", "vote", "discuss")
    state = MeetingState(MEETING, items=items)
    rounds = {item.id: [each.id[0] for each in sources(state, item)] for item in items}
    assert rounds == {
        "1-brainstorm": ["1"],
        "2-brainstorm": ["2"],
        "3-group": ["1", "2"],
        "4-vote": ["1", "2"],
        "5-brainstorm": ["5"],
        "6-vote": ["5"],
        "7-discuss": ["5"],
    }


def test_an_item_moved_before_every_brainstorm_still_finds_cards() -> None:
    items = agenda("vote", "brainstorm")
    state = MeetingState(MEETING, items=items, cards=(card("a", "2-brainstorm"),))
    assert [stack.id for stack in subjects(state, items[0])] == ["a"]


def test_two_brainstorms_with_one_column_key_keep_their_cards_apart() -> None:
    items = agenda("brainstorm", "brainstorm", "group")
    cards = (card("a", "1-brainstorm"), card("b", "2-brainstorm"))
    state = MeetingState(MEETING, items=items, cards=cards)
    columns = board(state, items[2])
    assert [[stack.id for stack in column.stacks] for column in columns] == [["a"], ["b"]]


def test_a_discussion_goes_by_the_nearest_closed_vote_about_its_cards() -> None:
    items = agenda("brainstorm", "vote", "vote", "discuss", "brainstorm", "discuss")
    cards = tuple(card(each, "1-brainstorm", each) for each in ("a", "b", "c"))
    first = Ballot("b1", "m", "2-vote", "vote", {"a": 5})
    second = Ballot("b2", "m", "3-vote", "vote", {"c": 1})
    both = MeetingState(MEETING, items=items, cards=cards, ballots=(first, second))
    assert [each.stack.id for each in ranking(both, items[3])] == ["c", "a", "b"]
    assert ranking(both, items[5]) == ()
    one = MeetingState(MEETING, items=items, cards=cards, ballots=(first,))
    assert ranking(one, items[3])[0].stack.id == "a"
    assert totals(one, items[2]) is None
    assert [each.dots for each in ranking(one, items[2])] == [0, 0, 0]


def test_merged_people_are_one_and_the_absent_are_not_here() -> None:
    people = Directory(
        [Person("1", "Ana"), Person("2", "Anna", merged_into="1"), Person("3", "Bo")]
    )
    there = (
        Participant("p1", "m", "1"),
        Participant("p2", "m", "2", Presence.LATE),
        Participant("p3", "m", "3", Presence.LEFT),
    )
    state = MeetingState(MEETING, people=people, participants=there)
    assert [person.name for person in attending(state)] == ["Ana"]
    assert for_whom(state) == ((None, "the room"), ("1", "Ana"))
    assert [each.name for each in attending(state, [Presence.LEFT])] == ["Bo"]


def test_only_what_was_captured_here_counts() -> None:
    notes = tuple(Note(f"n{n}", sort, "x", "m") for n, sort in enumerate(NoteSort))
    raised = (Dissent("d1", "x", "here", meeting="m"), Dissent("d2", "x", "later"))
    seen = captured(MeetingState(MEETING, notes=notes, dissents=raised))
    assert (seen.parking, seen.thanks, seen.dissents, seen.actions) == (1, 1, 1, 0)


def test_earlier_dissent_returns_unanswered_or_due_and_rests_once_settled() -> None:
    def earlier(id: str, **more: object) -> Dissent:  # noqa: A002 - the field's own name
        return Dissent(id, "x", id, created="2026-11-20T09:00:00Z", **more)  # type: ignore[arg-type]

    state = MeetingState(
        MEETING,
        earlier_dissents=(
            earlier("unanswered"),
            earlier("due", state=DissentState.SUSTAINED, follow_up_on="2026-11-22"),
            earlier("later", state=DissentState.ADDRESSED, follow_up_on="2026-11-23"),
            earlier("judged", state=DissentState.SUSTAINED, verdict=Verdict.MOOT),
        ),
    )
    back = returning_dissents(state, date(2026, 11, 22))
    assert [each.id for each in back] == ["unanswered", "due"]


def test_last_activity_is_the_latest_stamp_of_any_record() -> None:
    at = Instant(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "boot", 5.0)
    moves = (Move("1", MoveKind.START, at, "1-brainstorm"),)
    assert last_activity(MeetingState(MEETING)) is None
    assert last_activity(MeetingState(MEETING, moves=moves)) == at
    old = card("a", "1-brainstorm", updated="2026-11-22T08:00:00Z")
    assert last_activity(MeetingState(MEETING, moves=moves, cards=(old,))) == at
    new = [
        card("b", "1-brainstorm", updated="2026-11-22T09:00:07Z"),
        card("c", "1-brainstorm", updated="2026-11-22T09:00:07.250Z"),
        card("d", "1-brainstorm", updated="forged"),
    ]
    seen = last_activity(MeetingState(MEETING, moves=moves, cards=tuple(new)))
    assert seen is not None
    assert seen.utc == datetime(2026, 11, 22, 9, 0, 7, 250_000, tzinfo=UTC)
