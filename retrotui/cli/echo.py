"""What was understood, said on stderr, so that a surprise is seen at once."""

from collections.abc import Iterable

from retrotui.cli.output import Output
from retrotui.core.dates import Calendar, Due, describe
from retrotui.core.people import Naming
from retrotui.core.text import one_line


def echo_namings(output: Output, namings: Iterable[Naming]) -> None:
    """Says who is new, and whom they might have been confused with."""
    for each in namings:
        if not each.is_new:
            continue
        near = f" (not {one_line(each.nearest)}?)" if each.nearest else ""
        output.note(f"new person: {one_line(each.name)}{near}")


def echo_due(output: Output, due: Due | None, calendar: Calendar) -> None:
    """Says how a date phrase was resolved."""
    output.note(f"due {describe(due, calendar)}" if due else "no due date")
