"""Learned timeboxes to be taken: all of them are marked, so that one more key takes them."""

from collections.abc import Sequence

from retrotui.core.pacing import Suggestion
from retrotui.core.text import one_line
from retrotui.ui.dialogs.choose import Choice, ChooseSeveral


def timeboxes_dialog(offered: Sequence[tuple[str, Suggestion]]) -> ChooseSeveral[Suggestion]:
    """Asks which of some suggested timeboxes are taken.

    Args:
        offered: Each with its item's title, in agenda order.
    """
    choices = [
        Choice(each, f"{each.planned:g} → {each.minutes} min · {one_line(title)}", _why(each))
        for title, each in offered
    ]
    return ChooseSeveral(
        "Timeboxes this team keeps",
        choices,
        marked=[each.value for each in choices],
        prompt="enter takes the marked ones, tab unmarks one",
    )


def _why(suggestion: Suggestion) -> str:
    """What it was learned from: ``12 times: P50 9, P80 13``."""
    return f"{suggestion.samples} times: P50 {suggestion.p50:.0f}, P80 {suggestion.p80:.0f}"
