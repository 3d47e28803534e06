"""Bare ``retrotui``: opens the app on the store found; with none, a welcome that makes one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from retrotui.cli.ask import ask, confirm
from retrotui.cli.opening import open_app
from retrotui.cli.session import Session
from retrotui.cli.spec import Verb
from retrotui.core.text import one_line
from retrotui.store.finding import find_store
from retrotui.store.placement import FOLDER

_INSTEAD = "retrotui check, retrotui actions, or retrotui help"
_WELCOME = """\
Welcome. A store keeps what a team decides: meetings, actions, decisions and dissent.
There is none here or above; two questions make one. (To look around first: retrotui demo)
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
    """Makes a store as the person wants it; False when they do not want one here."""
    from retrotui.cli.commands.init import COMMAND  # noqa: PLC0415 - only a first start makes one
    from retrotui.cli.main import build_parser  # noqa: PLC0415 - main imports this module

    folder = (session.explicit_store or Path.cwd()).absolute()
    if folder.name == FOLDER:
        folder = folder.parent
    session.output.note(_WELCOME)
    team = ask(session.output, "Team name", one_line(folder.name) or "Team")
    if not confirm(session.output, f"Make its store in {folder / FOLDER}? y/n"):
        return False
    verb = COMMAND.verbs[""]
    parser = build_parser("retrotui init", verb)
    return verb.run(session, parser.parse_args([f"--team={team}"])) == 0


VERB = Verb("open the app on the team's store", _build, _run)
