"""``retrotui when PHRASE``: how a date phrase is understood, with no store needed."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.days import read_phrase
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.dates import days_until, describe
from retrotui.core.instants import rfc3339


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("phrase", nargs="+", metavar="PHRASE")
    parser.add_argument("--allow-past", action="store_true", help="accept dates before today")


def _run(session: Session, options: Namespace) -> int:
    calendar = session.any_calendar()
    phrase = " ".join(options.phrase)
    due = read_phrase(phrase, calendar, allow_past=options.allow_past)
    text = due.text if due else None
    words = describe(due, calendar) if due else "no date"
    days = days_until(due, calendar) if due else None
    item = {"phrase": phrase, "due": text, "days": days, "words": words}
    if session.output.as_json:
        session.output.envelope(
            "when", [item], {"now": rfc3339(calendar.now), "tz": calendar.timezone}, {}
        )
        return 0
    if session.output.template is not None:
        session.output.listing([item], ())
        return 0
    session.output.line(text or "none")
    session.output.note(words)
    return 0


COMMAND = Command(
    "how a date phrase is understood",
    {
        "": Verb(
            "how a date phrase is understood",
            _build,
            _run,
            ("retrotui when fri", "retrotui when in 2 weeks", "retrotui when end of next month"),
        )
    },
)
