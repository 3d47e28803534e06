"""Every command by name, its module and its line in the help; modules load when asked for."""

import importlib
from typing import Final

from retrotui.cli.spec import Command
from retrotui.core.errors import UsageError

GROUPS: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    (
        "start",
        (
            ("init", "make the team's store here, or join it"),
            ("demo", "a believable team with six months of history"),
            ("settings", "team name, timezone, date order, holidays …"),
            ("people", "who the store knows"),
        ),
    ),
    (
        "meet",
        (
            ("run", "run a meeting now"),
            ("formats", "the meetings you can run"),
            ("agenda", "read a Markdown agenda and show what was taken"),
            ("meetings", "history; resume, end, discard or restore one"),
            ("minutes", "a meeting's minutes"),
        ),
    ),
    (
        "follow up",
        (
            ("check", "what is overdue; silent when clean"),
            ("actions", "who does what by when"),
            ("decisions", "what was decided, how, and who stood where"),
            ("dissent", "who disagreed, why, and what came of it"),
            ("goals", "what is to be reached, and how far it is"),
            ("roadmap", "outcomes now, next and later"),
            ("expect", "what is expected, how surely, and what came of it"),
            ("feedback", "what was said between meetings, until one triages it"),
        ),
    ),
    (
        "share",
        (("sync", "share the store through git"),),
    ),
    (
        "look back",
        (
            ("log", "what was done, when and by whom; what was deleted"),
            ("undo", "take your last step back"),
            ("restore", "bring back what was deleted"),
            ("conflicts", "where two clones changed one field at once"),
            ("redact", "take a text out of the log for good"),
        ),
    ),
    (
        "else",
        (
            ("doctor", "look the store over for damage, and mend it"),
            ("when", "how a date phrase is understood"),
            ("help", "this text, or one command's"),
            ("version", "the program's version"),
        ),
    ),
)
SUMMARIES: Final = {name: summary for _, rows in GROUPS for name, summary in rows}


def load(name: str) -> Command:
    """The command of this name.

    Raises:
        UsageError: There is none; the nearest one is named.
    """
    if name not in SUMMARIES:
        raise UsageError(f"there is no command {name!r}", hint=nearest(name, tuple(SUMMARIES)))
    module = importlib.import_module(f"retrotui.cli.commands.{name}")
    command: Command = module.COMMAND
    return command


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A hint naming the nearest known word, or all of them."""
    import difflib  # noqa: PLC0415 - only needed once something is wrong

    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else "one of: " + ", ".join(known)
