"""``retrotui people [list|add|rename|function|merge]``: who the store knows."""

from argparse import ArgumentParser, Namespace
from functools import partial

from retrotui.cli.output import Column, Item, short_names
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.records.kinds import Kind
from retrotui.services import people as service

_OFFERED = 5
"""Pairs offered at once; merging some lets others show."""


def _columns(session: Session) -> tuple[Column, ...]:
    short = short_names(partial(session.known_ids, Kind.PEOPLE))

    def function(item: Item) -> str:
        return str(item["function"] or "")

    return (
        Column("id", lambda item: short(item["id"]), plain=lambda item: str(item["id"])),
        Column("name", lambda item: str(item["name"]), flexible=True),
        Column("function", function, flexible=True),
    )


def _list(session: Session, _options: Namespace) -> int:
    people = service.everybody(session.repo)
    items = [
        {
            "id": each.id,
            "name": each.name,
            "function": each.function,
            "created": each.created,
            "updated": each.updated,
        }
        for each in people
    ]
    if session.output.as_json:
        same = [
            {"keep": keep.id, "other": other.id}
            for keep, other in service.likely_same(session.repo)
        ]
        session.output.envelope("people", items, session.head(), {"likely_same": same})
        return 0
    session.output.listing(items, _columns(session))
    if session.output.is_table:
        _offer_merging(session)
    if not items and session.output.is_table:
        session.output.note("nobody yet; add one: retrotui people add NAME")
    return 0


def _offer_merging(session: Session) -> None:
    short = short_names(partial(session.known_ids, Kind.PEOPLE))
    for keep, other in service.likely_same(session.repo)[:_OFFERED]:
        session.output.note(
            f"{keep.name!r} and {other.name!r} may be one person: "
            f"retrotui people merge {short(keep.id)} {short(other.id)}"
        )


def _add(session: Session, options: Namespace) -> int:
    naming, _ = service.add(session.desk, options.name, function=options.function)
    session.output.new_id(naming.id, lambda: service.directory(session.repo))
    return 0


def _rename(session: Session, options: Namespace) -> int:
    service.rename(session.desk, service.resolve(session.repo, options.id), options.name)
    return 0


def _function(session: Session, options: Namespace) -> int:
    person = service.resolve(session.repo, options.id)
    service.set_function(session.desk, person, " ".join(options.function) or None)
    return 0


def _merge(session: Session, options: Namespace) -> int:
    keep = service.resolve(session.repo, options.id)
    other = service.resolve(session.repo, options.other)
    service.merge(session.desk, keep, other)
    known = service.directory(session.repo)
    session.output.note(f"{known[other].name} is {known.name(keep)} from now on")
    return 0


def _build_list(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


def _build_add(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--function", metavar="TEXT", help="what they speak for: legal, sales …")


def _build_rename(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an id or the present name")
    parser.add_argument("name", metavar="NAME")


def _build_function(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an id or a name")
    parser.add_argument("function", nargs="*", metavar="TEXT", help="nothing: takes it away")


def _build_merge(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="who stays")
    parser.add_argument("other", metavar="ID", help="who was the same person all along")


COMMAND = Command(
    "who the store knows",
    {
        "list": Verb("everybody by name", _build_list, _list, ("retrotui people",)),
        "add": Verb(
            "add a person", _build_add, _add, ("retrotui people add Lena --function legal",)
        ),
        "rename": Verb("give somebody another name", _build_rename, _rename),
        "function": Verb("say what somebody speaks for", _build_function, _function),
        "merge": Verb("two records, one person", _build_merge, _merge),
    },
    default="list",
)
