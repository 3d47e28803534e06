"""Plays one meeting, item by item, by the clock on the wall."""

from dataclasses import dataclass
from datetime import date

from retrotui.core.activities import brainstorm, close, discuss, vote
from retrotui.core.agenda import AgendaItem
from retrotui.core.formats import Format
from retrotui.core.meeting_state import subjects
from retrotui.core.records.actions import Origin
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Presence
from retrotui.services import (
    agenda,
    cards,
    meetings,
    notes,
    participants,
    people,
    topics,
    votes,
)
from retrotui.services.demo import measuring
from retrotui.services.demo.clock import ScriptedClock
from retrotui.services.demo.dealing import deal
from retrotui.services.demo.diary import Diary
from retrotui.services.demo.matters import Matters
from retrotui.services.demo.model import Gathering, Remark
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_agenda, load_board

_WRITING, _LOOKING = 0.6, 0.3
_READY = 2
_TICKED_AT = 17


@dataclass(frozen=True, slots=True)
class _Step:
    """An agenda item as it is played.

    Attributes:
        seconds: How long it really took.
        is_left: The meeting is left in the middle of it.
        to_come: Activities later on the agenda.
    """

    item: AgendaItem
    seconds: float
    is_left: bool
    to_come: frozenset[str]

    @property
    def id(self) -> str:
        return self.item.id


class MeetingPlayer:
    """One meeting on its day.

    Args:
        desk: The facilitator's.
        clock: The story's; it stands where the meeting begins.
        told: What happens.
        chosen: Its format.
        day: The day.
        matters: Takes promises and proposals.
        diary: Takes what is dealt with later, and gives what is dealt with now.
    """

    def __init__(
        self,
        desk: Desk,
        clock: ScriptedClock,
        told: Gathering,
        chosen: Format,
        *,
        day: date,
        matters: Matters,
        diary: Diary,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._told = told
        self._format = chosen
        self._day = day
        self._matters = matters
        self._diary = diary
        self._meeting = ""
        self._plays = {
            "check-in": self._check_in,
            "review-actions": self._talk_through,
            "goals": self._talk_through,
            "roadmap": self._talk_through,
            "survey": self._survey,
            "score": self._weigh,
            "brainstorm": self._gather,
            "group": self._group,
            "vote": self._vote,
            "discuss": self._discuss,
            "decide": self._propose,
            "actions": self._promise,
            "close": self._rate,
        }

    def play(self) -> None:
        """Runs it from the first item to the last that was reached."""
        told = self._told
        self._meeting = meetings.start(
            self._desk,
            self._format,
            title=told.title,
            series=told.series,
            people=told.people,
            facilitator=told.people[0],
        ).id
        for presence, names in ((Presence.LATE, told.late), (Presence.ABSENT, told.absent)):
            for name in names:
                participants.join(self._desk, self._meeting, name, presence)
        if told.weighing is not None:
            measuring.plan(self._desk, self._meeting, told.weighing)
        items = load_agenda(self._desk.repo, self._meeting).items
        is_left_half_way = len(told.spent) < len(items)
        for place, (item, minutes) in enumerate(zip(items, told.spent, strict=False), 1):
            if place > 1:
                agenda.advance(self._desk, self._meeting)
            is_last = place == len(told.spent)
            to_come = frozenset(each.activity for each in items[place:])
            step = _Step(item, minutes * 60, is_last and is_left_half_way, to_come)
            self._step(step, is_last=is_last)
        move = agenda.pause if is_left_half_way else agenda.end
        move(self._desk, self._meeting)

    def _step(self, step: _Step, *, is_last: bool) -> None:
        ends = self._clock.now().plus(step.seconds).utc
        if is_last:
            for remark in self._told.remarks:
                self._remark(step, remark)
        play = self._plays.get(step.item.activity)
        if play is not None:
            play(step)
        self._clock.go_to(ends)

    def _check_in(self, step: _Step) -> None:
        for name, answer in self._told.check_in:
            self._note(step, NoteSort.CHECK_IN, answer, name)

    def _talk_through(self, step: _Step) -> None:
        if not self._format.private:
            self._diary.talk_through(self._meeting, step.to_come)

    def _survey(self, step: _Step) -> None:
        self._clock.advance(step.seconds * _WRITING)
        measuring.survey(self._desk, self._meeting, step.item, self._told)

    def _weigh(self, step: _Step) -> None:
        if self._told.weighing is not None:
            measuring.weigh(self._desk, self._meeting, step.item, self._told.weighing)

    def _remark(self, step: _Step, remark: Remark) -> None:
        note = self._note(step, remark.sort, remark.text, remark.person)
        if remark.closed_after is None:
            return
        on = self._diary.workday(remark.closed_after, since=self._day)

        def tick(_: str | None) -> None:
            notes.close(self._desk, note)

        self._diary.write(self._diary.moment(on, _TICKED_AT), tick)

    def _note(self, step: _Step, sort: NoteSort, text: str, person: str | None) -> str:
        return notes.add(
            self._desk, sort, text, meeting=self._meeting, item=step.id, person=person
        ).id

    # Cards -------------------------------------------------------------------------------

    def _gather(self, step: _Step) -> None:
        self._clock.advance(step.seconds * _WRITING)
        known = people.directory(self._desk.repo)
        for subject in self._told.subjects:
            for said in subject.cards:
                author = known.find(said.by)
                cards.add(
                    self._desk,
                    step.id,
                    said.column,
                    said.text,
                    author=None if author is None else author.id,
                )
        self._clock.advance(step.seconds * _LOOKING)
        if step.is_left:
            for name in self._told.people[:_READY]:
                agenda.mark_ready(self._desk, step.id, people.resolve(self._desk.repo, name))
        elif brainstorm.settings(step.item).hidden:
            cards.reveal(self._desk, step.id)

    def _stacks(self, step: _Step) -> dict[str, str]:
        """Where each card lies now, by its text: the id of its group, or its own."""
        state = load_board(self._desk.repo, self._meeting)
        found = subjects(state, step.item)
        return {card.text: stack.id for stack in found for card in stack.cards}

    def _group(self, step: _Step) -> None:
        lying = self._stacks(step)
        for subject in self._told.subjects:
            onto, *others = (lying[said.text] for said in subject.cards)
            for each in others:
                cards.group(self._desk, each, onto)
            if subject.title is not None:
                group = self._stacks(step)[subject.cards[0].text]
                cards.rename_group(self._desk, group, subject.title)

    def _vote(self, step: _Step) -> None:
        lying = self._stacks(step)
        rules = vote.settings(step.item)
        state = load_board(self._desk.repo, self._meeting)
        here = [each.person for each in state.participants if each.presence is not Presence.ABSENT]
        wanted = {lying[each.cards[0].text]: each.dots for each in self._told.subjects}
        for voter, subject, dots in deal(wanted, sorted(here), rules):
            votes.cast(self._desk, step.id, subject, voter, dots)
        votes.close_vote(self._desk, step.id)

    def _discuss(self, step: _Step) -> None:
        voted = sum(each.dots > 0 for each in self._told.subjects) or len(self._told.subjects)
        listed = min(voted, discuss.settings(step.item).top)
        for _ in range(listed - 1):
            self._clock.advance(step.seconds / listed)
            topics.next_topic(self._desk, step.id)

    # What stays --------------------------------------------------------------------------

    def _propose(self, step: _Step) -> None:
        for proposal in self._told.proposals:
            self._matters.propose(self._desk, proposal, self._meeting, step.id, self._day)

    def _promise(self, step: _Step) -> None:
        if all(each.activity != "decide" for each in self._format.agenda):
            self._propose(step)
        for promise in self._told.promises:
            origin = None if promise.about is None else self._topic(step, promise.about)
            self._matters.promise(
                self._desk, promise, self._meeting, step.id, self._day, origin=origin
            )

    def _topic(self, step: _Step, text: str) -> Origin:
        """What a card was discussed as: its group, or itself."""
        found = subjects(load_board(self._desk.repo, self._meeting), step.item)
        stack = next(each for each in found if any(card.text == text for card in each.cards))
        return Origin(Kind.CARDS if stack.group is None else Kind.GROUPS, stack.id)

    def _rate(self, step: _Step) -> None:
        if not close.settings(step.item).rate:
            return
        for rating in self._told.roti:
            votes.rate(self._desk, step.id, rating)
        votes.close_rating(self._desk, step.id)
