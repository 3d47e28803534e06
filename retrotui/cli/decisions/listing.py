"""Reading decisions: the list and one of them with everything that belongs to it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from retrotui.cli.days import day_in_full, day_of_moment, short_day
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import list_items, show_item, term
from retrotui.core.decision_fields import read_date
from retrotui.core.decision_views import DecisionView, DissentView
from retrotui.core.decisions import is_due
from retrotui.core.ids import short_ids
from retrotui.core.records.decisions import DecisionStatus, DissentState, Option
from retrotui.core.records.kinds import Kind
from retrotui.services import decisions as service

_EMPTY = "no decisions here; put one forward: retrotui decisions add TITLE"
_UNSETTLED = {state.value for state in DissentState} - {"accepted", "withdrawn"}


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    statuses = [status.value for status in DecisionStatus]
    parser.add_argument(
        "--status", metavar="S", type=term, choices=statuses, help=", ".join(statuses)
    )
    parser.add_argument("--due", action="store_true", help="only what is due for review")


def run_list(session: Session, options: Namespace) -> int:
    """Lists decisions by review date."""
    today = session.calendar.today
    views = service.everything(
        session.repo,
        status=DecisionStatus(options.status) if options.status else None,
        due=today if options.due else None,
    )
    due = {each.record.id for each in views if is_due(each.record, today)}
    items = [each.to_json() for each in views]
    columns = _columns(session, due)
    return list_items(session, "decisions", items, columns, empty=_EMPTY, counts={"due": len(due)})


def build_one(parser: ArgumentParser) -> None:
    """Takes one id."""
    parser.add_argument("id", metavar="ID")


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one decision."""
    view = service.view(session.repo, options.id)
    return show_item(session, "decisions", view.to_json(), _facts(session, view))


def _columns(session: Session, due: set[str]) -> tuple[Column, ...]:
    short = short_ids(session.repo.all(Kind.DECISIONS))

    def colour(item: Item) -> str | None:
        return "alarm" if item["id"] in due else None

    return (
        Column("id", lambda item: short[item["id"]], plain=lambda item: item["id"]),
        Column("status", lambda item: item["status"]),
        Column(
            "review",
            lambda item: short_day(session, read_date(item["review_on"])),
            plain=lambda item: item["review_on"] or "",
            colour=colour,
        ),
        Column("dissent", _standing, plain=_states, colour=_standing_colour),
        Column("title", lambda item: item["title"], flexible=True),
    )


def _states(item: Item) -> str:
    """How its dissents stand: ``1 raised, 2 sustained``; withdrawn ones are nobody's any more."""
    states = (each["verdict"] or each["state"] for each in item["dissents"])
    counted = Counter(each for each in states if each != DissentState.WITHDRAWN)
    return ", ".join(f"{count} {state}" for state, count in counted.items())


def _standing(item: Item) -> str:
    return _states(item).replace("_", " ") or "-"


def _standing_colour(item: Item) -> str | None:
    open_ones = (each["state"] in _UNSETTLED and not each["verdict"] for each in item["dissents"])
    return "warn" if any(open_ones) else None


def _facts(session: Session, view: DecisionView) -> Iterator[tuple[str, str]]:
    one = view.record
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "title": one.title,
        "status": one.status,
        "method": one.method,
        "context": one.context,
        "drivers": "\n".join(one.drivers),
        "options": "\n".join(_options(one.options)),
        "reading": view.reading.says if one.status is DecisionStatus.PROPOSED else None,
        "outcome": one.outcome,
        "why": one.rationale,
        "consensus": view.consensus,
        "deciders": ", ".join(view.deciders),
        "consulted": ", ".join(view.consulted),
        "informed": ", ".join(view.informed),
        "positions": "\n".join(_positions(view)),
        "not heard": ", ".join(view.unheard),
        "dissents": "\n".join(_dissents(session, view.dissents)),
        "reopened": "\n".join(
            f"{day_of_moment(session, each.at)} {each.by or 'anonymous'}: {each.new_information}"
            for each in view.reopened
        ),
        "delegation": str(one.delegation_level) if one.delegation_level else None,
        "review": day_in_full(session, one.review_on),
        "supersedes": one.supersedes,
        "links": "\n".join(one.links),
        "meeting": view.meeting.title if view.meeting else None,
        "decided": one.decided,
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)


def _options(options: Iterable[Option]) -> Iterator[str]:
    for each in options:
        yield each.title
        yield from (f"  + {pro}" for pro in each.pros)
        yield from (f"  - {con}" for con in each.cons)


def _positions(view: DecisionView) -> Iterator[str]:
    for each in view.positions:
        yield f"{each.name}: {each.stance}" + (f" ({each.why})" if each.why else "")


def _dissents(session: Session, dissents: Iterable[DissentView]) -> Iterator[str]:
    short = short_ids(session.repo.all(Kind.DISSENTS))
    for each in dissents:
        one = each.record
        state = f"{one.state}, {one.verdict}" if one.verdict else one.state
        yield f"{short[one.id]} {each.by or 'anonymous'} ({state}): {one.concern}"
