"""Writing actions: add, edit, note."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.days import read_captured, read_phrase
from retrotui.cli.echo import echo_due
from retrotui.cli.session import Session
from retrotui.core.actions import KEEP, Draft, Edit
from retrotui.core.capture import Captured, read_capture
from retrotui.core.dates import Due
from retrotui.core.errors import UsageError
from retrotui.core.records.kinds import Kind
from retrotui.services import actions as service


def _build_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--owner", action="append", metavar="X", help="may be repeated")
    parser.add_argument("--due", metavar="WHEN", help="fri, 2026-12-01, 'in 2 weeks', none")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")
    parser.add_argument("--tag", action="append", metavar="T", help="may be repeated")
    parser.add_argument("--priority", type=int, metavar="1-4", help="1 is the highest")
    parser.add_argument("--link", action="append", metavar="URL", help="may be repeated")
    parser.add_argument("--expect", metavar="TEXT", help="what it is expected to bring")
    parser.add_argument(
        "--literal", action="store_true", help="leave @owner, due: and #tag in the title alone"
    )


def build_add(parser: ArgumentParser) -> None:
    """A title, with or without ``@owner due:fri #tag`` in it, and the fields."""
    parser.add_argument("title", nargs="+", metavar="TITLE")
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """Adds an action and prints its id."""
    captured = read_capture(" ".join(options.title), literal=options.literal)
    due = _due(session, options, captured)
    draft = Draft(
        title=captured.title,
        due=due.text if due else None,
        priority=options.priority,
        tags=(*captured.tags, *_tags(options.tag)),
        links=tuple(options.link or ()),
        expectation=options.expect,
    )
    owners = (*captured.owners, *(options.owner or ()))
    saved = service.add(session.desk, draft, owners=owners)
    if due:
        echo_due(session.output, due, session.calendar)
    session.output.new_id(saved.id, lambda: session.repo.all(Kind.ACTIONS))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--title", metavar="TITLE")
    parser.add_argument("--untag", action="append", metavar="T", help="may be repeated")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given; owners replace, tags and links are added."""
    full = service.resolve(session.repo, options.id)
    captured = read_capture(options.title or "", literal=options.literal)
    if options.title is not None and not captured.title:
        raise UsageError("--title: the title is empty", hint="leave --title out to keep it")
    due = _due(session, options, captured)
    has_due = options.due is not None or captured.due_phrase is not None
    owners = (*captured.owners, *(options.owner or ()))
    change = Edit(
        title=captured.title or None,
        due=(due.text if due else None) if has_due else KEEP,
        priority=options.priority if options.priority is not None else KEEP,
        expectation=options.expect if options.expect is not None else KEEP,
        tags=(*captured.tags, *_tags(options.tag)),
        untag=_tags(options.untag),
        links=tuple(options.link or ()),
    )
    saved = service.edit(session.desk, full, change, owners=owners or None)
    if has_due:
        echo_due(session.output, due, session.calendar)
    if not saved.receipt.events:
        session.output.note("nothing to do")
    return 0


def build_note(parser: ArgumentParser) -> None:
    """An id and a text."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("text", nargs="+", metavar="TEXT")


def run_note(session: Session, options: Namespace) -> int:
    """Adds a remark to an action."""
    full = service.resolve(session.repo, options.id)
    service.note(session.desk, full, " ".join(options.text))
    return 0


def _due(session: Session, options: Namespace, captured: Captured) -> Due | None:
    allow_past = options.allow_past
    if options.due is None:
        return read_captured(captured, session.calendar, allow_past=allow_past)
    return read_phrase(options.due, session.calendar, allow_past=allow_past)


def _tags(given: list[str] | None) -> tuple[str, ...]:
    return tuple(tag.removeprefix("#") for tag in given or ())
