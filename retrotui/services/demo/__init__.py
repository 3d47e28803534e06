"""A believable team with six months of history, told through the ordinary services."""

from retrotui.services.demo.build import beginning_of, build_demo
from retrotui.services.demo.chance import SeededIds
from retrotui.services.demo.clock import ScriptedClock
from retrotui.services.demo.story import NARRATOR

__all__ = ["NARRATOR", "ScriptedClock", "SeededIds", "beginning_of", "build_demo"]
