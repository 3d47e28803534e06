"""What every activity says about itself, and the tolerant reading of an item's settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from retrotui.core.agenda import AgendaItem
from retrotui.core.formats import ACTIVITIES as SETTINGS
from retrotui.core.meeting_state import MeetingState

Saying = Callable[[MeetingState, AgendaItem], str | None]


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of step in a meeting.

    Attributes:
        name: As formats and records have it.
        title: What an item of it is called unless it is given a title.
        about: What people do, in one line.
        minutes: The timebox unless one is given.
        settings: An item's settings, as the activity's own dataclass.
        ready: Why it cannot start usefully; None when it can. It never forbids starting.
        unfinished: What stays undone when the item is left now; None when nothing does. Leaving
            changes nothing: hidden cards stay hidden, an open vote stays open.
    """

    name: str
    title: str
    about: str
    minutes: int
    settings: Callable[[AgendaItem], Any]
    ready: Saying
    unfinished: Saying


@dataclass(frozen=True, slots=True)
class NoSettings:
    """For an activity that has none of its own."""


def no_settings(_item: AgendaItem) -> NoSettings:
    """Reads nothing."""
    return NoSettings()


def read_settings(item: AgendaItem, activity: str) -> dict[str, Any]:
    """An item's settings by key: whatever is missing or wrong has the activity's default."""
    known = SETTINGS[activity].settings
    return {key: kind.read(item.settings.get(key), _overlook) for key, kind in known.items()}


def prompt(item: AgendaItem) -> str:
    """What people are asked; may be empty."""
    asked = item.settings.get("prompt")
    return asked if isinstance(asked, str) else ""


def guidance(item: AgendaItem) -> str:
    """A word to the facilitator, never for the shared screen; may be empty."""
    word = item.settings.get("about")
    return word if isinstance(word, str) else ""


def always(_state: MeetingState, _item: AgendaItem) -> None:
    """Nothing stands in the way and nothing stays undone."""


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _overlook(message: str, *, part: int | None = None, key: str | None = None) -> None:
    """A record may be old or newer than this program: what cannot be read counts as left out."""
