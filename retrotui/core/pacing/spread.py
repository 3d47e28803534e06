"""How long something takes, as a distribution: quantiles, and what is left once time has passed."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

MEDIAN, EIGHTY = 0.5, 0.8

_TAIL = 4.0
"""Exponent of the Pareto tail beyond the longest sample: what took longer than ever before takes,
in the middle, a fifth longer still."""
_MOST = 0.999


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution of durations.

    The i-th of n equal samples stands at the share i / (n + 1), so that a new one stays below it
    that often (the Weibull plotting position); between samples it is linear, and beyond the longest
    a Pareto tail holds the last share.

    Attributes:
        seconds: Rising.
        shares: How much lies at or below each of them, rising to 1 at most.
    """

    seconds: tuple[float, ...]
    shares: tuple[float, ...]

    @classmethod
    def fixed(cls, seconds: float) -> Self:
        """What always takes the same."""
        return cls((max(0.0, seconds),), (1.0,))

    @classmethod
    def of(cls, weighted: Iterable[tuple[float, float]]) -> Self:
        """The distribution of weighted samples, in whatever order.

        Args:
            weighted: Seconds and weight of each, both above 0; at least one.
        """
        ordered = sorted(weighted)
        whole = sum(weight for _, weight in ordered)
        # Kish's effective number of samples: unequal weights say less than equal ones.
        effective = whole * whole / sum(weight * weight for _, weight in ordered)
        narrower = effective / (effective + 1)
        shares, reached = [], 0.0
        for _, weight in ordered:
            shares.append(0.5 + ((reached + weight / 2) / whole - 0.5) * narrower)
            reached += weight
        return cls(tuple(seconds for seconds, _ in ordered), tuple(shares))

    def quantile(self, share: float) -> float:
        """The seconds that a share of all stay within; never less for a larger share."""
        if share <= self.shares[0]:
            return self.seconds[0]
        if share >= self.shares[-1]:
            rest = (1 - self.shares[-1]) / (1 - min(share, _MOST))
            return self.seconds[-1] * math.pow(max(1.0, rest), 1 / _TAIL)
        place = bisect_left(self.shares, share)
        low, high = self.shares[place - 1], self.shares[place]
        below, above = self.seconds[place - 1], self.seconds[place]
        return below + (above - below) * (share - low) / (high - low)

    def share_within(self, seconds: float) -> float:
        """How much stays within so many seconds."""
        place = bisect_right(self.seconds, seconds)
        if place == 0:
            return 0.0
        if place == len(self.seconds):
            outlasted = self.seconds[-1] / seconds if seconds > 0 else 1.0
            return 1 - (1 - self.shares[-1]) * math.pow(outlasted, _TAIL)
        below, above = self.seconds[place - 1], self.seconds[place]
        low, high = self.shares[place - 1], self.shares[place]
        return low + (high - low) * (seconds - below) / (above - below)

    def after(self, spent: float, share: float) -> float:
        """A quantile of the whole duration, given that it has lasted so long already.

        It never falls as ``spent`` grows, and is never below it.
        """
        if spent <= 0:
            return self.quantile(share)
        within = self.share_within(spent)
        return max(spent, self.quantile(within + share * (1 - within)))
