"""The parsers of the command line: they refuse with our errors and are built when needed."""

import argparse
from typing import NoReturn

from retrotui.cli.spec import Verb, add_global_options
from retrotui.cli.width import terminal_width
from retrotui.core.errors import UsageError


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


def build_parser(prog: str, verb: Verb) -> Parser:
    """The parser of one verb, with the options that go everywhere."""
    lines = [f"  {each}" for each in verb.examples]
    description = verb.summary + ("\n\nexamples:\n" + "\n".join(lines) if lines else "")
    parser = Parser(
        prog=prog,
        description=description,
        allow_abbrev=False,
        formatter_class=Help,
    )
    verb.build(parser)
    add_global_options(parser)
    return parser
