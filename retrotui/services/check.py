"""``check``: what is owed and late, from a store or from a cache of its open work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from retrotui.core.check import Finding, Rows, Selection, findings
from retrotui.core.hidden import discarded
from retrotui.core.records.kinds import Kind
from retrotui.services.directory import read_directory

if TYPE_CHECKING:
    from retrotui.core.changes import Row
    from retrotui.core.dates import Calendar
    from retrotui.core.settings import TeamSettings

Tables = Callable[[str], "Mapping[str, Row]"]
"""Gives the rows of a kind: ``Reader.all``, or a cache that holds open work only."""


def check(
    tables: Tables,
    calendar: Calendar,
    settings: TeamSettings,
    selection: Selection,
    actions: Mapping[str, Row] | None = None,
) -> tuple[Finding, ...]:
    """What is owed and late, by date (none last), then by id.

    What belongs to a discarded meeting is left out.

    Args:
        tables: Asked for actions, decisions, dissents, people and meetings. Open work is enough
            unless ``selection.needs_closed``; of the meetings, the discarded ones are.
        calendar: See ``services.settings.calendar``.
        settings: See ``services.settings.read_settings``.
        selection: The kinds asked for.
        actions: Their rows, where the tables hold more of them than are looked at.
    """
    rows = Rows(
        actions=tables(Kind.ACTIONS) if actions is None else actions,
        decisions=tables(Kind.DECISIONS),
        dissents=tables(Kind.DISSENTS),
        people=read_directory(tables(Kind.PEOPLE)),
        hidden=discarded(tables(Kind.MEETINGS)),
    )
    return findings(rows, calendar, settings, selection)
