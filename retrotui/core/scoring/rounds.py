"""A round of values, one a person, before the room agrees on one."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from retrotui.core.scoring.scale import Scale, Steps

_APART = 2


@dataclass(frozen=True, slots=True)
class Round:
    """What individuals gave for one cell.

    Attributes:
        values: At least one, on the scale.
    """

    scale: Scale
    values: tuple[Decimal, ...]

    @property
    def median(self) -> Decimal:
        """The value in the middle, of two middle ones the lower: always one that was given."""
        return median_low(self.values)

    @property
    def is_far_apart(self) -> bool:
        """Worth a talk: two steps between the lowest and the highest, or twice the amount."""
        low, high = min(self.values), max(self.values)
        if isinstance(self.scale, Steps):
            steps = [each.value for each in self.scale.steps]
            return steps.index(high) - steps.index(low) >= _APART
        return high > low and high >= low * _APART

    @property
    def spread(self) -> str:
        """``2 to 5: talk``, or ``all gave 3``."""
        low, high = (self.scale.show(each(self.values)) for each in (min, max))
        if low == high:
            return f"all gave {low}"
        return f"{low} to {high}: talk" if self.is_far_apart else f"{low} to {high}, close"

    @property
    def told(self) -> str:
        """How many gave what, the lowest first: ``1× 2, 3× 3``."""
        counts = sorted(Counter(self.values).items())
        return ", ".join(f"{n}× {self.scale.show(each)}" for each, n in counts)
