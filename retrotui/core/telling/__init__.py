"""The past in words: records, fields, values and steps as people would say them."""

from retrotui.core.telling.fields import (
    NOUNS,
    field_name,
    is_text_of_lines,
    is_told,
    redactable,
)
from retrotui.core.telling.steps import tell, tell_change
from retrotui.core.telling.values import Speech
from retrotui.core.text import MARK

__all__ = [
    "MARK",
    "NOUNS",
    "Speech",
    "field_name",
    "is_text_of_lines",
    "is_told",
    "redactable",
    "tell",
    "tell_change",
]
