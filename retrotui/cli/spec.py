"""What a command is: verbs, each with a parser of its own that is built only when asked for."""

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from retrotui.cli.session import Session

Build = Callable[["ArgumentParser"], None]
Run = Callable[["Session", "Namespace"], int]
_TITLED = "an id, or words of the title"


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


def about_one(module: str, build: Build) -> Mapping[str, Verb]:
    """The verbs that tell everything about one record, and its past.

    Args:
        module: Has ``run_show`` and ``run_log``.
        build: Takes the one record.
    """
    return {
        "show": Verb("everything about one", build, later(module, "run_show")),
        "log": Verb("who changed what and when", build, later(module, "run_log")),
    }


def build_one(parser: "ArgumentParser") -> None:
    """Takes one id."""
    parser.add_argument("id", metavar="ID")


def build_titled(parser: "ArgumentParser") -> None:
    """Takes one id, or words of a title."""
    parser.add_argument("id", metavar="ID", help=_TITLED)


def build_several_titled(parser: "ArgumentParser") -> None:
    """Takes one id or several, or words of titles."""
    parser.add_argument("ids", nargs="+", metavar="ID", help=_TITLED)


def build_dropped(parser: "ArgumentParser") -> None:
    """Takes ids, or words of titles, and the reason."""
    build_several_titled(parser)
    parser.add_argument("--why", required=True, metavar="TEXT")


def add_global_options(parser: "ArgumentParser") -> None:
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
