"""The page on activities is true: every activity in its order, with keys that are there."""

import importlib
import re
from pathlib import Path

import pytest

from retrotui.core.activities import ACTIVITIES
from retrotui.ui.commands import REGISTRY, key_label
from retrotui.ui.screens import meeting

PAGE = (Path(__file__).parents[2] / "docs" / "activities.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL))
ELSEWHERE = set("hjkl") | {"tab", ">", "<", "backspace", "esc"}
"""Keys of tables, boards and the line in which one writes."""


def title(activity: str) -> str:
    return activity.capitalize()


def test_every_activity_has_its_section_in_the_order_of_formats() -> None:
    assert [each for each in SECTIONS if each in map(title, ACTIVITIES)] == [
        *map(title, ACTIVITIES)
    ]


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_the_keys_that_are_named_are_there(activity: str) -> None:
    stage = importlib.import_module(f"retrotui.ui.stages.{activity.replace('-', '_')}").STAGE
    contexts = (*stage.CONTEXTS, *meeting.MeetingScreen.CONTEXTS)
    known = {
        key_label(key)
        for context in contexts
        for command in REGISTRY.in_context(context)
        for key in REGISTRY.keys(command.id)
    }
    (keys,) = re.findall(r"- \*\*Keys:\*\*(.*?)(?=\n- )", SECTIONS[title(activity)], re.DOTALL)
    named = {each for each in re.findall(r"`([^`]+)`", keys) if not re.search(r"[ @%./]", each)}
    assert named - known - ELSEWHERE == set()
    assert all(f"**{part}**" in SECTIONS[title(activity)] for part in ("Kept:", "Hidden:"))
