"""The story that ``retrotui demo`` tells."""

from retrotui.services.demo.model import Story
from retrotui.services.demo.story import beginning, lately, middle, plan
from retrotui.services.demo.story.cast import ANA, CAST, TEAM

STORY = Story(
    TEAM,
    CAST,
    (*beginning.MEETINGS, *middle.MEETINGS, *lately.MEETINGS),
    plan.AIMS,
    plan.COURSES,
)
NARRATOR = ANA
"""Whose machine it is: she opens the app, and the one-on-one is hers."""

__all__ = ["NARRATOR", "STORY"]
