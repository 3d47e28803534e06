"""Names nobody was known by: said after they were kept, with the name that may have been meant."""

from collections.abc import Callable, Mapping, Sequence

from retrotui.core.people import Naming, fold
from retrotui.core.text import one_line
from retrotui.ui.widgets.capture import Then


def newcomers_text(named: Sequence[Naming]) -> str:
    """Who is new in the team now: ``Anna is new in the team. Did you mean Ana?``; else empty."""
    new = (each for each in named if each.is_new)
    return " ".join(
        f"{one_line(each.name)} is new in the team."
        + (f" Did you mean {one_line(each.nearest)}?" if each.nearest else "")
        for each in new
    )


def newcomers(named: Sequence[Naming], again: Callable[[Mapping[str, str]], None]) -> Then:
    """Says who is new; one key takes the names that are most like theirs instead.

    Args:
        named: Whom the names in a text were taken to mean.
        again: Keeps the text anew, given known names by the ``fold`` of the new ones.
    """
    meant = {fold(each.name): each.nearest for each in named if each.is_new and each.nearest}
    note = newcomers_text(named)
    return Then(note=note, instead=(lambda: again(meant)) if meant else None)


def renamed(owners: Sequence[str], meant: Mapping[str, str]) -> tuple[str, ...]:
    """Names with known ones in place of those that were new, each once."""
    return tuple(dict.fromkeys(meant.get(fold(each), each) for each in owners))
