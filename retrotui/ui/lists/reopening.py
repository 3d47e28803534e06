"""Making a decision a proposal again: as a move of its own, and after a vindicated dissent."""

from retrotui.services import decisions
from retrotui.ui.forms.decision import reopen_dialog
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import short


def reopen(screen: WorkScreen, decision: str, title: str) -> Steps:
    """Asks what is new, and makes the decision a proposal again."""
    text = yield reopen_dialog()
    if text is not None:
        screen.keep(f"reopen {short(title)}", decisions.reopen(screen.desk, decision, text))
