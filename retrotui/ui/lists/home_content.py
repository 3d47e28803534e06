"""What home's panels show."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from retrotui.core.dates import Calendar
from retrotui.core.settings import TeamSettings
from retrotui.services.desk import Desk
from retrotui.services.overview import Overview, overview
from retrotui.ui.lists import home_rows
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.widgets.rows import Row


class PanelContent(NamedTuple):
    """What one panel shows.

    Attributes:
        rows: Its list.
        told: What its border counts.
        empty: What to say when there are no rows.
    """

    rows: Sequence[Row]
    told: str = ""
    empty: str = ""


_WELCOME = (
    Row(
        "home.new",
        (
            Bit("n", Tone.ACCENT),
            "start a meeting",
            Bit("choose a format, say who is there", Tone.MUTED),
        ),
    ),
    Row(
        "home.actions",
        (Bit("a", Tone.ACCENT), "add an action", Bit("who does what by when", Tone.MUTED)),
    ),
    Row(
        "app.help",
        (
            Bit("?", Tone.ACCENT),
            "see the keys",
            Bit("of this screen, and of any other", Tone.MUTED),
        ),
    ),
)


def versions_row(number: int) -> Row:
    """Says that fields hold more than one value, and opens them."""
    return Row(
        "work.versions",
        (
            Bit("≠", Tone.WARN),
            "Changed twice at once: pick what stays",
            "",
            Bit(f"▲ {count(number, 'field')}", Tone.WARN),
        ),
    )


def read(desk: Desk, settings: TeamSettings, calendar: Calendar) -> Overview:
    """Everything home shows, as it stands now."""
    return overview(desk.repo, settings, desk.clock.now(), calendar)


_SHARE = Row(
    "home.sharing",
    (
        Bit("s", Tone.ACCENT),
        "share it",
        Bit("through git: retrotui sync --setup ADDRESS", Tone.MUTED),
    ),
)


def panels(
    found: Overview,
    calendar: Calendar,
    *,
    is_unshared: bool = False,
    doubled: int = 0,
    forecasts: Mapping[str, str] | None = None,
) -> Mapping[str, PanelContent]:
    """What each panel shows, by its name; of a store that has no remote yet, a welcome says so.

    Args:
        found: As it stands.
        calendar: The team's time.
        is_unshared: There is no remote yet.
        doubled: How many fields hold several values.
        forecasts: See ``home_rows.next_rows``.
    """
    running = len(found.running)
    return {
        "welcome": PanelContent((*_WELCOME, _SHARE) if is_unshared else _WELCOME),
        "due": PanelContent(
            [*([versions_row(doubled)] if doubled else ()), *home_rows.due_rows(found, calendar)],
            f"{found.overdue} overdue" if found.overdue else "",
            f"Nothing is due within a week; a shows {count(found.open_actions, 'open action')}."
            if found.open_actions
            else "Nothing is owed: a, then N writes an action.",
        ),
        "dissent": _dissent(found, calendar),
        "next": PanelContent(
            home_rows.next_rows(found, calendar, forecasts),
            f"{running} unfinished" if running else "",
            "No meeting was held yet: n starts one.",
        ),
        "lately": PanelContent(
            home_rows.lately_rows(found.lately, calendar),
            empty="What came of your meetings will be here.",
        ),
    }


def _dissent(found: Overview, calendar: Calendar) -> PanelContent:
    rows = home_rows.dissent_rows(found.dissents, calendar)
    late = sum(each.is_due for each in found.dissents)
    counts = (
        f"{late} due" if late else "",
        f"{len(rows) - late} unanswered" if len(rows) > late else "",
    )
    return PanelContent(rows, joined(counts), "Nobody waits for an answer or a verdict.")
