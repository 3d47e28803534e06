"""``retrotui check``: silent and 0 when clean, else the findings and 1. Made for cron and CI."""

from __future__ import annotations

import re
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from retrotui.cli.output import Column, short_names
from retrotui.cli.spec import Command, Verb
from retrotui.core.check import Finding, FindingKind, Selection, late_by_date
from retrotui.services import check as service
from retrotui.services.directory import resolve

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from retrotui.cli.session import Session

_DAYS = r"(\d{1,4})d?"
_WORDS = {
    FindingKind.OVERDUE: "overdue",
    FindingKind.DUE_SOON: "due soon",
    FindingKind.STALE: "stale",
    FindingKind.UNOWNED: "no owner",
    FindingKind.OUTCOME_DUE: "did it help?",
    FindingKind.DISSENT_DUE: "dissent due",
    FindingKind.DECISION_DUE: "review due",
}
_ALARMING = (FindingKind.OVERDUE, FindingKind.DISSENT_DUE, FindingKind.DECISION_DUE)


def days(text: str) -> int:
    """A number of days: ``3`` or ``3d``."""
    match = re.fullmatch(_DAYS, text)
    if match is None:
        from argparse import ArgumentTypeError  # noqa: PLC0415 - most lines are read without

        raise ArgumentTypeError(f"{text!r} is not a number of days, such as 3d")
    return int(match[1])


def _build(parser: ArgumentParser) -> None:
    kinds = parser.add_argument_group("what to look for (default: overdue, dissent, decisions)")
    kinds.add_argument("--overdue", action="store_true", help="open actions past their date")
    kinds.add_argument("--due-within", type=days, metavar="3d", help="and those due soon")
    kinds.add_argument("--stale", type=days, metavar="14d", help="open, untouched for so long")
    kinds.add_argument("--unowned", action="store_true", help="open, nobody owns it")
    kinds.add_argument("--outcome-due", type=days, metavar="14d", help="done, did it help?")
    kinds.add_argument("--dissent-due", action="store_true", help="unanswered, or to be revisited")
    kinds.add_argument("--decisions-due", action="store_true", help="due for review")
    parser.add_argument("--owner", metavar="X", help="only what this person owes")
    parser.add_argument("-q", "--quiet", action="store_true", help="the exit code only")


def _run(session: Session, options: Namespace) -> int:
    selection = Selection(
        overdue=options.overdue,
        due_within=options.due_within,
        stale=options.stale,
        unowned=options.unowned,
        outcome_due=options.outcome_due,
        dissent_due=options.dissent_due,
        decisions_due=options.decisions_due,
    )
    reader = session.repo if selection.needs_closed else session.open_work
    if options.owner:
        selection = selection._replace(owner=resolve(reader, options.owner))
    calendar, late = session.calendar, None
    if not selection.needs_all:
        late = session.open_work.brief("due", late_by_date(calendar, selection))
    found = service.check(reader.all, calendar, session.settings, selection, late)
    if session.output.template == "nagios" and not session.output.as_json:
        return _nagios(session, found)
    if session.output.as_json or not options.quiet:
        _show(session, found)
    return 1 if found else 0


def _show(session: Session, found: Sequence[Finding]) -> None:
    output = session.output
    if output.as_json:
        items = [_item(each) for each in found]
        extra = {"status": "findings" if found else "clean", "counts": _counts(found)}
        output.envelope("check", items, session.head(), extra)
        return
    if output.template is not None:
        output.listing([_item(each) for each in found], ())
        return
    short = {
        kind: short_names(partial(session.known_ids, kind))
        for kind in {each.kind for each in found}
    }
    columns = (
        Column("what", lambda each: _WORDS[each.finding], colour=_colour, plain=_finding),
        Column("id", lambda each: short[each.kind](each.id), plain=attrgetter("id")),
        Column("days", _days_text, plain=lambda each: each.due or ""),
        Column("owner", lambda each: ", ".join(each.owners) or "-"),
        Column("title", attrgetter("title"), flexible=True),
    )
    output.listing(found, columns)


def _item(found: Finding) -> dict[str, Any]:
    return {
        "finding": found.finding,
        "kind": found.kind.value.removesuffix("s"),
        "id": found.id,
        "title": found.title,
        "owners": list(found.owners),
        "due": found.due,
        "days": found.days,
    }


def _counts(found: Sequence[Finding]) -> dict[str, int]:
    counts = {"items": len(found)}
    for each in found:
        counts[each.finding.value] = counts.get(each.finding.value, 0) + 1
    return counts


def _days_text(found: Finding) -> str:
    late = found.days
    if late is None:
        return "-"
    if found.finding == FindingKind.STALE:
        return f"{late} untouched"
    return f"{late} over" if late > 0 else "today" if late == 0 else f"in {-late}"


def _finding(found: Finding) -> str:
    return found.finding.value


def _colour(found: Finding) -> str:
    return "alarm" if found.finding in _ALARMING else "warn"


def _nagios(session: Session, found: Sequence[Finding]) -> int:
    """A monitoring plugin's line and code: 0 OK, 1 WARNING, 2 CRITICAL."""
    critical = sum(each.finding in _ALARMING for each in found)
    state, code = ("CRITICAL", 2) if critical else ("WARNING", 1) if found else ("OK", 0)
    parts = [f"{_counts(found)[kind]} {_WORDS[kind]}" for kind in _WORDS if kind in _counts(found)]
    session.output.line(f"RETROTUI {state} - {', '.join(parts) or 'nothing is owed'}")
    return code


COMMAND = Command(
    "what is overdue; silent when clean",
    {
        "": Verb(
            "what is overdue, unanswered or due for review; silent when clean",
            _build,
            _run,
            (
                "retrotui check",
                "retrotui check --due-within 3d --owner ana",
                "retrotui check --json",
            ),
        )
    },
)
