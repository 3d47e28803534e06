"""Work between keys: what reads the past and compares cards after the paint, in small steps."""

from collections.abc import Iterator

from textual.widget import Widget


def between_keys(owner: Widget, steps: Iterator[None]) -> None:
    """Goes through steps once the owner is painted; keys pressed meanwhile come between them.

    Args:
        owner: The screen or stage whose work it is; when it is closed the rest is left undone.
        steps: Some milliseconds of work each.
    """

    def go_on() -> None:
        if owner.is_attached:
            for _ in steps:
                owner.call_later(go_on)
                return

    owner.call_after_refresh(go_on)
