"""Rows of a table as agenda items: which column holds what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrotui.exchange.agenda_markdown.marks import Marks, minutes_in, people_in, read_marks, unique
from retrotui.exchange.agenda_markdown.tree import Node, Words

_TIME = re.compile(
    r"(?:time ?box|time|duration|length|minutes|mins?|est(?:imate|\.)?)(?: ?\(.*\))?"
)
_TOPIC = re.compile(
    r"(?:agenda )?(?:topics?|titles?|items?|subjects?|what|agenda|discussion|activity)(?: ?\(.*\))?"
)
_WHO = re.compile(
    r"(?:presenters?|who|owners?|speakers?|leads?|champions?|people|names?|drivers?|hosts?"
    r"|presented by|led by|responsible)(?: ?\(.*\))?"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns that matter."""

    topic: int
    time: int | None
    who: int | None


def columns_of(table: Node) -> Columns | None:
    """Finds them by the table's heading; None for a table that has no topics."""
    heads = [cell.first.casefold().strip(" :*_") for cell in table.cells]
    topic = _first(_TOPIC, heads)
    return None if topic is None else Columns(topic, _first(_TIME, heads), _first(_WHO, heads))


def read_row(row: Node, columns: Columns, known: Sequence[str] | frozenset[str]) -> Marks:
    """Takes a row apart."""
    marks = read_marks(_cell(row, columns.topic), known)
    timebox = _cell(row, columns.time).first
    minutes = minutes_in(timebox, bare=True)
    people = people_in(_cell(row, columns.who).text)
    return replace(
        marks,
        minutes=minutes if minutes is not None else marks.minutes,
        people=unique(people + marks.people),
        timed=marks.timed or bool(timebox),
    )


def _first(pattern: re.Pattern[str], heads: Sequence[str]) -> int | None:
    return next((index for index, head in enumerate(heads) if pattern.fullmatch(head)), None)


def _cell(row: Node, column: int | None) -> Words:
    return row.cells[column] if column is not None and column < len(row.cells) else Words()
