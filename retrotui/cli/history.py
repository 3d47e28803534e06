"""Steps of the past as items of JSON and of templates."""

from collections.abc import Iterable
from typing import Any

from retrotui.services.history import Told


def told_items(steps: Iterable[Told]) -> list[dict[str, Any]]:
    """One item a step, with what it changed."""
    return [
        {
            "event": each.event,
            "at": each.at,
            "by": each.by,
            "clone": each.clone,
            "via": each.via,
            "kind": each.kind,
            "id": each.id,
            "title": each.title,
            "words": each.words,
            "changes": [
                {"field": one.field, "old": one.old, "new": one.new} for one in each.changes
            ],
            "private": each.is_private,
        }
        for each in steps
    ]
