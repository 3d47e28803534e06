"""Reading goals: the list, one of them, and its history."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping

from retrotui.cli.days import day_in_full, due_column
from retrotui.cli.history import field_items, write_log
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import id_column, list_items, names_column, show_item, term
from retrotui.core.amounts import show_amount
from retrotui.core.goal_standing import (
    RULE,
    SPARKS,
    STANDING_WORDS,
    Standing,
    levels,
    sparkline,
    trend,
)
from retrotui.core.goal_views import GoalView
from retrotui.core.records.goals import GoalStatus, Reading
from retrotui.core.records.kinds import Kind
from retrotui.services import goals as service
from retrotui.services import history
from retrotui.services.directory import resolve

_EMPTY = "no goals here; set one: retrotui goals add TITLE --baseline 20% --target 60%"
_STATUSES = [each.value for each in GoalStatus]
_STANDINGS = [each.value for each in Standing]
_COLOURS = {Standing.MET: "good", Standing.AT_RISK: "warn", Standing.OFF: "alarm"}
_MOST_SPARKS = 10


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument(
        "--status", action="append", type=term, choices=_STATUSES, help="may be repeated"
    )
    parser.add_argument(
        "--standing", metavar="S", type=term, choices=_STANDINGS, help=", ".join(_STANDINGS)
    )
    parser.add_argument("--owner", metavar="X", help="a person's name or id")
    parser.add_argument("--all", action="store_true", help="met, missed and dropped ones too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists goals; open ones unless asked for others."""
    wanted = tuple(GoalStatus(each) for each in options.status or ())
    if not wanted and not options.all:
        wanted = (GoalStatus.OPEN,)
    owner = resolve(session.repo, options.owner) if options.owner else None
    views = service.everything(session.repo, session.calendar, statuses=wanted, owner=owner)
    if options.standing:
        views = tuple(each for each in views if each.judgement.standing == options.standing)
    standings = Counter(each.judgement.standing for each in views if each.record.is_open)
    counts = {each.value: standings[each] for each in Standing}
    items = [each.to_json() for each in views]
    return list_items(session, "goals", items, _columns(session), empty=_EMPTY, counts=counts)


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one goal."""
    view = service.view(session.repo, options.id, session.calendar)
    return show_item(session, "goals", view.to_json(), _facts(session, view))


def run_log(session: Session, options: Namespace) -> int:
    """Says who changed what and when, its readings included, oldest first."""
    goal = service.get(session.repo, options.id)
    items = field_items(history.of(session.repo, Kind.GOALS, goal.id, session.calendar))
    for id_, row in session.repo.search(Kind.READINGS, goal=goal.id).items():
        steps = history.of(session.repo, Kind.READINGS, id_, session.calendar)
        of_day = f"reading of {row.get('day')}"
        items += [
            {**each, "field": of_day} for each in field_items(steps) if each["field"] == "value"
        ]
    return write_log(session, sorted(items, key=lambda each: each["at"]))


def _columns(session: Session) -> tuple[Column, ...]:
    return (
        id_column(session, Kind.GOALS),
        Column("standing", _standing, plain=_plain_standing, colour=_colour),
        Column("latest", _latest, plain=lambda item: _latest(item).removeprefix("-")),
        Column("way", _way),
        Column("trend", _spark, plain=_values),
        due_column(session),
        names_column("owners"),
        Column("title", lambda item: item["title"], flexible=True),
    )


def _plain_standing(item: Item) -> str:
    closed: str = item["status"]
    standing: str = item["standing"]
    return standing if closed == GoalStatus.OPEN else closed


def _standing(item: Item) -> str:
    known = _plain_standing(item)
    return STANDING_WORDS[Standing(known)] if known in _STANDINGS else known


def _colour(item: Item) -> str | None:
    known = _plain_standing(item)
    return _COLOURS.get(Standing(known)) if known in _STANDINGS else "dim"


def _latest(item: Item) -> str:
    latest = item["latest"]
    return show_amount(latest and latest["value"], item["unit"] or "")


def _way(item: Item) -> str:
    unit = item["unit"] or ""
    return f"{show_amount(item['baseline'], unit)} → {show_amount(item['target'], unit)}"


def _spark(item: Item) -> str:
    values = [each["value"] for each in item["readings"]][-_MOST_SPARKS:]
    return "".join(SPARKS[each] for each in levels(values))


def _values(item: Item) -> str:
    return ",".join(show_amount(each["value"]) for each in item["readings"])


def _facts(session: Session, view: GoalView) -> Iterator[tuple[str, str]]:
    one, judged = view.record, view.judgement
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "title": one.title,
        "status": one.status,
        "why": one.why,
        "standing": _reasoned(view) if one.is_open else None,
        "metric": one.metric,
        "way": f"{view.way}, {one.direction} is better",
        "latest": _told(judged.latest, one.unit) if judged.latest else None,
        "trend": f"{sparkline(judged.readings)} {trend(judged.readings, one.unit)}"
        if judged.readings
        else None,
        "readings": "\n".join(_told(each, one.unit) for each in judged.readings),
        "begins": day_in_full(session, one.begins),
        "due": day_in_full(session, one.due),
        "owners": ", ".join(view.owners),
        "meeting": view.meeting.title if view.meeting else None,
        "closed": one.closed,
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)


def _reasoned(view: GoalView) -> str:
    judged = view.judgement
    said = STANDING_WORDS[judged.standing]
    if judged.reason:
        said += f": {judged.reason}"
    compared = judged.standing not in (Standing.MET, Standing.NO_READING)
    return f"{said}\n{RULE}" if compared else said


def _told(reading: Reading, unit: str) -> str:
    note = f" ({reading.note})" if reading.note else ""
    return f"{reading.day} {show_amount(reading.value, unit)}{note}"
