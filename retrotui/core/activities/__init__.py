"""Activities: what people do in an agenda item. One module each, and this registry."""

from collections.abc import Mapping
from types import MappingProxyType

from retrotui.core.activities import (
    actions,
    brainstorm,
    check_in,
    close,
    decide,
    discuss,
    feedback,
    forecast,
    goals,
    group,
    review_actions,
    roadmap,
    score,
    survey,
    talk,
    vote,
)
from retrotui.core.activities.activity import Activity
from retrotui.core.agenda import AgendaItem

ACTIVITIES: Mapping[str, Activity] = MappingProxyType(
    {
        module.ACTIVITY.name: module.ACTIVITY
        for module in (
            check_in,
            review_actions,
            talk,
            brainstorm,
            group,
            vote,
            discuss,
            decide,
            score,
            goals,
            roadmap,
            forecast,
            feedback,
            survey,
            actions,
            close,
        )
    }
)


def activity_of(item: AgendaItem) -> Activity:
    """An item's activity; one that only a newer version knows is talked through here."""
    return ACTIVITIES.get(item.activity, talk.ACTIVITY)
