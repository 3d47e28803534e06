"""Two wordings of one text merged line by line: what both share once, what each adds beside it."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def merge_lines(texts: Sequence[str]) -> str:
    """A proposal that holds every line of every wording, in their order.

    Lines that only one wording has are kept where it has them; where two replace each other, the
    earlier wording's come first. No line is lost and none that is shared shows twice; what the
    proposal should not say is for a person to take out.

    Args:
        texts: The wordings, the one that shows now first; at least one.
    """
    merged = texts[0].split("\n")
    for text in texts[1:]:
        merged = _merged(merged, text.split("\n"))
    return "\n".join(merged)


def _merged(one: list[str], other: list[str]) -> list[str]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    lines: list[str] = []
    for tag, start, end, from_, to in matcher.get_opcodes():
        lines += one[start:end]
        if tag in {"insert", "replace"}:
            lines += other[from_:to]
    return lines
