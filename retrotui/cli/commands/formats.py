"""``retrotui formats [list|show NAME|check FILE|new NAME --from NAME]``: the meetings to run."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrotui.cli.anywhere import head
from retrotui.cli.output import Column
from retrotui.cli.pace import known_fit
from retrotui.cli.piped import DASH, SHOWN, read_piped
from retrotui.cli.recipes import grouped_formats, named_format
from retrotui.cli.session import Session
from retrotui.cli.show import write_sheet
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import UsageError
from retrotui.core.formats import KINDS, MOST_MINUTES, SHIPPED, Format, FormatError, FormatItem
from retrotui.core.setting_kinds import quoted, suggestion
from retrotui.core.text import one_line
from retrotui.exchange.format_files import (
    LARGEST,
    load_format_file,
    new_format_file,
    read_format_bytes,
)

_TABLE = (
    Column("name", lambda item: item["name"]),
    Column("min", lambda item: str(item["minutes"])),
    Column("title", lambda item: item["title"], flexible=True),
)
_COLUMNS = (
    Column("name", lambda item: item["name"]),
    Column("min", lambda item: str(item["minutes"])),
    Column("kind", lambda item: item["kind"]),
    Column("title", lambda item: item["title"], flexible=True),
    Column("from", lambda item: item["source"], flexible=True),
)


def _list(session: Session, options: Namespace) -> int:
    """Lists what is wanted: by kind for people, else in the order of the formats themselves."""
    kind, minutes = _kind(options.kind), _minutes(options.fits)
    words = [word for typed in options.words for word in one_line(typed).split()]
    output = session.output
    found = [
        (group.title, [_item(offer.format) for offer in group.offers if not offer.over])
        for group in grouped_formats(session, words=words, kind=kind, minutes=minutes)
    ]
    # For programs the order is one that no search changes: the team's own, then by title.
    items = [item for _, members in found for item in members]
    items.sort(key=lambda item: (item["source"] == SHIPPED, item["title"].casefold()))
    if output.as_json:
        output.envelope("formats", items, head(session), {})
    elif not output.is_table or output.template is not None:
        output.listing(items, _COLUMNS)
    elif items:
        output.sections(found, _TABLE)
        output.note("more about one: retrotui formats show NAME")
    else:
        output.note("no format is like that; all of them: retrotui formats")
    return 0


def _kind(typed: str | None) -> str | None:
    if typed is None or typed in KINDS:
        return typed
    raise UsageError(f"no kind of meeting is called {quoted(typed)}", hint=suggestion(typed, KINDS))


def _minutes(typed: int | None) -> int | None:
    if typed is None or 1 <= typed <= MOST_MINUTES:
        return typed
    raise UsageError(f"--fits takes 1 to {MOST_MINUTES} minutes, not {typed}", hint="--fits 45")


def _show(session: Session, options: Namespace) -> int:
    return _shown(session, named_format(session, options.name))


def _shown(session: Session, made: Format) -> int:
    item = _item(made)
    if session.output.as_json:
        session.output.envelope("formats", [item], head(session), {})
    elif session.output.template is not None:
        session.output.listing([item], ())
    else:
        write_sheet(session.output, _facts(made))
        if told := known_fit(session, made):
            write_sheet(session.output, [("your team", told)])
    return 0


def _check(session: Session, options: Namespace) -> int:
    """Lists every problem of a file, not only the first."""
    try:
        made = _read(options.file)
    except FormatError as error:
        if session.output.as_json:
            reasons = "; ".join(each.at(error.source) for each in error.problems)
            raise UsageError(reasons, hint="see: retrotui formats show NAME") from error
        for each in error.problems:
            session.output.note(each.at(error.source))
        return error.code
    if session.output.as_json:
        return _shown(session, made)
    count = len(made.agenda)
    session.output.note(
        f"{made.source}: good: {made.title}, {made.minutes} min, "
        f"{count} item{'' if count == 1 else 's'}"
    )
    return 0


def _read(file: str) -> Format:
    if file == DASH:
        return read_format_bytes(read_piped(LARGEST), SHOWN, SHOWN)
    return load_format_file(Path(file).expanduser())


def _new(session: Session, options: Namespace) -> int:
    like = named_format(session, options.like)
    path = new_format_file(session.store_dir, options.name, like, title=options.title)
    session.output.line(one_line(str(path)))
    session.output.note(f"next: edit it, then retrotui formats check {one_line(str(path))}")
    return 0


def _item(made: Format) -> dict[str, Any]:
    return {
        "name": made.name,
        "title": made.title,
        "kind": made.kind,
        "about": made.about,
        "minutes": made.minutes,
        "agenda": [
            {"activity": each.activity, "title": each.title, "minutes": each.minutes}
            for each in made.agenda
        ],
        "source": made.source,
    }


def _facts(made: Format) -> Iterator[tuple[str, str]]:
    yield "name", made.name
    yield "title", made.title
    yield "kind", made.kind + (" (stays on this machine)" if made.private else "")
    yield "about", made.about
    yield "minutes", str(made.minutes)
    yield "agenda", "\n".join(map(_agenda_line, made.agenda))
    yield "from", made.source


def _agenda_line(item: FormatItem) -> str:
    return f"{item.minutes:>3} min  {one_line(item.title)} ({item.activity})"


def _build_list(parser: ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORD", nargs="*", help="in title, kind or about")
    parser.add_argument("--kind", metavar="K", help=", ".join(KINDS))
    parser.add_argument("--fits", metavar="MINUTES", type=int, help="only those at most so long")


def _build_show(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as in the list, or its title")


def _build_check(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a format's TOML file; -: stdin")


def _build_new(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="small letters and dashes")
    parser.add_argument("--from", dest="like", required=True, metavar="NAME", help="what to copy")
    parser.add_argument("--title", metavar="T", help="the new one's title")


COMMAND = Command(
    "the meetings you can run",
    {
        "list": Verb(
            "all of them, or those with some words",
            _build_list,
            _list,
            (
                "retrotui formats",
                "retrotui formats list risk --fits 60",
                "retrotui formats --kind pre-mortem",
            ),
        ),
        "show": Verb(
            "one and its agenda",
            _build_show,
            _show,
            ("retrotui formats show start-stop-continue",),
        ),
        "check": Verb(
            "everything that is wrong with a file",
            _build_check,
            _check,
            ("retrotui formats check our-retro.toml",),
        ),
        "new": Verb(
            "start the team's own as a copy",
            _build_new,
            _new,
            ("retrotui formats new our-retro --from start-stop-continue",),
        ),
    },
    default="list",
)
