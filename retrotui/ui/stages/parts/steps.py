"""A move that asks questions, one dialog after the other."""

from collections.abc import Generator
from typing import Any

from textual.screen import Screen

from retrotui.ui.stages.base import Room

Steps = Generator[Screen[Any], Any, None]
"""Yields dialogs and is sent their answers; None means that one was closed."""


def follow(room: Room, steps: Steps) -> None:
    """Asks what a move needs and lets it do its work; it ends when it returns.

    Raises:
        RetroError: The move was refused before its first question; later ones are told as toasts.
    """

    def go_on(answer: Any) -> None:
        try:
            dialog = steps.send(answer)
        except StopIteration:
            return
        room.ask(dialog, go_on)

    go_on(None)
