"""Scores: what a room gave one thing on each criterion, with the weights of that day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retrotui.core.ids import natural_id
from retrotui.core.records.actions import Origin


@dataclass(frozen=True, slots=True)
class Score:
    """One subject's scores in one agenda item.

    Attributes:
        subject: What was scored: a card, a group or a roadmap item.
        title: What it was called then.
        model: ``rice``, ``wsjf``, ``ice``, ``ice_average``, ``weighted`` or ``moscow``.
        weights: Criterion key to its weight, where the model has weights.
        values: Criterion key to what it was given.
    """

    id: str
    meeting: str
    item: str
    subject: Origin
    title: str = ""
    model: str = ""
    weights: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    created: str = ""
    updated: str = ""


def score_id(item: str, subject: str) -> str:
    """The id of what an item gave a subject."""
    return natural_id("score", item, subject)
