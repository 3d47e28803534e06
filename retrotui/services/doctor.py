"""``doctor``: what is wrong with a store, and mending what can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from retrotui.core.doctor import Checked, Finding, by_gravity, outcome

if TYPE_CHECKING:
    from retrotui.core.doctor import Patient

_ROUNDS: Final = 4
"""Looks after which mending gives up; putting one thing right may bring another to light."""


def examine(patient: Patient) -> list[Checked]:
    """What is wrong, gravest first. Writes nothing."""
    return [Checked(each, fixed=False) for each in by_gravity(patient.inspect())]


def mend(patient: Patient) -> list[Checked]:
    """Mends what can be mended; what was found, and whether a second look still finds it.

    Raises:
        BusyError: Another process keeps the store.
        CannotWriteError: There is no place to put anything aside.
    """
    found: dict[Finding, None] = {}
    tried: set[tuple[object, ...]] = set()
    left = by_gravity(patient.inspect())
    for _ in range(_ROUNDS):
        found.update(dict.fromkeys(left))
        todo = [each for each in left if each.fixable and each.key not in tried]
        if not todo:
            break
        tried.update(each.key for each in todo)
        patient.mend(todo)
        left = by_gravity(patient.inspect())
    return outcome(found, left)
