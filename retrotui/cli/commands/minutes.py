"""``retrotui minutes ID``: what a meeting was and what came of it, as Markdown, HTML or JSON."""

import io
import os
import stat
from argparse import ArgumentParser, Namespace
from copy import copy
from pathlib import Path

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import CannotWriteError, UsageError
from retrotui.core.minutes import Minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.text import one_line
from retrotui.services import minutes as service

_FORMS = ("md", "html", "json")


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an id, a prefix of one, or: last")
    parser.add_argument("--as", dest="form", choices=_FORMS, help="md (default), html or json")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there instead")


def _run(session: Session, options: Namespace) -> int:
    if session.output.template is not None:
        raise UsageError(
            "minutes are a document: --format is for lists", hint="--as md, html or json"
        )
    if session.output.as_json and options.form in ("md", "html"):
        raise UsageError(
            f"--json and --as {options.form} exclude each other", hint="leave one of them out"
        )
    meeting = service.resolve(session.repo, options.id)
    now = session.clock.now()
    told = service.minutes(session.repo, meeting.id, now, session.calendar)
    text = _text(session, told, "json" if session.output.as_json else options.form)
    if options.output is None:
        session.output.write(text)
        return 0
    _write(Path(options.output).expanduser(), text)
    session.output.note(f"wrote {one_line(options.output)}")
    return 0


def _text(session: Session, told: Minutes, form: str | None) -> str:
    page = copy(session.output)
    page.stdout = io.StringIO()
    if form == "json":
        page.envelope("minutes", [to_json(told)], session.head(), {})
    elif form == "html":
        from retrotui.exchange.minutes_html import to_html  # noqa: PLC0415 - loads a parser

        page.text(to_html(told))
    else:
        page.text(to_markdown(told))
    return page.stdout.getvalue()


def _write(path: Path, text: str) -> None:
    try:
        _replace(path.resolve(), text)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise CannotWriteError(
            f"cannot write {one_line(str(path))}: {one_line(reason)}",
            hint="name another file with -o",
        ) from error


def _replace(path: Path, text: str) -> None:
    """Puts a file in place whole; one that was there stays until then, and keeps its mode."""
    if path.exists() and not path.is_file():
        # A device or a pipe is written to, never replaced; a folder refuses.
        path.write_text(text, encoding="utf-8")
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


COMMAND = Command(
    "a meeting's minutes",
    {
        "": Verb(
            "what a meeting was and what came of it",
            _build,
            _run,
            (
                "retrotui minutes last",
                "retrotui minutes k3f9 -o minutes.md",
                "retrotui minutes k3f9 --as html -o minutes.html",
                "retrotui minutes last --json",
            ),
        )
    },
)
