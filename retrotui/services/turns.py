"""Rounds of speaking: the order is drawn and recorded, the speaker goes on, somebody passes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from retrotui.core import turns as rules
from retrotui.core.activities import discuss
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import MeetingState, attending, find_item, progress_of
from retrotui.core.ports import Reader, Receipt
from retrotui.core.progress import Progress, Round
from retrotui.core.records.cards import Note
from retrotui.core.records.codec import decode_all, encode
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_kinds import quoted
from retrotui.services import people, series
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_board, require_item

_Rule = Callable[[MeetingState, AgendaItem, Round], Round]
_Plan = Callable[[Reader, MeetingState, AgendaItem], tuple[Change, ...]]


def draw(desk: Desk, item: str, about: str | None = None) -> Receipt:
    """Draws the order of a new round, fairly; one that was going on is left as it is.

    Args:
        desk: Who draws.
        item: Id of any agenda item.
        about: Id of the topic it is about.

    Raises:
        ForbiddenMoveError: Nobody is there, or the meeting was discarded.
        NotFoundError: There is no such item.
    """

    def plan(reader: Reader, state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        if not attending(state):
            raise ForbiddenMoveError(
                f"nobody is there to speak in {quoted(each.title)}", hint="add people first"
            )
        return (_drawing(desk, reader, state, each, about),)

    return _change(desk, item, plan)


def next_speaker(desk: Desk, item: str, about: str | None = None) -> Receipt:
    """Goes on to the next to speak; see ``core.turns`` for what it refuses."""
    return _step(desk, item, about, rules.next_speaker)


def pass_on(desk: Desk, item: str, about: str | None = None) -> Receipt:
    """Lets the speaker pass; they are asked once more at the end."""
    return _step(desk, item, about, rules.pass_on)


def talk_now(desk: Desk, item: str) -> Receipt:
    """Ends an item's silence before its time; again changes nothing."""

    def plan(_: Reader, state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        if progress_of(state, item).talking is not None:
            return ()
        return (Put(Kind.ITEMS, each.id, {"talking": desk.stamp()}),)

    return _change(desk, item, plan)


def begin(desk: Desk, reader: Reader, meeting: str, item: str) -> tuple[Change, ...]:
    """What comes with the beginning of an item that goes round: its order, drawn once.

    Args:
        desk: Whose chance it is.
        reader: The records.
        meeting: Id of the meeting.
        item: Id of the item that begins.
    """
    state = _whole(reader, meeting)
    each = find_item(state, item)
    if progress_of(state, item).rounds:
        return ()
    about = discuss.first_topic(state, each) if each.activity == discuss.ACTIVITY.name else None
    return begin_about(desk, reader, meeting, item, about)


def begin_about(
    desk: Desk, reader: Reader, meeting: str, item: str, about: str | None
) -> tuple[Change, ...]:
    """What comes with a topic of an item that goes round: its order, unless it had its own."""
    state = _whole(reader, meeting)
    each = find_item(state, item)
    goes_round = rules.turns(each) == rules.ROUND_ROBIN
    if not goes_round or not attending(state) or rules.round_of(state, each, about) is not None:
        return ()
    return (_drawing(desk, reader, state, each, about),)


def first_order(desk: Desk, reader: Reader, in_series: str | None, here: Sequence[str]) -> Round:
    """A round with its order drawn, for people who are there."""
    return Round(rules.draw(here, _before(reader, in_series), desk.ids.shuffled))


def put(item: str, rounds: Iterable[Round]) -> Put:
    """The change that records the rounds of an item."""
    return Put(Kind.ITEMS, item, {"rounds": encode(tuple(rounds))})


def _before(reader: Reader, in_series: str | None) -> tuple[Round, ...]:
    """Every round that the meetings of a series have drawn so far."""
    rows = {} if in_series is None else series.items(reader, in_series, "rounds")
    return tuple(held for each in decode_all(Progress, rows) for held in each.rounds)


def _drawing(
    desk: Desk, reader: Reader, state: MeetingState, item: AgendaItem, about: str | None
) -> Put:
    here = [person.id for person in attending(state)]
    held = replace(first_order(desk, reader, state.meeting.series, here), about=about)
    return put(item.id, (*progress_of(state, item.id).rounds, held))


def _step(desk: Desk, item: str, about: str | None, rule: _Rule) -> Receipt:
    def plan(_: Reader, state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        held = rules.round_of(state, each, about)
        if held is None:
            raise ForbiddenMoveError(
                f"no round goes on in {quoted(each.title)}", hint="draw one first"
            )
        now = rule(state, each, held)
        known = progress_of(state, item).rounds
        return (put(item, (now if one is held else one for one in known)),)

    return _change(desk, item, plan)


def _whole(reader: Reader, meeting: str) -> MeetingState:
    board = load_board(reader, meeting)
    notes = decode_all(Note, reader.search(Kind.NOTES, meeting=meeting))
    return replace(board, people=people.directory(reader), notes=notes)


def _change(desk: Desk, item: str, plan: _Plan) -> Receipt:
    meeting, _ = require_item(desk.repo, item)

    def locked(reader: Reader) -> tuple[Change, ...]:
        require_item(reader, item)
        state = _whole(reader, meeting.id)
        return plan(reader, state, find_item(state, item))

    return desk.transact(locked, meeting=meeting.id)
