"""Agendas and minutes in Markdown, as teams write them: headings, lists and tables."""

from retrotui.exchange.agenda_markdown.convert import agenda_to_format
from retrotui.exchange.agenda_markdown.model import Ignored, MarkdownAgenda, MarkdownItem
from retrotui.exchange.agenda_markdown.read import (
    LARGEST,
    read_agenda,
    read_agenda_bytes,
    read_agenda_file,
    require_items,
)

__all__ = [
    "LARGEST",
    "Ignored",
    "MarkdownAgenda",
    "MarkdownItem",
    "agenda_to_format",
    "read_agenda",
    "read_agenda_bytes",
    "read_agenda_file",
    "require_items",
]
