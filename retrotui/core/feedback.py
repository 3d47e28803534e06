"""What may happen to feedback, as changes: taken in, worded better, triaged, put back.

Every function takes the newest state and refuses what that state forbids.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from retrotui.core.action_fields import admit_link
from retrotui.core.changes import Change, Put
from retrotui.core.decision_fields import UNCHANGED, Unchanged
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import encode
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

TRIAGE_WORDS = {
    Triage.WAITING: "waiting",
    Triage.CARD: "a card",
    Triage.ACTION: "an action",
    Triage.DECISION: "a decision",
    Triage.THANKS: "thanks",
    Triage.NOT_NOW: "not now",
}
"""What was made of it, in the words people read."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """Feedback before it is kept; fields as in ``Feedback``, ``by`` an id."""

    text: str
    by: str | None = None
    source: str = ""
    link: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackEdit:
    """New values for some fields; ``by`` is an id."""

    text: str | Unchanged = UNCHANGED
    by: str | Unchanged | None = UNCHANGED
    source: str | Unchanged = UNCHANGED
    link: str | Unchanged | None = UNCHANGED


def add(id: str, draft: FeedbackDraft) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """Takes feedback in.

    Raises:
        UsageError: The text is empty, a text too long, or the link none that is kept.
    """
    fields = _admitted(
        {"text": draft.text, "by": draft.by, "source": draft.source, "link": draft.link}
    )
    fields |= {"triage": Triage.WAITING.value, "meeting": draft.meeting}
    kept = {name: value for name, value in fields.items() if value not in (None, "")}
    return (Put(Kind.FEEDBACK, id, kept),)


def edit(feedback: Feedback, change: FeedbackEdit) -> tuple[Change, ...]:
    """Changes fields, whatever was made of it; nothing when they have these values already.

    Raises:
        UsageError: See ``add``.
    """
    given = {
        name: value
        for name in ("text", "by", "source", "link")
        if not isinstance(value := getattr(change, name), Unchanged)
    }
    fields = {
        name: value for name, value in _admitted(given).items() if value != getattr(feedback, name)
    }
    return (Put(Kind.FEEDBACK, feedback.id, fields),) if fields else ()


def triage(
    feedback: Feedback,
    verdict: Triage,
    now: str,
    *,
    became: Origin | None = None,
    meeting: str | None = None,
) -> tuple[Change, ...]:
    """Says what was made of feedback that waits.

    Args:
        feedback: As it stands.
        verdict: What was made of it; "not now" may be said again.
        now: RFC 3339 UTC.
        became: The record that was made.
        meeting: The meeting that did it; None where it must not be told.

    Raises:
        ForbiddenMoveError: It became something before.
    """
    require_waiting(feedback)
    fields = {
        "triage": verdict.value,
        "became": encode(became),
        "triaged": now,
        "triaged_in": meeting,
    }
    return (Put(Kind.FEEDBACK, feedback.id, fields),)


def require_waiting(feedback: Feedback) -> None:
    """Refuses feedback that became something.

    Raises:
        ForbiddenMoveError: It did; the way back is named.
    """
    if not feedback.is_waiting:
        raise ForbiddenMoveError(
            f"{one_line(feedback.text)[:_SHOWN]!r} became {TRIAGE_WORDS[feedback.triage]} already; "
            "allowed: put it back into the inbox",
        )


def take_back(feedback: Feedback) -> tuple[Change, ...]:
    """Puts feedback back into the inbox; what it became stays as it is."""
    if feedback.triage is Triage.WAITING:
        return ()
    fields = {
        "triage": Triage.WAITING.value,
        "became": None,
        "triaged": None,
        "triaged_in": None,
    }
    return (Put(Kind.FEEDBACK, feedback.id, fields),)


def standing(feedback: Feedback, discarded: Iterable[str]) -> Feedback:
    """Feedback as it stands when some meetings never were: what they triaged waits again."""
    if feedback.triaged_in is None or feedback.triaged_in not in discarded:
        return feedback
    return replace(feedback, triage=Triage.WAITING, became=None, triaged=None, triaged_in=None)


def inbox(feedback: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """What nobody has looked at, the oldest first; then "not now"; then what became something."""

    def place(each: Feedback) -> tuple[int, str, str]:
        looked_at = (Triage.WAITING, Triage.NOT_NOW)
        rank = looked_at.index(each.triage) if each.is_waiting else len(looked_at)
        return (rank, each.created, each.id)

    return tuple(sorted(feedback, key=place))


def _admitted(given: dict[str, Any]) -> dict[str, Any]:
    admitted = dict(given)
    if "text" in given:
        admitted["text"] = admit(given["text"], "the feedback")
    if "source" in given:
        admitted["source"] = admit(given["source"], "the source", lines=False, required=False)
    if given.get("link") is not None:
        admitted["link"] = admit_link(given["link"]) if given["link"].strip() else None
    return admitted
