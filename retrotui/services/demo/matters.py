"""Plays what outlives a meeting: promises and decisions, and what becomes of them."""

from datetime import date, datetime, timedelta

from retrotui.core.actions import Draft
from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.dissent import DissentDraft
from retrotui.core.records.actions import Origin
from retrotui.services import actions, decisions, dissent
from retrotui.services.demo.chance import SeededIds
from retrotui.services.demo.diary import Deed, Diary
from retrotui.services.demo.model import (
    Answered,
    Blocked,
    Done,
    Dropped,
    Helped,
    Judged,
    Moved,
    Objection,
    Promise,
    Proposal,
    Remarked,
    Reply,
    Sustained,
    Turn,
    Withdrawn,
)
from retrotui.services.desk import Desk

_EVENING = 18
_OPENING, _CLOSING = 9, 14
_SOON = timedelta(minutes=20)


class Matters:
    """Enters promises and proposals, and writes the rest of their lives into the diary.

    Args:
        desk: Where it is all written down.
        ids: Also says at which minute something is done.
        diary: What is still to happen.
    """

    def __init__(self, desk: Desk, ids: SeededIds, diary: Diary) -> None:
        self._desk = desk
        self._ids = ids
        self._diary = diary
        self._decisions: dict[str, str] = {}

    # Promises ----------------------------------------------------------------------------

    def promise(
        self,
        desk: Desk,
        promise: Promise,
        meeting: str,
        item: str,
        day: date,
        *,
        origin: Origin | None = None,
    ) -> None:
        """Enters an action in a meeting on a day; ``origin`` is the topic it was taken on."""
        draft = Draft(
            promise.title,
            due=self._date(day, promise.due, promise.due_in),
            not_yet=promise.not_yet,
            priority=promise.priority,
            tags=promise.tags,
            expectation=promise.expectation,
            meeting=meeting,
            item=item,
            origin=origin,
        )
        saved = actions.add(desk, draft, owners=promise.owners)
        owner = promise.owners[0] if promise.owners else desk.by
        then: datetime | None = None
        for turn in promise.turns:
            by = turn.by if isinstance(turn, Remarked) else owner
            deed = self._turn(saved.id, self._desk.acting(by), turn, day)
            evening = isinstance(turn, Helped)
            then = self._write(day, turn.after, deed, then=then, evening=evening)

    def _turn(self, action: str, desk: Desk, turn: Turn, day: date) -> Deed:
        def deed(meeting: str | None) -> None:
            match turn:
                case Done():
                    actions.done(desk, action, helped=turn.helped, meeting=meeting)
                case Helped():
                    actions.helped(desk, action, outcome=turn.outcome, meeting=meeting)
                case Dropped():
                    actions.drop(desk, action, why=turn.why, meeting=meeting)
                case Blocked():
                    actions.block(desk, action, why=turn.why, meeting=meeting)
                case Moved():
                    due = self._date(day, turn.due, turn.due_in)
                    actions.move(desk, action, due=due, meeting=meeting)
                case Remarked():
                    actions.note(desk, action, turn.text, meeting=meeting)

        return deed

    # Decisions ---------------------------------------------------------------------------

    def propose(self, desk: Desk, proposal: Proposal, meeting: str, item: str, day: date) -> None:
        """Puts a decision forward in a meeting on a day, and decides it where that was done."""
        known = self._decisions
        if proposal.again is None:
            made = decisions.add(desk, self._draft(proposal, meeting, item))
            known[proposal.key] = made.id
        decision = known[proposal.again or proposal.key]
        for stand in proposal.stands:
            decisions.take_position(desk, decision, stand.who, stand.stance, stand.why)
        for objection in proposal.objections:
            self._object(desk, decision, objection, day)
        if proposal.outcome is None:
            return
        decisions.decide(
            desk, decision, accept=True, outcome=proposal.outcome, rationale=proposal.rationale
        )
        if proposal.again is not None and proposal.review_in is not None:
            review_on = self._diary.day(proposal.review_in)
            decisions.edit(desk, decision, DecisionEdit(review_on=review_on))

    def _draft(self, proposal: Proposal, meeting: str, item: str) -> DecisionDraft:
        replaced, review_in = proposal.supersedes, proposal.review_in
        return DecisionDraft(
            proposal.title,
            method=proposal.method,
            context=proposal.context,
            drivers=proposal.drivers,
            options=proposal.options,
            deciders=proposal.deciders,
            consulted=proposal.consulted,
            informed=proposal.informed,
            review_on=None if review_in is None else self._diary.day(review_in),
            supersedes=None if replaced is None else self._decisions[replaced],
            meeting=meeting,
            item=item,
        )

    # Disagreement ------------------------------------------------------------------------

    def _object(self, desk: Desk, decision: str, objection: Objection, day: date) -> None:
        follow_up = self._date(day, objection.follow_up_after, objection.follow_up_in)
        draft = DissentDraft(
            objection.concern,
            by=objection.by,
            stance=objection.stance,
            would_resolve=objection.would_resolve,
            predicts=objection.predicts,
            probability=objection.probability,
            follow_up_on=None if follow_up is None else date.fromisoformat(follow_up),
        )
        raised = dissent.add(desk, decision, draft)
        then: datetime | None = None
        for reply in objection.replies:
            by = objection.by if isinstance(reply, Sustained) else reply.by
            deed = _reply(raised.id, decision, self._desk.acting(by), reply)
            then = self._write(day, reply.after, deed, then=then)

    def _write(
        self, day: date, after: int, deed: Deed, *, then: datetime | None, evening: bool = False
    ) -> datetime:
        """Notes a deed; in the evening means: in that day's meeting, if there is one.

        Args:
            day: The meeting's.
            after: So many days later; a weekend puts it off until Monday.
            deed: What is done.
            then: When the deed before it in the same life is done: two that a weekend puts off
                must not change places.
            evening: Late on that day.

        Returns:
            When it is done.
        """
        on = self._diary.workday(after, since=day)
        hour = _EVENING if evening else _OPENING + self._ids.below(_CLOSING - _OPENING)
        moment = self._diary.moment(on, hour, self._ids.below(60))
        if then is not None:
            moment = max(moment, then + _SOON)
        self._diary.write(moment, deed)
        return moment

    def _date(self, day: date, after: int | None, from_today: int | None) -> str | None:
        if from_today is not None:
            return self._diary.day(from_today).isoformat()
        return None if after is None else self._diary.day(after, since=day).isoformat()


def _reply(id_: str, decision: str, desk: Desk, reply: Reply) -> Deed:
    def deed(_: str | None) -> None:
        match reply:
            case Answered():
                dissent.answer(desk, id_, reply.text)
            case Sustained():
                dissent.sustain(desk, id_)
            case Withdrawn():
                dissent.withdraw(desk, id_)
                decisions.take_position(desk, decision, reply.by, reply.stance, reply.why)
            case Judged():
                dissent.give_verdict(desk, id_, reply.verdict, reply.evidence)
                if reply.reopens is not None:
                    decisions.reopen(desk, decision, reply.reopens)

    return deed
