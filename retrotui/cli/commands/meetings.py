"""``retrotui meetings [list|show|resume|end|pace|discard|restore]``: the meetings there were."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from retrotui.cli.opening import open_app
from retrotui.cli.output import Column, Item
from retrotui.cli.session import Session
from retrotui.cli.show import list_items, show_item
from retrotui.cli.spec import Command, Verb, later
from retrotui.core.ids import short_id, short_ids
from retrotui.core.instants import local_moment, rfc3339
from retrotui.core.minutes import Minutes, MinutesItem
from retrotui.core.records.codec import encode
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus, Presence
from retrotui.core.setting_kinds import quoted
from retrotui.services import agenda
from retrotui.services import meetings as service
from retrotui.services import minutes as minutes_service
from retrotui.services.meeting_state import require_meeting
from retrotui.services.minutes import Summary

_EMPTY = "no meetings yet; run one: retrotui run, or see: retrotui formats"


def _list(session: Session, options: Namespace) -> int:
    meetings = service.listing(session.repo, discarded=options.discarded)
    now = session.clock.now()
    summed = minutes_service.summaries(session.repo, meetings, now, session.calendar)
    items = [_item(each) for each in summed]
    running = sum(each.meeting.status is MeetingStatus.RUNNING for each in summed)
    return list_items(
        session,
        "meetings",
        items,
        _columns(session),
        empty="none was discarded" if options.discarded else _EMPTY,
        counts={"running": running},
    )


def _show(session: Session, options: Namespace) -> int:
    meeting = minutes_service.resolve(session.repo, options.id)
    now = session.clock.now()
    (summary,) = minutes_service.summaries(session.repo, [meeting], now, session.calendar)
    return show_item(session, "meetings", _item(summary), _facts(session, summary))


def _resume(session: Session, options: Namespace) -> int:
    found = minutes_service.resolve(session.repo, options.id, among=MeetingStatus.RUNNING)
    meeting = require_meeting(session.repo, found.id)
    session.require_app(f"retrotui minutes {options.id}, or retrotui meetings end {options.id}")
    return open_app(session, meeting.id)


def _end(session: Session, options: Namespace) -> int:
    meeting = minutes_service.resolve(session.repo, options.id, among=MeetingStatus.RUNNING)
    if meeting.status is MeetingStatus.ENDED:
        session.output.note("nothing to do: it has ended")
        return 0
    agenda.end(session.desk, meeting.id)
    return 0


def _discard(session: Session, options: Namespace) -> int:
    meeting = minutes_service.resolve(session.repo, options.id)
    if meeting.status is MeetingStatus.DISCARDED:
        session.output.note("nothing to do: it was discarded before")
        return 0
    gone = service.discard(session.desk, meeting.id)
    counts = (
        (gone.open_actions, "open action"),
        (gone.decisions, "decision"),
        (gone.dissents, "dissent"),
    )
    taken = [f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n]
    with_it = f", and with it {', '.join(taken)}" if taken else ""
    id_ = short_id(meeting.id, session.repo.all(Kind.MEETINGS))
    session.output.note(f"out of every list: {quoted(meeting.title)}{with_it}")
    session.output.note(f"nothing is deleted; to bring it back: retrotui meetings restore {id_}")
    return 0


def _restore(session: Session, options: Namespace) -> int:
    meeting = minutes_service.resolve(session.repo, options.id, among=MeetingStatus.DISCARDED)
    if meeting.status is not MeetingStatus.DISCARDED:
        session.output.note("nothing to do: it was not discarded")
        return 0
    service.restore(session.desk, meeting.id)
    session.output.note(f"back in every list: {quoted(meeting.title)}")
    return 0


def _item(summary: Summary) -> dict[str, Any]:
    told = summary.minutes
    return {
        "id": told.id,
        "title": told.title,
        "kind": told.kind,
        "format": told.format,
        "series": told.series,
        "started": rfc3339(told.started) if told.started else None,
        "ended": rfc3339(told.ended) if told.ended else None,
        "people": list(_people(told)),
        "planned_minutes": told.planned_minutes,
        "actual_minutes": told.actual_minutes,
        "agenda": encode(told.agenda),
        "actions": summary.actions,
        "decisions": summary.decisions,
        "dissents": summary.dissents,
        "roti": told.roti.average if told.roti else None,
    }


def _people(told: Minutes) -> Iterator[str]:
    return (each.name for each in told.people if each.presence is not Presence.ABSENT)


def _columns(session: Session) -> tuple[Column, ...]:
    short = short_ids(session.repo.all(Kind.MEETINGS))

    def started(item: Item) -> str:
        return _when(session, item, "started") or "-"

    return (
        Column("id", lambda item: short[item["id"]], plain=lambda item: item["id"]),
        Column("started", started, plain=lambda item: item["started"] or ""),
        Column("state", _state, colour=_state_colour),
        Column("min", _spent, plain=lambda item: f"{item['actual_minutes']:g}"),
        Column("actions", lambda item: str(item["actions"])),
        Column("decisions", lambda item: str(item["decisions"])),
        Column("dissents", lambda item: str(item["dissents"])),
        Column("title", lambda item: item["title"], flexible=True),
    )


def _state(item: Item) -> str:
    return "running" if item["ended"] is None else "ended"


def _state_colour(item: Item) -> str | None:
    return "warn" if item["ended"] is None else None


def _spent(item: Item) -> str:
    return f"{item['actual_minutes']:g} of {item['planned_minutes']:g}"


def _when(session: Session, item: Item, field: str) -> str:
    """A moment in the team's zone, to the minute."""
    moment = local_moment(item[field], session.calendar.zone)
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _facts(session: Session, summary: Summary) -> Iterator[tuple[str, str]]:
    item = _item(summary)
    facts: Mapping[str, str | None] = {
        "id": item["id"],
        "title": item["title"],
        "kind": item["kind"],
        "format": item["format"],
        "series": item["series"],
        "state": summary.meeting.status,
        "started": _when(session, item, "started"),
        "ended": _when(session, item, "ended"),
        "people": ", ".join(item["people"]),
        "minutes": _spent(item),
        "agenda": "\n".join(map(_agenda_line, summary.minutes.agenda)),
        "actions": str(item["actions"]),
        "decisions": str(item["decisions"]),
        "dissents": str(item["dissents"]),
        "worth it": f"{item['roti']:.1f} of 5" if item["roti"] is not None else None,
    }
    return ((name, text) for name, text in facts.items() if text)


def _agenda_line(item: MinutesItem) -> str:
    planned = "open" if item.planned_minutes is None else f"{item.planned_minutes:g}"
    actual = "skipped" if item.skipped else f"{item.actual_minutes:g} of {planned} min"
    return f"{item.title} ({actual})"


def _build_list(parser: ArgumentParser) -> None:
    parser.add_argument("--discarded", action="store_true", help="those that were put away")


def _build_one(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an id, a prefix of one, or: last")


COMMAND = Command(
    "history; resume, end, discard or restore one",
    {
        "list": Verb("all of them, the latest first", _build_list, _list, ("retrotui meetings",)),
        "show": Verb("one in a few figures", _build_one, _show, ("retrotui meetings show last",)),
        "resume": Verb("go on with one, full screen", _build_one, _resume),
        "end": Verb("end one that still runs", _build_one, _end),
        "pace": Verb(
            "how long things really take, and whether a format fits",
            later("retrotui.cli.pace", "build"),
            later("retrotui.cli.pace", "pace"),
            (
                "retrotui meetings pace",
                "retrotui meetings pace start-stop-continue --people 6 --minutes 45",
            ),
        ),
        "discard": Verb("take one out of every list; nothing is deleted", _build_one, _discard),
        "restore": Verb(
            "bring back one that was discarded",
            _build_one,
            _restore,
            ("retrotui meetings list --discarded", "retrotui meetings restore last"),
        ),
    },
    default="list",
)
