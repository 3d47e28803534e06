"""The clock line and the big digits."""

from hypothesis import given
from hypothesis import strategies as st

from retrotui.ui.widgets.clock import BigClock, ClockFace, ClockLine, big_scale
from tests.support.screens import app_with, running, screen_text
from tests.support.widget_stand import Stand


async def test_a_tick_repaints_only_when_the_text_changes() -> None:
    line, big = ClockLine(), BigClock()
    async with running(app_with(Stand(line, big))):
        for clock in (line, big):
            assert clock.show(ClockFace(60.0))
            assert not clock.show(ClockFace(59.4))
            assert clock.show(ClockFace(58.9))


async def test_overtime_is_said_by_sign_and_word() -> None:
    line, big = ClockLine(), BigClock()
    app = app_with(Stand(line, big))
    async with running(app, (120, 30)):
        for clock in (line, big):
            clock.show(ClockFace(-72))
        text = screen_text(app)
        assert "+01:12 over" in text
        assert text.count("over") == 2


@given(st.integers(1, 300), st.integers(1, 100))
def test_big_digits_always_fit(width: int, height: int) -> None:
    scale = big_scale("04:37", width, height)
    assert scale * 5 <= height
    assert scale * 2 * 19 <= width


async def test_a_clock_in_no_space_is_still_text() -> None:
    big = BigClock()
    app = app_with(Stand(big))
    async with running(app, (20, 5)):
        big.show(ClockFace(277))
        assert "04:37" in screen_text(app)
