"""What a command is: verbs, each with a parser of its own that is built only when asked for."""

import argparse
import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from retrotui.cli.width import terminal_width
from retrotui.core.errors import UsageError

if TYPE_CHECKING:
    from retrotui.cli.session import Session

Build = Callable[[argparse.ArgumentParser], None]
Run = Callable[["Session", argparse.Namespace], int]


class Verb(NamedTuple):
    """One thing a command does.

    Attributes:
        summary: One line for help, no full stop.
        build: Adds the verb's arguments to a parser.
        run: Does it; returns the exit code.
        examples: Whole command lines, shown first in help.
    """

    summary: str
    build: Build
    run: Run
    examples: tuple[str, ...] = ()


class Command(NamedTuple):
    """A word after ``retrotui``.

    Attributes:
        verbs: By name; a command without verbs has one under ``""``.
        default: The verb meant when none is named.
    """

    summary: str
    verbs: Mapping[str, Verb]
    default: str | None = None


def later(module: str, name: str) -> Callable[..., Any]:
    """A function by its module, which is imported when the function is called.

    A command that does much names its verbs' functions so: none pays for the others' imports.
    """

    def call(*arguments: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*arguments)

    return call


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as it was written, as wide as the terminal; a parser makes one for each argument."""

    def __init__(self, prog: str) -> None:
        # Told here, because argparse would load all of ``shutil`` to find out.
        super().__init__(prog, width=terminal_width() - 2)


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses with our errors and suggests the nearest flag."""

    def error(self, message: str) -> NoReturn:
        """Raises a UsageError instead of exiting."""
        raise UsageError(
            f"{self.prog.removeprefix('retrotui').strip()}: {message}".removeprefix(": "),
            hint=self._nearest(message) or f"see: {self.prog} --help",
        )

    def _nearest(self, message: str) -> str | None:
        if "unrecognized arguments" not in message:
            return None
        import difflib  # noqa: PLC0415 - only needed once something is wrong

        wrong = message.split(":", 1)[1].split(maxsplit=1)[0].split("=", 1)[0]
        flags = [flag for action in self._actions for flag in action.option_strings]
        near = difflib.get_close_matches(wrong, flags, n=1)
        return f"did you mean {near[0]}?" if near else None


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """The options every command takes, before or after its name."""
    group = parser.add_argument_group("everywhere")
    group.add_argument("--store", metavar="DIR", help="the .retrotui folder or its parent")
    group.add_argument("--user", metavar="NAME", help="who is acting")
    group.add_argument("--json", action="store_true", help="one JSON envelope on stdout")
    group.add_argument("--plain", action="store_true", help="tab-separated, no header, nothing cut")
    group.add_argument(
        "--format", metavar="TEMPLATE", help="a line per item, e.g. '{id}\\t{title}'"
    )
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("--no-input", action="store_true", help="never ask; fail instead")


GLOBAL_WITH_VALUE = ("--store", "--user", "--format", "--color")
GLOBAL_FLAGS = ("--json", "--plain", "--no-input")


def split_globals(argv: list[str]) -> tuple[list[str], list[str]]:
    """Global options that stand before the command, and the rest."""
    index = 0
    while index < len(argv):
        name, has_value, _ = argv[index].partition("=")
        if name in GLOBAL_FLAGS or (name in GLOBAL_WITH_VALUE and has_value):
            index += 1
        elif name in GLOBAL_WITH_VALUE:
            index += 2
        else:
            break
    return argv[:index], argv[index:]
