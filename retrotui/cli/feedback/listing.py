"""Reading feedback: the inbox, one of it, and its history."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from retrotui.cli.days import day_in_full
from retrotui.cli.history import log_record
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import id_column, list_items, show_item
from retrotui.core.feedback import TRIAGE_WORDS
from retrotui.core.feedback_views import FeedbackView
from retrotui.core.records.feedback import Triage
from retrotui.core.records.kinds import Kind
from retrotui.services import feedback as service

_EMPTY = 'nothing waits; take in what somebody said: retrotui feedback add "TEXT" --by WHO'


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--waiting", action="store_true", help="what waits, and what was left for later (default)"
    )
    which.add_argument("--all", action="store_true", help="what became something too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists feedback; what waits unless asked for all."""
    known = service.everything(session.repo)
    wanted = known if options.all else tuple(each for each in known if each.is_waiting)
    items = [each.to_json() for each in service.views(session.repo, wanted, session.calendar)]
    counts = {
        "waiting": sum(each.triage is Triage.WAITING for each in known),
        "not_now": sum(each.triage is Triage.NOT_NOW for each in known),
    }
    return list_items(session, "feedback", items, _columns(session), empty=_EMPTY, counts=counts)


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one piece of feedback."""
    one = service.get(session.repo, options.id)
    (view,) = service.views(session.repo, (one,), session.calendar)
    return show_item(session, "feedback", view.to_json(), _facts(session, view))


def run_log(session: Session, options: Namespace) -> int:
    """Says who changed what and when, oldest first."""
    one = service.get(session.repo, options.id)
    return log_record(session, Kind.FEEDBACK, one.id)


def _columns(session: Session) -> tuple[Column, ...]:
    return (
        id_column(session, Kind.FEEDBACK),
        Column(
            "triage",
            lambda item: TRIAGE_WORDS[Triage(item["triage"])],
            plain=lambda item: item["triage"],
            colour=lambda item: None if item["triage"] == Triage.WAITING else "dim",
        ),
        Column("waits", _waits, plain=_plain_waits),
        Column("from", _from, plain=lambda item: item["by"] or item["source"] or "", flexible=True),
        Column("text", lambda item: item["text"], flexible=True),
    )


def _waits(item: Item) -> str:
    days = item["waiting_days"]
    return "-" if days is None else f"{days} d"


def _plain_waits(item: Item) -> str:
    days = item["waiting_days"]
    return "" if days is None else str(days)


def _from(item: Item) -> str:
    said: str = item["by"] or item["source"] or "-"
    return said


def _facts(session: Session, view: FeedbackView) -> Iterator[tuple[str, str]]:
    one = view.record
    became: Mapping[str, Any] | None = view.to_json()["became"]
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "text": one.text,
        "by": view.by,
        "source": one.source,
        "link": one.link,
        "triage": TRIAGE_WORDS[one.triage],
        "became": None if became is None else f"{became['title'] or 'it is no more'}",
        "meeting": view.meeting.title if view.meeting else None,
        "said": day_in_full(session, None if view.said is None else view.said.isoformat()),
        "triaged": one.triaged,
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)
