"""The composition root: finds the command, builds its parser alone, runs it, reports failures."""

import os
import sys
from typing import TYPE_CHECKING, cast

from retrotui.cli import registry
from retrotui.cli.output import Output
from retrotui.cli.plain_options import PlainOptions
from retrotui.cli.spec import Command, Verb, add_global_options, split_globals
from retrotui.core.errors import RetroError, UsageError

if TYPE_CHECKING:
    import argparse

INTERNAL = 70
INTERRUPTED = 130
_HELP = ("-h", "--help")


def run(argv: list[str]) -> int:
    """Runs one command line and returns its exit code."""
    output = _first_output(argv)
    try:
        code = _dispatch(argv)
        output.flush()
        return code
    except RetroError as error:
        output.refusal(error)
        return _left(error.code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _left(0)
    except Exception as error:  # noqa: BLE001 - a traceback would exit 1, "check found something"
        from retrotui.cli.crash import report  # noqa: PLC0415 - only needed once it happened

        output.refusal(RetroError(f"internal error: {error!r}", hint=f"report: {report(error)}"))
        return INTERNAL


def _left(code: int) -> int:
    """The exit code, with what stdout did not take dropped, so that leaving cannot fail too."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _first_output(argv: list[str]) -> Output:
    """Enough to report a refusal before the arguments are understood."""
    return Output(
        as_json="--json" in argv, plain=True, template=None, color="never", environ=os.environ
    )


def _dispatch(argv: list[str]) -> int:
    before, rest = split_globals(argv)
    if rest and rest[0] == "--version":
        rest = ["version"]
    if rest and rest[0] in _HELP:
        rest = ["help"]
    if rest and rest[0].startswith("-"):
        raise UsageError(f"unknown option {rest[0]!r}", hint="see: retrotui help")
    if not rest:
        return _open_app(before)
    name, arguments = rest[0], rest[1:]
    command = registry.load(name)
    verb_name, verb, arguments = _choose_verb(name, command, arguments)
    if verb is None:
        from retrotui.cli.commands.help import show_command  # noqa: PLC0415 - rarely needed

        return show_command(name, command)
    return _run_verb(f"retrotui {name} {verb_name}".rstrip(), verb, before + arguments)


def _choose_verb(
    name: str, command: Command, arguments: list[str]
) -> tuple[str, Verb | None, list[str]]:
    if "" in command.verbs:
        return "", command.verbs[""], arguments
    between, rest = split_globals(arguments)
    if rest and rest[0] in command.verbs:
        return rest[0], command.verbs[rest[0]], between + rest[1:]
    if rest and rest[0] in _HELP:
        return "", None, arguments
    if command.default and (not rest or rest[0].startswith("-")):
        return command.default, command.verbs[command.default], arguments
    if not rest:
        return "", None, arguments
    raise UsageError(
        f"{name}: there is no {rest[0]!r}",
        hint=registry.nearest(rest[0], tuple(command.verbs)),
    )


def _run_verb(prog: str, verb: Verb, arguments: list[str]) -> int:
    plain = cast("argparse.Namespace | None", build_plainly(verb).read(arguments))
    return _with_session(_parsed(prog, verb, arguments) if plain is None else plain, verb)


def build_plainly(verb: Verb) -> PlainOptions:
    """The options of one verb, with those that go everywhere, for lines that need no parser."""
    options = PlainOptions()
    parser = cast("argparse.ArgumentParser", options)
    verb.build(parser)
    add_global_options(parser)
    return options


def _parsed(prog: str, verb: Verb, arguments: list[str]) -> "argparse.Namespace":
    from retrotui.cli.parsing import build_parser  # noqa: PLC0415 - the plain lines do without

    return build_parser(prog, verb).parse_args(arguments)


def _with_session(options: "argparse.Namespace", verb: Verb) -> int:
    from retrotui.cli.session import Session  # noqa: PLC0415 - help must not pay for it

    with Session.from_options(options, os.environ) as session:
        return verb.run(session, options)


def _open_app(before: list[str]) -> int:
    from retrotui.cli.commands.app import VERB  # noqa: PLC0415 - draws in Textual

    return _run_verb("retrotui", VERB, before)
