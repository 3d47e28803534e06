"""``retrotui version``."""

from argparse import ArgumentParser, Namespace

from retrotui import __version__
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb


def _build(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


def _run(session: Session, _options: Namespace) -> int:
    session.output.line(f"retrotui {__version__}")
    return 0


COMMAND = Command("the program's version", {"": Verb("show the version", _build, _run)})
