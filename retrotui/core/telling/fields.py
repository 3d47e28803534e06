"""What the fields of records are to people: told or not, a text or not, and their names."""

from collections.abc import Mapping
from typing import Any, Final

from retrotui.core.errors import UsageError
from retrotui.core.records.kinds import Kind
from retrotui.core.text import MARK

NOUNS: Final[Mapping[str, str]] = {
    Kind.ACTIONS: "action",
    Kind.DECISIONS: "decision",
    Kind.DISSENTS: "dissent",
    Kind.POSITIONS: "position",
    Kind.CARDS: "card",
    Kind.GROUPS: "group",
    Kind.NOTES: "note",
    Kind.MEETINGS: "meeting",
    Kind.ITEMS: "agenda item",
    Kind.PARTICIPANTS: "participant",
    Kind.PEOPLE: "person",
    Kind.SERIES: "series",
    Kind.SETTINGS: "setting",
    Kind.GOALS: "goal",
    Kind.READINGS: "reading",
    Kind.ROADMAP: "roadmap item",
    Kind.EXPECTATIONS: "expectation",
    Kind.FEEDBACK: "feedback",
    Kind.SCORES: "score",
    Kind.BALLOTS: "ballot",
    Kind.VOTES: "vote",
    Kind.MOVES: "move of the clock",
}
"""What one record of a kind is called."""
PEOPLE: Final = frozenset(
    {"owners", "deciders", "consulted", "informed", "ready", "by", "person", "author",
     "facilitator", "merged_into", "stakeholders"}
)  # fmt: skip
"""Fields that hold ids of people."""
REFERENCES: Final[Mapping[str, str | None]] = {
    "meeting": Kind.MEETINGS,
    "series": Kind.SERIES,
    "decision": Kind.DECISIONS,
    "supersedes": Kind.DECISIONS,
    "item": Kind.ITEMS,
    "group": Kind.GROUPS,
    "anchor": Kind.CARDS,
    "goal": Kind.GOALS,
    "goals": Kind.GOALS,
    "depends_on": Kind.ROADMAP,
    "about": None,
}
"""Fields that hold the id of a record, and its kind; None where it may be any."""
_LINED: Final[Mapping[str, frozenset[str]]] = {
    Kind.ACTIONS: frozenset({"why", "expectation"}),
    Kind.CARDS: frozenset({"text"}),
    Kind.DECISIONS: frozenset({"context", "outcome", "rationale"}),
    Kind.DISSENTS: frozenset({"concern", "would_resolve", "evidence", "withdrawn_note"}),
    Kind.EXPECTATIONS: frozenset({"evidence"}),
    Kind.FEEDBACK: frozenset({"text"}),
    Kind.GOALS: frozenset({"why"}),
    Kind.NOTES: frozenset({"text"}),
    Kind.POSITIONS: frozenset({"why"}),
    Kind.ROADMAP: frozenset({"why"}),
}
_SHORT: Final[Mapping[str, frozenset[str]]] = {
    Kind.ACTIONS: frozenset({"title"}),
    Kind.BALLOTS: frozenset({"title"}),
    Kind.DECISIONS: frozenset({"title"}),
    Kind.EXPECTATIONS: frozenset({"statement"}),
    Kind.FEEDBACK: frozenset({"source"}),
    Kind.GOALS: frozenset({"title", "metric"}),
    Kind.GROUPS: frozenset({"title"}),
    Kind.ITEMS: frozenset({"title"}),
    Kind.MEETINGS: frozenset({"title"}),
    Kind.PEOPLE: frozenset({"name", "function"}),
    Kind.READINGS: frozenset({"note"}),
    Kind.ROADMAP: frozenset({"title"}),
    Kind.SCORES: frozenset({"title"}),
    Kind.SERIES: frozenset({"title"}),
}
_STRUCTURED: Final[Mapping[str, Mapping[str, Any]]] = {
    Kind.ACTIONS: {"tags": MARK, "links": MARK},
    Kind.FEEDBACK: {"link": MARK},
    Kind.DECISIONS: {
        "links": MARK,
        "drivers": [MARK],
        "options": [{"title": MARK, "pros": [], "cons": []}],
    },
    Kind.DISSENTS: {"response": {"text": MARK}, "prediction": {"statement": MARK}},
}
_UNTOLD: Final = frozenset(
    {"", "created", "updated", "moves", "closed", "outcome_at", "verdict_at", "decided", "order",
     "item", "origin", "hidden", "anonymous", "reviewed", "revealed", "at", "ended", "started",
     "topics", "resolved", "triaged", "triaged_in", "became", "begins", "rounds", "icebreakers",
     "agreed", "talking"}
)  # fmt: skip


def is_told(kind: str, field: str) -> bool:
    """False for bookkeeping beside what was done: stamps, places in an order and the like."""
    if kind == Kind.NOTES and field == "closed":
        return True
    return field not in _UNTOLD


def is_text_of_lines(kind: str, field: str) -> bool:
    """True for texts that may have several lines and can be merged line by line."""
    return field in _LINED.get(kind, ())


def field_name(field: str) -> str:
    """A field as people read it."""
    return field.replace("_", " ")


def redactable(kind: str, field: str | None) -> dict[str, Any]:
    """What takes the place of the texts of a record, by field.

    Args:
        kind: The record's kind.
        field: The one field; None for all texts there are.

    Raises:
        UsageError: The field holds no text, or records of this kind have none.
    """
    texts: dict[str, Any] = dict.fromkeys(
        sorted({*_SHORT.get(kind, ()), *_LINED.get(kind, ())}), MARK
    )
    texts |= _STRUCTURED.get(kind, {})
    if field is None and texts:
        return texts
    if field in texts:
        return {field: texts[field]}
    noun = NOUNS.get(kind, kind)
    if not texts:
        raise UsageError(f"a {noun} holds no text that could be redacted")
    raise UsageError(
        f"{field!r} is no text of a {noun}", hint=f"its texts: {', '.join(sorted(texts))}"
    )
