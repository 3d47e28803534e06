"""Contrast of colours as WCAG 2.2 measures it, and colours moved until they can be read."""

from collections.abc import Iterable

from textual.color import Color

TEXT_RATIO = 4.5
"""Success criterion 1.4.3 (AA), text of normal size."""

MARK_RATIO = 3.0
"""Success criterion 1.4.11, marks and large text."""

_STEPS = 20
_SRGB_KNEE = 0.04045


def ratio(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst_ratio(ink: Color, grounds: Iterable[Color]) -> float:
    """The lowest contrast of one ink on several grounds."""
    return min(ratio(ink, ground) for ground in grounds)


def readable(ink: Color, grounds: tuple[Color, ...], toward: Color, least: float) -> Color:
    """The ink moved toward another colour, as little as makes it readable on every ground.

    Args:
        ink: The colour wished for.
        grounds: Every colour it is put on.
        toward: Where to move, normally the foreground.
        least: The ratio wanted; when even ``toward`` misses it, that colour is returned.
    """
    for step in range(_STEPS + 1):
        moved = ink.blend(toward, step / _STEPS, alpha=1.0)
        if worst_ratio(moved, grounds) >= least:
            return moved
    return toward


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4
