"""``retrotui settings [list|get KEY|set KEY VALUE]``: the team's conventions, kept in the store."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.services import settings as service

_COLUMNS = (
    Column("key", lambda item: str(item["key"])),
    Column(
        "value", lambda item: item["value"] or "-", plain=lambda item: item["value"], flexible=True
    ),
)


def _list(session: Session, _options: Namespace) -> int:
    items = [
        {"key": key.value, "value": value} for key, value in service.values(session.repo).items()
    ]
    if session.output.as_json:
        session.output.envelope("settings", items, session.head(), {})
    else:
        session.output.listing(items, _COLUMNS)
    return 0


def _get(session: Session, options: Namespace) -> int:
    item = {"key": options.key, "value": service.value(session.repo, options.key)}
    if session.output.as_json:
        session.output.envelope("settings", [item], session.head(), {})
    elif session.output.template is not None:
        session.output.listing([item], _COLUMNS)
    else:
        session.output.line(item["value"])
    return 0


def _set(session: Session, options: Namespace) -> int:
    service.set_setting(session.desk, options.key, " ".join(options.value))
    session.output.note(f"{options.key} = {service.value(session.repo, options.key) or '(none)'}")
    return 0


def _build_get(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")


def _build_set(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("value", nargs="+", metavar="VALUE")


def _build_list(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


COMMAND = Command(
    "the team's conventions",
    {
        "list": Verb("every setting and its value", _build_list, _list, ("retrotui settings",)),
        "get": Verb("one value", _build_get, _get, ("retrotui settings get timezone",)),
        "set": Verb(
            "change one",
            _build_set,
            _set,
            (
                "retrotui settings set timezone Europe/Berlin",
                "retrotui settings set date_order dmy",
            ),
        ),
    },
    default="list",
)
