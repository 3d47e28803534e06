"""An agenda from Markdown as a format that can be run."""

from types import MappingProxyType

from retrotui.core.errors import UsageError
from retrotui.core.formats import KINDS, MOST_MINUTES, Format, FormatItem
from retrotui.core.setting_kinds import TITLE_LENGTH, suggestion
from retrotui.exchange.agenda_markdown.model import MarkdownAgenda, MarkdownItem

MOST_TALKS = 200
"""Items that one agenda may bring; a meeting of several days has some fifty."""

ACTIONS_MINUTES = 5
CLOSE_MINUTES = 3

_OPEN = MappingProxyType({"turns": "open"})


def agenda_to_format(
    agenda: MarkdownAgenda, *, name: str, kind: str, default_minutes: int = 10
) -> Format:
    """Every item as a ``talk`` in the file's order, then one for actions and one to close.

    Who presents an item becomes its note to the facilitator. A format *file* may have fewer items
    than an agenda: this does not go through ``check_format``.

    Args:
        agenda: With at least one item.
        name: The format's name, and its source.
        kind: The kind of meeting.
        default_minutes: The timebox of items that name none.

    Raises:
        UsageError: An unknown kind, no items or too many of them, or an impossible timebox.
    """
    if kind not in KINDS:
        raise UsageError(f"no kind of meeting is called {kind!r}", hint=suggestion(kind, KINDS))
    if not 1 <= default_minutes <= MOST_MINUTES:
        raise UsageError(f"a timebox is 1 to {MOST_MINUTES} minutes, not {default_minutes}")
    if not 1 <= len(agenda.items) <= MOST_TALKS:
        raise UsageError(
            f"{name}: {len(agenda.items)} agenda items; 1 to {MOST_TALKS} can be run",
            hint="copy the part you need into a file of its own",
        )
    talks = tuple(_talk(item, default_minutes) for item in agenda.items)
    end = (
        FormatItem("actions", "Actions", ACTIONS_MINUTES),
        FormatItem("close", "Close", CLOSE_MINUTES, MappingProxyType({"rate": True})),
    )
    return Format(
        name, _cut(agenda.title), kind, "", private=False, agenda=talks + end, source=name
    )


def _talk(item: MarkdownItem, default_minutes: int) -> FormatItem:
    about = f"Presented by {', '.join(item.people)}" if item.people else ""
    minutes = item.minutes or default_minutes
    return FormatItem("talk", _cut(item.title), minutes, _OPEN, about=about)


def _cut(title: str) -> str:
    """A title that fits; the whole line is still in the file."""
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"
