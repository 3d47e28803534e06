"""Redaction: a text that should never have been written leaves the log of every clone."""

from dataclasses import dataclass

from retrotui.core.dates import Calendar
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.ports import Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.telling import NOUNS, redactable
from retrotui.services.desk import Desk
from retrotui.services.history import find_record, speech

HONEST = (
    "what git has committed keeps the old text until its history is purged, other clones keep it "
    "until they sync, and copies, exports and minutes keep it for good"
)
"""What redacting does not do; to be said before it is done."""
_KINDS = tuple(each for each in Kind if each not in (Kind.VOTES, Kind.MOVES))


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be redacted.

    Attributes:
        title: What the record is called now.
        fields: The names of the fields whose texts go.
    """

    kind: str
    id: str
    title: str
    fields: tuple[str, ...]


def intend(desk: Desk, typed: str, field: str | None, calendar: Calendar) -> Intent:
    """What redacting would take out: one field's text, or all texts of the record.

    Raises:
        NotFoundError: No record fits, or several do.
        UsageError: The field holds no text.
    """
    kind, id_ = find_record(desk.repo, typed, _KINDS)
    fields = redactable(kind, field)
    return Intent(kind, id_, speech(desk.repo, calendar).title(kind, id_), tuple(fields))


def redact(desk: Desk, intent: Intent) -> Receipt:
    """Takes the texts out, in every version they ever had. It cannot be undone.

    A card that names nobody is redacted in nobody's name.

    Raises:
        ForbiddenMoveError: There is no such text in the log, or not any more.
    """
    texts = redactable(intent.kind, None)
    row = desk.repo.get(intent.kind, intent.id) or desk.repo.hidden(intent.kind).get(intent.id, {})
    nameless = bool(row.get("anonymous"))
    receipt = desk.repo.redact(
        intent.kind,
        intent.id,
        {field: texts[field] for field in intent.fields},
        by=None if nameless else desk.by,
    )
    if not receipt.events:
        raise ForbiddenMoveError(
            f"the log holds no such text of the {NOUNS.get(intent.kind, intent.kind)}",
            hint="it was redacted before, or never written",
        )
    return receipt
