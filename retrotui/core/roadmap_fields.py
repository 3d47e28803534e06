"""An outcome's fields on their way in: drafts, edits, and what each field may hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from retrotui.core.decision_fields import UNCHANGED, Unchanged, encode_date
from retrotui.core.errors import UsageError
from retrotui.core.instants import as_number
from retrotui.core.records.roadmap import Horizon
from retrotui.core.text import admit, one_line

LARGEST_EFFORT: Final = 10_000
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class RoadmapDraft:
    """An outcome before it is one; fields as in ``RoadmapItem``, records by id."""

    title: str
    horizon: Horizon = Horizon.LATER
    confidence: int | None = None
    due: date | None = None
    goals: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    effort: float | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class RoadmapEdit:
    """New values for some fields; sets are given whole. Its horizon is changed by ``move``."""

    title: str | Unchanged = UNCHANGED
    confidence: int | Unchanged | None = UNCHANGED
    due: date | Unchanged | None = UNCHANGED
    effort: float | Unchanged | None = UNCHANGED
    goals: tuple[str, ...] | Unchanged = UNCHANGED
    stakeholders: tuple[str, ...] | Unchanged = UNCHANGED
    depends_on: tuple[str, ...] | Unchanged = UNCHANGED


def admit_confidence(confidence: int | None) -> int | None:
    """How sure the team is, 0 to 100 per cent.

    Raises:
        UsageError: Any other number.
    """
    if confidence is not None and not 0 <= confidence <= 100:  # noqa: PLR2004 - per cent
        raise UsageError(f"{confidence} is no confidence", hint="from 0 to 100 per cent")
    return confidence


def read_confidence(typed: str) -> int:
    """A confidence as people type it: ``70``, ``70%``.

    Raises:
        UsageError: It is no whole number from 0 to 100.
    """
    text = one_line(typed).removesuffix("%").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):  # noqa: PLR2004 - 100 has three
        raise UsageError(
            f"{one_line(typed)[:_SHOWN]!r} is no confidence", hint="from 0 to 100 per cent: 70%"
        )
    number = int(text)
    admit_confidence(number)
    return number


def admit_effort(effort: float | None) -> float | None:
    """An effort in person-weeks.

    Raises:
        UsageError: Not above 0, or beyond ``LARGEST_EFFORT``.
    """
    if effort is not None and not (as_number(effort) is not None and 0 < effort <= LARGEST_EFFORT):
        raise UsageError(
            f"{effort} is no effort", hint=f"person-weeks, above 0 and up to {LARGEST_EFFORT}"
        )
    return effort


def admit_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Fields on their way into the store: cleaned, checked, as JSON.

    Raises:
        UsageError: A text is empty or too long, or a number is out of range.
    """
    admitted = dict(given)
    if "title" in given:
        admitted["title"] = admit(given["title"], "the title", lines=False)
    if "confidence" in given:
        admitted["confidence"] = admit_confidence(given["confidence"])
    if "effort" in given:
        admitted["effort"] = admit_effort(given["effort"])
    if "due" in given:
        admitted["due"] = encode_date(given["due"])
    return admitted
