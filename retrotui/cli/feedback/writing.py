"""Taking feedback in and changing it."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.echo import echo_receipt
from retrotui.cli.piped import DASH, read_piped
from retrotui.cli.session import Session
from retrotui.core.errors import TextTooLongError, UsageError
from retrotui.core.feedback import FeedbackDraft, FeedbackEdit
from retrotui.core.records.kinds import Kind
from retrotui.core.text import MAX_TEXT_BYTES
from retrotui.services import feedback as service


def _build_fields(parser: ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--by", metavar="WHO", help="who said it: a person's name")
    whose.add_argument("--source", metavar="WORDS", help="or where it comes from, in words")
    parser.add_argument("--link", metavar="URL", help="a ticket, a thread, a recording")


def build_add(parser: ArgumentParser) -> None:
    """What was said, and by whom."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="in their words; - reads stdin")
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """Takes feedback in and prints its id."""
    draft = FeedbackDraft(
        _text(" ".join(options.text)), source=options.source or "", link=options.link
    )
    saved = service.add(session.desk, draft, by=options.by)
    session.output.new_id(saved.id, lambda: session.repo.all(Kind.FEEDBACK))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--text", metavar="TEXT", help="in their words; - reads stdin")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given; an empty source or link takes that away."""
    given: dict[str, Any] = {"source": options.source, "link": options.link}
    changes = {name: value for name, value in given.items() if value is not None}
    if options.text is not None:
        changes["text"] = _text(options.text)
    saved = service.edit(session.desk, options.id, FeedbackEdit(**changes), by=options.by)
    return echo_receipt(session.output, saved.receipt)


def _text(typed: str) -> str:
    """What was typed, or what is piped in for ``-``."""
    if typed != DASH:
        return typed
    piped = read_piped(MAX_TEXT_BYTES)
    if len(piped) > MAX_TEXT_BYTES:
        raise TextTooLongError(
            f"stdin: holds more than {MAX_TEXT_BYTES // 1024} KiB",
            hint="shorten it, or keep the long text in a file and give --link",
        )
    try:
        return piped.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise UsageError("stdin: is not UTF-8", hint="save it as UTF-8, or type it") from error
