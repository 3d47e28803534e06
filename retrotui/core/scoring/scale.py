"""What one cell of a score may hold: a few steps, or an amount; how it is typed and shown.

Values are exact decimals, so that what is equal on paper is equal here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from retrotui.core.errors import UsageError
from retrotui.core.setting_kinds import quoted

_LONGEST = 16
_MOST_DECIMALS = 2


class Typing(StrEnum):
    """What a text is while it is typed."""

    WRONG = "wrong"
    """No value begins like this."""
    BEGUN = "begun"
    """A value begins like this; it is none yet."""
    OPEN = "open"
    """It is a value, and longer ones begin like it."""
    DONE = "done"
    """It is a value, and no other begins like it."""


class Scale(Protocol):
    """What a cell may hold."""

    @property
    def valid(self) -> str:
        """The values there are, for a person."""
        ...

    def read(self, raw: Any) -> Decimal | None:
        """A recorded value; None when it is missing or not on the scale."""
        ...

    def typing(self, text: str) -> Typing:
        """How far a typed text is."""
        ...

    def parse(self, text: str) -> Decimal:
        """A typed value.

        Raises:
            UsageError: It is not on the scale; says what is.
        """
        ...

    def step(self, value: Decimal | None, by: int) -> Decimal:
        """The value some steps up or down, within the scale; from nothing, its first."""
        ...

    def show(self, value: Decimal) -> str:
        """A value as people read it in a cell."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One of several values.

    Attributes:
        typed: What one types for it.
        shown: What stands in the cell.
        word: What it means, where a number does not say it.
    """

    value: Decimal
    typed: str
    shown: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """One of several values, lowest first."""

    steps: tuple[Step, ...]

    @property
    def valid(self) -> str:
        """The first and the last of a row of whole numbers; else all, what has a word downwards."""
        values = [each.value for each in self.steps]
        worded = any(each.word for each in self.steps)
        if not worded and values == [values[0] + each for each in range(len(values))]:
            return f"{self.steps[0].typed} to {self.steps[-1].typed}"
        listed = self.steps[::-1] if worded else self.steps
        return ", ".join(f"{each.typed} {each.word}".strip() for each in listed)

    def read(self, raw: Any) -> Decimal | None:
        """A recorded value that is one of the steps."""
        value = exact(raw)
        return value if any(each.value == value for each in self.steps) else None

    def typing(self, text: str) -> Typing:
        """How far a typed text is."""
        begun = [each.typed for each in self.steps if each.typed.startswith(_plain(text))]
        if not text or not begun:
            return Typing.WRONG
        if _plain(text) not in begun:
            return Typing.BEGUN
        return Typing.OPEN if len(begun) > 1 else Typing.DONE

    def parse(self, text: str) -> Decimal:
        """The step that is typed so."""
        wanted = _plain(text)
        for each in self.steps:
            if wanted in (each.typed, each.shown, each.word):
                return each.value
        raise _refused(text, self.valid)

    def step(self, value: Decimal | None, by: int) -> Decimal:
        """The step so many further; from nothing, the lowest."""
        values = [each.value for each in self.steps]
        if value not in values:
            return values[0]
        return values[min(max(values.index(value) + by, 0), len(values) - 1)]

    def show(self, value: Decimal) -> str:
        """As the step is shown."""
        return next((each.shown for each in self.steps if each.value == value), plain(value))


@dataclass(frozen=True, slots=True)
class Amount:
    """Any amount within bounds, both included, with at most two decimals.

    Attributes:
        unit: What it counts, in words.
        by: How far one step goes.
    """

    least: Decimal
    most: Decimal
    unit: str
    by: Decimal = Decimal(1)

    @property
    def valid(self) -> str:
        """The least there may be, and of what."""
        return f"{plain(self.least)} or more {self.unit}"

    def read(self, raw: Any) -> Decimal | None:
        """A recorded amount within the bounds."""
        value = exact(raw)
        if value is None or not self.least <= value <= self.most:
            return None
        return value

    def typing(self, text: str) -> Typing:
        """How far a typed text is: more digits may always follow, up to two decimals."""
        whole, point, decimals = _plain(text).partition(".")
        digits = whole + decimals
        if not digits.isdecimal() or len(decimals) > _MOST_DECIMALS or len(digits) > _LONGEST:
            return Typing.WRONG
        value = Decimal(f"{whole}.{decimals or '0'}")
        if value > self.most:
            return Typing.WRONG
        if value < self.least:
            return Typing.BEGUN
        return Typing.BEGUN if point and not decimals else Typing.OPEN

    def parse(self, text: str) -> Decimal:
        """The amount."""
        typed = _plain(text)
        if self.typing(typed) is not Typing.OPEN:
            raise _refused(text, self.valid)
        return Decimal(typed)

    def step(self, value: Decimal | None, by: int) -> Decimal:
        """So many steps more or fewer; from nothing, one step or the least there may be."""
        if value is None:
            return max(self.least, self.by)
        return min(max(value + self.by * by, self.least), self.most)

    def show(self, value: Decimal) -> str:
        """The amount without needless zeros."""
        return plain(value)


def numbers(values: Sequence[str | int], words: Sequence[str] = ()) -> Steps:
    """Steps that are typed and shown as the numbers they are, lowest first."""
    said = words or [""] * len(values)
    return Steps(
        tuple(
            Step(Decimal(str(value)), str(value), str(value), word)
            for value, word in zip(values, said, strict=True)
        )
    )


def exact(raw: Any) -> Decimal | None:
    """A recorded number as an exact decimal; None when it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        return None
    text = str(raw)
    if len(text) > _LONGEST:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def plain(value: Decimal) -> str:
    """A decimal without exponent and needless zeros: ``0.5``, ``120``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(text: str) -> str:
    """What was typed, with a point for a comma and a nought before a bare point."""
    typed = text.strip().replace(",", ".")
    return f"0{typed}" if typed.startswith(".") else typed


def _refused(text: str, valid: str) -> UsageError:
    return UsageError(f"{quoted(text)} is no value here", hint=f"valid: {valid}")
