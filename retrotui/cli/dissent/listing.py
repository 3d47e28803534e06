"""Reading dissent: the list and one of them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import date

from retrotui.cli.days import day_in_full, short_day
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import list_items, show_item, term
from retrotui.core.decision_views import DissentView
from retrotui.core.dissent import allowed_moves, due_on
from retrotui.core.ids import short_ids
from retrotui.core.records.decisions import Dissent, DissentState
from retrotui.core.records.kinds import Kind
from retrotui.services import dissent as service

_EMPTY = "no dissent here; keep one: retrotui dissent add DECISION --concern TEXT"
_STATES = [state.value for state in DissentState]
_UNSETTLED = (DissentState.RAISED, DissentState.SUSTAINED)


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument("--state", metavar="S", type=term, choices=_STATES, help=", ".join(_STATES))
    parser.add_argument("--due", action="store_true", help="only what is unanswered or due")


def run_list(session: Session, options: Namespace) -> int:
    """Lists dissents by follow-up date."""
    today = session.calendar.today
    views = service.everything(
        session.repo,
        state=DissentState(options.state) if options.state else None,
        due=today if options.due else None,
        due_days=session.settings.dissent_due_days,
        zone=session.calendar.zone,
    )
    dues = {each.record.id: _due(session, each.record) for each in views}
    late = sum(day is not None and day <= today for day in dues.values())
    items = [each.to_json() for each in views]
    columns = _columns(session, dues)
    return list_items(session, "dissents", items, columns, empty=_EMPTY, counts={"due": late})


def build_one(parser: ArgumentParser) -> None:
    """Takes one id."""
    parser.add_argument("id", metavar="ID")


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one dissent."""
    view = service.view(session.repo, options.id)
    return show_item(session, "dissents", view.to_json(), _facts(session, view))


def _due(session: Session, dissent: Dissent) -> date | None:
    return due_on(dissent, session.settings.dissent_due_days, session.calendar.zone)


def _columns(session: Session, dues: Mapping[str, date | None]) -> tuple[Column, ...]:
    short, today = short_ids(session.repo.all(Kind.DISSENTS)), session.calendar.today

    def due(item: Item) -> str:
        day = dues[item["id"]]
        return "" if day is None else day.isoformat()

    def colour(item: Item) -> str | None:
        day = dues[item["id"]]
        return "alarm" if day is not None and day <= today else None

    return (
        Column("id", lambda item: short[item["id"]], plain=lambda item: item["id"]),
        Column("state", lambda item: item["state"], colour=_state_colour),
        Column(
            "verdict",
            lambda item: (item["verdict"] or "-").replace("_", " "),
            plain=lambda item: item["verdict"] or "",
        ),
        Column("due", lambda item: short_day(session, dues[item["id"]]), plain=due, colour=colour),
        Column("by", lambda item: item["by"] or "anonymous", plain=lambda item: item["by"] or ""),
        Column("decision", lambda item: item["decision"]["title"], flexible=True),
        Column("concern", lambda item: item["concern"], flexible=True),
    )


def _state_colour(item: Item) -> str | None:
    return "warn" if item["state"] in _UNSETTLED and not item["verdict"] else None


def _facts(session: Session, view: DissentView) -> Iterator[tuple[str, str]]:
    one = view.record
    answer = one.response
    by = f"{view.answered_by}: " if view.answered_by else ""
    due = _due(session, one)
    facts: Mapping[str, str | None] = {
        "id": one.id,
        "decision": f"{view.decision.title} ({view.decision.id})",
        "by": view.by or "anonymous",
        "state": one.state,
        "stance": one.stance,
        "concern": one.concern,
        "would resolve": one.would_resolve,
        "predicts": _prediction(session, one),
        "answer": f"{by}{answer.text}" if answer else None,
        "answered": answer.at if answer else None,
        "note": one.withdrawn_note,
        "verdict": one.verdict,
        "evidence": one.evidence,
        "follow up": day_in_full(session, one.follow_up_on),
        "due": short_day(session, due) if due else None,
        "next": ", ".join(allowed_moves(one)),
        "created": one.created,
        "updated": one.updated,
    }
    return ((name, text) for name, text in facts.items() if text)


def _prediction(session: Session, dissent: Dissent) -> str:
    predicted = dissent.prediction
    if predicted is None:
        return ""
    chance = "" if predicted.probability is None else f" ({predicted.probability:.0%})"
    day = day_in_full(session, predicted.resolve_on)
    return f"{predicted.statement}{chance}" + (f"; to be seen {day}" if day else "")
