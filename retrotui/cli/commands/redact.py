"""``retrotui redact ID [FIELD]``: takes a text out of the log for good."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.ask import ask
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import UsageError
from retrotui.core.telling import NOUNS, field_name
from retrotui.services import redaction as service

_YES = ("y", "yes")


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("field", metavar="FIELD", nargs="?", help="one text; else all it has")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _run(session: Session, options: Namespace) -> int:
    intent = service.intend(session.desk, options.id, options.field, session.calendar)
    texts = ", ".join(field_name(each) for each in intent.fields)
    what = f"{texts} of the {NOUNS.get(intent.kind, intent.kind)} “{intent.title}”"
    if not options.yes and not _agreed(session, what):
        session.output.note("nothing was redacted")
        return 0
    service.redact(session.desk, intent)
    session.output.note(f"redacted: {texts}; {service.HONEST}")
    session.output.note(
        "other records may hold the same words; how to purge git: docs/redaction.md"
    )
    return 0


def _agreed(session: Session, what: str) -> bool:
    if not session.can_ask:
        raise UsageError("redacting cannot be undone, so it asks", hint="to go ahead: --yes")
    session.output.note(f"takes out {what}, in every version it ever had.")
    session.output.note(f"This cannot be undone, and {service.HONEST}.")
    return ask(session.output, "redact it? (yes/no)", "no").casefold() in _YES


COMMAND = Command(
    "take a text out of the log for good",
    {
        "": Verb(
            "replace a text by [redacted], in every version; cannot be undone",
            _build,
            _run,
            ("retrotui redact k3f9 title", "retrotui redact k3f9 --yes"),
        )
    },
)
