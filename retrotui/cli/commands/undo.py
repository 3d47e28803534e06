"""``retrotui undo``: takes back one's own last step in this clone."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.services.history import speech
from retrotui.services.undo import undo_last


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be undone")


def _run(session: Session, options: Namespace) -> int:
    done = undo_last(session.desk, session.calendar, dry_run=options.dry_run)
    when = speech(session.repo, session.calendar).moment(done.at)
    verb = "would undo" if done.receipt is None else "undone"
    session.output.note(f"{verb}: {done.words} ({when})")
    return 0


COMMAND = Command(
    "take your last step back",
    {
        "": Verb(
            "take back your last step in this clone; again: the one before",
            _build,
            _run,
            ("retrotui undo --dry-run", "retrotui undo"),
        )
    },
)
