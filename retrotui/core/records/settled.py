"""Rows that two clones made together, settled into what one hand could have written.

Each field shows its newest version, and two moves made at once do not write the same fields: an
action may come out open and yet closed on a day. What a status rules out is then not there, in
every reading of the record; the log keeps it, and ``conflicts`` offers what collided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from retrotui.core.records.words import ActionStatus, DecisionStatus, DissentState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.core.changes import Row

_CLOSING = frozenset({"closed", "outcome", "outcome_at"})
_ANSWER = frozenset({"outcome", "outcome_at"})
_JUDGED = frozenset({"verdict", "verdict_at", "evidence"})
RULED_OUT: Final[Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]] = {
    "Action": (
        "status",
        {
            ActionStatus.OPEN: _CLOSING | {"why"},
            ActionStatus.BLOCKED: _CLOSING,
            ActionStatus.DROPPED: _ANSWER,
            ActionStatus.DONE: frozenset({"why"}),
        },
    ),
    "Decision": ("status", {DecisionStatus.PROPOSED: frozenset({"decided"})}),
    "Dissent": ("state", {DissentState.WITHDRAWN: _JUDGED, DissentState.RAISED: _JUDGED}),
}
"""By the record's class: the field that rules, and what each of its values rules out."""


def settled(record: str, row: Row) -> Row:
    """The row without what its own status rules out; the same object when there is nothing.

    Args:
        record: The name of the record's class.
        row: As the store has it.
    """
    rule = RULED_OUT.get(record)
    if rule is None:
        return row
    field, rules = rule
    status = row.get(field)
    out = rules.get(status) if isinstance(status, str) else None
    if not out or out.isdisjoint(row):
        return row
    for name in out:
        if row.get(name) is not None:
            return {each: value for each, value in row.items() if each not in out}
    return row
