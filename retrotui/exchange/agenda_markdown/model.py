"""What reading a Markdown agenda gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkdownItem:
    """One line taken as an agenda item.

    Attributes:
        minutes: Its timebox; None when it names none.
        people: Who presents it.
        line: Where it stands, from 1.
    """

    title: str
    minutes: int | None
    people: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """One line, or one block of prose from that line on, that was not taken, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class MarkdownAgenda:
    """An agenda as it was found."""

    title: str
    items: tuple[MarkdownItem, ...]
    ignored: tuple[Ignored, ...]
