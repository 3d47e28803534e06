"""Formats as rows to choose among, and one of them to be read before it is taken."""

from collections.abc import Iterable, Sequence

from retrotui.core.dates import Calendar
from retrotui.core.format_list import Group, Offered, Usage
from retrotui.core.instants import parse_rfc3339
from retrotui.ui.lists.moments import day_text
from retrotui.ui.lists.reading import Fact, fact_rows
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.widgets.rows import Column, Heading, Row

COLUMNS = (Column(least=24), Column(width=18, keep=1), Column(width=7, keep=2, align="right"))
"""Title; what the team knows of it, or by how much it is too long; minutes."""


def format_rows(groups: Iterable[Group], calendar: Calendar) -> list[Row | Heading]:
    """The groups below each other, each under its title."""
    rows: list[Row | Heading] = []
    for group in groups:
        if rows:
            rows.append(Row("", ("", "", "")))
        used = any(each.usage and not each.over for each in group.offers)
        rows.append(Heading(group.title, "run last · rated" if used else ""))
        rows += (_row(each, calendar) for each in group.offers)
    return rows


def offered(groups: Iterable[Group], minutes: int | None) -> str:
    """How many there are, for the border: ``88 formats``, ``12 fit, 3 longer``."""
    offers = [each for group in groups for each in group.offers]
    long = sum(each.over > 0 for each in offers)
    if minutes is None:
        return count(len(offers), "format")
    return joined(
        (f"{len(offers) - long} fit into {minutes} min", f"{long} longer" if long else "")
    )


def preview_rows(offer: Offered, calendar: Calendar, agenda: Iterable[Row]) -> list[Row | Heading]:
    """What it is for, what the team knows of it, and its agenda."""
    chosen = offer.format
    rows = fact_rows(
        (
            Fact("For", chosen.about),
            Fact("Kept", "on this machine only" if chosen.private else ""),
            Fact("Yours", usage_text(offer.usage, calendar)),
            Fact("Too long", f"by {offer.over} min; taken, every item shrinks"
                 if offer.over else ""),
        )
    )  # fmt: skip
    if rows:
        rows.append(Row("", ("", "")))
    return [*rows, *agenda]


def usage_text(usage: Usage | None, calendar: Calendar) -> str:
    """``used last 12 Nov · rated 4.2 (3)``; nothing where it was never run."""
    if usage is None:
        return ""
    rating = _rating(usage)
    return joined((f"used last {_day(usage, calendar)}", f"rated {rating}" if rating else ""))


def _row(offer: Offered, calendar: Calendar) -> Row:
    known = f"{offer.over} min too long" if offer.over else _short(offer.usage, calendar)
    cells: Sequence[str | Bit] = (
        offer.format.title,
        Bit(known, Tone.MUTED),
        Bit(f"{offer.format.minutes} min", Tone.MUTED),
    )
    return Row(offer.format.name, tuple(cells), dim=offer.over > 0)


def _short(usage: Usage | None, calendar: Calendar) -> str:
    return "" if usage is None else joined((_day(usage, calendar), _rating(usage)))


def _rating(usage: Usage) -> str:
    return "" if usage.rating is None else f"{usage.rating:.1f} ({usage.rated})"


def _day(usage: Usage, calendar: Calendar) -> str:
    moment = parse_rfc3339(usage.last)
    return (
        "?" if moment is None else day_text(moment.astimezone(calendar.zone).date(), calendar.today)
    )
