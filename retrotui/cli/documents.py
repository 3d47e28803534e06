"""What was read from a Markdown agenda, in words for people."""

from pathlib import Path
from typing import TYPE_CHECKING

from retrotui.cli.piped import DASH, SHOWN, read_piped
from retrotui.core.text import one_line

if TYPE_CHECKING:
    from retrotui.exchange.agenda_markdown import Ignored, MarkdownAgenda, MarkdownItem


def read_agenda_named(file: str) -> "MarkdownAgenda":
    """The agenda in a file, or in what is piped in for ``-``.

    Raises:
        UsageError: It cannot be read, or holds no agenda.
    """
    from retrotui.exchange import (  # noqa: PLC0415 - a parser most runs do without
        agenda_markdown as markdown,
    )

    if file == DASH:
        found = markdown.read_agenda_bytes(read_piped(markdown.LARGEST), SHOWN)
        return markdown.require_items(found, SHOWN)
    return markdown.require_items(
        markdown.read_agenda_file(Path(file).expanduser()), one_line(file)
    )


def taken_line(item: "MarkdownItem") -> str:
    """One item as a remark: ``line 7: Budget (15 min, Ana)``."""
    marks = [f"{item.minutes} min"] if item.minutes is not None else []
    marks += item.people
    after = f" ({', '.join(marks)})" if marks else ""
    return one_line(f"line {item.line}: {item.title}{after}")


def ignored_line(ignored: "Ignored") -> str:
    """One line that was not taken, and why."""
    return one_line(f"ignored line {ignored.line} ({ignored.why}): {ignored.text}")
