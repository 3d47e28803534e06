"""Amounts with a unit as people type and read them: ``41%``, ``1.2k``, ``350 ms``."""

import math
import re
from typing import Final, NamedTuple

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line

LARGEST: Final = 1e15
"""Above it, a number is no longer kept to the last digit."""
UNIT_LENGTH: Final = 24
_SHOWN = 40
_PLACES = 4
_NUMBER = re.compile(r"([+\-−]?)((?:\d+(?:\.\d*)?|\.\d+))(?:\s*([kKM])(?![^\W\d_]))?")
_COMMA = re.compile(r"([+\-−]?)(\d+),(\d+)(.*)")
_GROUPED = re.compile(r"([+\-−]?)(\d{1,3})((?:[,.'’ _]\d{3})+)(.*)")
_MORE = re.compile(r"[\d.,+\-−]|[eE][+\-]?\d")
_SHORTEST_WORD = 3
_TIMES: Final = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6}


class Amount(NamedTuple):
    """A number and what it counts; the unit may be empty."""

    number: float
    unit: str = ""


def read_amount(text: str, *, unit: str | None = None) -> Amount:
    """Reads a number as people type it.

    A point is the decimal sign; ``k`` and ``M`` are thousands and millions. What could be read in
    two ways is refused: ``41,5`` is 41.5 to some and 415 mistyped to others.

    Args:
        text: As typed.
        unit: What it has to be counted in; None takes whatever unit stands behind the number.

    Raises:
        UsageError: Not one number, another unit, or above ``LARGEST``; the hint has the nearest
            valid form.
    """
    typed = one_line(text)
    body = _without_unit(typed, unit)
    _refuse_commas(typed, body)
    found = _NUMBER.match(body)
    if found is None:
        raise UsageError(f"{typed[:_SHOWN]!r} is no number", hint="write 41, 41.5, 41% or 1.2k")
    rest = body[found.end() :].strip()
    if unit is not None and one_unit(rest, one_line(unit)):
        rest = ""
    if unit is not None and rest:
        raise UsageError(
            f"{typed[:_SHOWN]!r} is not counted in {unit or 'plain numbers'}",
            hint=f"write {_plain(found)}{unit}",
        )
    if _MORE.match(rest) or len(rest) > UNIT_LENGTH:
        raise UsageError(
            f"{typed[:_SHOWN]!r} is more than one number", hint=f"write {_plain(found)}"
        )
    sign = -1.0 if found[1] in ("-", "−") and found[1] else 1.0
    return Amount(_sane(sign * float(found[2]) * _TIMES[found[3] or ""], typed), rest)


def one_unit(first: str, second: str) -> bool:
    """Whether two units are the same: ``1 day`` and ``3 days`` are, ``m`` and ``ms`` are not."""
    shorter, longer = sorted((first.casefold(), second.casefold()), key=len)
    if len(shorter) < _SHORTEST_WORD or not shorter[-1].isalpha():
        return first == second
    return longer in (shorter, f"{shorter}s")


def common_unit(baseline: Amount | None, target: Amount | None) -> str | None:
    """The unit two amounts share, of one and many the many; None when they have two units."""
    units = sorted((each.unit for each in (baseline, target) if each is not None), key=len)
    if len(units) > 1 and units[0] and not one_unit(units[0], units[1]):
        return None
    return units[-1] if units else ""


def show_amount(number: float | None, unit: str = "") -> str:
    """An amount as people read it: ``41%``, ``1200 ms``; ``-`` for none."""
    if number is None:
        return "-"
    written = _digits(number)
    shown = one_line(unit)
    if not shown:
        return written
    return f"{written} {shown}" if shown[0].isalpha() else f"{written}{shown}"


def _digits(number: float) -> str:
    rounded = round(number, _PLACES)
    written = f"{rounded:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def _without_unit(typed: str, unit: str | None) -> str:
    """The number alone, where the unit that is wanted stands around it."""
    known = one_line(unit or "")
    if not known:
        return typed
    if typed.casefold().endswith(known.casefold()):
        return typed[: -len(known)].rstrip()
    if not known[0].isalnum() and typed.startswith(known):
        return typed[len(known) :].lstrip()
    return typed


def _refuse_commas(typed: str, body: str) -> None:
    grouped = _GROUPED.fullmatch(body)
    if grouped is not None and (len(grouped[3]) > len(",000") or "," not in grouped[3]):
        if grouped[3].startswith(".") and len(grouped[3]) == len(".000"):
            return
        whole = grouped[1] + grouped[2] + re.sub(r"\D", "", grouped[3])
        raise UsageError(
            f"{typed[:_SHOWN]!r} has marks between its digits", hint=f"write {whole}{grouped[4]}"
        )
    comma = _COMMA.fullmatch(body)
    if comma is None:
        return
    decimal = f"{comma[1]}{comma[2]}.{comma[3].rstrip('0') or '0'}{comma[4]}"
    whole = f"{comma[1]}{comma[2]}{comma[3]}{comma[4]}"
    raise UsageError(
        f"{typed[:_SHOWN]!r} has a comma, which is read in two ways",
        hint=f"write {decimal} or {whole}" if grouped is not None else f"write {decimal}",
    )


def _plain(found: re.Match[str]) -> str:
    return found[1] + found[2] + (found[3] or "")


def _sane(number: float, typed: str) -> float:
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise UsageError(f"{typed[:_SHOWN]!r} is too large", hint="choose a larger unit")
    return number
