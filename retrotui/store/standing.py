"""What stands in a record, as changes and values that put it back."""

from collections.abc import Mapping
from typing import Any, Final

from retrotui.core.changes import Change, Concurrent, Include, Put
from retrotui.store.codec import encode
from retrotui.store.frozen import thaw
from retrotui.store.record import EXISTS, Record


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""As a value in ``Put.fields``: the register is to be removed, not set to null. Receipts use it to
undo a field that was not there before."""


def beside(values: Mapping[str, Any]) -> Any:
    """What puts values back, given by event: the one there is, or all of them side by side."""
    different = {"" if each is ABSENT else encode({"": each}) for each in values.values()}
    return Concurrent(values) if len(different) > 1 else next(iter(values.values()), ABSENT)


def standing(record: Record, name: str) -> Any:
    """What puts a register back as it is: its value, its several values, or its absence."""
    cells = record.versions(name)
    return beside({event: thaw(cell[0]) if cell else ABSENT for event, cell in cells.items()})


def restored(kind: str, id_: str, record: Record) -> list[Change]:
    """What brings a dropped record back as it was."""
    registers = {name: standing(record, name) for name in record.values if name != EXISTS}
    back: list[Change] = [Put(kind, id_, registers)]
    back.extend(
        Include(kind, id_, name, tuple(sorted(present)))
        for name, present in record.sets.items()
        if present
    )
    return back
