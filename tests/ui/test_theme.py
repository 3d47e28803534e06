"""Themes: read from files, refused with the nearest valid word, readable whatever their colours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.color import Color
from textual.theme import Theme

from retrotui.core.errors import UsageError
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.contrast import MARK_RATIO, TEXT_RATIO, ratio, worst_ratio
from retrotui.ui.gate import require_terminal
from retrotui.ui.render import Bit, Tone
from retrotui.ui.theme import (
    DARK,
    LIGHT,
    PLAIN,
    load_themes,
    made_variables,
    parse_theme,
    pick_theme,
)
from retrotui.ui.widgets.clock import ClockFace, ClockLine
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList
from tests.support.screens import app_with, running

GOOD = """
name = "team"
primary = "#336699"
foreground = "#eeeeee"
background = "#101010"
surface = "#181818"
"""
TEXTS = ("muted", "faint", "ink-accent", "ink-warning", "ink-error", "ink-success")


def test_ours_are_there_and_the_plain_one() -> None:
    shelf = load_themes()
    assert [each.name for each in shelf.themes] == [DARK, LIGHT, PLAIN]
    assert shelf.problems == ()
    assert [each.dark for each in shelf.themes[:2]] == [True, False]


def test_a_good_theme_is_taken_as_it_stands() -> None:
    theme = parse_theme(GOOD + 'dark = false\n[variables]\nmuted = "#cccccc"\n', "team.toml")
    assert (theme.name, theme.dark, theme.background) == ("team", False, "#101010")
    assert theme.variables == {"muted": "#cccccc"}


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        (GOOD + 'backgruond = "#000000"', "unknown key 'backgruond'", "'background'"),
        (GOOD + '[variables]\nmutted = "#000000"', "unknown variable 'mutted'", "'muted'"),
        (GOOD + 'accent = "blurple"', "accent: 'blurple' is not a colour", "#rrggbb"),
        (GOOD + 'accent = "ansi_red"', "is not a colour", "#rrggbb"),
        (GOOD + 'accent = "#12345680"', "must be opaque", "#rrggbb"),
        (GOOD + "accent = 3", "accent: '3' is not a colour", "#rrggbb"),
        (GOOD + 'dark = "yes"', "dark must be true or false", ""),
        (GOOD.replace("#eeeeee", "#333333"), "foreground on background has a contrast", "4.5"),
        (GOOD.replace('"team"', '"plain"'), "'plain' is taken", ""),
        ('name = "x"', "the key 'primary' is missing", ""),
        ("name = ", "not valid TOML", ""),
        (GOOD + 'variables = "x"', "variables must be a table", ""),
    ],
)
def test_a_bad_theme_is_refused_with_the_way_out(text: str, says: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_theme(text, "team.toml")
    assert refused.value.message.startswith("team.toml: ")
    assert says in refused.value.message
    assert hint in (refused.value.hint or "")


def test_a_bad_theme_is_skipped_and_reported(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("primary = [")
    (tmp_path / "good.toml").write_text(GOOD)
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    shelf = load_themes([tmp_path, tmp_path / "not-there"])
    assert "team" in [each.name for each in shelf.themes]
    assert [each.source for each in shelf.problems] == ["bad.toml", "latin.toml"]


@pytest.mark.parametrize(
    ("wanted", "env", "picked"),
    [
        (None, {}, DARK),
        (None, {"COLORFGBG": "15;0"}, DARK),
        (None, {"COLORFGBG": "0;15"}, LIGHT),
        (None, {"COLORFGBG": "0;default;7"}, LIGHT),
        (None, {"COLORFGBG": "nonsense"}, DARK),
        (None, {"NO_COLOR": "1", "COLORFGBG": "0;15"}, PLAIN),
        (None, {"NO_COLOR": ""}, DARK),
        (LIGHT, {"COLORFGBG": "15;0"}, LIGHT),
        (LIGHT, {"NO_COLOR": "1"}, PLAIN),
    ],
)
def test_the_theme_to_start_with(wanted: str | None, env: dict[str, str], picked: str) -> None:
    assert pick_theme([DARK, LIGHT, PLAIN], wanted, env) == picked


def test_an_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(UsageError) as refused:
        pick_theme([DARK, LIGHT], "calm-drak", {})
    assert "'calm-dark'" in (refused.value.hint or "")


def test_contrast_is_what_wcag_says() -> None:
    assert ratio(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert ratio(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


def check_inks(theme: Theme) -> None:
    made = {key: Color.parse(value) for key, value in made_variables(theme).items()}
    drawn = theme.to_color_system().generate()
    ink, ground, raised = (
        Color.parse(drawn[key]) for key in ("foreground", "background", "surface")
    )
    grounds = (ground, raised, made["selected"])
    assert worst_ratio(ink, grounds) >= TEXT_RATIO
    for name in TEXTS:
        assert worst_ratio(made[name], grounds) >= TEXT_RATIO, name
    assert worst_ratio(made["outline"], grounds) >= MARK_RATIO
    assert ratio(made["on-accent"], made["ink-accent"]) >= TEXT_RATIO
    assert ratio(made["on-error"], made["ink-error"]) >= TEXT_RATIO


@pytest.mark.parametrize("theme", load_themes().themes[:-1], ids=lambda each: each.name)
def test_ours_can_be_read(theme: Theme) -> None:
    check_inks(theme)


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(st.tuples(*[hexes] * 8))
def test_every_theme_that_is_let_in_can_be_read(colours: tuple[str, ...]) -> None:
    keys = ("primary", "accent", "warning", "error", "success", "foreground", "background")
    lines = [f'{key} = "{value}"' for key, value in zip(keys, colours, strict=False)]
    text = "\n".join(['name = "any"', *lines, f'surface = "{colours[6]}"'])
    try:
        theme = parse_theme(text, "any.toml")
    except UsageError:
        return
    check_inks(theme)


class Sampler(CommandScreen[None]):
    def compose(self) -> ComposeResult:
        yield ClockLine()
        with Panel(title="Everything", count="8 tones"):
            yield RowList(Column(), Column(width=20))
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(ClockLine).show(ClockFace(-72, before="Retro", after="ends 15:58"))
        rows = [
            Row(tone, (Bit(f"tone {tone}", tone), "cell"), ("detail",)) for tone in Tone if tone
        ]
        rows_list = self.query_one(RowList)
        rows_list.set_rows([Heading("Tones", "all"), Heading("cut line", rule=True), *rows])
        rows_list.focus()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_whatever_is_drawn_can_be_read(theme: str) -> None:
    app = app_with(Sampler(), theme=theme)
    async with running(app):
        strips = app.screen._compositor.render_strips()
        words = [seg for strip in strips for seg in strip if any(c.isalnum() for c in seg.text)]
        assert len(words) > 20
        for seg in words:
            assert seg.style is not None
            ink, ground = seg.style.color, seg.style.bgcolor
            assert ink is not None
            assert ground is not None
            found = ratio(Color.from_rich_color(ink), Color.from_rich_color(ground))
            least = MARK_RATIO if "tone frame" in seg.text else TEXT_RATIO
            assert found >= least, seg


async def test_no_color_means_no_colour_but_the_selection_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_with(Sampler())
    async with running(app):
        assert app.theme == PLAIN
        strips = app.screen._compositor.render_strips()
        styles = [seg.style for strip in strips for seg in strip if seg.style]
        assert {style.color.is_default for style in styles if style.color} == {True}
        assert {style.bgcolor.is_default for style in styles if style.bgcolor} == {True}
        chosen = next(strip for strip in strips if "›" in strip.text)
        assert any(seg.style.reverse for seg in chosen if seg.style and "tone" in seg.text)


async def test_an_empty_no_color_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = app_with(Sampler())
    async with running(app):
        assert not app.no_color
        assert app.theme == DARK


async def test_the_app_tells_of_skipped_themes(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("primary = [")
    app = app_with(Sampler(), theme_folders=[tmp_path])
    async with running(app):
        (toast,) = app._notifications
        assert "bad.toml" in toast.message
        assert set(app.available_themes) == {DARK, LIGHT, PLAIN}


class Terminal:
    def __init__(self, tty: bool) -> None:
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


@pytest.mark.parametrize(
    ("stdin", "stdout", "term", "passes"),
    [(True, True, "xterm", True), (False, True, "xterm", False), (True, False, "xterm", False),
     (True, True, "dumb", False)],
)  # fmt: skip
def test_the_gate(stdin: bool, stdout: bool, term: str, passes: bool) -> None:
    def pass_gate() -> None:
        require_terminal(
            Terminal(stdin),  # type: ignore[arg-type] - only asked whether it is a terminal
            Terminal(stdout),  # type: ignore[arg-type] - as above
            {"TERM": term},
            "retrotui actions",
        )

    if passes:
        pass_gate()
        return
    with pytest.raises(UsageError) as refused:
        pass_gate()
    assert refused.value.code == 2
    assert "retrotui actions" in (refused.value.hint or "")
