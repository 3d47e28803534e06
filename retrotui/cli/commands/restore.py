"""``retrotui restore ID``: brings back what was deleted or put away."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.telling import NOUNS
from retrotui.services import trash


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="+", help="as retrotui log --dropped lists them")


def _run(session: Session, options: Namespace) -> int:
    for typed in options.id:
        back, _ = trash.restore(session.desk, typed, session.calendar)
        session.output.note(f"the {NOUNS[back.kind]} “{back.title}” is back")
    return 0


COMMAND = Command(
    "bring back what was deleted",
    {
        "": Verb(
            "bring back what was deleted or put away",
            _build,
            _run,
            ("retrotui log --dropped", "retrotui restore k3f9"),
        )
    },
)
