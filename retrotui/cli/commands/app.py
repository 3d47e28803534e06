"""Bare ``retrotui``: opens the app on the store found; with none, a welcome that makes one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from retrotui.cli.opening import open_app
from retrotui.cli.session import Session
from retrotui.cli.spec import Verb
from retrotui.core.text import one_line
from retrotui.store.finding import find_pointer, find_store
from retrotui.store.placement import FOLDER
from retrotui.store.pointer import Pointer, not_here

_INSTEAD = "retrotui check, retrotui actions, or retrotui help"
_WELCOME = """\
Welcome. A store keeps what a team decides: meetings, actions, decisions and dissent.
There is none here or above; two questions make one. (To look around first: retrotui demo)
"""
_AWAY = """\
Welcome. {folder} keeps its team's store on {place}; it is not on this machine yet.
"""


def _build(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


def _run(session: Session, _options: Namespace) -> int:
    wants_welcome = session.can_ask and find_store(Path.cwd(), session.explicit_store) is None
    if not wants_welcome:
        _ = session.store_dir  # A store that is missing is told before a terminal that is.
    session.require_app(_INSTEAD)
    if wants_welcome and not _welcome(session):
        session.output.note("nothing was made")
        return 0
    return open_app(session)


def _welcome(session: Session) -> bool:
    """Makes or joins a store as the person wants it; False when they do not want one here."""
    from retrotui.cli.ask import ask, confirm  # noqa: PLC0415 - only a first start asks

    pointer = find_pointer(Path.cwd(), session.explicit_store)
    if pointer is not None:
        return _join(session, pointer)
    folder = (session.explicit_store or Path.cwd()).absolute()
    if folder.name == FOLDER:
        folder = folder.parent
    session.output.note(_WELCOME)
    team = ask(session.output, "Team name", one_line(folder.name) or "Team")
    if not confirm(session.output, f"Make its store in {folder / FOLDER}? y/n"):
        return False
    return _init(session, f"--team={team}")


def _join(session: Session, pointer: Pointer) -> bool:
    """Brings the store here that a pointer names, when the person wants it."""
    from retrotui.cli.ask import confirm  # noqa: PLC0415 - only a first start asks

    if pointer.path is not None:
        raise not_here(pointer)
    session.output.note(_AWAY.format(folder=pointer.file.parent, place=pointer.place))
    return confirm(session.output, "Bring it here? y/n") and _init(session, "--join")


def _init(session: Session, *words: str) -> bool:
    from retrotui.cli.commands.init import COMMAND  # noqa: PLC0415 - only a first start makes one
    from retrotui.cli.parsing import build_parser  # noqa: PLC0415 - few starts make a store

    verb = COMMAND.verbs[""]
    parser = build_parser("retrotui init", verb)
    return verb.run(session, parser.parse_args(words)) == 0


VERB = Verb("open the app on the team's store", _build, _run)
