"""A meeting as everything in it stands: what a stage draws and what its rules decide on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from itertools import chain
from typing import Protocol

from retrotui.core import dissent as dissents
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Board, Place, Stack, arrange, columns_of, visible_stacks
from retrotui.core.errors import NotFoundError
from retrotui.core.formats import ACTIVITIES
from retrotui.core.ids import short_id
from retrotui.core.instants import Instant, parse_rfc3339, seconds_between
from retrotui.core.outlook import Outlook
from retrotui.core.people import Directory
from retrotui.core.plan import Plan
from retrotui.core.progress import Progress
from retrotui.core.raised import Raised
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Ballot, Card, Group, Note, NoteSort, Vote
from retrotui.core.records.decisions import Decision, Dissent, DissentState, Position
from retrotui.core.records.feedback import Feedback
from retrotui.core.records.meetings import Meeting, Participant, Presence
from retrotui.core.records.people import Person, Series
from retrotui.core.records.scores import Score
from retrotui.core.surveys import Run
from retrotui.core.timeline import Move, Timeline, timeline
from retrotui.core.votes import DOTS, Ranked, rank, tally

ROOM = "the room"
"""Whom a card is from when it is nobody's in particular."""


@dataclass(frozen=True, slots=True)
class MeetingState:
    """One meeting, read in one pass.

    Attributes:
        items: In agenda order.
        moves: What was done to the clock, in id order.
        progress: What happened within items, by item id.
        cards: All of them, hidden ones included.
        votes: Open votes by voter; never to be shown.
        decisions: Made in this meeting.
        positions: On ``decisions``.
        dissents: On ``decisions``, or raised in this meeting.
        carried: Actions of the series' earlier meetings that are open, that were closed without
            saying whether they helped, or that were dealt with since this meeting began.
        earlier_dissents: Unsettled dissents of the series' earlier meetings.
        earlier_decisions: What those are about.
        parked: Parked notes of the series' earlier meetings, not ticked yet.
        scores: What was scored in this meeting.
        surveys: The counted surveys of the series' earlier meetings, the oldest first.
        plan: What the team steers by; empty where the agenda does not look at it.
        inbox: Feedback that waits or that this meeting triaged, where its agenda looks at that.
        outlook: What is expected, where its agenda looks at that.
        unparked: Those that were ticked in this meeting.
        raised: What was raised before, by the id of its card or group, once that was looked for.
    """

    meeting: Meeting
    series: Series | None = None
    items: tuple[AgendaItem, ...] = ()
    moves: tuple[Move, ...] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    people: Directory = field(default_factory=lambda: Directory(()))
    cards: tuple[Card, ...] = ()
    groups: tuple[Group, ...] = ()
    votes: tuple[Vote, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    positions: tuple[Position, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    carried: tuple[Action, ...] = ()
    earlier_dissents: tuple[Dissent, ...] = ()
    earlier_decisions: tuple[Decision, ...] = ()
    parked: tuple[Note, ...] = ()
    scores: tuple[Score, ...] = ()
    surveys: tuple[Run, ...] = ()
    plan: Plan = field(default_factory=Plan)
    inbox: tuple[Feedback, ...] = ()
    outlook: Outlook = field(default_factory=Outlook)
    unparked: tuple[Note, ...] = ()
    raised: Mapping[str, Raised] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Captured:
    """How much was captured in this meeting."""

    actions: int
    decisions: int
    dissents: int
    parking: int
    thanks: int


def find_item(state: MeetingState, item: str) -> AgendaItem:
    """An agenda item by its id.

    Raises:
        NotFoundError: It is not on the agenda.
    """
    for each in state.items:
        if each.id == item:
            return each
    raise NotFoundError(f"no agenda item has the id {short_id(item, ())!r}")


def clock(state: MeetingState, now: Instant) -> Timeline:
    """The meeting's clock at an instant."""
    return timeline(state.items, state.moves, now)


def progress_of(state: MeetingState, item: str) -> Progress:
    """What happened within an item."""
    return state.progress.get(item, Progress(item))


# The board -------------------------------------------------------------------------------


def sources(state: MeetingState, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """The brainstorm items whose cards an item works with, in agenda order.

    A brainstorm works with its own. Any other item works with those before it, back to where
    another round begins: gather, gather, group, vote is one round, and a gathering after the vote
    begins the next. When none comes before it, with every brainstorm there is.
    """
    if item.activity == "brainstorm":
        return (item,)
    place = next((n for n, each in enumerate(state.items) if each.id == item.id), 0)
    found: list[AgendaItem] = []
    for each in reversed(state.items[:place]):
        if each.activity == "brainstorm":
            found.append(each)
        elif found and _works_on_cards(each):
            break
    if not found:
        return tuple(each for each in state.items if each.activity == "brainstorm")
    return tuple(reversed(found))


def _works_on_cards(item: AgendaItem) -> bool:
    known = ACTIVITIES.get(item.activity)
    if known is None or not known.works_on_cards:
        return False
    # A score of the roadmap, say, has nothing to do with the round it stands in.
    return known.unless is None or item.settings.get(known.unless[0]) != known.unless[1]


def board(state: MeetingState, item: AgendaItem) -> Board:
    """The columns an item works with, with their stacks in order."""
    places = [
        Place(each.id, column) for each in sources(state, item) for column in columns_of(each)
    ]
    return arrange(places, state.cards, state.groups)


def subjects(state: MeetingState, item: AgendaItem) -> tuple[Stack, ...]:
    """What an item's votes may go to: groups and loose cards, revealed ones only."""
    return visible_stacks(board(state, item))


def hidden_cards(state: MeetingState, item: AgendaItem) -> tuple[Card, ...]:
    """The cards that wait for the reveal, of the brainstorms an item works with."""
    wanted = {each.id for each in sources(state, item)}
    return tuple(card for card in state.cards if card.hidden and card.item in wanted)


# The vote --------------------------------------------------------------------------------


def open_votes(state: MeetingState, item: str) -> tuple[Vote, ...]:
    """The votes of an item that are not counted yet."""
    return tuple(vote for vote in state.votes if vote.item == item)


def ballot(state: MeetingState, item: str, sort: str = DOTS) -> Ballot | None:
    """An item's closed result, or None while it is open."""
    found = (each for each in state.ballots if each.item == item and each.sort == sort)
    return next(found, None)


def totals(state: MeetingState, item: AgendaItem) -> Mapping[str, int] | None:
    """Dots by stack once the vote is closed; None before, when nobody may see any."""
    closed = ballot(state, item.id)
    return None if closed is None else tally(closed, subjects(state, item))


def ranking(state: MeetingState, item: AgendaItem) -> tuple[Ranked, ...]:
    """An item's stacks by the latest closed vote on them; in board order when there is none.

    A vote item goes by its own vote, any other item by the nearest one before it that is about the
    same cards.
    """
    stacks = subjects(state, item)
    decided = _deciding_ballot(state, item)
    return rank(stacks, {} if decided is None else tally(decided, stacks))


def _deciding_ballot(state: MeetingState, item: AgendaItem) -> Ballot | None:
    if item.activity == "vote":
        return ballot(state, item.id)
    place = next((n for n, each in enumerate(state.items) if each.id == item.id), 0)
    mine = sources(state, item)
    for each in reversed(state.items[:place]):
        if each.activity == "vote" and sources(state, each) == mine:
            closed = ballot(state, each.id)
            if closed is not None:
                return closed
    return None


# People ----------------------------------------------------------------------------------


def attending(
    state: MeetingState,
    presences: Iterable[Presence] = (Presence.PRESENT, Presence.LATE),
) -> tuple[Person, ...]:
    """The people who take part now, or those with other presences, by name; merges followed."""
    wanted = set(presences)
    ids = {
        state.people.root_id(each.person) for each in state.participants if each.presence in wanted
    }
    return tuple(each for each in state.people.live() if each.id in ids)


def came(state: MeetingState) -> int:
    """How many are or were here, merges followed; 0 when nobody said who came."""
    there = (each for each in state.participants if each.presence is not Presence.ABSENT)
    return len({state.people.root_id(each.person) for each in there})


def for_whom(state: MeetingState) -> tuple[tuple[str | None, str], ...]:
    """Whom a card may be entered for, as (author, name): the room first, then who is there."""
    return ((None, ROOM), *((each.id, each.name) for each in attending(state)))


# What was captured, and what is owed -----------------------------------------------------


def captured(state: MeetingState) -> Captured:
    """How much was captured in this meeting."""
    here = state.meeting.id
    sorts = [note.sort for note in state.notes]
    return Captured(
        actions=len(state.actions),
        decisions=len(state.decisions),
        dissents=sum(each.meeting == here for each in state.dissents),
        parking=sorts.count(NoteSort.PARKING),
        thanks=sorts.count(NoteSort.THANKS),
    )


def returning_dissents(
    state: MeetingState,
    today: date,
    due_days: int = dissents.DUE_DAYS,
    zone: tzinfo = UTC,
) -> tuple[Dissent, ...]:
    """Earlier dissents that come back on this agenda: nobody answered, or a verdict is due."""
    return tuple(
        each
        for each in state.earlier_dissents
        if each.state is DissentState.RAISED or dissents.is_due(each, today, due_days, zone)
    )


def last_activity(state: MeetingState) -> Instant | None:
    """The latest moment at which the meeting is known to have been worked on.

    Moves count with both clocks; other records say when they were last written by wall time.
    """
    moved = state.moves[-1].at if state.moves else None
    moments = [moment for each in _stamps(state) if (moment := parse_rfc3339(each)) is not None]
    if not moments:
        return moved
    written = Instant(max(moments))
    return written if moved is None or seconds_between(moved, written) > 0 else moved


class _Stamped(Protocol):
    """A record that says which meeting it is from and when it was last written."""

    @property
    def meeting(self) -> str | None: ...
    @property
    def updated(self) -> str: ...


def _stamps(state: MeetingState) -> Iterator[str]:
    gathered: Iterable[_Stamped] = chain(
        state.participants,
        state.cards,
        state.groups,
        state.votes,
        state.ballots,
        state.notes,
        state.actions,
        state.decisions,
        state.positions,
        state.dissents,
        state.scores,
    )
    yield from (each.updated for each in gathered if each.meeting == state.meeting.id)
    yield from (each.updated for each in state.progress.values())
