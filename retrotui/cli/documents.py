"""What was read from a Markdown agenda, in words for people."""

from typing import TYPE_CHECKING

from retrotui.core.text import one_line

if TYPE_CHECKING:
    from retrotui.exchange.agenda_markdown import Ignored, MarkdownItem


def taken_line(item: "MarkdownItem") -> str:
    """One item as a remark: ``line 7: Budget (15 min, Ana)``."""
    marks = [f"{item.minutes} min"] if item.minutes is not None else []
    marks += item.people
    after = f" ({', '.join(marks)})" if marks else ""
    return one_line(f"line {item.line}: {item.title}{after}")


def ignored_line(ignored: "Ignored") -> str:
    """One line that was not taken, and why."""
    return one_line(f"ignored line {ignored.line} ({ignored.why}): {ignored.text}")
