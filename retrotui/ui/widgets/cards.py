"""One column of cards, drawn line by line: cheap with hundreds of them."""

from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Bit, Tone, count, dots, joined, wrap
from retrotui.ui.widgets.lines import LineList

_FRAME = 4
_MOST_LINES = 10
_VEIL = "▒"


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as it is drawn.

    Attributes:
        id: The card's or the group's id.
        text: What it says; a group's title.
        who: Whose it is; empty when nobody's, hidden or anonymous.
        hidden: Show blocks. The length drawn says nothing about the text.
        votes: Dots on it, as far as they may be seen.
        stack: How many cards are in it; 0 for a single card.
        marked: Chosen together with others.
        details: Further lines below the text, quiet, each cut to the width.
        badge: What is the matter with it, in a few words; it stands in the frame.
        before: That it was raised before, as a small mark in the frame.
    """

    id: str
    text: str
    who: str = ""
    hidden: bool = False
    votes: int = 0
    stack: int = 0
    marked: bool = False
    details: tuple[str, ...] = ()
    badge: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    corners: str
    across: str
    down: str


_LIGHT = _Box("╭╮╰╯", "─", "│")
_HEAVY = _Box("┏┓┗┛", "━", "┃")
_DOUBLE = _Box("╔╗╚╝", "═", "║")


class BoardColumn(LineList[CardView]):
    """The cards of one column. The selected one has a heavy frame, a marked one a double frame."""

    def height_of(self, item: CardView, width: int, /) -> int:
        """The frame and the wrapped text."""
        return 2 + len(self._lines(item, width)) + len(_details(item))

    def draw(self, item: CardView, line: int, width: int, *, selected: bool) -> Strip:
        """One line of a card."""
        lit = selected and self.lit
        box = _HEAVY if lit else _DOUBLE if item.marked else _LIGHT
        frame = self.ink(Tone.ACCENT if lit or item.marked else Tone.FRAME)
        lines, details = self._lines(item, width), _details(item)
        if line == 0:
            before = "" if item.hidden else item.before
            label = joined((count(item.stack, "card") if item.stack else "", before), " ")
            badge = "" if item.hidden else item.badge
            return self._edge(
                box.corners[:2], box.across, (label, Bit(badge, Tone.WARN)), width, frame
            )
        if line > len(lines) + len(details):
            votes = dots(item.votes) if item.votes and not item.hidden else ""
            who = "" if item.hidden else item.who
            right = Bit(votes, Tone.ACCENT)
            return self._edge(box.corners[2:], box.across, (who, right), width, frame)
        if line > len(lines):
            text, tone = fit(one_line(details[line - len(lines) - 1]), width - _FRAME), Tone.MUTED
        else:
            text = lines[line - 1]
            tone = Tone.FAINT if item.hidden else Tone.STRONG if item.stack else Tone.PLAIN
        inner = self.strip([(" " + text, self.ink(tone))], width - 2, self.plain)
        side = self.strip([(box.down, frame)], 1, frame)
        return Strip.join([side, inner, side]).crop_extend(0, width, self.plain)

    def _edge(
        self, corners: str, across: str, labels: tuple[str, Bit], width: int, frame: Style
    ) -> Strip:
        said, (told, tone) = labels
        left, right = (f" {one_line(each)} " if one_line(each) else "" for each in (said, told))
        room = max(0, width - _FRAME)
        right = fit(right, min(room, display_width(right)))
        left = fit(left, min(room - display_width(right), display_width(left)))
        gap = across * (room - display_width(left) - display_width(right))
        pieces = [
            (corners[0] + across, frame),
            (left, self.ink(Tone.MUTED)),
            (gap, frame),
            (right, self.ink(tone)),
            (across + corners[1], frame),
        ]
        return self.strip(pieces, width, self.plain)

    def _lines(self, card: CardView, width: int) -> tuple[str, ...]:
        room = max(1, width - _FRAME)
        if card.hidden:
            return (_VEIL * max(1, room - sum(map(ord, card.id)) % 5),)
        return wrap(card.text, room, _MOST_LINES)


def _details(card: CardView) -> tuple[str, ...]:
    return () if card.hidden else card.details
