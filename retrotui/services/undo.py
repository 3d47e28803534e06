"""Undo: of a session, by what it has in hand; of this clone and person, by what the log says.

Either way it is a new step that names what it takes back, so that the next undo, here or after a
restart, goes on before it.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from retrotui.core.changes import Change, Drop
from retrotui.core.dates import Calendar
from retrotui.core.errors import BusyError, ForbiddenMoveError, UsageError
from retrotui.core.ports import Inverse, Obstacle, Past, Reader, Receipt
from retrotui.core.ports import Step as PastStep
from retrotui.core.records.kinds import Kind
from retrotui.core.telling import NOUNS, Speech, field_name, tell
from retrotui.services.desk import Desk
from retrotui.services.history import speech
from retrotui.services.settings import calendar

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be taken back.

    Attributes:
        label: What was done, in a few words: "drop action".
        undo: What takes it back.
        is_anonymous: It was done in nobody's name, at least in part; then so is taking it back.
        meeting: Id of the meeting it was done in, if any.
        events: Ids of the events it wrote.
    """

    label: str
    undo: tuple[Change, ...]
    is_anonymous: bool
    meeting: str | None = None
    events: tuple[str, ...] = ()


class UndoStack:
    """What one session did, up to ``DEPTH`` steps.

    Undoing is a new transaction, so history keeps both; a step that could not be taken back stays.
    """

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=DEPTH)

    def made(self, kind: str, id: str) -> bool:  # noqa: A002 - the field's own name
        """True when a step that can still be taken back made this record."""
        return any(Drop(kind, id) in step.undo for step in self._steps)

    @property
    def newest(self) -> Step | None:
        """What ``undo`` would take back; None when nothing is left."""
        return self._steps[-1] if self._steps else None

    @property
    def next_label(self) -> str | None:
        """How the newest step is called; None when nothing is left."""
        return self._steps[-1].label if self._steps else None

    def push(self, label: str, *receipts: Receipt, meeting: str | None = None) -> None:
        """Remembers a step; one that changed nothing is not worth remembering.

        Args:
            label: Names it.
            receipts: Of all the transactions it took, in the order of writing.
            meeting: See ``Step``.
        """
        back = _back(receipts)
        if back:
            nameless = any(each.by is None for each in receipts if each.undo)
            events = tuple(name for each in receipts for name in each.events)
            self._steps.append(Step(label, back, nameless, meeting, events))

    def forget(self, kind: str) -> None:
        """Leaves out every step that touched a record of this kind: it cannot be taken back now."""
        kept = [each for each in self._steps if all(one.kind != kind for one in each.undo)]
        self._steps = deque(kept, maxlen=DEPTH)

    def undo(self, desk: Desk, *made: Receipt) -> str:
        """Takes the newest step back and returns its label.

        Args:
            desk: Who takes it back.
            made: Take back only the step of these receipts; none is whatever is newest.

        Raises:
            UsageError: Nothing is left to undo, or something else is the newest.
            ForbiddenMoveError: Somebody changed since what it would overwrite; says who and when.
        """
        if not self._steps:
            raise UsageError(
                "nothing to undo in this session", hint="the log shows what was done before it"
            )
        step = self._steps[-1]
        if made and step.undo != _back(made):
            raise UsageError("something else was done since", hint="take that back first")
        acting = desk.acting(None) if step.is_anonymous else desk
        desk.repo.refresh()
        _refuse_overwriting(desk, step)
        acting.commit(step.undo, meeting=step.meeting, undoes=step.events)
        self._steps.pop()
        return step.label


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or would be.

    Attributes:
        words: What it had done.
        at: When that was, RFC 3339 UTC.
        receipt: Proof; None for a dry run.
    """

    words: str
    at: str
    receipt: Receipt | None


def undo_last(desk: Desk, calendar: Calendar, *, dry_run: bool = False) -> Undone:
    """Takes back the acting person's last step in this clone that was not taken back yet.

    Args:
        desk: Who undoes, and so whose step it is.
        calendar: The team's time, for saying what stands in the way.
        dry_run: Only says what would be undone.

    Raises:
        UsageError: There is nothing left.
        ForbiddenMoveError: It cannot be taken back any more; says why and what to do instead.
    """
    desk.repo.refresh()
    past, said = desk.repo.past(), speech(desk.repo, calendar)
    step = last_step(past, desk.by)
    if step is None:
        raise UsageError(
            f"nothing of {desk.by or 'nobody'} is left to undo in this clone",
            hint="see: retrotui log",
        )
    words = tell(step, said)
    _refuse_final(step, words)
    inverse = past.inverse(step)
    _refuse_loss(inverse, words, said)
    if dry_run:
        return Undone(words, step.at, None)
    stood = _rows(desk.repo, inverse)

    def plan(reader: Reader) -> tuple[Change, ...]:
        if _rows(reader, inverse) != stood:
            raise BusyError("somebody changed this just now", hint="look, and try again")
        return inverse.changes

    receipt = desk.transact(plan, meeting=step.meeting, undoes=step.events)
    return Undone(words, step.at, receipt)


def last_step(past: Past, by: str | None) -> PastStep | None:
    """The person's newest step of this clone that neither undoes nor was undone; None: no such."""
    undone: set[str] = set()
    for step in past.steps():
        undone.update(step.undoes)
        ours = by is not None and step.by == by and step.writer == past.writer
        if ours and not step.undoes and not undone.intersection(step.events):
            return step
    return None


def _rows(reader: Reader, inverse: Inverse) -> list[object]:
    return [reader.get(each.kind, each.id) for each in inverse.changes]


def _refuse_final(step: PastStep, words: str) -> None:
    closed = any(
        # A five-finger check has its question, and nothing behind its counts to be gone.
        each.kind in (Kind.VOTES, Kind.BALLOTS) and not each.fields.get("title", (None, None))[1]
        for each in step.touched
    )
    revealed = any(
        each.kind == Kind.ITEMS and each.fields.get("revealed", (None, None))[1] is not None
        for each in step.touched
    )
    began = any(each.kind == Kind.MEETINGS and each.made for each in step.touched)
    why = hint = None
    if step.redacts:
        why, hint = "the text is in the log no more", "write it anew if you know it"
    elif revealed:
        why, hint = "everybody has seen the cards", "delete single cards in the meeting"
    elif closed:
        why, hint = "the votes behind the counts are gone", "reopen the vote in the meeting"
    elif began:
        why, hint = "a meeting was begun with it", "put it away: retrotui meetings discard ID"
    if why:
        raise ForbiddenMoveError(f"cannot undo: {words}; {why}", hint=hint)


def _refuse_loss(inverse: Inverse, words: str, said: Speech) -> None:
    if inverse.obstacles:
        listed = "; ".join(_objection(each, said) for each in inverse.obstacles[:3])
        more = len(inverse.obstacles) - 3
        rest = f"; and {more} more" if more > 0 else ""
        raise ForbiddenMoveError(
            f"cannot undo: {words}; undoing would lose what came since: {listed}{rest}",
            hint="change it by hand, or settle it with: retrotui conflicts",
        )
    if inverse.lost:
        raise ForbiddenMoveError(
            f"cannot undo: {words}; what was there before is in the log no more",
            hint="change it by hand",
        )


def _objection(obstacle: Obstacle, said: Speech) -> str:
    named = (
        f"the {NOUNS.get(obstacle.kind, obstacle.kind)} {said.quoted(obstacle.kind, obstacle.id)}"
    )
    if obstacle.field is None:
        return f"{named} was deleted"
    who = obstacle.by or "somebody"
    when = f" on {said.moment(obstacle.at)}" if obstacle.at else ""
    value = said.value(obstacle.field, obstacle.theirs)
    return f"{who} set {field_name(obstacle.field)} of {named} to “{value}”{when}"


def _refuse_overwriting(desk: Desk, step: Step) -> None:
    """The rule of ``undo_last`` for a step of the session, which may be several transactions."""
    past = desk.repo.past()
    if _was_redacted(past, step):
        _refuse_loss(Inverse((), lost=True), step.label, speech(desk.repo, calendar(desk)))
    settled: set[tuple[str, str, str | None]] = set()
    found: list[Obstacle] = []
    for event in reversed(step.events):
        made = past.find(event)
        if made is None:
            # What lies in the held log is nobody else's to change.
            continue
        found += [
            each
            for each in past.inverse(made).obstacles
            if (each.kind, each.id, each.field) not in settled
        ]
        # What a later transaction of this step put is no obstacle to an earlier one.
        for each in made.touched:
            settled.update((each.kind, each.id, name) for name in (*each.fields, None))
    if found:
        said = speech(desk.repo, calendar(desk))
        _refuse_loss(Inverse((), tuple(found)), step.label, said)


def _was_redacted(past: Past, step: Step) -> bool:
    """True when a text of a record that would be put back was since taken out of the log."""
    back = {(each.kind, each.id) for each in step.undo}
    for later in past.steps():
        if set(later.events) & set(step.events):
            return False
        redacted = (past.find(name) for name in later.redacts)
        if any((one.kind, one.id) in back for made in redacted if made for one in made.touched):
            return True
    return False


def _back(receipts: Sequence[Receipt]) -> tuple[Change, ...]:
    return tuple(change for each in reversed(receipts) for change in each.undo)
