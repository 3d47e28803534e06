"""Writing goals: set, edited, and read."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.days import read_day, read_past
from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.cli.spec import build_titled
from retrotui.core.amounts import Amount, common_unit, read_amount, show_amount
from retrotui.core.errors import UsageError
from retrotui.core.goals import GoalDraft, GoalEdit
from retrotui.core.records.goals import Direction
from retrotui.core.records.kinds import Kind
from retrotui.services import goals as service


def _build_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--target", metavar="V", help="where it is to be: 60, 60%%, 1.2k")
    parser.add_argument("--baseline", metavar="V", help="where it began")
    parser.add_argument("--unit", metavar="U", help="behind a value: %%, ms (default: as typed)")
    parser.add_argument("--metric", metavar="TEXT", help="what is counted")
    parser.add_argument(
        "--direction",
        choices=[each.value for each in Direction],
        help="which way is better (default: from baseline to target)",
    )
    parser.add_argument("--begins", metavar="WHEN", help="the day of the baseline (today)")
    parser.add_argument("--due", metavar="WHEN", help="by when: eoq, 2027-03-31")
    parser.add_argument("--allow-past", action="store_true", help="accept a due date before today")
    parser.add_argument("--owner", action="append", metavar="X", help="may be repeated")


def build_add(parser: ArgumentParser) -> None:
    """A title and the fields."""
    parser.add_argument("title", nargs="+", metavar="TITLE")
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """Sets a goal and prints its id."""
    baseline, target, unit = _numbers(options, None)
    draft = GoalDraft(
        title=" ".join(options.title),
        target=target,
        metric=options.metric or "",
        unit=unit or "",
        direction=Direction(options.direction) if options.direction else None,
        baseline=baseline,
        begins=read_past(session, options.begins, "begins") if options.begins else None,
        due=read_day(session, options.due, allow_past=options.allow_past),
    )
    saved = service.add(session.desk, draft, owners=tuple(options.owner or ()))
    session.output.new_id(saved.id, lambda: session.repo.all(Kind.GOALS))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    build_titled(parser)
    parser.add_argument("--title", metavar="TITLE")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given; owners are replaced."""
    goal = service.get(session.repo, options.id)
    baseline, target, unit = _numbers(options, goal.unit or None)
    given: dict[str, Any] = {
        "title": options.title,
        "metric": options.metric,
        "unit": unit if unit != goal.unit else None,
        "direction": Direction(options.direction) if options.direction else None,
        "baseline": baseline,
        "target": target,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if options.begins is not None:
        changes["begins"] = read_past(session, options.begins, "begins")
    if options.due is not None:
        changes["due"] = read_day(session, options.due, allow_past=options.allow_past)
    saved = service.edit(session.desk, goal.id, GoalEdit(**changes), owners=options.owner or None)
    return echo_receipt(session.output, saved.receipt)


def build_read(parser: ArgumentParser) -> None:
    """An id and a value."""
    build_titled(parser)
    parser.add_argument("value", metavar="VALUE", help="41, 41.5, 41%%, 1.2k")
    parser.add_argument("--on", metavar="WHEN", help="the day it is the value of (today)")
    parser.add_argument("--note", metavar="TEXT", help="where it comes from, or why")


def run_read(session: Session, options: Namespace) -> int:
    """Notes a value and echoes it."""
    goal = service.get(session.repo, options.id)
    amount = read_amount(options.value, unit=goal.unit)
    today = session.calendar.today
    day = today if options.on is None else read_past(session, options.on, "on")
    noted = service.read(
        session.desk, goal.id, amount.number, day, today=today, note=options.note or ""
    )
    if not noted.receipt.events:
        session.output.note("nothing to do")
        return 0
    said = f"{goal.title}: {show_amount(amount.number, goal.unit)}"
    if noted.before is not None:
        said += f", instead of {show_amount(noted.before, goal.unit)} of that day"
    session.output.note(said)
    return 0


def _numbers(options: Namespace, unit: str | None) -> tuple[float | None, float | None, str | None]:
    """Baseline, target and the unit they share.

    Args:
        options: As typed.
        unit: The goal's, where there is one.
    """
    wanted = options.unit if options.unit is not None else unit
    baseline, target = (_amount(each, wanted) for each in (options.baseline, options.target))
    shared = common_unit(baseline, target)
    if shared is None:
        raise UsageError(
            f"the baseline is in {baseline and baseline.unit}, the target in "
            f"{target and target.unit}",
            hint="write both in one unit",
        )
    return (
        None if baseline is None else baseline.number,
        None if target is None else target.number,
        wanted if wanted is not None else shared or None,
    )


def _amount(typed: str | None, unit: str | None) -> Amount | None:
    return None if typed is None else read_amount(typed, unit=unit)
