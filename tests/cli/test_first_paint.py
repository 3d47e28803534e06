"""What home's frame is painted with is all that is loaded before it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.shell import Shell

FRAME = """
import json, sys
import retrotui.ui.launch
import retrotui.ui.screens.home
print(json.dumps(sorted(sys.modules)))
"""
FILLED = """
import json, sys
from pathlib import Path
from retrotui.cli.output import Output
from retrotui.cli.session import Session
output = Output(as_json=False, plain=True, template=None, color="never", environ={})
with Session(output, {}, store_option=sys.argv[1], user_option="Ana") as session:
    from retrotui.ui.lists import home_content
    found = home_content.read(session.desk, session.settings, session.calendar)
assert [each.title for each in found.due] == ["Fix the deploy"], found
print(json.dumps(sorted(sys.modules)))
"""
MEETING = """
import json, sys
import retrotui.ui.screens.meeting
import retrotui.ui.stages.group
import retrotui.ui.stages.discuss
print(json.dumps(sorted(sys.modules)))
"""
LATER = (
    "retrotui.services", "retrotui.store", "retrotui.exchange", "retrotui.core.dates",
    "retrotui.core.records", "retrotui.ui.dialogs", "retrotui.ui.forms", "retrotui.ui.overlays",
    "retrotui.ui.palette", "textual.widgets._text_area", "rapidfuzz", "tinydb",
)  # fmt: skip


def loaded(program: str, *arguments: str) -> set[str]:
    """The modules that a program in a fresh process says it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_the_frame_needs_no_records_no_rules_and_no_dialogs() -> None:
    modules = loaded(FRAME)
    assert [each for each in modules if each.startswith(LATER)] == []


def test_home_is_filled_without_a_query_language(bare: Shell, tmp_path: Path) -> None:
    bare.ok("init")
    bare.ok("actions", "add", "Fix the deploy @ana", "--due", "2020-11-01", "--allow-past")
    store = next(tmp_path.rglob(".retrotui"))
    assert "tinydb" not in loaded(FILLED, str(store))


def test_the_meeting_and_its_stages_are_drawn_before_texts_can_be_compared() -> None:
    modules = loaded(MEETING)
    assert "retrotui.ui.stages.group" in modules
    assert [each for each in modules if each.startswith("rapidfuzz")] == []
