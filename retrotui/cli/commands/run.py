"""``retrotui run``: starts a meeting and opens the app on it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace

from retrotui.cli.ask import ask
from retrotui.cli.documents import ignored_line, read_agenda_named, taken_line
from retrotui.cli.opening import open_app
from retrotui.cli.pace import fit_line, with_learned
from retrotui.cli.piped import DASH, SHOWN, take_terminal_back
from retrotui.cli.recipes import grouped_formats, named_format
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import UsageError
from retrotui.core.formats import Format
from retrotui.core.ids import short_id
from retrotui.core.pacing.slot import minutes_until
from retrotui.core.people import admit_name
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.text import admit, one_line
from retrotui.services import meetings as service
from retrotui.services.meeting_state import get_meeting

_INSTEAD = "retrotui formats lists what can be run, retrotui agenda FILE reads an agenda"
_FIRST = "start-stop-continue"
_AGENDA_KIND = "workshop"


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="FORMAT", help="see: retrotui formats")
    parser.add_argument(
        "--agenda", metavar="FILE", help="a Markdown agenda instead of a format; -: stdin"
    )
    parser.add_argument("--title", metavar="T", help="the meeting's (default: the format's)")
    parser.add_argument("--series", metavar="S", help="what it belongs to (default: the format's)")
    parser.add_argument(
        "--with", dest="people", action="append", metavar="A,B", help="who takes part"
    )
    slot = parser.add_mutually_exclusive_group()
    slot.add_argument("--minutes", type=int, metavar="N", help="fit the agenda into so many")
    slot.add_argument("--until", metavar="HH:MM", help="fit it into the time until then, today")
    parser.add_argument(
        "--learned", action="store_true", help="take timeboxes from the team's past"
    )


def _run(session: Session, options: Namespace) -> int:
    people = _names(options.people or ())
    title, series = _line(options.title, "--title"), _line(options.series, "--series")
    chosen, minutes = _chosen(session, options), _minutes(session, options)
    service.scaled([item.minutes for item in chosen.agenda], minutes)
    session.require_app(_INSTEAD)
    if options.learned:
        chosen = with_learned(session, chosen, len(people))
    session.output.note(fit_line(session, chosen, people=len(people), minutes=minutes))
    started = service.start(
        session.desk,
        chosen,
        title=title,
        series=series,
        people=people,
        facilitator=session.acting_name,
        minutes=minutes,
    )
    code = open_app(session, started.id)
    _tell_next(session, started.id)
    return code


def _chosen(session: Session, options: Namespace) -> Format:
    if options.name is not None and options.agenda is not None:
        raise UsageError("FORMAT and --agenda exclude each other", hint="leave one of them out")
    if options.agenda is not None:
        return _from_document(session, options.agenda)
    if options.name is not None:
        return named_format(session, options.name)
    if not session.can_ask:
        raise UsageError("run needs a FORMAT, or --agenda FILE", hint=_INSTEAD)
    session.require_app(_INSTEAD)
    for group in grouped_formats(session):
        names = ", ".join(each.format.name for each in group.offers)
        session.output.note(one_line(f"{group.title}: {names}"))
    return named_format(session, ask(session.output, "Which one", _FIRST))


def _from_document(session: Session, file: str) -> Format:
    """An agenda from Markdown, after saying on stderr what was taken and what was not."""
    from retrotui.exchange.agenda_markdown import (  # noqa: PLC0415 - a parser most runs do without
        agenda_to_format,
    )

    found = read_agenda_named(file)
    if file == DASH:
        take_terminal_back()
    for item in found.items:
        session.output.note(taken_line(item))
    for each in found.ignored:
        session.output.note(ignored_line(each))
    shown = SHOWN if file == DASH else one_line(file)
    made = agenda_to_format(found, name=shown, kind=_AGENDA_KIND)
    # The file is no format that could be run again by name.
    return replace(made, name="")


def _minutes(session: Session, options: Namespace) -> int | None:
    """The slot that was asked for; None is what the timeboxes add up to."""
    given: int | None = options.minutes
    if options.until is None:
        return given
    calendar = session.calendar
    return minutes_until(options.until, calendar.now.astimezone(calendar.zone))


def _names(given: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for each in given for part in each.split(","))
    return tuple(admit_name(part) for part in parts if part)


def _line(text: str | None, flag: str) -> str | None:
    return None if text is None else admit(text, flag, lines=False)


def _tell_next(session: Session, meeting: str) -> None:
    id_ = short_id(meeting, session.repo.all(Kind.MEETINGS))
    ended = get_meeting(session.repo, meeting).status is MeetingStatus.ENDED
    session.output.note(
        f"minutes: retrotui minutes {id_}" if ended else f"go on: retrotui meetings resume {id_}"
    )


COMMAND = Command(
    "run a meeting now",
    {
        "": Verb(
            "run a meeting now",
            _build,
            _run,
            (
                "retrotui run start-stop-continue --with Ana,Bo,Cy",
                'retrotui run sprint-planning --series "Sprint planning" --minutes 60',
                "retrotui run --agenda notes.md",
            ),
        )
    },
)
