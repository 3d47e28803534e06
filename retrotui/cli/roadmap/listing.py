"""Reading the roadmap: the list, one outcome, and its history."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping

from retrotui.cli.days import day_in_full, due_column
from retrotui.cli.history import log_record
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import id_column, list_items, names_column, show_item, term
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import Horizon, RoadmapStatus
from retrotui.core.roadmap_reading import shifts, slipped_words
from retrotui.core.roadmap_views import RoadmapView
from retrotui.services import goals
from retrotui.services import roadmap as service

_EMPTY = 'nothing is on the roadmap; put an outcome there: retrotui roadmap add "…" --horizon now'
_HORIZONS = [each.value for each in Horizon]
_STATUSES = [each.value for each in RoadmapStatus]


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument("--horizon", type=term, choices=_HORIZONS)
    parser.add_argument("--goal", metavar="ID", help="only what serves this goal")
    parser.add_argument(
        "--status", action="append", type=term, choices=_STATUSES, help="may be repeated"
    )
    parser.add_argument("--all", action="store_true", help="done and dropped ones too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists outcomes; open ones unless asked for others."""
    wanted = tuple(RoadmapStatus(each) for each in options.status or ())
    if not wanted and not options.all:
        wanted = (RoadmapStatus.OPEN,)
    views = service.everything(
        session.repo,
        statuses=wanted,
        horizon=Horizon(options.horizon) if options.horizon else None,
        goal=goals.get(session.repo, options.goal).id if options.goal else None,
    )
    there = Counter(each.record.horizon for each in views if each.record.is_open)
    counts = {each.value: there[each] for each in Horizon}
    items = [each.to_json() for each in views]
    return list_items(session, "roadmap", items, _columns(session), empty=_EMPTY, counts=counts)


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one outcome."""
    view = service.view(session.repo, options.id)
    return show_item(session, "roadmap", view.to_json(), _facts(session, view))


def run_log(session: Session, options: Namespace) -> int:
    """Says who changed what and when, oldest first."""
    item = service.get(session.repo, options.id)
    return log_record(session, Kind.ROADMAP, item.id)


def _columns(session: Session) -> tuple[Column, ...]:
    return (
        id_column(session, Kind.ROADMAP),
        Column("horizon", _where, colour=lambda item: None if item["status"] == "open" else "dim"),
        Column("sure", _sure, plain=lambda item: _sure(item).removeprefix("-")),
        Column("slipped", lambda item: str(item["slipped"] or "-"), colour=_slip_colour,
               plain=lambda item: str(item["slipped"])),
        due_column(session),
        names_column("stakeholders"),
        Column("title", lambda item: item["title"], flexible=True),
    )  # fmt: skip


def _where(item: Item) -> str:
    """Its horizon; of a closed one what became of it."""
    status: str = item["status"]
    horizon: str = item["horizon"]
    return horizon if status == RoadmapStatus.OPEN else status


def _sure(item: Item) -> str:
    return "-" if item["confidence"] is None else f"{item['confidence']}%"


def _slip_colour(item: Item) -> str | None:
    return "warn" if item["slipped"] > 1 else None


def _facts(session: Session, view: RoadmapView) -> Iterator[tuple[str, str]]:
    one = view.record
    moves = [f"{each.at[:10]} {each.old} → {each.new}" for each in shifts(one)]
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "title": one.title,
        "horizon": one.horizon,
        "status": one.status,
        "why": one.why,
        "confidence": None if one.confidence is None else f"{one.confidence}%",
        "effort": None if one.effort is None else f"{one.effort:g} person-weeks",
        "due": day_in_full(session, one.due),
        "goals": "\n".join(each.title for each in view.goals),
        "stakeholders": ", ".join(view.stakeholders),
        "depends on": "\n".join(f"{each.title} ({each.status})" for each in view.depends_on),
        "needed by": "\n".join(each.title for each in view.needed_by),
        "moves": "\n".join([*moves, slipped_words(shifts(one))] if moves else []),
        "expected": "\n".join(_expected(session, each) for each in view.expectations),
        "meeting": view.meeting.title if view.meeting else None,
        "closed": one.closed,
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)


def _expected(session: Session, expectation: Expectation) -> str:
    sure = "" if expectation.probability is None else f" ({expectation.probability:.0%})"
    day = day_in_full(session, expectation.resolve_on)
    came = "" if expectation.came is None else f", came {expectation.came}"
    return f"{expectation.statement}{sure}" + (f", by {day}" if day else "") + came
