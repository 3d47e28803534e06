"""What a team expects, as a meeting sees it."""

from dataclasses import dataclass

from retrotui.core.records.actions import Origin
from retrotui.core.records.expectations import Expectation


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that something may be expected of."""

    origin: Origin
    title: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a meeting may show of what is expected, whatever meeting it is from.

    Attributes:
        expectations: All of them, resolved ones too, in no order.
        subjects: What something may be expected of: open actions and outcomes of the roadmap,
            goals, decisions.
    """

    expectations: tuple[Expectation, ...] = ()
    subjects: tuple[Subject, ...] = ()

    def title(self, origin: Origin | None) -> str:
        """What a subject is called; empty for none, and for one that is no more."""
        return next((each.title for each in self.subjects if each.origin == origin), "")
