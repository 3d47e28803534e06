"""The models: what each is scored on, how the total comes about, and what to beware of.

Sources: RICE (Intercom), WSJF (Reinertsen; SAFe's relative estimates), ICE (Ellis), MoSCoW (DSDM),
weighted criteria.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from retrotui.core.scoring.scale import Amount, Scale, Step, Steps, numbers
from retrotui.core.setting_tables import Criterion
from retrotui.core.text import one_line

WEIGHTED, RICE, WSJF, ICE, ICE_AVERAGE, MOSCOW = (
    "weighted", "rice", "wsjf", "ice", "ice_average", "moscow",
)  # fmt: skip
PRIORITY, EFFORT = "priority", "effort"
MUST, SHOULD, COULD, WONT = Decimal(4), Decimal(3), Decimal(2), Decimal(1)
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that is scored: a column of the table.

    Attributes:
        key: Names it in records.
        title: What people see.
        short: The same in at most eight letters, for narrow screens.
        prompt: What a high score means.
        scale: What may be given.
        weight: How much it counts beside the others.
    """

    key: str
    title: str
    short: str
    prompt: str
    scale: Scale
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Model:
    """A way to score.

    Attributes:
        name: As formats and records have it.
        title: What people call it.
        axes: What is scored, in the order of the columns.
        formula: How the total comes about, in one line.
    """

    name: str
    title: str
    axes: tuple[Axis, ...]
    formula: str

    @property
    def has_weights(self) -> bool:
        """The criteria count differently, and people may say how much."""
        return self.name == WEIGHTED

    def axis(self, key: str) -> Axis | None:
        """A column by its key."""
        return next((each for each in self.axes if each.key == key), None)

    def share(self, axis: Axis) -> Fraction:
        """A criterion's part of the whole: its weight, normalised to a sum of 1."""
        return Fraction(axis.weight, sum(each.weight for each in self.axes))

    def total(self, values: Mapping[str, Decimal]) -> Fraction | None:
        """What the values come to, exactly; None while one is missing."""
        if any(axis.key not in values for axis in self.axes):
            return None
        given = {key: Fraction(value) for key, value in values.items()}
        if self.name == WEIGHTED:
            return sum((self.share(each) * given[each.key] for each in self.axes), Fraction())
        if self.name == RICE:
            return given["reach"] * given["impact"] * given["confidence"] / given["effort"]
        if self.name == WSJF:
            delay = given["value"] + given["time"] + given["risk"]
            return delay / given["size"]
        if self.name == MOSCOW:
            return given[PRIORITY]
        product = given["impact"] * given["confidence"] * given["ease"]
        return product if self.name == ICE else sum(given.values(), Fraction()) / len(given)

    def show_total(self, total: Fraction) -> str:
        """A total as people read it."""
        if self.name == MOSCOW:
            return self.axes[0].scale.show(Decimal(total.numerator))
        if self.name in (RICE, ICE):
            text = f"{float(total):.2f}"
            return text.rstrip("0").rstrip(".")
        return f"{float(total):.2f}"


def model_of(name: str, criteria: Sequence[Criterion]) -> Model:
    """A model by its name; the criteria are those of the weighted one.

    Args:
        name: One of ``core.formats.MODELS``; anything else is the weighted one.
        criteria: At least one.
    """
    if name in _MODELS:
        return _MODELS[name]
    heads = [abbreviated(each.title) for each in criteria]
    axes = tuple(
        Axis(each.key, each.title, _told_apart(heads, n), each.prompt, _ONE_TO_FIVE, each.weight)
        for n, each in enumerate(criteria)
    )
    return Model(WEIGHTED, "Weighted criteria", axes, "the average of all, by their weights")


def _told_apart(heads: Sequence[str], place: int) -> str:
    """A heading; with its number where another one reads the same."""
    head = heads[place]
    return head if heads.count(head) == 1 else f"{head[: _SHORT - 2]}.{place + 1}"


def abbreviated(title: str) -> str:
    """The beginning of a title's first word: ``Custom.``."""
    word = (one_line(title).split() or [""])[0]
    return word if len(word) <= _SHORT + 1 else f"{word[:_SHORT]}."


_ONE_TO_FIVE: Final = numbers(range(1, 6))
_ONE_TO_TEN: Final = numbers(range(1, 11))
_RELATIVE: Final = numbers((1, 2, 3, 5, 8, 13, 20))
_IMPACT: Final = numbers(("0.25", "0.5", 1, 2, 3), ("minimal", "low", "medium", "high", "massive"))
_CONFIDENCE: Final = Steps(
    (
        Step(Decimal("0.5"), "50", "50%", "low"),
        Step(Decimal("0.8"), "80", "80%", "medium"),
        Step(Decimal(1), "100", "100%", "high"),
    )
)
_PRIORITY: Final = Steps(
    (
        Step(WONT, "4", "won't", "won't have this time"),
        Step(COULD, "3", "could", "could"),
        Step(SHOULD, "2", "should", "should"),
        Step(MUST, "1", "must", "must"),
    )
)

_ICE_AXES: Final = (
    Axis("impact", "Impact", "Impact", "How much would it change if it works?", _ONE_TO_TEN),
    Axis("confidence", "Confidence", "Confid.", "How sure are we that it works?", _ONE_TO_TEN),
    Axis("ease", "Ease", "Ease", "How little work is it? 10 is the least.", _ONE_TO_TEN),
)
_MODELS: Final[Mapping[str, Model]] = {
    RICE: Model(
        RICE,
        "RICE",
        (
            Axis("reach", "Reach", "Reach", "How many does it reach in one period, such as a "
                 "quarter?", Amount(Decimal(0), Decimal(10_000_000), "people or events")),
            Axis("impact", "Impact", "Impact", "How much does it change for each of them?",
                 _IMPACT),
            Axis("confidence", "Confidence", "Confid.", "How well are the other numbers founded?",
                 _CONFIDENCE),
            Axis("effort", "Effort", "Effort", "How much work is it for everybody together?",
                 Amount(Decimal("0.5"), Decimal(10_000), "person-months", Decimal("0.5"))),
        ),
        "reach x impact x confidence / effort",
    ),
    WSJF: Model(
        WSJF,
        "Weighted shortest job first",
        (
            Axis("value", "User-business value", "Value", "What is it worth to users and to us? "
                 "The smallest of all is 1.", _RELATIVE),
            Axis("time", "Time criticality", "Time", "How fast does that value fade? The smallest "
                 "of all is 1.", _RELATIVE),
            Axis("risk", "Risk reduction", "Risk", "What risk does it lower, what does it open up? "
                 "The smallest of all is 1.", _RELATIVE),
            Axis("size", "Job size", "Size", "How big is the job? The smallest of all is 1.",
                 _RELATIVE),
        ),
        "(value + time criticality + risk reduction) / job size",
    ),
    ICE: Model(ICE, "ICE", _ICE_AXES, "impact x confidence x ease"),
    ICE_AVERAGE: Model(ICE_AVERAGE, "ICE, averaged", _ICE_AXES,
                       "the average of impact, confidence and ease"),
    MOSCOW: Model(
        MOSCOW,
        "MoSCoW",
        (
            Axis(PRIORITY, "Priority", "Prior.", "Would it be pointless or unlawful without? Only "
                 "then it is a must.", _PRIORITY),
            Axis(EFFORT, "Effort", "Effort", "How much work is it? Any unit, the same for all.",
                 Amount(Decimal(0), Decimal(1_000_000), "of one unit")),
        ),
        "must, should, could, won't this time",
    ),
}  # fmt: skip
