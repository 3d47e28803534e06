"""Meetings: started from a format, listed, resumed, discarded and restored."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retrotui.core.agenda import AgendaItem, orders
from retrotui.core.changes import Change, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.formats import ACTIVITIES, MOST_MINUTES, Format, FormatItem
from retrotui.core.ids import natural_id
from retrotui.core.meeting_state import MeetingState, clock, last_activity
from retrotui.core.people import Naming, name_all
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode_all, encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus, Presence
from retrotui.core.setting_kinds import quoted
from retrotui.core.text import admit
from retrotui.core.timeline import Timeline, gap_since, last_present, rules, timeline
from retrotui.services import item_start
from retrotui.services import people as people_service
from retrotui.services import series as series_service
from retrotui.services.agenda import put_move
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import get_meeting, load_state, require_meeting
from retrotui.services.participants import put_participant


@dataclass(frozen=True, slots=True)
class Started:
    """A meeting that was started; ``people`` says whom the names were taken for."""

    id: str
    receipt: Receipt
    people: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Resumable:
    """What a running meeting comes back to.

    Attributes:
        line: Its clock now; ``line.running`` is the item that was running.
        gap: Seconds that the clock counted unseen, to ask about; None when there is nothing to ask.
        state: The meeting.
    """

    state: MeetingState
    line: Timeline
    gap: float | None


@dataclass(frozen=True, slots=True)
class Discarded:
    """What went out of every list together with a discarded meeting; nothing is deleted."""

    receipt: Receipt
    open_actions: int
    decisions: int
    dissents: int


# Starting --------------------------------------------------------------------------------


def start(
    desk: Desk,
    chosen: Format,
    *,
    title: str | None = None,
    series: str | None = None,
    people: Sequence[str] = (),
    facilitator: str | None = None,
    minutes: int | None = None,
) -> Started:
    """Starts a meeting with its first item, in one transaction.

    Args:
        desk: Who starts it.
        chosen: The recipe, from a file or made of a Markdown agenda.
        title: None takes the format's.
        series: Title of the series; None is the one named like the format.
        people: Names or ids of those who take part; an unknown name makes a person.
        facilitator: Name or id of who runs it; takes part too.
        minutes: The slot: timeboxes are scaled to fill it. None keeps them.

    Raises:
        UsageError: A text or name cannot be kept, the agenda is empty or does not fit the slot.
    """
    id_, stamp, now = desk.ids.new(), desk.stamp(), desk.clock.now()
    timeboxes = scaled([item.minutes for item in chosen.agenda], minutes)
    places = orders(len(chosen.agenda))
    items = tuple(
        _agenda_item(desk.ids.new(), item, timebox, place)
        for item, timebox, place in zip(chosen.agenda, timeboxes, places, strict=True)
    )
    moves = rules.begin(timeline(items, (), now), desk.ids.new, now)
    meeting = Meeting(
        id_,
        chosen.title if title is None else admit(title, "the title", lines=False),
        kind=chosen.kind,
        format=chosen.name or None,
        private=chosen.private,
        slot=math.fsum(each for each in timeboxes if each is not None) or None,
        started=stamp,
    )
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        wanted = [*people, *([facilitator] if facilitator else [])]
        known = people_service.directory(reader)
        found, new_people = name_all(known, wanted, private=chosen.private)
        named[:] = found
        in_series, new_series = _series(reader, chosen, series or chosen.title)
        fields = encode_fields(
            meeting, "title", "kind", "format", "status", "private", "slot", "started", "ended"
        )
        runs = None
        if facilitator:
            runs = name_all(known, [facilitator], private=chosen.private)[0][0].id
        fields |= {"series": in_series, "facilitator": runs}
        scope = Scope.PRIVATE if chosen.private else Scope.SHARED
        return (
            *new_people,
            *new_series,
            Put(Kind.MEETINGS, id_, fields, scope),
            *(_put_item(item, id_) for item in items),
            *(put_participant(id_, each.id, Presence.PRESENT) for each in found),
            *(put_move(move, id_) for move in moves),
            *item_start.first(desk, reader, items[0], [each.id for each in found], in_series),
        )

    return Started(id_, desk.transact(plan, meeting=id_), tuple(named))


def scaled(timeboxes: Sequence[float], minutes: int | None) -> tuple[float | None, ...]:
    """Timeboxes scaled to whole minutes that fill a slot; one of 0 stays open-ended (None).

    Args:
        timeboxes: The planned minutes.
        minutes: The slot; None leaves them as they are.

    Raises:
        UsageError: The slot is none, or has not a minute for every item.
    """
    timed = [each for each in timeboxes if each > 0]
    if minutes is None or not timed:
        return tuple(each if each > 0 else None for each in timeboxes)
    if not 1 <= minutes <= MOST_MINUTES:
        raise UsageError(
            f"{minutes} minutes are no meeting", hint=f"a whole number from 1 to {MOST_MINUTES}"
        )
    if minutes < len(timed):
        raise UsageError(
            f"{len(timed)} agenda items do not fit into {minutes} minutes",
            hint=f"at least {len(timed)}, a minute each",
        )
    shares = [minutes * each / math.fsum(timed) for each in timed]
    whole = [max(1, math.floor(share)) for share in shares]
    rests = sorted(range(len(timed)), key=lambda n: (whole[n] - shares[n], n))
    for place in rests[: max(0, minutes - sum(whole))]:
        whole[place] += 1
    while sum(whole) > minutes:
        # The short ones were lifted to a minute: the longest pays.
        whole[whole.index(max(whole))] -= 1
    filled = iter(whole)
    return tuple(float(next(filled)) if each > 0 else None for each in timeboxes)


def _agenda_item(id_: str, item: FormatItem, minutes: float | None, order: str) -> AgendaItem:
    kinds = ACTIVITIES[item.activity].settings
    settings = {key: kinds[key].write(value) for key, value in item.settings.items()}
    texts = {"prompt": item.prompt, "about": item.about}
    settings |= {key: text for key, text in texts.items() if text}
    return AgendaItem(id_, item.title, item.activity, minutes, order, settings)


def _put_item(item: AgendaItem, meeting: str) -> Put:
    fields = encode_fields(item, "title", "activity", "minutes", "order", "settings")
    return Put(Kind.ITEMS, item.id, {**fields, "meeting": meeting})


def _series(reader: Reader, chosen: Format, title: str) -> tuple[str, tuple[Change, ...]]:
    if not chosen.private:
        return series_service.ensure(reader, title, chosen.name or None)
    # The title of a private series ("Lena and Bo") is private too, so it has an id of its own.
    named = admit(title, "the series", lines=False)
    id_ = natural_id("private-series", named.casefold())
    if reader.get(Kind.SERIES, id_) is not None:
        return id_, ()
    fields = {"title": named, "format": chosen.name or None}
    return id_, (Put(Kind.SERIES, id_, fields, Scope.PRIVATE),)


# Finding and resuming --------------------------------------------------------------------


def listing(reader: Reader, *, discarded: bool = False) -> tuple[Meeting, ...]:
    """Every meeting that was not discarded, or every one that was; the latest first."""
    known = decode_all(Meeting, reader.all(Kind.MEETINGS))
    kept = (each for each in known if (each.status is MeetingStatus.DISCARDED) == discarded)
    return tuple(sorted(kept, key=lambda each: (each.started, each.id), reverse=True))


def running(reader: Reader) -> tuple[Meeting, ...]:
    """The meetings that were not ended, the latest first."""
    return tuple(each for each in listing(reader) if each.status is MeetingStatus.RUNNING)


def resume(desk: Desk, meeting: str) -> Resumable:
    """What a meeting comes back to after a crash, a sleep or a break; nothing is changed.

    Raises:
        ForbiddenMoveError: It was discarded.
        NotFoundError: There is no such meeting.
    """
    require_meeting(desk.repo, meeting)
    state, now = load_state(desk.repo, meeting), desk.clock.now()
    seen = last_present(last_activity(state), desk.repo.seen(meeting))
    gap = None if seen is None else gap_since(state.moves, seen, now)
    return Resumable(state, clock(state, now), gap)


# Putting away ----------------------------------------------------------------------------


def rename(desk: Desk, meeting: str, title: str) -> Receipt:
    """Gives a meeting another title."""
    named = admit(title, "the title", lines=False)

    def plan(reader: Reader) -> tuple[Change, ...]:
        require_meeting(reader, meeting)
        return (Put(Kind.MEETINGS, meeting, {"title": named}),)

    return desk.transact(plan, meeting=meeting)


def discard(desk: Desk, meeting: str) -> Discarded:
    """Takes a meeting out of every list, and with it what was made in it.

    Its actions, decisions and dissents are kept in the store and come back with ``restore``; the
    counts are there to be said before anybody is surprised.

    Raises:
        NotFoundError: There is no such meeting.
    """
    state = load_state(desk.repo, meeting)

    def plan(reader: Reader) -> tuple[Change, ...]:
        get_meeting(reader, meeting)
        return (Put(Kind.MEETINGS, meeting, {"status": MeetingStatus.DISCARDED.value}),)

    return Discarded(
        desk.transact(plan, meeting=meeting),
        sum(each.is_open for each in state.actions),
        len(state.decisions),
        sum(each.meeting == meeting for each in state.dissents),
    )


def restore(desk: Desk, meeting: str) -> Receipt:
    """Brings a discarded meeting back, running if it was.

    Raises:
        ForbiddenMoveError: It was not discarded.
        NotFoundError: There is no such meeting.
    """

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = get_meeting(reader, meeting)
        if found.status is not MeetingStatus.DISCARDED:
            raise ForbiddenMoveError(f"the meeting {quoted(found.title)} was not discarded")
        was = MeetingStatus.RUNNING if found.ended is None else MeetingStatus.ENDED
        return (Put(Kind.MEETINGS, meeting, {"status": was.value}),)

    return desk.transact(plan, meeting=meeting)
