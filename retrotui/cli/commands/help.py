"""``retrotui help [TOPIC]``: the commands by group, or one command's verbs."""

import sys
from argparse import ArgumentParser, Namespace

from retrotui.cli import registry
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb

_INTRODUCTION = """\
retrotui: run the meeting, keep the disagreement, check what was promised

  retrotui                 open the app on the team's store
  retrotui demo            look around in a believable team first
  retrotui init            make a store here
  retrotui check           what is overdue? silent when nothing is
"""
_CLOSING = """\
Each command: retrotui COMMAND --help. Options for all: --store DIR, --user NAME, --json, --plain,
--format TEMPLATE, --color WHEN, --no-input. Exit codes: 0 done, 1 check found something, 2 usage,
3 not found, 4 store, 5 sync needs you, 6 busy, 7 could not write, 70 internal error.
"""


def overview() -> str:
    """Every command in its group, one line each."""
    parts = [_INTRODUCTION]
    for title, rows in registry.GROUPS:
        parts.append(f"{title}\n" + "".join(f"  {name:<12}{text}\n" for name, text in rows))
    return "\n".join([*parts, _CLOSING])


def show_command(name: str, command: Command) -> int:
    """Prints a command's verbs."""
    lines = [f"retrotui {name}: {command.summary}", ""]
    for verb_name, verb in command.verbs.items():
        mark = "  (when none is named)" if verb_name == command.default else ""
        lines.append(f"  {verb_name:<12}{verb.summary}{mark}")
    examples = [each for verb in command.verbs.values() for each in verb.examples]
    if examples:
        lines += ["", "examples", *(f"  {each}" for each in examples)]
    lines += ["", f"One of them: retrotui {name} VERB --help"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help="a command")


def _run(_session: Session, options: Namespace) -> int:
    if options.topic is None:
        sys.stdout.write(overview())
        return 0
    command = registry.load(options.topic)
    if "" not in command.verbs:
        return show_command(options.topic, command)
    from retrotui.cli.parsing import build_parser  # noqa: PLC0415 - few commands are helped with

    build_parser(f"retrotui {options.topic}", command.verbs[""]).print_help()
    return 0


COMMAND = Command("this text, or one command's", {"": Verb("show help", _build, _run)})
