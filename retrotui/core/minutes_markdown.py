"""Minutes as one page of Markdown: what came of the meeting first, then what was done, by item.

The page is CommonMark with the tables and task lists of GitHub Flavored Markdown. What people wrote
is escaped, so that it reads as they wrote it and makes no heading, list, link or tag of its own.
"""

from collections.abc import Iterator

from retrotui.core.markdown import escape, row
from retrotui.core.minutes import Minutes, MinutesItem
from retrotui.core.minutes_markdown_items import items
from retrotui.core.minutes_markdown_outcomes import outcomes
from retrotui.core.records.meetings import Presence


def to_markdown(minutes: Minutes) -> str:
    """The minutes as Markdown, ending in a newline."""
    blocks = (*_head(minutes), *outcomes(minutes), *items(minutes), *_agenda(minutes))
    return "\n\n".join(blocks) + "\n"


def _head(minutes: Minutes) -> Iterator[str]:
    yield f"# {escape(minutes.title) or 'Meeting'}"
    facts = [escape(minutes.kind), escape(minutes.series or ""), _when(minutes)]
    yield " · ".join(each for each in facts if each)
    if minutes.private:
        yield "**Private:** these minutes are on this machine only."
    people = ", ".join(
        escape(each.name) + ("" if each.presence is Presence.PRESENT else f" ({each.presence})")
        for each in minutes.people
    )
    if people:
        yield f"People: {people}"
    if minutes.roti is not None:
        counts = ", ".join(f"{n}× {score}" for score, n in enumerate(minutes.roti.counts, 1) if n)
        yield f"Worth the time: {minutes.roti.average:.1f} of 5 ({counts})"
    if not (minutes.decisions or minutes.actions):
        yield "Nothing was decided, and nobody took an action."


def _when(minutes: Minutes) -> str:
    if minutes.started is None:
        return ""
    began = f"{minutes.started:%Y-%m-%d %H:%M}"
    if minutes.ended is None:
        return f"{began} ({escape(minutes.timezone)}), not ended"
    same_day = minutes.started.date() == minutes.ended.date()
    end = f"{minutes.ended:%H:%M}" if same_day else f"{minutes.ended:%Y-%m-%d %H:%M}"
    return f"{began} to {end} ({escape(minutes.timezone)})"


def _agenda(minutes: Minutes) -> Iterator[str]:
    if not minutes.agenda:
        return
    yield "## Agenda"
    total = (f"{minutes.planned_minutes:g} min", f"{minutes.actual_minutes:g} min")
    rows = (
        ("Item", "Planned", "Actual"),
        (":---", "---:", "---:"),
        *map(_times, minutes.agenda),
        ("Total", *total),
    )
    yield "\n".join(map(row, rows))


def _times(item: MinutesItem) -> tuple[str, str, str]:
    planned = "open" if item.planned_minutes is None else f"{item.planned_minutes:g} min"
    actual = "skipped" if item.skipped else f"{item.actual_minutes:g} min"
    return (escape(item.title), planned, actual)
