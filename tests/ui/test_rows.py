"""Lists drawn line by line: rows, headings, selection, scrolling, columns that fit."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from retrotui.ui.widgets.cards import BoardColumn, CardView
from retrotui.ui.widgets.rows import Column, Row, RowList
from tests.support.screens import app_with, running, screen_text
from tests.support.widget_stand import Stand, agenda, cards


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_every_line_belongs_to_exactly_one_item(heights: list[int]) -> None:
    class Probe(BoardColumn):
        def height_of(self, item: CardView, _width: int, /) -> int:
            return heights[int(item.id) - 1]

    probe = Probe()
    probe._items = tuple(CardView(str(i + 1), "") for i in range(len(heights)))
    type(probe).line_width = property(lambda _self: 20)  # type: ignore[method-assign,assignment]
    probe._lay_out()
    assert probe._starts[-1] == sum(heights)
    assert probe.virtual_size.height == sum(heights)


async def test_moving_skips_headings_and_tells() -> None:
    rows = RowList(Column(), Column(width=4, align="right"))
    screen = Stand(rows)
    async with running(app_with(screen)) as pilot:
        rows.set_rows(agenda())
        rows.focus()
        assert rows.selected_id == "1"
        await pilot.press("j", "down", "j", "k", "up", "G", "g", "enter")
        assert rows.selected_id == "1"
        ids = [each.item_id for each in screen.told]  # type: ignore[attr-defined] - all have one
        assert ids == ["2", "3", "2", "1", "3", "1", "1"]
        assert isinstance(screen.told[-1], RowList.Opened)


async def test_the_selection_stays_on_its_record() -> None:
    rows = RowList(Column())
    async with running(app_with(Stand(rows))):
        rows.set_rows([Row(each, (each,)) for each in "abc"])
        assert rows.select("b")
        rows.set_rows([Row(each, (each,)) for each in "xabc"])
        assert rows.selected_id == "b"
        rows.set_rows([Row(each, (each,)) for each in "xac"])
        assert rows.selected_id == "c"
        rows.set_rows([])
        assert rows.selected_id is None
        assert not rows.select("gone")


async def test_a_click_selects_and_a_second_one_opens() -> None:
    rows = RowList(Column())
    screen = Stand(rows)
    async with running(app_with(screen)) as pilot:
        rows.set_rows(agenda())
        await pilot.click(RowList, offset=(5, 2))
        assert rows.selected_id == "2"
        await pilot.click(RowList, offset=(5, 5), times=2)
        assert isinstance(screen.told[-1], RowList.Opened)
        assert rows.selected_id == "3"
        await pilot.click(RowList, offset=(5, 0))
        assert rows.selected_id == "3"


async def test_an_empty_list_teaches_the_next_step() -> None:
    rows = RowList(Column(), empty="No actions yet. Press a to promise the first one.")
    app = app_with(Stand(rows))
    async with running(app) as pilot:
        assert "Press a to promise" in screen_text(app)
        rows.focus()
        await pilot.press("j", "enter", "pagedown", "G")
        assert rows.selected_id is None


async def test_narrow_rows_drop_the_least_kept_column() -> None:
    rows = RowList(Column(), Column(width=10, keep=2), Column(width=10, keep=1))
    app = app_with(Stand(rows))
    async with running(app, (34, 10)):
        rows.set_rows(
            [Row("1", ("a title that is far too long for this", "ana marie", "tomorrow 9"))]
        )
        text = screen_text(app)
        assert "ana marie" in text
        assert "tomorrow" not in text
        assert "…" in text


async def test_only_what_changed_is_repainted(monkeypatch: pytest.MonkeyPatch) -> None:
    column = BoardColumn()
    async with running(app_with(Stand(column))) as pilot:
        column.set_items(cards("a", 40))
        column.focus()
        await pilot.pause()
        painted: list[Region] = []
        refresh = column.refresh

        def spy(*regions: Region, **options: Any) -> Any:
            painted.extend(regions or [column.size.region])
            return refresh(*regions, **options)

        monkeypatch.setattr(column, "refresh", spy)
        await pilot.press("j")
        assert sum(each.height for each in painted) <= 8
        painted.clear()
        column.set_items((replace(column.items[0], votes=3), *column.items[1:]))
        assert [each.height for each in painted] == [3]
        painted.clear()
        column.set_items(column.items)
        assert painted == []


async def test_a_long_column_scrolls_with_the_selection() -> None:
    column = BoardColumn()
    async with running(app_with(Stand(column))) as pilot:
        column.set_items(cards("a", 60))
        column.focus()
        await pilot.press("end")
        assert column.selected_id == "a-59"
        assert column.scroll_offset.y > 100
        await pilot.press("pageup")
        assert column.selected_id not in ("a-59", None)
        await pilot.press("home")
        assert column.scroll_offset.y == 0
