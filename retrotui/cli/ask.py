"""Plain questions on a terminal, where ``Session.can_ask`` says that somebody is there."""

import sys

from retrotui.cli.output import Output
from retrotui.core.text import one_line

_NO = ("n", "no")


def ask(output: Output, question: str, default: str = "") -> str:
    """One line from the person; the default when they only press enter.

    Raises:
        KeyboardInterrupt: The input ended: they left.
    """
    shown = f" [{one_line(default)}]" if default else ""
    output.stderr.write(f"{one_line(question)}{shown}: ")
    output.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        output.stderr.write("\n")
        raise KeyboardInterrupt
    return one_line(answer) or default


def confirm(output: Output, question: str) -> bool:
    """True unless the person says no."""
    return ask(output, question, "y").casefold() not in _NO
