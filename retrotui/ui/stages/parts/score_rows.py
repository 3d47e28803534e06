"""Rows of a score, and what is said below the table about the cell under the cursor."""

from fractions import Fraction

from retrotui.core.scoring import Axis, Result, Scored, effort_share, percent, plain
from retrotui.core.scoring.models import COULD, EFFORT, MOSCOW, MUST, SHOULD, WONT
from retrotui.core.text import one_line
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.stages.parts.flow import Paragraph
from retrotui.ui.widgets.cell_layout import CellRow

_SHARES = ((MUST, "must"), (SHOULD, "should"), (COULD, "could"))


def cell_row(found: Result, row: Scored) -> CellRow:
    """A subject with its place, its values and its total."""
    shown = (
        axis.scale.show(row.values[axis.key]) if axis.key in row.values else ""
        for axis in found.model.axes
    )
    return CellRow(
        row.subject.id,
        Bit(place(row), Tone.STRONG if row.rank == 1 else Tone.MUTED),
        row.subject.title,
        tuple(shown),
        Bit(_total(found, row), Tone.STRONG),
    )


def place(row: Scored) -> str:
    """``1``, or ``2=`` for those who share it; empty while a value is missing."""
    return "" if row.rank is None else f"{row.rank}{'=' if row.tied else ' '}"


def fact_lines(found: Result, axis: Axis, row: Scored) -> list[Paragraph]:
    """The criterion with what is valid, what it asks, and the row's whole title."""
    model = found.model
    counts = f"counts {percent(model.share(axis))}" if model.has_weights else ""
    if model.name == MOSCOW:
        counts = _shares(found)
    said = (
        Bit(axis.title, Tone.STRONG),
        Bit(axis.scale.valid, Tone.ACCENT),
        Bit(counts, Tone.MUTED),
    )
    return [
        Paragraph(said),
        Paragraph((Bit(axis.prompt, Tone.MUTED),), most=1),
        Paragraph((Bit(row.subject.title),), most=2),
    ]


def standing(found: Result, row: Scored) -> str:
    """Where a row stands, for what is decided on it."""
    if row.total is None:
        return ""
    values = (
        f"{axis.title} {axis.scale.show(row.values[axis.key])}"
        + (f" (weight {axis.weight})" if found.model.has_weights else "")
        for axis in found.model.axes
    )
    tied = ", shared" if row.tied else ""
    total = found.model.show_total(row.total)
    head = f"Place {row.rank} of {len(found.rows)}{tied} by {found.model.title}: {total}"
    return joined((head, one_line(", ".join(values))))


def _total(found: Result, row: Scored) -> str:
    if row.total is None:
        return ""
    if found.model.name != MOSCOW:
        return found.model.show_total(row.total)
    if row.total == WONT:
        return "–"
    planned = [each for each in found.ranked if each.total != WONT]
    everything = sum((Fraction(each.values[EFFORT]) for each in planned), Fraction())
    return (
        percent(Fraction(row.values[EFFORT]) / everything)
        if everything
        else plain(row.values[EFFORT])
    )


def _shares(found: Result) -> str:
    shares = [(effort_share(found.rows, each), word) for each, word in _SHARES]
    return joined([f"{word} {percent(share)}" for share, word in shares if share is not None])
