"""Thumbs are typed in seconds, and the room's word extends a topic or goes on to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.errors import UsageError
from retrotui.core.progress import Thumbs
from retrotui.core.thumbs import read_thumbs, told, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4 1 2", Thumbs(4, 1, 2)), ("412", Thumbs(4, 1, 2)), ("41", Thumbs(4, 1)),
        ("5", Thumbs(5)), ("12 0 3", Thumbs(12, 0, 3)), (" 4, 1, 2 ", Thumbs(4, 1, 2)),
        ("0 0 1", Thumbs(0, 0, 1)),
    ],
)  # fmt: skip
def test_counts_are_read(typed: str, meant: Thumbs) -> None:
    assert read_thumbs(typed) == meant


@pytest.mark.parametrize("typed", ["", "0", "0 0 0", "many", "1 2 3 4", "-1", "1234567", "١", "²"])
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no count of thumbs"):
        read_thumbs(typed)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        thumbs = read_thumbs(typed)
    except UsageError:
        return
    assert thumbs.up + thumbs.side + thumbs.down > 0


def test_more_than_half_up_carries() -> None:
    assert Thumbs(4, 1, 2).carries
    assert not Thumbs(3, 1, 2).carries
    assert words(Thumbs(4, 1, 2)) == "4 up, 1 side, 2 down"


def test_what_was_said_is_told() -> None:
    assert told([]) == ""
    assert told([Thumbs(4, 1, 2)]) == "extended once, 4 up 1 side 2 down"
    both = told([Thumbs(4, 1, 2), Thumbs(1, 1, 5)])
    assert both == "extended once, 4 up 1 side 2 down; 1 up 1 side 5 down"
    assert told([Thumbs(0, 0, 2)]).startswith("not extended")
