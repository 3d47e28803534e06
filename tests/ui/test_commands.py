"""One registry: bindings, hints, help and palette agree, and no key means two things."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget

import retrotui.ui
from retrotui.core.changes import Put
from retrotui.core.errors import BusyError, UsageError
from retrotui.ui.app import RetroApp
from retrotui.ui.command_screen import CommandScreen, PaletteEntry
from retrotui.ui.commanding import Commander, Hint, Obedient
from retrotui.ui.commands import REGISTRY, Command, Registry, key_label, keys_label
from retrotui.ui.messages import StoreChanged
from retrotui.ui.overlays import QuitQuestion
from retrotui.ui.palette import CommandProvider
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine
from retrotui.ui.widgets.hints import HintBar, fitted
from tests.support.screens import app_with, running, screen_text

for module in pkgutil.walk_packages(retrotui.ui.__path__, "retrotui.ui."):
    import_module(module.name)

ALL = tuple(REGISTRY)
REGISTRY.add(
    Command("proof.go", ("n",), "go", "Go on", "proof", hint=True, weight=50),
    Command("proof.stop", ("s",), "stop", "Stop it", "proof", hint=True, weight=40),
    Command("proof.fail", ("f",), "fail", "Try in vain", "proof"),
    Command("proof.write", ("w",), "write", "Write a card", "proof"),
    Command("proof.turn", ("t",), "turn", "Turn the page", "stage:proof", hint=True),
)


def obedient_classes(base: type[Obedient] = Obedient) -> Iterator[type[Obedient]]:
    for each in base.__subclasses__():
        yield each
        yield from obedient_classes(each)


def test_every_command_says_what_it_does() -> None:
    for command in ALL:
        assert command.title, command.id
        assert command.help[0].isupper(), command.id
        assert not command.help.endswith("."), command.id
        assert "." in command.id


def test_no_key_means_two_things_in_one_context() -> None:
    for context in {command.context for command in ALL}:
        assert REGISTRY.clashes(context) == (), context


def test_no_stage_hides_a_key_of_its_meeting() -> None:
    for stage in {each.context for each in ALL if each.context.startswith("stage:")}:
        assert REGISTRY.clashes(stage, "meeting") == (), stage


def test_every_command_has_its_handler() -> None:
    for each in obedient_classes():
        if each.__module__.startswith("retrotui.") and not each.__name__.startswith("_"):
            for context in each.CONTEXTS:
                for command in REGISTRY.in_context(context):
                    assert hasattr(each, command.handler), (each, command.id)
    for command in REGISTRY.in_context("global"):
        assert hasattr(RetroApp, command.handler), command.id


def registry() -> Registry:
    made = Registry()
    made.add(
        Command("a.one", ("o",), "one", "One", "a"),
        Command("a.two", ("t",), "two", "Two", "a"),
        Command("b.one", ("o",), "one", "One", "b"),
    )
    return made


def test_a_key_or_name_used_twice_is_refused() -> None:
    made = registry()
    made.add(Command("a.one", ("o",), "one", "One", "a"))
    with pytest.raises(ValueError, match=r"a.three and a.one both want the key 'o'"):
        made.add(Command("a.three", ("o",), "three", "Three", "a"))
    with pytest.raises(ValueError, match=r"two commands are called 'a.one'"):
        made.add(Command("a.one", ("x",), "one", "One", "a"))
    assert made.clashes("a", "b") == (("o", "a.one", "b.one"),)


def test_keys_can_be_chosen() -> None:
    made = registry()
    made.remap({"a.one": ["t"], "a.two": ["o", "2"]})
    assert made.keys("a.one") == ("t",)
    assert made.keys("b.one") == ("o",)
    with pytest.raises(UsageError, match="both want the key 't'"):
        made.remap({"a.one": ["t"]})
    assert made.keys("a.two") == ("o", "2")
    with pytest.raises(UsageError) as refused:
        made.remap({"a.ome": ["x"]})
    assert refused.value.hint == "did you mean 'a.one'?"


def test_keys_read_as_people_write_them() -> None:
    assert keys_label("list.down") == "j ↓"
    assert key_label("escape") == "esc"


def hint(key: str, title: str, weight: int) -> Hint:
    return Hint(f"x.{key}", key, title, weight)


def test_hints_fit_by_dropping_the_lightest() -> None:
    hints = [hint("a", "alpha", 5), hint("b", "beta", 1), hint("c", "gamma", 3)]
    whole = len("a alpha   b beta   c gamma")
    assert [each.hint.key for each in fitted(hints, whole)] == ["a", "b", "c"]
    assert [each.hint.key for each in fitted(hints, whole - 1)] == ["a", "c"]
    assert [each.hint.key for each in fitted(hints, 7)] == ["a"]
    assert fitted(hints, 6) == ()
    for width in range(60):
        spots = fitted(hints, width)
        assert all(spot.end <= width for spot in spots)


class Stage(Obedient, Widget):
    CONTEXTS = ("stage:proof",)

    def __init__(self) -> None:
        self.turned = 0
        super().__init__()

    def cmd_turn(self) -> None:
        self.turned += 1


class Poke(Message):
    """Asks a screen to fail."""


class Proof(CommandScreen[None]):
    CONTEXTS = ("proof",)

    def __init__(self) -> None:
        self.stage = Stage()
        super().__init__()
        self.went = 0
        self.changes: list[bool] = []
        self.is_over = False

    def compose(self) -> ComposeResult:
        yield self.stage
        yield CaptureLine()
        yield HintBar()

    def commanders(self) -> tuple[Commander, ...]:
        return (self.stage, self)

    def why_not(self, command_id: str, /) -> str | None:
        return "It has not begun [x]." if command_id == "proof.stop" else None

    def offered(self, command_id: str, /) -> bool:
        return not (self.is_over and command_id == "proof.stop")

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        return (PaletteEntry("Retro [/] of ana", "12 Nov [x]", self.cmd_go),)

    async def cmd_go(self) -> None:
        self.went += 1

    def cmd_stop(self) -> None:
        raise AssertionError("it was not allowed")

    def cmd_fail(self) -> None:
        raise UsageError("no [such] \x1b[2J card", hint="pick another")

    def on_poke(self) -> None:
        raise BusyError("the store is busy", hint="try again")

    def on_store_changed(self, event: StoreChanged) -> None:
        self.changes.append(event.own)

    def cmd_write(self) -> None:
        line = self.query_one(CaptureLine)
        line.open(Capture(CaptureKind.CARD, lambda _text: None))


async def test_keys_reach_the_screen_and_its_stage() -> None:
    screen = Proof()
    async with running(app_with(screen)) as pilot:
        await pilot.press("n", "t", "t")
        assert (screen.went, screen.stage.turned) == (1, 2)


async def test_a_command_that_does_not_work_now_says_why() -> None:
    app = app_with(Proof())
    async with running(app) as pilot:
        assert "s stop" in screen_text(app)
        await pilot.press("s")
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["It has not begun [x]."]
        hints = {each.command_id: each for each in app.screen.query_one(HintBar)._hints}
        assert hints["proof.stop"].reason
        assert not hints["proof.go"].reason


async def test_what_the_phase_rules_out_is_not_in_the_hint_line_and_its_key_says_why() -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.is_over = True
        screen.refresh_hints()
        await pilot.pause()
        assert "s stop" not in screen_text(app)
        assert "n go" in screen_text(app)
        await pilot.press("s")
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["It has not begun [x]."]


async def test_a_refusal_is_a_toast_never_a_crash() -> None:
    app = app_with(Proof())
    async with running(app) as pilot:
        await pilot.press("f")
        app.screen.post_message(Poke())
        await pilot.pause()
        toasts = [each.message for each in app._notifications]
        assert toasts == ["no [such] [2J card\npick another", "the store is busy\ntry again"]
        await pilot.press("n")
        assert isinstance(app.screen, Proof)
        assert app.screen.went == 1


async def test_what_is_said_twice_in_a_row_is_one_toast_that_stays_longer() -> None:
    app = app_with(Proof())
    async with running(app) as pilot:
        app.notify("Kept.")
        await pilot.press("s", "s", "s")
        await pilot.pause()
        said = [each.message for each in app._notifications]
        assert said == ["Kept.", "It has not begun [x]."]
        first = list(app._notifications)[-1]
        await pilot.press("s")
        await pilot.pause()
        (renewed,) = list(app._notifications)[1:]
        assert renewed.raised_at > first.raised_at
        await pilot.wait_for_animation()
        shown = [each for each in app.screen.query("Toast") if each.is_attached]
        assert len(shown) == 2
        app.notify("Kept.")
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["Kept.", said[1], "Kept."]


async def test_letters_are_text_while_writing() -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.cmd_write()
        await pilot.press("n", "q", "t", "s", "question_mark")
        assert screen.query_one(CaptureLine).text == "nqts?"
        assert (screen.went, screen.stage.turned) == (0, 0)
        last = screen_text(app).splitlines()[-1]
        assert "esc close" in last
        assert "n go" not in last
        await pilot.press("escape", "n")
        assert screen.went == 1


async def test_letters_typed_ahead_of_the_focus_are_not_lost() -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        screen.stage.can_focus = True
        screen.stage.focus()
        await pilot.pause()
        for key in ("w", *"nts"):
            app.post_message(Key(key, key))
        app.post_message(Paste("and a paste"))
        await pilot.pause()
        await pilot.pause()
        assert screen.query_one(CaptureLine).text == "ntsand a paste"
        assert (screen.went, screen.stage.turned) == (0, 0)


async def test_clicking_a_hint_does_what_its_key_does() -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        column = screen_text(app).splitlines()[-1].index("n go")
        await pilot.click(HintBar, offset=(column, 0))
        await pilot.pause()
        assert screen.went == 1


async def test_the_palette_finds_commands_and_what_the_screen_offers() -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        provider = CommandProvider(screen)
        found = [hit.text async for hit in provider.search("go on")]
        assert "Go" in found
        everything = [hit.text async for hit in provider.discover()]
        assert "Retro [/] of ana" in everything
        assert "Up" not in everything
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "Retro [/] of ana  12 Nov [x]" in screen_text(app)
        await pilot.press(*"retro of")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Retro [/] of ana" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert screen.went == 1


async def test_every_write_and_every_change_by_others_is_announced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Proof()
    app = app_with(screen)
    async with running(app) as pilot:
        app.desk.commit([Put("notes", "n" * 26, {"text": "hello"})])
        await pilot.pause()
        assert screen.changes == [True]
        inner = app.desk.repo._inner  # type: ignore[attr-defined] - the store below
        monkeypatch.setattr(inner, "refresh", lambda: True, raising=False)
        app.poll()
        await pilot.pause()
        assert screen.changes == [True, False]


async def test_trouble_with_the_store_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_with(Proof())
    async with running(app) as pilot:
        inner = app.desk.repo._inner  # type: ignore[attr-defined] - the store below

        def busy() -> bool:
            raise BusyError("busy")

        monkeypatch.setattr(inner, "refresh", busy, raising=False)
        for _ in range(3):
            app.poll()
        await pilot.pause()
        assert len(app._notifications) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_quitting_with_nothing_to_lose_just_quits(key: str) -> None:
    app = app_with(Proof())
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert app._exit


async def test_quitting_asks_before_a_draft_is_lost() -> None:
    screen = Proof()
    app = app_with(screen)
    async with app.run_test() as pilot:
        screen.cmd_write()
        await pilot.press(*"half", "ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, QuitQuestion)
        assert "1 draft not kept" in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert not app._exit
        assert screen.query_one(CaptureLine).text == "half"
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("ctrl+q")
        assert app._exit


async def test_going_back_needs_a_screen_below() -> None:
    app = app_with(Proof(), screens={"meeting": lambda _id: Proof()})
    async with running(app) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "first screen" in next(iter(app._notifications)).message
        app.open_meeting("m")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_an_order_to_end_is_obeyed_cleanly() -> None:
    app = app_with(Proof())
    async with app.run_test():
        app._end(15)
    assert app.return_code == 143
