"""Undo for one session: what was just done, newest last."""

from collections import deque
from dataclasses import dataclass

from retrotui.core.changes import Change, Drop
from retrotui.core.errors import UsageError
from retrotui.core.ports import Receipt
from retrotui.services.desk import Desk

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be taken back.

    Attributes:
        label: What was done, in a few words: "drop action".
        undo: What takes it back.
        is_anonymous: It was done in nobody's name, at least in part; then so is taking it back.
        meeting: Id of the meeting it was done in, if any.
    """

    label: str
    undo: tuple[Change, ...]
    is_anonymous: bool
    meeting: str | None = None


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
    def next_label(self) -> str | None:
        """What ``undo`` would take back; None when nothing is left."""
        return self._steps[-1].label if self._steps else None

    def push(self, label: str, *receipts: Receipt, meeting: str | None = None) -> None:
        """Remembers a step; one that changed nothing is not worth remembering.

        Args:
            label: Names it.
            receipts: Of all the transactions it took, in the order of writing.
            meeting: See ``Step``.
        """
        back = tuple(change for each in reversed(receipts) for change in each.undo)
        if back:
            nameless = any(each.by is None for each in receipts if each.undo)
            self._steps.append(Step(label, back, nameless, meeting))

    def forget(self, kind: str) -> None:
        """Leaves out every step that touched a record of this kind: it cannot be taken back now."""
        kept = [each for each in self._steps if all(one.kind != kind for one in each.undo)]
        self._steps = deque(kept, maxlen=DEPTH)

    def undo(self, desk: Desk) -> str:
        """Takes the newest step back and returns its label.

        Raises:
            UsageError: Nothing is left to undo.
        """
        if not self._steps:
            raise UsageError(
                "nothing to undo in this session", hint="the log shows what was done before it"
            )
        step = self._steps[-1]
        acting = desk.acting(None) if step.is_anonymous else desk
        acting.commit(step.undo, meeting=step.meeting)
        self._steps.pop()
        return step.label
