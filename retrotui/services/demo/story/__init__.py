"""The story that ``retrotui demo`` tells."""

from retrotui.services.demo.model import Story
from retrotui.services.demo.story import beginning, health, lately, middle, outlook, plan
from retrotui.services.demo.story.cast import ANA, CAST, TEAM

STORY = Story(
    TEAM,
    CAST,
    tuple(
        sorted(
            (*beginning.MEETINGS, *middle.MEETINGS, *lately.MEETINGS, *health.MEETINGS),
            key=lambda each: each.days,
        )
    ),
    plan.AIMS,
    plan.COURSES,
    outlook.HEARD,
    outlook.FORESEEN,
)
NARRATOR = ANA
"""Whose machine it is: she opens the app, and the one-on-one is hers."""

__all__ = ["NARRATOR", "STORY"]
