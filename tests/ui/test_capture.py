"""The capture line: keeping, refusing, drafts, hidden text, pastes."""

import pytest
from textual.events import Key, Paste

from retrotui.core.errors import UsageError
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine
from retrotui.ui.widgets.rows import Column, Row, RowList
from tests.support.screens import app_with, running, screen_text
from tests.support.widget_stand import Stand, settle


class Notebook:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def keep(self, text: str) -> None:
        if "bad" in text:
            raise UsageError("no such owner", hint="write @ana")
        self.texts.append(text)


async def test_capture_keeps_goes_on_and_closes() -> None:
    line, rows, book = CaptureLine(), RowList(Column()), Notebook()
    screen = Stand(rows, line)
    app = app_with(screen)
    async with running(app) as pilot:
        rows.set_rows([Row("1", ("one",))])
        rows.focus()
        line.open(
            Capture(CaptureKind.CARD, book.keep, "bo", "Anchors", lambda t: f"{len(t)} letters")
        )
        await pilot.press(*"wait")
        assert "› card for bo in Anchors: wait" in screen_text(app)
        assert "→ 4 letters" in screen_text(app)
        await pilot.press("enter", *"again", "enter")
        assert book.texts == ["wait", "again"]
        assert line.is_open
        assert [
            each.text for each in screen.told if isinstance(each, CaptureLine.Kept)
        ] == book.texts
        await pilot.press("enter")
        assert not line.is_open
        assert app.focused is rows


async def test_texts_typed_in_one_burst_are_kept_one_by_one() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.pause()
        for key in (*"one", "enter", *"tqx", "backspace", "backspace", *"wo", "enter", *"three"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot, lambda: line.text == "three")
        assert book.texts == ["one", "two"]


async def test_capture_refuses_with_the_text_kept() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app, (120, 24)) as pilot:
        line.open(Capture(CaptureKind.ACTION, book.keep, limit=10))
        await pilot.press(*"bad", "enter")
        assert line.text == "bad"
        await settle(pilot, lambda: "✱ no such owner · write @ana" in screen_text(app))
        await pilot.press(*" long text", "enter")
        assert line.text == "bad long text"
        await settle(pilot, lambda: "too long: 13 of 10 bytes" in screen_text(app))
        assert book.texts == []


async def test_capture_says_in_full_why_it_refused() -> None:
    def keep(_: str) -> None:
        raise UsageError("'next friday' could be either of two days: 27 November or 4 December",
                         hint="write it as in fri, or +2w")  # fmt: skip

    line = CaptureLine()
    app = app_with(Stand(line))
    async with running(app, (80, 24)) as pilot:
        line.open(Capture(CaptureKind.ACTION, keep, echo=lambda _: "what, @who, due:fri, #tag"))
        await pilot.press(*"call", "enter")
        await settle(pilot, lambda: "write it as in fri" in screen_text(app))
        assert "› action: call" in screen_text(app)
        await pilot.press("s")
        await settle(pilot, lambda: "write it as in fri" not in screen_text(app))


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_what_is_typed_shows_whatever_the_line_is_for(width: int) -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app, (width, 12)) as pilot:
        title = "We deploy on Mondays only, and on no other day"
        line.open(Capture(CaptureKind.DISSENT, book.keep, "Lena", title, echo=lambda _: "w " * 30))
        await pilot.press(*"hotfix")
        assert "hotfix" in screen_text(app)


async def test_a_draft_that_comes_back_is_gone_on_with() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press(*"half", "escape")
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press("s")
        assert line.text == "halfs"


async def test_capture_leaves_drafts_where_they_were() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press(*"half", "escape")
        line.open(Capture(CaptureKind.ACTION, book.keep))
        assert line.text == ""
        line.open(Capture(CaptureKind.CARD, book.keep))
        assert line.text == "half"
        assert line.unsaved() == "1 draft not kept"


async def test_masked_capture_shows_dots_until_somebody_peeks() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep, masked=True, echo=lambda t: f"card {t}"))
        await pilot.press(*"secret")
        assert "secret" not in screen_text(app)
        assert "••••••" in screen_text(app)
        assert "f2 peek" in screen_text(app)
        await pilot.press("f2")
        assert "secret" in screen_text(app)
        await pilot.press("f2", "enter")
        assert book.texts == ["secret"]


async def test_a_paste_of_lines_is_folded() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        app.post_message(Paste("one\r\ntwo\x1b[2J\tthree"))
        await pilot.pause()
        assert line.text == "one two[2J three"
