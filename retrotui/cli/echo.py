"""What was understood, said on stderr, so that a surprise is seen at once."""

from retrotui.cli.output import Output
from retrotui.core.changes import Drop
from retrotui.core.dates import Calendar, Due, describe
from retrotui.core.directory import Directory
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services.directory import directory


def echo_new_people(output: Output, reader: Reader, receipt: Receipt) -> None:
    """Says whom a transaction made, and whom they might have been confused with."""
    made = [each.id for each in receipt.undo if isinstance(each, Drop) and each.kind == Kind.PEOPLE]
    if not made:
        return
    known = directory(reader)
    before = Directory(each for each in known.values() if each.id not in made)
    for id_ in reversed(made):
        name = known.name(id_)
        nearest = before.nearest(name)
        near = f" (not {one_line(nearest)}?)" if nearest else ""
        output.note(f"new person: {name}{near}")


def echo_receipt(output: Output, receipt: Receipt) -> int:
    """Says so when there was nothing to do; returns the exit code, as that is no failure."""
    if not receipt.events:
        output.note("nothing to do")
    return 0


def echo_due(output: Output, due: Due | None, calendar: Calendar) -> None:
    """Says how a date phrase was resolved."""
    output.note(f"due {describe(due, calendar)}" if due else "no due date")
