"""The help overlay shows every key of the screen below, from the registry."""

from textual.app import ComposeResult

from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.screens.help import HelpScreen
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.rows import Row, RowList
from tests.support.screens import app_with, looks_like, running, screen_text

REGISTRY.add(
    Command("manual.next", ("n",), "next", "Go to the next agenda item", "manual", hint=True),
    Command("manual.reveal", ("r",), "reveal", "Show all cards to everybody", "manual", hint=True),
)


class Manual(CommandScreen[None]):
    CONTEXTS = ("manual",)

    def compose(self) -> ComposeResult:
        yield RowList(empty="Nothing yet: n makes one.")
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(RowList).set_rows([Row("1", ("only one",))])
        self.query_one(RowList).focus()

    def why_not(self, command_id: str, /) -> str | None:
        return "There are no cards." if command_id == "manual.reveal" else None

    def cmd_next(self) -> None:
        self.notify("next")

    def cmd_reveal(self) -> None:
        self.notify("revealed")


async def test_help_lists_the_screen_first_then_everywhere() -> None:
    app = app_with(Manual())
    async with running(app) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await looks_like("help-80x24", app, pilot)


async def test_help_scrolls_and_names_every_active_command() -> None:
    app = app_with(Manual())
    async with running(app) as pilot:
        active = {command.id for _, command in app.screen.active_commands()}  # type: ignore[attr-defined] - a Keyed screen
        await pilot.press("question_mark")
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        assert {each.id for each in rows.items if each.id} == active
        await pilot.press("G")
        await pilot.pause()
        assert "Leave the app" in screen_text(app)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Manual)
        assert isinstance(app.focused, RowList)
