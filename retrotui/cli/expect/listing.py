"""Reading expectations: the list with the team's score, one of them, and its history."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from retrotui.cli.days import day_in_full, short_day
from retrotui.cli.history import log_record
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import id_column, show_item
from retrotui.core.decision_fields import read_date
from retrotui.core.expectation_views import ExpectationView
from retrotui.core.expectations import CAME_WORDS, Score, score, score_words, show_probability
from retrotui.core.records.expectations import Came
from retrotui.core.records.kinds import Kind
from retrotui.services import expectations as service

_EMPTY = (
    "nothing is expected; say what you expect: "
    'retrotui expect add "STATEMENT" --probability 70% --resolve-on eoq'
)


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument("--due", action="store_true", help="what should be known by now")
    parser.add_argument("--all", action="store_true", help="what is resolved too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists expectations; what is not resolved unless asked for others."""
    known = service.everything(session.repo)
    views = service.views(session.repo, known, session.calendar.today)
    if options.due:
        views = tuple(each for each in views if each.is_due)
    elif not options.all:
        views = tuple(each for each in views if each.record.came is None)
    items = [each.to_json() for each in views]
    found = score(known)
    if session.output.as_json:
        counts = {"items": len(items), "due": sum(each.is_due for each in views)}
        more = {"counts": counts, "brier": _score_json(found)}
        session.output.envelope("expectations", items, session.head(), more)
        return 0
    session.output.listing(items, _columns(session))
    if session.output.is_table:
        if not items:
            session.output.note(_EMPTY if not known else "nothing waits to be resolved")
        if words := score_words(found):
            session.output.note(words)
    return 0


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one expectation."""
    one = service.get(session.repo, options.id)
    (view,) = service.views(session.repo, (one,), session.calendar.today)
    return show_item(session, "expectations", view.to_json(), _facts(session, view))


def run_log(session: Session, options: Namespace) -> int:
    """Says who changed what and when, oldest first: every probability there was."""
    one = service.get(session.repo, options.id)
    return log_record(session, Kind.EXPECTATIONS, one.id)


def _score_json(found: Score) -> dict[str, Any]:
    return {"score": found.brier, "number": found.number, "tells": found.tells}


def _columns(session: Session) -> tuple[Column, ...]:
    return (
        id_column(session, Kind.EXPECTATIONS),
        Column(
            "came",
            _came,
            plain=lambda item: item["came"] or ("due" if item["due"] else "open"),
            colour=lambda item: "warn" if item["due"] else ("dim" if item["came"] else None),
        ),
        Column(
            "sure",
            lambda item: show_probability(item["probability"]) or "-",
            plain=lambda item: show_probability(item["probability"]),
        ),
        Column(
            "known on",
            partial(_known_on, session),
            plain=lambda item: item["resolve_on"] or "",
        ),
        Column("statement", lambda item: item["statement"], flexible=True),
        Column("about", _about, flexible=True),
    )


def _came(item: Item) -> str:
    came = item["came"]
    if came is not None:
        return CAME_WORDS[Came(came)]
    return "due" if item["due"] else "open"


def _known_on(session: Session, item: Item) -> str:
    day: str | None = item["resolve_on"]
    return day or "-" if item["came"] else short_day(session, read_date(day))


def _about(item: Item) -> str:
    about: Mapping[str, Any] | None = item["about"]
    return "" if about is None else about["title"] or "it is no more"


def _facts(session: Session, view: ExpectationView) -> Iterator[tuple[str, str]]:
    one = view.record
    about = None if one.about is None else view.about or "it is no more"
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "statement": one.statement,
        "probability": show_probability(one.probability),
        "known on": day_in_full(session, one.resolve_on),
        "about": about,
        "by": view.by or "the room",
        "came": None if one.came is None else CAME_WORDS[one.came],
        "evidence": one.evidence,
        "meeting": view.meeting.title if view.meeting else None,
        "resolved": one.resolved,
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)
