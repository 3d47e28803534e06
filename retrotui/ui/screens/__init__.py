"""The app's screens, a module each, imported when they are first opened."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from textual.screen import Screen

ScreenFactory = Callable[..., Screen[Any]]


def screen_factory(name: str) -> ScreenFactory:
    """The factory of a screen: ``build`` of the module in this package with its name."""
    return cast("ScreenFactory", import_module(f"{__name__}.{name}").build)
