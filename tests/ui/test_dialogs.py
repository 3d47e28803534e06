"""Dialogs: answered by keyboard and mouse, whole at 80x24, and nothing typed is lost."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import ModalScreen

from retrotui.core.errors import UsageError
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.choose import Choice, Choose, ChooseSeveral
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.rows import Column, Row, RowList
from tests.support.screens import app_with, looks_like, running, screen_text

PEOPLE = tuple(Choice(name.lower(), name, note) for name, note in
               (("Ana", "engineering"), ("Bo", "sales"), ("Lena", "legal")))  # fmt: skip
NOTHING = object()


class Desk(CommandScreen[None]):
    """A screen that a dialog is opened over."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Any = NOTHING

    def compose(self) -> ComposeResult:
        yield RowList(Column(), id="below")
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(RowList).set_rows([Row("1", ("one",))])
        self.query_one(RowList).focus()

    def ask(self, dialog: ModalScreen[Any]) -> None:
        def answered(answer: Any) -> None:
            self.answer = answer

        self.app.push_screen(dialog, answered)


@asynccontextmanager
async def asking() -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """Gives a function that says what a dialog returns for some keys; ``NOTHING`` while open."""
    screen = Desk()
    app = app_with(screen)
    async with running(app) as pilot:

        async def answer(dialog: ModalScreen[Any], *keys: str) -> Any:
            screen.answer = NOTHING
            screen.ask(dialog)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            if screen.answer is NOTHING:
                app.pop_screen()
                await pilot.pause()
                return NOTHING
            assert app.screen is screen
            assert app.focused is screen.query_one("#below")
            return screen.answer

        yield answer


async def test_choose_narrows_while_typing() -> None:
    async with asking() as answer:
        assert await answer(Choose("Who", PEOPLE), *"leg", "enter") == "lena"
        assert await answer(Choose("Who", PEOPLE), "down", "enter") == "bo"
        assert await answer(Choose("Who", PEOPLE, current="lena"), "up", "enter") == "bo"
        assert await answer(Choose("Who", PEOPLE), *"zoe", "enter") is NOTHING
        assert await answer(Choose("Who", PEOPLE), "escape") is None
        assert await answer(Choose("Who", PEOPLE), "ctrl+c") is None


async def test_choose_can_make_a_new_one() -> None:
    async with asking() as answer:
        assert await answer(Choose("Who", PEOPLE, make=str.upper), *"zoe", "enter") == "ZOE"
        assert await answer(Choose("Who", PEOPLE, make=str.upper), *"ana", "enter") == "ana"


async def test_a_short_list_is_picked_by_its_keys() -> None:
    async with asking() as answer:
        stances = [Choice("yes", "support", key="s"), Choice("no", "object", key="o")]
        assert await answer(Choose("Stance", stances, filtered=False), "o") == "no"
        assert await answer(Choose("Stance", stances, filtered=False), "j", "enter") == "no"


async def test_keys_typed_ahead_answer_a_dialog_once() -> None:
    screen = Desk()
    async with running(app_with(screen)) as pilot:
        screen.ask(Confirm("Sure?"))
        stances = [Choice("yes", "support", key="s"), Choice("no", "object", key="o")]
        picker = Choose("Stance", stances, filtered=False)
        screen.ask(picker)
        await pilot.pause()
        for key in ("s", "o", "s"):
            picker.post_message(Key(key, key))
        await pilot.pause()
        assert screen.answer == "yes"
        assert isinstance(screen.app.screen, Confirm)


async def test_several_are_marked_and_taken_together() -> None:
    async with asking() as answer:
        assert await answer(ChooseSeveral("Who", PEOPLE), "enter") == ("ana",)
        keys = ("tab", *"leg", "tab", "enter")
        assert await answer(ChooseSeveral("Who", PEOPLE), *keys) == ("ana", "lena")
        assert await answer(
            ChooseSeveral("Who", PEOPLE, marked=["bo"]), "down", "tab", "enter"
        ) == ("bo",)
        made = ChooseSeveral("Who", PEOPLE, make=str.upper)
        assert await answer(made, *"zoe", "tab", "enter") == ("ZOE",)


async def test_somebody_typed_for_is_taken_with_those_marked() -> None:
    async with asking() as answer:
        several = ChooseSeveral("Who", PEOPLE, marked=["bo"])
        assert await answer(several, *"leg", "enter") == ("bo", "lena")
        new = ChooseSeveral("Who", PEOPLE, marked=["bo"], make=str.upper)
        assert await answer(new, *"zoe", "enter") == ("bo", "ZOE")
        listed = ChooseSeveral("Who", PEOPLE, make=str.upper)
        assert await answer(listed, *"zoe,", "space", *"ANA,bo,", "enter") == ("ZOE", "ana", "bo")


async def test_a_list_grows_with_what_is_new() -> None:
    screen = Desk()
    async with running(app_with(screen)) as pilot:
        screen.ask(ChooseSeveral("Who", PEOPLE, make=str))
        await pilot.pause()
        for name in ("zoe", "yan", "xi"):
            await pilot.press(*name, "tab")
        await pilot.pause()
        assert all(name in screen_text(screen.app) for name in ("zoe", "yan", "xi"))


async def test_a_click_chooses() -> None:
    screen = Desk()
    async with running(app_with(screen)) as pilot:
        screen.ask(Choose("Who", PEOPLE))
        await pilot.pause()
        await pilot.click("#choose-rows", offset=(4, 1), times=2)
        await pilot.pause()
        assert screen.answer == "bo"


def no_digits(text: str) -> str | None:
    if text == "boom":
        raise UsageError("not that one", hint="try another")
    return "no digits, please" if any(each.isdigit() for each in text) else None


async def test_ask_refuses_with_the_text_kept() -> None:
    async with asking() as answer:
        assert await answer(Ask("Title", value="Retro", check=no_digits), "enter") == "Retro"
    screen = Desk()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.ask(Ask("Title", check=no_digits, echo=lambda text: f"→ {text.upper()}"))
        await pilot.pause()
        await pilot.press(*"r2")
        assert "→ R2" in screen_text(app)
        await pilot.press("enter")
        assert "✱ no digits, please" in screen_text(app)
        await pilot.press("ctrl+u", *"boom", "enter")
        assert "✱ not that one; try another" in screen_text(app)
        await pilot.press("s", "ctrl+s")
        await pilot.pause()
        assert screen.answer == "booms"


async def test_lines_are_kept_with_ctrl_s_and_dropped_only_twice() -> None:
    async with asking() as answer:
        assert await answer(AskLines("Why", value="a"), "end", "enter", *"b", "ctrl+s") == "a\nb"
        assert await answer(AskLines("Why", value="a"), "escape") is None
        assert await answer(AskLines("Why"), *"x", "escape") is NOTHING
        assert await answer(AskLines("Why"), *"x", "escape", "escape") is None
        assert await answer(AskLines("Why"), *"x", "escape", *"y", "escape") is NOTHING
        assert await answer(AskLines("Why", check=lambda _t: "no"), *"x", "ctrl+s") is NOTHING


def action_form() -> Form:
    return Form("Action", [
        Field("title", "What", "Fix the deploy"),
        Field("owner", "Who", prompt="a name", echo=lambda text: f"→ {text}" if text else ""),
        Field("due", "When", check=no_digits),
        Field("why", "Expect", lines=3),
    ])  # fmt: skip


async def test_a_form_returns_every_field() -> None:
    async with asking() as answer:
        keys = (*"!", "enter", *"ana", "enter", *"fri", "tab", *"x", "enter", *"y", "ctrl+s")
        filled = await answer(action_form(), "end", *keys)
        assert filled == {"title": "Fix the deploy!", "owner": "ana", "due": "fri", "why": "x\ny"}


async def test_a_form_goes_to_the_field_that_is_wrong() -> None:
    screen = Desk()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.ask(action_form())
        await pilot.pause()
        await pilot.press("enter", "enter", *"30", "ctrl+s")
        await pilot.pause()
        assert "✱ no digits, please" in screen_text(app)
        assert app.focused is not None
        assert app.focused.id == "form-field-2"
        await pilot.press("escape")
        assert screen.answer is NOTHING
        await pilot.press("escape")
        await pilot.pause()
        assert screen.answer is None


async def test_enter_in_the_last_line_keeps_the_form() -> None:
    async with asking() as answer:
        form = Form("Short", [Field("a", "A"), Field("b", "B")])
        assert await answer(form, *"1", "enter", *"2", "enter") == {"a": "1", "b": "2"}


@pytest.mark.parametrize(("key", "said"), [("y", True), ("enter", True), ("n", False),
                                           ("escape", False)])  # fmt: skip
async def test_confirm(key: str, said: bool) -> None:
    async with asking() as answer:
        assert await answer(Confirm("Discard?", "It goes to the trash."), key) is said


DIALOGS = {
    "choose": lambda: Choose("Who", PEOPLE, make=str.upper),
    "several": lambda: ChooseSeveral("Who is here", PEOPLE, marked=["bo"]),
    "ask": lambda: Ask("Title", value="Sprint retro", echo=lambda text: f"→ {text}"),
    "lines": lambda: AskLines("Why", value="because\nof this"),
    "form": action_form,
    "confirm": lambda: Confirm("Discard?", "It goes to the trash.", yes="discard", no="keep"),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_dialogs_are_whole_at_80x24(name: str) -> None:
    screen = Desk()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.ask(DIALOGS[name]())
        await looks_like(f"dialog-{name}-80x24", app, pilot)
        text = screen_text(app)
        assert text.count("╭─") == text.count("─╮") == text.count("╰─") == text.count("─╯") == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_a_long_form_scrolls_and_keeps_its_keys_in_sight(size: tuple[int, int]) -> None:
    screen = Desk()
    app = app_with(screen)
    async with running(app, size) as pilot:
        screen.ask(Form("Long", [Field(str(i), f"Field {i}") for i in range(12)]))
        await pilot.pause()
        assert "ctrl+s keep" in screen_text(app)
        for _ in range(11):
            await pilot.press("tab")
        await pilot.pause()
        assert "Field 11" in screen_text(app)
        assert "ctrl+s keep" in screen_text(app)
