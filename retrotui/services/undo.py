"""Undo for one session: what was just done, newest last."""

from collections import deque
from dataclasses import dataclass

from retrotui.core.changes import Drop
from retrotui.core.errors import UsageError
from retrotui.core.ports import Receipt
from retrotui.services.desk import Desk

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be taken back.

    Attributes:
        label: What was done, in a few words: "drop action".
        receipt: The transaction's proof, with the changes that take it back.
        meeting: Id of the meeting it was done in, if any.
    """

    label: str
    receipt: Receipt
    meeting: str | None = None


class UndoStack:
    """What one session did, up to ``DEPTH`` steps.

    Undoing is a new transaction, so history keeps both; a step that could not be taken back stays.
    """

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=DEPTH)

    def made(self, kind: str, id: str) -> bool:  # noqa: A002 - the field's own name
        """True when a step that can still be taken back made this record."""
        return any(Drop(kind, id) in step.receipt.undo for step in self._steps)

    @property
    def next_step(self) -> Step | None:
        """What ``undo`` would take back; None when nothing is left."""
        return self._steps[-1] if self._steps else None

    @property
    def next_label(self) -> str | None:
        """The label of ``next_step``; None when nothing is left."""
        return self._steps[-1].label if self._steps else None

    def push(self, label: str, receipt: Receipt, *, meeting: str | None = None) -> None:
        """Remembers a step; one that changed nothing is not worth remembering."""
        if receipt.undo:
            self._steps.append(Step(label, receipt, meeting))

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
        desk.commit(step.receipt.undo, meeting=step.meeting)
        self._steps.pop()
        return step.label
