"""What people see and do in each activity: a stage a module, found by the activity's name."""

import importlib
from typing import TYPE_CHECKING

from retrotui.core.activities import activity_of
from retrotui.core.agenda import AgendaItem
from retrotui.ui.stages.base import Room, Stage

if TYPE_CHECKING:
    from collections.abc import Callable


def make_stage(item: AgendaItem, room: Room) -> Stage:
    """The stage of an item's activity: class ``<Activity>Stage`` of the module of its name.

    An activity that only a newer version knows is talked through here.
    """
    name = activity_of(item).name
    module = importlib.import_module(f"retrotui.ui.stages.{name.replace('-', '_')}")
    made: Callable[[Room], Stage] = module.STAGE
    return made(room)
