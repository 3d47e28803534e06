"""How the cells of home's lists are set."""

from retrotui.ui.widgets.rows import Column

WELCOME = (Column(width=1), Column(width=16), Column())
DUE = (
    Column(width=1, keep=3),
    Column(),
    Column(width=12, keep=1),
    Column(width=18, keep=2),
)
DISSENT = (Column(width=1, keep=3), Column(), Column(width=22, keep=2))
NEXT = (Column(width=1, keep=3), Column(), Column(width=22, keep=2))
LATELY = (
    Column(width=11, keep=4),
    Column(),
    Column(width=21, keep=3),
    Column(width=8, keep=2),
    Column(width=11, keep=1, align="right"),
)
