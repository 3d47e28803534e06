"""Scoring: models, scales and places. Exact, so that ties are ties."""

from retrotui.core.scoring.models import Axis, Model, model_of
from retrotui.core.scoring.ranking import (
    Result,
    Scored,
    Subject,
    effort_share,
    percent,
    score,
)
from retrotui.core.scoring.scale import Amount, Scale, Step, Steps, Typing, exact, plain

__all__ = [
    "Amount",
    "Axis",
    "Model",
    "Result",
    "Scale",
    "Scored",
    "Step",
    "Steps",
    "Subject",
    "Typing",
    "effort_share",
    "exact",
    "model_of",
    "percent",
    "plain",
    "score",
]
