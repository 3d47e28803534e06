"""Facts about one record, to be read: beside a list when there is room, else over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult

from retrotui.core.text import clean
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.render import Bit, Text, Tone, bit
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

REGISTRY.add(
    Command(
        "reading.close",
        ("escape", "q", "enter"),
        "close",
        "Back to the list",
        "reading",
        hint=True,
        weight=60,
        palette=False,
    ),
)

COLUMNS = (Column(width=14), Column(wraps=True))
"""A label, and what it is about."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled text; its lines stay lines."""

    label: str
    text: Text


Facts = Sequence[Fact | Heading]


def fact_rows(facts: Iterable[Fact | Heading]) -> list[Row | Heading]:
    """Rows nobody selects, for a list with ``COLUMNS``; a fact without text is left out."""
    rows: list[Row | Heading] = []
    for each in facts:
        if isinstance(each, Heading):
            rows += [Row("", ("", "")), each] if rows else [each]
            continue
        given = each.text if isinstance(each.text, Bit) else Bit(each.text)
        label = each.label
        for line in clean(given.text).splitlines():
            if bit(line).text:
                rows.append(Row("", (Bit(label, Tone.MUTED), Bit(line, given.tone))))
                label = ""
    return rows


class Reading(Dialog[None]):
    """Shows facts over the screen.

    Args:
        title: Of the record.
        facts: What there is to know.
        empty: What to say when there is nothing.
    """

    CONTEXTS = ("reading",)
    CSS_PATH = "reading.tcss"

    def __init__(self, title: str, facts: Facts, *, empty: str = "") -> None:
        super().__init__(title)
        self.facts = facts
        self.empty = empty

    def body(self) -> ComposeResult:
        """The facts."""
        yield RowList(*COLUMNS, empty=self.empty, opens=False, id="reading-rows")

    def on_mount(self) -> None:
        """Shows them."""
        self.query_one(RowList).set_rows(fact_rows(self.facts))

    def cmd_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)
