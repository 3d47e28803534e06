"""``retrotui version``."""

from argparse import ArgumentParser, Namespace

from retrotui import __version__
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb


def _build(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


def _run(session: Session, _options: Namespace) -> int:
    item = {"version": __version__}
    if session.output.as_json:
        from retrotui.cli.anywhere import head  # noqa: PLC0415 - reads the store's zone

        session.output.envelope("version", [item], head(session), {})
    elif session.output.template is not None:
        session.output.listing([item], ())
    else:
        session.output.line(f"retrotui {__version__}")
    return 0


COMMAND = Command("the program's version", {"": Verb("show the version", _build, _run)})
