"""``retrotui agenda FILE``: reads a Markdown agenda or minutes and shows what it took."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.anywhere import head
from retrotui.cli.documents import ignored_line, read_agenda_named
from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.records.codec import encode
from retrotui.exchange.agenda_markdown import MarkdownAgenda

_COLUMNS = (
    Column("line", lambda item: str(item["line"])),
    Column(
        "min",
        lambda item: "-" if item["minutes"] is None else str(item["minutes"]),
        plain=lambda item: "" if item["minutes"] is None else str(item["minutes"]),
    ),
    Column(
        "people",
        lambda item: ", ".join(item["people"]) or "-",
        plain=lambda item: ",".join(item["people"]),
        flexible=True,
    ),
    Column("title", lambda item: item["title"], flexible=True),
)


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="Markdown, as teams write it; -: stdin")


def _run(session: Session, options: Namespace) -> int:
    found = read_agenda_named(options.file)
    if session.output.as_json:
        _envelope(session, found)
        return 0
    session.output.listing([encode(each) for each in found.items], _COLUMNS)
    for each in found.ignored:
        session.output.note(ignored_line(each))
    return 0


def _envelope(session: Session, found: MarkdownAgenda) -> None:
    extra = {
        "counts": {"items": len(found.items), "ignored": len(found.ignored)},
        "ignored": encode(found.ignored),
    }
    items = [encode(each) for each in found.items]
    session.output.envelope("agenda", items, head(session), extra)


COMMAND = Command(
    "read a Markdown agenda and show what was taken",
    {
        "": Verb(
            "read a Markdown agenda or minutes; show what was taken and what was ignored",
            _build,
            _run,
            ("retrotui agenda notes.md", "retrotui agenda notes.md --json"),
        )
    },
)
